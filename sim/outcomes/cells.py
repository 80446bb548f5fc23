"""Cells of the custody suites: how many are in use, how many staffed, and how long people wait for one.

Everybody in a cell is counted, also the anonymous arrivals of other forces and for other matters. A cell is
in use from admission until the detainee leaves it, a wait for the next court included.
"""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.model.events import ADMISSION, ARREST, CELL_LEFT
from sim.outcomes.matching import join, labels
from sim.outcomes.phases import parts
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, rows
from sim.outcomes.stocks import added_up
from sim.scenario.settings import Settings, Suite

HOURS = 24
_ROUNDING = 1e-6
"""Days."""
DAY_SHIFT, LATE_SHIFT = slice(7, 15), slice(15, 23)
"""Hours of two shifts; the night has the rest."""


def cells_in_use(record: Record, window: Window) -> Floats:
    """Mean cells in use in each hour of the window, exact: (suites, days, 24 hours from midnight)."""
    days = round(window.end - window.start)
    suites = list(record.phases[0][1].custody.suites)
    use = np.empty((len(suites), days, HOURS))
    for suite in range(len(suites)):
        taken = rows(record, ADMISSION).having(suite=suite).real("time")
        freed = rows(record, CELL_LEFT).having(suite=suite).real("time")
        hourly = added_up(taken, window.start, HOURS, days * HOURS)
        hourly -= added_up(freed, window.start, HOURS, days * HOURS)
        use[suite] = hourly.reshape(days, HOURS)
    return use


def by_hour_of_day(use: Floats) -> Floats:
    """Mean cells in use by suite and hour of the day: (suites, 24), from what ``cells_in_use`` gives."""
    return np.asarray(use.mean(axis=1), dtype=np.float64)


def by_month(use: Floats, window: Window) -> Floats:
    """Mean cells in use by suite and calendar month: (suites, months), from the window's first April on."""
    months = [clock.month_of(day) for day in range(round(window.start), round(window.end))]
    _, first, days = np.unique(months, return_index=True, return_counts=True)
    sums = np.add.reduceat(use.sum(axis=2), first, axis=1)
    return np.asarray(sums / (HOURS * days), dtype=np.float64)


def staffed_by_hour(suite: Suite) -> Floats:
    """Cells open and staffed in each of the 24 hours from midnight."""
    staffed = np.full(HOURS, suite.staffed_night, dtype=np.float64)
    staffed[DAY_SHIFT] = suite.staffed_day
    staffed[LATE_SHIFT] = suite.staffed_late
    return np.minimum(staffed, suite.cells)


def _all_staffed(settings: Settings) -> float:
    return sum(float(staffed_by_hour(suite).mean()) for suite in settings.custody.suites.values())


def cell_occupancy(record: Record, window: Window) -> float:
    """Cells in use as a percentage of staffed cells, all suites and all hours; not a number without any."""
    staffed = sum(
        _all_staffed(settings) * (span.end - span.start) for span, settings in parts(record, window)
    )
    if not staffed:
        return float("nan")
    in_use = float(cells_in_use(record, window).mean(axis=(1, 2)).sum())
    return 100.0 * in_use * (window.end - window.start) / staffed


def hours_to_cell(record: Record, window: Window) -> float:
    """Mean hours from an arrest to its cell, by admissions in the window; not a number without any.

    Whoever comes to a cell later than anybody waits for one was brought in on a warrant, not by that arrest.
    """
    longest = max(settings.custody.patience_hours for _, settings in record.phases) / HOURS
    admitted, arrested = rows(record, ADMISSION, window), rows(record, ARREST)
    label = labels(
        np.concatenate([admitted.whole("person"), arrested.whole("person")]),
        np.concatenate([admitted.whole("case"), arrested.whole("case")]),
    )
    at, since = admitted.real("time"), arrested.real("time")
    admission, arrest = join(label[: len(at)], label[len(at) :])
    earlier = since[arrest] <= at[admission]
    latest = np.full(len(at), -np.inf)
    np.maximum.at(latest, admission[earlier], since[arrest[earlier]])
    known = at - latest <= longest + _ROUNDING
    return float((at - latest)[known].mean() * HOURS) if known.any() else float("nan")
