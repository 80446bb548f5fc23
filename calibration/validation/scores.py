"""How good a forecast was: was the outcome inside its intervals, and how far off was the whole of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def crps(futures: Floats, outcome: float) -> float:
    """Continuous ranked probability score of a forecast made of equally likely futures.

    It is the mean distance of the futures from the outcome, less half the mean distance between two futures
    (each with each, itself included): the score of the distribution that the futures are. It has the unit of
    the outcome, 0 is best, and of a single future it is the absolute error.

    Parameters
    ----------
    futures
        Shape (futures,), at least one.
    outcome
        What came.
    """
    ordered = np.sort(futures)
    number = len(ordered)
    # sum over i < j of x_j - x_i: the i-th smallest is added i times and taken off (number - 1 - i) times
    apart = float(((2.0 * np.arange(number) - number + 1.0) * ordered).sum()) / number**2
    return float(np.abs(ordered - outcome).mean()) - apart


def central(futures: Floats, share: float) -> tuple[float, float]:
    """Ends of the interval that holds the middle ``share`` of what comes.

    Of ``n`` futures the i-th smallest stands at i / (n + 1), where one more future from the same source falls
    below it; so the interval is as wide as it must be for few futures too, as long as (1 - share) / 2 is not
    below 1 / (n + 1).
    """
    low, high = np.quantile(futures, [(1 - share) / 2, (1 + share) / 2], method="weibull")
    return float(low), float(high)
