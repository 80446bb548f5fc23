"""From uniforms to other distributions, always by inverse so that one draw is one uniform."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, pdtr

Floats = NDArray[np.float64]


def normal(uniforms: Floats) -> Floats:
    """Standard normal deviates for uniforms inside (0, 1)."""
    deviates: Floats = ndtri(uniforms)
    return deviates


@cache
def lognormal_location(mean: float, log_sd: float) -> float:
    """Mean of the log of a lognormal with this mean, whose log has standard deviation ``log_sd``."""
    return float(np.log(mean)) - 0.5 * log_sd**2


def wanted_share(share: float, correlation: float, factor: Floats) -> Floats:
    """Chance of a trait given the common factor, so that over people it has prevalence ``share``.

    One-factor Gaussian copula: any two traits have latent correlation ``correlation``. A trait with share 0
    or 1 is certain.
    """
    if share <= 0.0 or share >= 1.0:
        return np.full(len(factor), float(share >= 1.0))
    chances: Floats = ndtr((ndtri(share) + np.sqrt(correlation) * factor) / np.sqrt(1.0 - correlation))
    return chances


def poisson(means: Floats, uniforms: Floats) -> NDArray[np.int64]:
    """Poisson counts by inverse: one uniform a count, so that a changed mean moves no neighbour.

    Large means, and the last few of the others, are searched from a normal guess; all are exact to double
    precision.
    """
    counts = np.zeros(len(means), dtype=np.int64)
    small = means < _LARGE
    _search_up(means, uniforms, np.flatnonzero(small & (means > 0)), counts)
    for place in np.flatnonzero(~small).tolist():
        counts[place] = _search_one(float(means[place]), float(uniforms[place]))
    return counts


_LARGE = 500.0
_FEW = 8
"""So many counts are quicker found one by one than by another step for all of them."""
_NEGLIGIBLE = 1e-17


def _search_up(means: Floats, uniforms: Floats, places: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
    """Add up probabilities from zero until the uniform is passed, on an ever shorter list."""
    mean = means[places]
    wanted = uniforms[places]
    term = np.exp(-mean)
    total = term.copy()
    step = 0
    while len(places) > _FEW:
        counts[places] = step
        going_on = np.flatnonzero((total < wanted) & ((step < mean) | (term > _NEGLIGIBLE)))
        places, mean, wanted = places[going_on], mean[going_on], wanted[going_on]
        step += 1
        term = term[going_on] * mean / step
        total = total[going_on] + term
    for place in places.tolist():
        counts[place] = _search_one(float(means[place]), float(uniforms[place]))


def _search_one(mean: float, wanted: float) -> int:
    """One count, from a normal guess up or down."""
    count = max(0, int(mean + np.sqrt(mean) * float(ndtri(wanted))))
    while count > 0 and pdtr(count - 1, mean) >= wanted:
        count -= 1
    while pdtr(count, mean) < wanted:
        count += 1
    return count
