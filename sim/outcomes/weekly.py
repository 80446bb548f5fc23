"""Weekly series of a run over all its years, settling years included: flows as counts, stocks as means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.model import events
from sim.model.events import ENTERED, LEFT, Kind, Stage
from sim.outcomes.liberty import held_spells
from sim.outcomes.measure import CASES, PEOPLE
from sim.outcomes.measures import MEASURES
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, Span, rows
from sim.outcomes.stocks import added_up

DAYS = 7
A_WEEK = "a week"
_LABELS = {measure.name: measure.label for measure in MEASURES}


@dataclass(frozen=True)
class Weekly:
    """One series: its name, how it is printed, and how it is read off a run of so many weeks."""

    name: str
    """That of the measure whose course it is, if there is one."""
    label: str
    unit: str
    function: Callable[[Record, int], Floats]


def weeks_of(record: Record) -> int:
    """Whole weeks of the run, counted from day 0; the days that are left at its end make none."""
    return int(record.until // DAYS)


def weekly_series(record: Record) -> dict[str, Floats]:
    """Every weekly series by name, each of shape (weeks,), in the order of ``WEEKLY``."""
    weeks = weeks_of(record)
    return {series.name: series.function(record, weeks) for series in WEEKLY}


def _events(kind: Kind) -> Callable[[Record, int], Floats]:
    def count(record: Record, weeks: int) -> Floats:
        times = rows(record, kind, Span(0.0, float(weeks * DAYS))).real("time")
        return np.bincount((times // DAYS).astype(np.int64), minlength=weeks).astype(np.float64)

    return count


def _between(begin: Kind, end: Kind, **codes: int) -> Callable[[Record, int], Floats]:
    def mean(record: Record, weeks: int) -> Floats:
        begun = rows(record, begin).having(**codes).real("time")
        ended = rows(record, end).having(**codes).real("time")
        return _mean_stock(begun, ended, weeks)

    return mean


def _people_held(record: Record, weeks: int) -> Floats:
    spells = held_spells(record)
    return _mean_stock(spells.start, spells.end, weeks)


def _mean_stock(begun: Floats, ended: Floats, weeks: int) -> Floats:
    return added_up(begun, 0.0, 1 / DAYS, weeks) - added_up(ended, 0.0, 1 / DAYS, weeks)


def _stock(name: str, unit: str, stage: Stage) -> Weekly:
    return Weekly(name, _LABELS[name], unit, _between(ENTERED, LEFT, stage=stage))


WEEKLY: tuple[Weekly, ...] = (
    Weekly("arrests", _LABELS["arrests"], A_WEEK, _events(events.ARREST)),
    Weekly("cells_in_use", "Cells in use", "cells", _between(events.ADMISSION, events.CELL_LEFT)),
    _stock("outstanding_suspects", CASES, Stage.SUSPECT),
    _stock("bail_stock", CASES, Stage.BAIL),
    _stock("rui_stock", CASES, Stage.RELEASED_UNDER_INVESTIGATION),
    _stock("magistrates_backlog", CASES, Stage.MAGISTRATES),
    _stock("crown_backlog", CASES, Stage.CROWN),
    Weekly("prison_stock", _LABELS["prison_stock"], PEOPLE, _people_held),
    _stock("licence_stock", PEOPLE, Stage.LICENCE),
    _stock("order_stock", "orders", Stage.ORDER),
    Weekly(
        "treatment_stock",
        _LABELS["treatment_stock"],
        "places",
        _between(events.TREATMENT_STARTED, events.TREATMENT_ENDED),
    ),
    _stock("iom_caseload", PEOPLE, Stage.IOM),
)
"""The series by which one sees whether the model has settled."""
