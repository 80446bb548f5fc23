"""What it would be worth to know the values before deciding, all of them or one alone.

Whoever decides now takes the other scenario if its net benefit is expected to be above zero. Whoever knew the
values first would decide with them. What that gains on average is the expected value of perfect information:
of all values (EVPI), or of one alone (EVPPI). It is estimated from draws of the values with a noisy net
benefit each, by regression (Strong, Oakley and Brennan 2014): the curve is the net benefit given the values,
and chance in the runs, which no fact about the area removes, does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.sensitivity.benefit_curve import Curve, fit_curve
from sim.outcomes.intervals import LEVEL, Interval, mean_interval

Floats = NDArray[np.float64]

CURVES = 400
"""Curves that the runs allow, drawn for the interval; the draws of the values are resampled with each."""
SHUFFLES = 19
"""Draws put in another order, by which it is seen what values without bearing come out at. A twentieth such
is above the highest of nineteen one time in twenty."""


@dataclass(frozen=True)
class Worth:
    """Value of information, in the unit of the net benefit; never below 0."""

    id: str
    value: float
    low: float
    """95 % interval: of other curves that the runs allow, and of other draws of the values."""
    high: float
    nothing: float
    """Were no value to have any bearing, all at once, or the highest of them alone, would come out above this
    by chance one time in twenty."""

    @property
    def told(self) -> bool:
        """Whether it is told from a value that has no bearing."""
        return self.value > self.nothing


@dataclass(frozen=True)
class Information:
    """What information is worth for one decision."""

    benefit: Interval
    """Expected net benefit of the other scenario, over the draws."""
    chance: float
    """Share of the variance of the net benefits that is chance of the runs."""
    everything: Worth
    """EVPI: of knowing all values at once."""
    singles: tuple[Worth, ...]
    """EVPPI: of knowing one value alone, the highest first."""
    draws: int

    @property
    def takes_other(self) -> bool:
        """Whether the other scenario is the better choice as things are known."""
        return self.benefit.mean > 0


def value_of_knowing(benefits: Floats) -> Floats:
    """Gain from deciding at each draw instead of once for all.

    Parameters
    ----------
    benefits
        Expected net benefit at each draw, the last axis being draws; the choice that it is set against is
        worth 0.

    Returns
    -------
    numpy.ndarray
        Mean of the better choice at each draw, less the better of the choices on average; one axis fewer.
    """
    gained: Floats = benefits.clip(0.0).mean(axis=-1) - benefits.mean(axis=-1).clip(0.0)
    return gained.clip(0.0)


def information(ids: Sequence[str], values: Floats, benefits: Floats, seed: int) -> Information:
    """Estimate what knowing the values would be worth.

    Parameters
    ----------
    ids
        Of the values.
    values
        The draws, shape (draws, values), on any scale; drawn as the values are believed to be.
    benefits
        Net benefit of each draw in some pairs of runs with independent chance, shape (draws, pairs); two
        pairs at least.
    seed
        Of the shuffles and the resampling.
    """
    means = benefits.mean(axis=1)
    chance = float(benefits.var(axis=1, ddof=1).mean()) / benefits.shape[1]
    rng = np.random.default_rng([seed, 11])
    orders = [rng.permutation(len(values)) for _ in range(SHUFFLES)]
    idle = [_without_bearing(values[order], means, chance) for order in orders]
    limit_of_all, limit = (max(found) for found in zip(*idle, strict=True))
    singles = [
        _worth(id, fit_curve(values[:, [place]], means, chance), limit, rng) for place, id in enumerate(ids)
    ]
    return Information(
        benefit=mean_interval(means),
        chance=min(1.0, chance / float(means.var(ddof=1))) if means.std() > 0 else 0.0,
        everything=_worth("everything", fit_curve(values, means, chance), limit_of_all, rng),
        singles=tuple(sorted(singles, key=lambda worth: -worth.value)),
        draws=len(means),
    )


def _without_bearing(shuffled: Floats, means: Floats, chance: float) -> tuple[float, float]:
    """What all values at once, and the highest of them alone, come out at where none has any bearing."""
    alone = (_worth_of(shuffled[:, [place]], means, chance) for place in range(shuffled.shape[1]))
    return _worth_of(shuffled, means, chance), max(alone)


def _worth_of(values: Floats, means: Floats, chance: float) -> float:
    return float(value_of_knowing(fit_curve(values, means, chance).mean))


def _worth(id: str, curve: Curve, nothing: float, rng: np.random.Generator) -> Worth:
    value = float(value_of_knowing(curve.mean))
    drawn = curve.drawn(CURVES, rng)
    again = rng.integers(drawn.shape[1], size=drawn.shape)
    gained = value_of_knowing(np.take_along_axis(drawn, again, axis=1))
    low, high = np.quantile(gained, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Worth(id, value, min(float(low), value), max(float(high), value), nothing)


COLUMNS = (
    "parameter", "value_of_information", "low", "high", "without_bearing_up_to", "told_from_chance",
)  # fmt: skip


def information_table(found: Information) -> pd.DataFrame:
    """One row for everything and one a parameter, the highest first, in ``COLUMNS``; pounds a year."""
    rows = [
        (each.id, each.value, each.low, each.high, each.nothing, "yes" if each.told else "no")
        for each in (found.everything, *found.singles)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
