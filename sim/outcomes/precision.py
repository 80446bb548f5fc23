"""How many replications are enough: those after which intervals are as narrow as was asked for, and stay so.

The rule is that of Hoad, Robinson and Davies (2010): replications are added until the half-width of the
interval is at most the goal and remains so for a few more (the look-ahead), since an interval can be narrow
by chance. It is applied to the interval that is printed: of the paired difference, holding for all scenarios
together.

Stopping when the spread happens to look small costs a little. By simulation, of normal values and one
interval, the 95 % interval holds the truth in 95.3, 95.0 and 95.1 of 100 studies where about 10, 30 and 100
replications would do, if only the replications are kept that the rule names; in 94.0, 94.2 and 94.8 if the
look-ahead is kept as well (20,000, 20,000 and 6,000 studies). So the study keeps those that the rule names:
that the mean hardly moves in the look-ahead speaks for it, and makes up for what stopping costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.outcomes.amounts import number, plain, two_digits
from sim.outcomes.comparison import ROUNDING_NOISE
from sim.outcomes.goals import Goal
from sim.outcomes.intervals import LEVEL
from sim.outcomes.multiplicity import simultaneous_level

LEAST = 5
"""Fewest pairs from which a half-width is believed.

Student's t allows for a spread read off few values, but not for stopping at whichever of them looks small;
the spread of three or four is too often far too small for that. From five on the look-ahead guards well
enough.
"""
LOOK_AHEAD = 5
"""Further replications for which the goal must hold, up to a hundred; of more replications 5 in 100."""

Table = NDArray[np.float64]
"""Values of one measure: scenarios by replications."""


@dataclass(frozen=True)
class Achieved:
    """How narrow the widest interval of a measure is, beside what was asked for; in the measure's unit."""

    measure: str
    half_width: float
    """NaN where no interval can be given."""
    wanted: float

    @property
    def met(self) -> bool:
        """Whether it is narrow enough."""
        return self.half_width <= self.wanted


def look_ahead(replications: int) -> int:
    """Further replications after which an interval that was narrow enough must still be so."""
    return max(LOOK_AHEAD, LOOK_AHEAD * replications // 100)


def half_widths(values: Table, baseline_row: int = 0) -> Table:
    """Half-width of each printed interval after the first one, two, ... replications.

    Parameters
    ----------
    values
        Shape (scenarios, replications); a pair in which either value is NaN is left out.
    baseline_row
        Row of the scenario from which the others are subtracted. If it is the only one, the interval is that
        of its mean.

    Returns
    -------
    numpy.ndarray
        Shape (scenarios compared, replications), a row for each other scenario in their order. NaN until
        there are two pairs; 0 while all differences are the same.
    """
    base = values[baseline_row]
    if len(values) == 1:
        pairs, size, level = values, np.abs(values), LEVEL
    else:
        others = np.delete(values, baseline_row, axis=0)
        pairs, size = others - base, np.maximum(np.abs(others), np.abs(base))
        level = simultaneous_level(len(others))
    there = ~np.isnan(pairs)
    count = there.cumsum(axis=1)
    enough = count > 1
    freedom = np.maximum(count - 1, 1)
    error = np.sqrt(_running_squares(pairs, there) / (freedom * np.maximum(count, 1)))
    half = special.stdtrit(freedom, (1 + level) / 2) * error
    half[_all_one(pairs, np.where(there, size, 0.0))] = 0.0
    widths: Table = np.where(enough, half, np.nan)
    return widths


def _running_squares(pairs: Table, there: NDArray[np.bool_]) -> Table:
    """Sum of squares about the mean of the first one, two, ... values."""
    known = np.where(there, pairs, 0.0)
    total = np.maximum(there.sum(axis=1, keepdims=True), 1)
    # About the mean of all, so that little is lost when large numbers are taken from one another.
    centred = np.where(there, pairs - known.sum(axis=1, keepdims=True) / total, 0.0)
    count = np.maximum(there.cumsum(axis=1), 1)
    squares = (centred**2).cumsum(axis=1) - centred.cumsum(axis=1) ** 2 / count
    return np.asarray(np.maximum(squares, 0.0), dtype=np.float64)


def _all_one(pairs: Table, size: Table) -> NDArray[np.bool_]:
    """Where the first one, two, ... values are all one but for rounding, as ``paired_differences`` has it."""
    highest = np.fmax.accumulate(pairs, axis=1)
    lowest = np.fmin.accumulate(pairs, axis=1)
    noise = ROUNDING_NOISE * np.maximum.accumulate(size, axis=1)
    return np.asarray(highest - lowest <= noise, dtype=np.bool_)


def replications_needed(
    values: Mapping[str, Table], goals: Sequence[Goal], baseline_row: int = 0
) -> int | None:
    """The smallest number of replications after which every goal is met, and stays met for the look-ahead.

    Parameters
    ----------
    values
        By measure, what the replications gave so far: scenarios by replications, the same of each for all.
    goals
        What was asked for; none is never enough.
    baseline_row
        As for ``half_widths``.

    Returns
    -------
    int or None
        Such a number, if it and its ``look_ahead`` are among the replications given; None while it is not.
        The answer stays the same when more are added. A measure that never varies in the first ten is taken
        never to vary.
    """
    if not goals:
        return None
    met = np.logical_and.reduce([_met(values[goal.measure], goal, baseline_row) for goal in goals])
    total = len(met)
    failed = np.append(np.flatnonzero(~met), total)
    for place in np.flatnonzero(met):
        next_failure = failed[np.searchsorted(failed, place)]
        if place + look_ahead(int(place) + 1) < next_failure:
            return int(place) + 1
    return None


def _met(values: Table, goal: Goal, baseline_row: int) -> NDArray[np.bool_]:
    """After how many replications all intervals of a measure are narrow enough."""
    others = np.delete(values, baseline_row, axis=0) - values[baseline_row] if len(values) > 1 else values
    believed = (~np.isnan(others)).cumsum(axis=1) >= LEAST
    narrow = half_widths(values, baseline_row) <= goal.half_width
    return np.asarray((narrow & believed).all(axis=0), dtype=np.bool_)


def achieved(values: Mapping[str, Table], goals: Sequence[Goal], baseline_row: int = 0) -> list[Achieved]:
    """The widest interval of each measure asked for, after all replications given."""
    return [
        Achieved(goal.measure, _widest(half_widths(values[goal.measure], baseline_row)), goal.half_width)
        for goal in goals
    ]


def _widest(widths: Table) -> float:
    return float(widths[:, -1].max()) if widths.shape[1] else float("nan")


def budget_ended(replications: int, found: Sequence[Achieved]) -> str:
    """That the goals were not met within the replications allowed, and how far each was missed."""
    ended = f"the budget of {replications} replications ended first"
    missed = [each for each in found if not each.met]
    if not missed:
        return f"{ended}: every goal is met, but has not been for long enough to be relied on"
    return f"{ended}: " + "; ".join(f"{each.measure} {_reached(each)}" for each in missed)


def _reached(found: Achieved) -> str:
    wanted = f"wanted ±{plain(found.wanted)}"
    if np.isnan(found.half_width):
        return f"has no interval, {wanted}"
    decimals = two_digits(found.half_width)
    while round(found.half_width, decimals) <= found.wanted:  # rounded, it would seem to be met
        decimals += 1
    return f"±{number(found.half_width, decimals)}, {wanted}"
