"""Several scenarios against one baseline: what holds for all comparisons of a measure together.

Intervals are Bonferroni's: with k comparisons each is given at the level 1 - 0.05 / k, so that all of them
hold at once at least 95 times in 100, however the scenarios hang together. Whether a difference is told from
zero is decided by Holm's step-down test, which finds at least as much as the intervals do and is wrong about
any of the scenarios at most 5 times in 100.
"""

from __future__ import annotations

import numpy as np

from sim.outcomes.intervals import LEVEL, Values


def simultaneous_level(comparisons: int) -> float:
    """Level of each of several intervals that hold together at the usual level; with one, the usual level."""
    # Not Holm's own stepwise levels: with 4 scenarios, all told from zero, intervals at 1 - 0.05 / (4, 3, 2,
    # 1) would together hold only 1 - 0.05 (1/4 + 1/3 + 1/2 + 1) = 90 times in 100.
    return 1 - (1 - LEVEL) / max(1, comparisons)


def holm(p_values: Values) -> Values:
    """Holm's adjusted p values, in the order given.

    Parameters
    ----------
    p_values
        One for each comparison, shape (comparisons,). NaN where there is none: it stays NaN, and the
        comparison counts among the rest all the same.

    Returns
    -------
    numpy.ndarray
        Smallest p times the number of comparisons, the next times one fewer, and so on; none below the one
        before it, and none above 1.
    """
    order = np.argsort(p_values, kind="stable")  # NaN last
    steps = np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(p_values[order] * steps))
    return adjusted
