"""How far a decision's outcome swings when one value at a time goes from one end of its range to the other.

Runs at both ends are on the same people and the same chance as those at the middle, so that what differs is
the value's doing, but for lives that drift apart; the interval says how much of that is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.fitting.free import Free, Values
from calibration.sensitivity.decision import Planned
from sim.outcomes.intervals import Interval, mean_interval, p_value
from sim.outcomes.multiplicity import holm, simultaneous_level

Floats = NDArray[np.float64]

ENDS = 0.05, 0.5, 0.95
"""Percentiles of an ensemble that are its ends and its middle."""
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Ends:
    """A value's ends, and where it stays while others go to theirs."""

    id: str
    low: float
    middle: float
    high: float


def ends_of(free: Sequence[Free], ensemble: pd.DataFrame | None = None) -> tuple[Ends, ...]:
    """The ends of each value: of its range, or of the middle 90 per cent of an ensemble that has it.

    ``ensemble``: one row a draw, one column a value.
    """
    return tuple(_ends(each, ensemble) for each in free)


def _ends(value: Free, ensemble: pd.DataFrame | None) -> Ends:
    if ensemble is None or value.id not in ensemble:
        return Ends(value.id, value.low, value.start, value.high)
    low, middle, high = (
        float(round(end)) if value.whole else float(end) for end in ensemble[value.id].quantile(list(ENDS))
    )
    return Ends(value.id, low, middle, high)


def plan(ends: Sequence[Ends], replications: int) -> list[Planned]:
    """The pairs to run: all values at the middle, then each at its low and at its high end; same chances."""
    middle = {each.id: each.middle for each in ends}
    sets: list[Values] = [middle]
    for each in ends:
        sets += [{**middle, each.id: each.low}, {**middle, each.id: each.high}]
    return [Planned(values, number) for values in sets for number in range(replications)]


@dataclass(frozen=True)
class Bar:
    """What one value's range does to the outcome, others at their middle."""

    ends: Ends
    low: Interval
    """Change of the outcome from the middle to the low end, paired."""
    high: Interval
    """The same to the high end."""
    swing: Interval
    """High end less low end, paired. Intervals hold for all values together."""
    p: float
    """Two-sided p value of the paired t test that there is no swing, adjusted by Holm over all values."""

    @property
    def told(self) -> bool:
        """Whether the swing is told from chance."""
        return self.p < SIGNIFICANT


@dataclass(frozen=True)
class Tornado:
    """The bars, the longest first, and the outcome at the middle."""

    middle: Interval
    bars: tuple[Bar, ...]


def tornado(ends: Sequence[Ends], outcomes: Floats) -> Tornado:
    """Put the bars together.

    Parameters
    ----------
    ends
        Of each value.
    outcomes
        Outcomes in the order of ``plan``: shape (sets of values, replications).
    """
    at_middle, lows, highs = outcomes[0], outcomes[1::2], outcomes[2::2]
    level = simultaneous_level(len(ends))
    adjusted = holm(np.array([p_value(high - low) for low, high in zip(lows, highs, strict=True)]))
    bars = [
        Bar(
            each,
            mean_interval(low - at_middle, level),
            mean_interval(high - at_middle, level),
            mean_interval(high - low, level),
            float(p),
        )
        for each, low, high, p in zip(ends, lows, highs, adjusted, strict=True)
    ]
    return Tornado(mean_interval(at_middle), tuple(sorted(bars, key=lambda bar: -abs(bar.swing.mean))))


COLUMNS = (
    "parameter", "low_value", "middle_value", "high_value", "outcome_at_middle",
    "change_at_low", "change_at_low_from", "change_at_low_to",
    "change_at_high", "change_at_high_from", "change_at_high_to",
    "swing", "swing_from", "swing_to", "p_holm", "told_from_chance",
)  # fmt: skip


def tornado_table(found: Tornado) -> pd.DataFrame:
    """One row a value, the longest bar first, in ``COLUMNS``."""
    rows = [
        (
            bar.ends.id, bar.ends.low, bar.ends.middle, bar.ends.high, found.middle.mean,
            *bar.low, *bar.high, *bar.swing, bar.p, "yes" if bar.told else "no",
        )
        for bar in found.bars
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
