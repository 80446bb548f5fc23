"""Stocks of a stage: their exact mean over time, and how many there are at a moment.

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


def stock_at(record: Record, moment: float, stage: Stage) -> int:
    """Stays in the stage at a moment; who enters at that very moment is in, who leaves is out."""
    entered = rows(record, ENTERED).having(stage=stage).real("time")
    left = rows(record, LEFT).having(stage=stage).real("time")
    return int(np.count_nonzero(entered <= moment) - np.count_nonzero(left <= moment))
