"""Single stays in a stage: how long those that ended lasted, and how old those still open are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.events import ENTERED, LEFT, Stage
from sim.outcomes.matching import labels, place_among_equals
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, Stretch, rows

OLD_SUSPECT_DAYS = (28, 90)
"""Whole days that part the ages of outstanding suspects in the published table."""


@dataclass(frozen=True)
class Stays:
    """One value a stay, in the order of entering as written in the ledger."""

    start: Floats
    end: Floats
    """Infinite while the stay is open."""


def stays(record: Record, stage: Stage) -> Stays:
    """All stays in a stage. The first leaving of a person's case ends its first stay, and so on."""
    entered = rows(record, ENTERED).having(stage=stage)
    left = rows(record, LEFT).having(stage=stage)
    start, end = entered.real("time"), left.real("time")
    label = labels(
        np.concatenate([entered.whole("person"), left.whole("person")]),
        np.concatenate([entered.whole("case"), left.whole("case")]),
    )
    of_start, of_end = label[: len(start)], label[len(start) :]
    place = place_among_equals(of_start, start)
    order = np.lexsort((end, of_end))
    in_order = of_end[order]
    first = np.searchsorted(in_order, of_start, side="left")
    number = np.searchsorted(in_order, of_start, side="right") - first
    closed = place < number
    ends = np.full(len(start), np.inf)
    ends[closed] = end[order][(first + place)[closed]]
    return Stays(start, ends)


def mean_days(record: Record, stretch: Stretch, stage: Stage) -> float:
    """Mean length in days of the stays that ended in the stretch; not a number where none did."""
    found = stays(record, stage)
    ended = (found.end >= stretch.start) & (found.end < stretch.end)
    if not ended.any():
        return float("nan")
    return float((found.end - found.start)[ended].mean())


def age_shares(
    record: Record, moment: float, stage: Stage, last_days: tuple[int, ...] = OLD_SUSPECT_DAYS
) -> Floats:
    """Shares of the stays open at a moment, by age in whole days.

    With ``last_days`` 28 and 90 the ages are 28 days or less, 29 to 90, and over 90. One share more than
    ``last_days``; not a number where nobody is in the stage.
    """
    found = stays(record, stage)
    is_open = (found.start <= moment) & (found.end > moment)
    whole_days = np.floor(moment - found.start[is_open])
    group = np.searchsorted(np.array(last_days, dtype=np.float64), whole_days, side="left")
    number = np.bincount(group, minlength=len(last_days) + 1)
    if not is_open.any():
        return np.full(len(number), np.nan)
    return np.asarray(number / number.sum(), dtype=np.float64)
