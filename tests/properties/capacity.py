"""Places that are hard: nobody is let in where all are taken, though a fall of capacity puts nobody out.

Worked out from the ledger and the settings alone, as a reader of both would do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor

import numpy as np

from sim import clock
from sim.model.events import (
    ADMISSION,
    CELL_LEFT,
    CUSTODY_STAFF_MOVED,
    HEARING,
    IOM_ADOPTED,
    IOM_VISITS,
    NEEDS,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    UNPAID_WORK_ENDED,
    UNPAID_WORK_STARTED,
    Cohort,
    Court,
)
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, rows
from sim.scenario.settings import Iom, Settings, Suite

COURT_DAYS_A_MONTH = 365.25 / 12 * 5 / 7
INSTANT = 1e-6
"""Days within which a change of staffing may round to either side."""


def overcrowding(record: Record) -> Iterator[str]:
    """Every kind of place that took in somebody when it was full."""
    for number, name in enumerate(record.phases[0][1].custody.suites):
        entered = rows(record, ADMISSION).having(suite=number).real("time")
        left = rows(record, CELL_LEFT).having(suite=number).real("time")
        yield from _full(record, f"suite {name}", entered, left, _cells(record, number, name))
    for number, name in enumerate(NEEDS):
        entered = rows(record, TREATMENT_STARTED).having(need=number).real("time")
        left = rows(record, TREATMENT_ENDED).having(need=number).real("time")
        yield from _full(record, f"treatment for {name}", entered, left, _treatment(name))
    ended = rows(record, UNPAID_WORK_ENDED)
    begun = rows(record, UNPAID_WORK_STARTED).real("time")
    done = ended.only(ended.real("worked") > 0).real("time")
    yield from _full(record, "unpaid work", begun, done, lambda settings, _: settings.unpaid_work.places)
    for court in Court:
        held = np.floor(rows(record, HEARING).having(court=court).real("time"))
        yield from _full(record, f"{court.name} court", held, held + 1, _hearings(court.name.lower()))
    yield from _members(record)


Capacity = Callable[[Settings, float], int]


def _full(record: Record, what: str, entered: Floats, left: Floats, capacity: Capacity) -> Iterator[str]:
    entered = np.sort(entered)
    inside = np.arange(1, len(entered) + 1) - np.searchsorted(np.sort(left), entered, side="right")
    for moment, number in zip(entered.tolist(), inside.tolist(), strict=True):
        most = max(capacity(settings_at(record, day), day) for day in (moment - INSTANT, moment + INSTANT))
        if number > most:
            yield f"{what}: {number} on day {moment:.4f}, with room for {most}"
            return


def settings_at(record: Record, day: float) -> Settings:
    """The settings in force on a day."""
    return next(
        (settings for start, settings in reversed(record.phases) if start <= day), record.phases[0][1]
    )


def _cells(record: Record, number: int, name: str) -> Capacity:
    """Cells staffed by the suite's own people, and by those whom Custody Bronze has sent within a day.

    Staff who left are not taken off: they go when somebody comes to another suite, and evict nobody.
    """
    sent = rows(record, CUSTODY_STAFF_MOVED).having(to_suite=number)
    days, cells = sent.real("time"), sent.whole("cells")

    def most(settings: Settings, day: float) -> int:
        lent = int(cells[(days <= day) & (days > day - 1)].sum()) if len(days) else 0
        suite = settings.custody.suites[name]
        own = staffed(suite, 24 * (day % 1))
        return max(own, min(own + lent, suite.cells))

    return most


def staffed(suite: Suite, hour: float) -> int:
    """Cells staffed at an hour of the day: shifts begin at 7, 15 and 23."""
    if hour < 7 or hour >= 23:
        return suite.staffed_night
    return suite.staffed_day if hour < 15 else suite.staffed_late


def _treatment(name: str) -> Capacity:
    return lambda settings, _: getattr(settings.treatments, name).places


def _hearings(name: str) -> Capacity:
    """What fits on one day's list: whole places, of which parts may have come together from earlier days."""

    def most(settings: Settings, day: float) -> int:
        court = getattr(settings.courts, name)
        days = court.sitting_days / COURT_DAYS_A_MONTH
        hearings = days * (1 - court.trial_share) * court.hearings_a_day
        trials = days * court.trial_share / court.days_a_trial * (1 + court.overlisting)
        return floor(hearings) + 1 + floor(trials) + 1

    return most


def _members(record: Record) -> Iterator[str]:
    """An IOM office that has adopted anybody at a panel stays within its limit."""
    visits, adopted = rows(record, IOM_VISITS), rows(record, IOM_ADOPTED)
    opening = record.phases[0][1].iom
    offices = list(opening.offices)
    for day in np.unique(adopted.real("time")).tolist():
        rules = settings_at(record, day).iom
        whole = sum(office.weight for office in rules.offices.values())
        # fewer people away than on day 0 do the work of more posts
        at_work = _at_work(rules) / (_at_work(opening) or 1.0)
        now, taken = visits.only(visits.real("time") == day), adopted.only(adopted.real("time") == day)
        for number, name in enumerate(offices):
            constables = rules.constables * at_work * rules.offices[name].weight / whole
            # limits are rounded down as one number: one office may carry a part of a member for another
            limits = constables * rules.members_per_constable + 1, rules.free.places + 1
            for free, limit in zip((False, True), limits, strict=True):
                here = now.only(
                    (now.whole("office") == number) & ((now.whole("cohort") == Cohort.FREE) == free)
                )
                came = (taken.whole("office") == number) & ((taken.whole("cohort") == Cohort.FREE) == free)
                members = here.real("members").sum()
                if came.any() and members > limit + 1e-6:
                    when = clock.date_of(day)
                    yield f"IOM, {name}: {members:.0f} members on {when}, with room for {limit:.2f}"


def _at_work(rules: Iom) -> float:
    return (1.0 - rules.staffing.sickness) * (1.0 - rules.staffing.abstraction)
