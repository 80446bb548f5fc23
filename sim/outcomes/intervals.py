"""Intervals over replications: where the mean lies, and how far single futures lie apart.

The two are never mixed up. The interval *of the mean* narrows as replications are added. The spread *of
futures* does not: it says how different one future is from the next.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

LEVEL = 0.95
FUTURES = (0.1, 0.9)
LEAST_FOR_SPREAD = 9
"""Fewest futures from which the outer tenths can be read: with n of them the lowest stands at 1 / (n + 1)."""

Values = NDArray[np.float64]


class Interval(NamedTuple):
    """A mean and its interval; NaN where it cannot be given."""

    mean: float
    low: float
    high: float


class Spread(NamedTuple):
    """Limits between which 8 of 10 futures lie; NaN where they cannot be given."""

    low: float
    high: float


def known(values: Values) -> Values:
    """The values that are not NaN.

    Raises
    ------
    ValueError
        If a value is infinite: no measure may be.
    """
    present = values[~np.isnan(values)]
    if not np.isfinite(present).all():
        raise ValueError("a measure is infinite")
    return present


def mean_interval(values: Values, level: float = LEVEL) -> Interval:
    """Mean over replications and its Student t interval.

    Parameters
    ----------
    values
        One value a replication, shape (replications,), in the measure's own unit. NaN values are left out.
    level
        Confidence level, above 0 and below 1.

    Returns
    -------
    Interval
        With one value the limits are NaN; with none the mean is NaN too. Values that are all equal give
        limits equal to the mean.
    """
    present = known(values)
    count = present.size
    if count == 0:
        return Interval(np.nan, np.nan, np.nan)
    mean = float(present.mean())
    if count == 1:
        return Interval(mean, np.nan, np.nan)
    if (present == present[0]).all():
        return Interval(*[float(present[0])] * 3)
    quantile = float(special.stdtrit(count - 1, (1 + level) / 2))
    half = quantile * float(present.std(ddof=1)) / float(np.sqrt(count))
    return Interval(mean, mean - half, mean + half)


def p_value(values: Values) -> float:
    """Two-sided p value of Student's t test that the mean is zero.

    Parameters
    ----------
    values
        One value a replication, shape (replications,), in any unit. NaN values are left out.

    Returns
    -------
    float
        NaN with fewer than two values. Values that are all equal leave nothing to chance: 1 if they are zero,
        else 0.
    """
    present = known(values)
    count = present.size
    if count <= 1:
        return float("nan")
    if (present == present[0]).all():
        return float(present[0] == 0)
    standard_error = float(present.std(ddof=1)) / math.sqrt(count)
    return float(2 * special.stdtr(count - 1, -abs(float(present.mean())) / standard_error))


def spread(values: Values) -> Spread:
    """10th and 90th percentile over replications.

    The percentiles are those (Weibull's, i / (n + 1)) between which a *further* future falls with a chance
    of exactly 8 in 10 on average, whatever the distribution. The usual ones would be too narrow: with 16
    replications they hold 7 in 10. With fewer than nine values both limits are NaN.

    Parameters
    ----------
    values
        One value a replication, shape (replications,). NaN values are left out.
    """
    present = known(values)
    if present.size < LEAST_FOR_SPREAD:
        return Spread(np.nan, np.nan)
    low, high = np.quantile(present, FUTURES, method="weibull")
    return Spread(float(low), float(high))


def power(difference: float, half_width: float, replications: int, level: float = LEVEL) -> float:
    """Chance that a true mean difference is told from zero, its spread being as estimated.

    Parameters
    ----------
    difference
        True mean difference.
    half_width
        Half-width, above 0, of the t interval of the mean at ``level`` over ``replications`` (two or more),
        in the same unit.

    Returns
    -------
    float
        Share of such studies whose interval excludes zero (noncentral t distribution, both sides).
    """
    freedom = replications - 1
    limit = float(special.stdtrit(freedom, (1 + level) / 2))
    shift = abs(difference) / half_width * limit
    beyond = 1 - float(special.nctdtr(freedom, shift, limit))
    below = float(special.nctdtr(freedom, shift, -limit))
    # SciPy gives NaN for a lower tail too small for it to compute: it is nothing beside the upper one
    return beyond if math.isnan(below) else beyond + below


def variance(values: Values) -> float:
    """Sample variance (divisor n - 1); NaN with fewer than two values that are not NaN."""
    present = known(values)
    if present.size <= 1:
        return float("nan")
    # The mean of equal numbers can differ from them in the last digit, and so can what is left of them.
    return 0.0 if (present == present[0]).all() else float(present.var(ddof=1))
