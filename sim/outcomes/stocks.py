"""Stocks of a stage: their exact mean over a stretch or step by step, and how many there are at a moment.

A stay is counted for as long as it lasts within the stretch, so a stock needs no pairing of who entered
with who left: it is all time since entering less all time since leaving.
"""

from __future__ import annotations

import numpy as np

from sim.model.events import ENTERED, LEFT, Kind, Stage
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, Stretch, rows


def _time_left(times: Floats, stretch: Stretch) -> float:
    """Days of the stretch that lie after each time, summed."""
    return float((stretch.end - np.clip(times, stretch.start, stretch.end)).sum())


def mean_stock(record: Record, stretch: Stretch, *stages: Stage) -> float:
    """Time-weighted mean number of stays in any of the stages over the stretch."""
    return sum(mean_between(record, stretch, ENTERED, LEFT, stage=stage) for stage in stages)


def mean_between(record: Record, stretch: Stretch, begin: Kind, end: Kind, **codes: int) -> float:
    """Time-weighted mean number of things begun by one kind of event and not yet ended by another."""
    begun = _time_left(rows(record, begin).having(**codes).real("time"), stretch)
    ended = _time_left(rows(record, end).having(**codes).real("time"), stretch)
    return (begun - ended) / (stretch.end - stretch.start)


def added_up(times: Floats, start: float, a_day: float, steps: int) -> Floats:
    """For each step from ``start`` on, the number of earlier times; one within the step counts for its rest.

    All that began, added up so, less all that ended, is the exact mean stock of each step.

    Parameters
    ----------
    times
        Days since day 0, in any order; infinite ones never come.
    start
        Day on which the first step begins.
    a_day
        Steps a day: 24 for hours, 1 / 7 for weeks.
    steps
        How many.
    """
    place = (times - start) * a_day
    earlier = np.count_nonzero(place < 0)
    place = place[(place >= 0) & (place < steps)]
    step = place.astype(np.int64)
    whole = np.bincount(step, minlength=steps)
    rest = np.bincount(step, weights=step + 1 - place, minlength=steps)
    return np.asarray(earlier + np.cumsum(whole) - whole + rest, dtype=np.float64)


def stock_at(record: Record, moment: float, stage: Stage) -> int:
    """Stays in the stage at a moment; who enters at that very moment is in, who leaves is out."""
    entered = rows(record, ENTERED).having(stage=stage).real("time")
    left = rows(record, LEFT).having(stage=stage).real("time")
    return int(np.count_nonzero(entered <= moment) - np.count_nonzero(left <= moment))
