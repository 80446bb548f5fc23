"""What each ordinary programme did over a stretch of model years, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim import clock
from sim.draws import label_of
from sim.model.events import (
    OFFENCE,
    PROGRAMME_ENDED,
    PROGRAMME_REFERRED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
)
from sim.model.offences import CODE
from sim.outcomes.matching import join
from sim.outcomes.phases import parts
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Span, rows
from sim.outcomes.stocks import mean_between
from sim.scenario.settings import Programme, Settings

BEFORE_AND_AFTER = 365.0
"""Days on each side of a start in which offences are counted, in prison or not: as a scheme would count."""

FIGURES: dict[str, tuple[str, str]] = {
    "referred": ("Referred", "a year"),
    "agreed": ("Agreed to join", "a year"),
    "started": ("Started", "a year"),
    "completed": ("Completed", "a year"),
    "left": ("Left without completing", "a year"),
    "waited_in_vain": ("Waited in vain", "a year"),
    "on_it": ("On the programme", "people, mean over time"),
    "before": ("Offences attributed in the year before starting", "a year"),
    "after": ("Offences attributed in the year after starting", "a year"),
    "sessions": ("Sessions or visits", "a year"),
    "victims_met": ("Victims met", "a year"),
    "cost": ("Cost", "GBP a year"),
}
"""What is told of each programme: by name, its label and unit."""


@dataclass(frozen=True)
class ProgrammeUse:
    """One programme over a window."""

    name: str
    label: str
    figures: dict[str, float]
    """By the names in ``FIGURES``."""


def programme_use(record: Record, window: Window) -> list[ProgrammeUse]:
    """Every programme that the settings of the run have at any time, in the order of their names."""
    labels: dict[str, str] = {}
    for _, settings in record.phases:
        labels |= {name: programme.called(name) for name, programme in settings.programmes.items()}
    return [ProgrammeUse(name, labels[name], _figures(record, window, name)) for name in sorted(labels)]


def _figures(record: Record, window: Window, name: str) -> dict[str, float]:
    code = label_of(name)
    found = dict.fromkeys(FIGURES, 0.0)
    for span, settings in parts(record, window):
        programme = settings.programmes.get(name)
        ended = rows(record, PROGRAMME_ENDED, span).having(programme=code)
        referred = rows(record, PROGRAMME_REFERRED, span).having(programme=code)
        person_days = _people(record, span, code) * (span.end - span.start)
        completed = len(ended.having(completed=1))
        found["referred"] += len(referred)
        found["agreed"] += len(referred.having(agreed=1))
        found["started"] += len(rows(record, PROGRAMME_STARTED, span).having(programme=code))
        found["completed"] += completed
        found["left"] += len(ended) - completed
        found["waited_in_vain"] += len(rows(record, PROGRAMME_WAITED_IN_VAIN, span).having(programme=code))
        found["on_it"] += person_days / (window.end - window.start) * window.years
        if programme is not None:
            before, after = before_and_after_starting(record, span, programme, code)
            found["before"] += before
            found["after"] += after
            found["sessions"] += person_days / clock.DAYS_PER_YEAR * 12 * programme.sessions_a_month
            found["victims_met"] += completed * programme.victims_met
        found["cost"] += cost_of(record, span, settings, name)
    return {figure: number / window.years for figure, number in found.items()}


def before_and_after_starting(record: Record, span: Span, programme: Programme, code: int) -> tuple[int, int]:
    """Offences of the programme's own types attributed to people in the year before they start, and after it.

    What a scheme would publish of those who join it, and no measure of what it does: people join at their
    worst. Left out are starts whose year before or after the run does not hold.
    """
    start = rows(record, PROGRAMME_STARTED, span).having(programme=code)
    day = start.real("time")
    start = start.only((day >= BEFORE_AND_AFTER) & (day + BEFORE_AND_AFTER <= record.until))
    offences = rows(record, OFFENCE)
    if programme.types:
        offences = offences.only(np.isin(offences.whole("type"), [CODE[name] for name in programme.types]))
    who, what = join(start.whole("person"), offences.whole("person"))
    since = offences.real("time")[what] - start.real("time")[who]
    before = (since >= -BEFORE_AND_AFTER) & (since < 0)
    after = (since >= 0) & (since < BEFORE_AND_AFTER)
    return int(before.sum()), int(after.sum())


def cost_of(record: Record, span: Span, settings: Settings, name: str) -> float:
    """Pounds that a programme costs in a stretch of time in which the settings stay as they are."""
    programme = settings.programmes.get(name)
    if programme is None:
        return 0.0
    code, days = label_of(name), span.end - span.start
    open_days = max(0.0, span.end - max(span.start, clock.day_of(programme.opens)))
    starts = len(rows(record, PROGRAMME_STARTED, span).having(programme=code))
    return (
        programme.cost_start * starts
        + programme.cost_place_year * _people(record, span, code) * days / clock.DAYS_PER_YEAR
        + programme.cost_year * open_days / clock.DAYS_PER_YEAR
    )


def cost_of_all(record: Record, span: Span, settings: Settings) -> float:
    """Pounds that all programmes cost in a stretch of time in which the settings stay as they are."""
    return sum(cost_of(record, span, settings, name) for name in sorted(settings.programmes))


def _people(record: Record, span: Span, code: int) -> float:
    return mean_between(record, span, PROGRAMME_STARTED, PROGRAMME_ENDED, programme=code)
