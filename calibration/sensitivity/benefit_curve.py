"""Net benefit as a smooth function of some values, with chance taken out: Gaussian-process regression.

What a pair of runs says is the net benefit that follows from its values, chance of its own, and whatever
the values that are not looked at do. Only the first is wanted. The smooth curve is that; the rest is taken
for noise of a size that is estimated with it.

The process is projected on some nodes (Quiñonero-Candela and Rasmussen 2005), since curves as smooth as these
need no more, and hundreds of draws would take minutes without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LENGTHS = (0.7, 30.0)
"""Bounds of the lengths over which a curve bends, in standard deviations of its value. Shorter ones would
follow chance; at the longest the curve is a straight line."""
STRENGTHS = (1e-6, 1e4)
"""Bounds of the variance of what is bent, in variances of the net benefit."""
LEAST_NOISE = 1e-6
MOST_NOISE = 10.0
NODES_OF_ONE = 16
NODES = 100
STEPS = 40
_STARTS = ((1.0, 1.5, 0.5), (0.1, 6.0, 1.0))
"""Where the search for variance, lengths and noise begins; of several values, which take longer, the last."""
_JITTER = 1e-6


@dataclass(frozen=True)
class Curve:
    """The expected net benefit at each draw, and how far it is known."""

    mean: Floats
    """Shape (draws,), in the unit of the net benefits."""
    root: Floats
    """Times independent standard normal numbers it gives what the curve may be off by: (draws, numbers)."""

    def drawn(self, number: int, rng: np.random.Generator) -> Floats:
        """Curves that the runs allow, shape (number, draws)."""
        curves: Floats = self.mean + rng.standard_normal((number, self.root.shape[1])) @ self.root.T
        return curves


def fit_curve(values: Floats, benefits: Floats, least_noise: float = 0.0) -> Curve:
    """Fit the expected net benefit given some of the values.

    Parameters
    ----------
    values
        Shape (draws, values looked at), on any scale.
    benefits
        Net benefit of each draw, with noise, shape (draws,).
    least_noise
        Variance of ``benefits`` that is known to be chance: the noise is at least that.
    """
    level, scale = float(benefits.mean()), float(benefits.std())
    spread = values.std(axis=0)
    varied = values[:, spread > 0]
    if scale == 0 or not varied.size:
        return Curve(np.full(len(benefits), level), np.zeros((len(benefits), 1)))
    places = (varied - varied.mean(axis=0)) / spread[spread > 0]
    search = _Search(places, (benefits - level) / scale, least_noise / scale**2)
    mean, root = search.likeliest()
    return Curve(level + scale * mean, scale * root)


class _Search:
    """The curve that is likeliest, over variance, lengths and noise; everything in standard deviations."""

    def __init__(self, places: Floats, target: Floats, least_noise: float) -> None:
        self._places, self._nodes, self._target = places, _nodes(places), target
        self._least_noise = min(max(least_noise, LEAST_NOISE), 1.0)

    def likeliest(self) -> tuple[Floats, Floats]:
        """Mean of the curve at each draw, and the root of its covariance."""
        from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

        dimensions = self._places.shape[1]
        bounds = np.log([STRENGTHS, *[LENGTHS] * dimensions, (self._least_noise, MOST_NOISE)])
        starts = [
            np.log([strength, *[length] * dimensions, max(noise, 1.01 * self._least_noise)])
            for strength, length, noise in (_STARTS if dimensions == 1 else _STARTS[-1:])
        ]
        options = {"maxiter": STEPS, "eps": 1e-5}
        found = [minimize(self._loss, start, bounds=bounds, options=options) for start in starts]
        return self._curve(min(found, key=lambda each: float(each.fun)).x)

    def _loss(self, place: Floats) -> float:
        """Less the logarithm of the likelihood, constants left out."""
        features, noise, root, weights = self._solved(place)
        explained = float(weights @ (features.T @ self._target)) / noise
        misfit = (float(self._target @ self._target) - explained) / noise
        return misfit / 2 + len(self._target) * float(np.log(noise)) / 2 + float(np.log(np.diag(root)).sum())

    def _curve(self, place: Floats) -> tuple[Floats, Floats]:
        from scipy.linalg import solve_triangular  # noqa: PLC0415

        features, noise, root, weights = self._solved(place)
        return features @ weights / noise, np.asarray(solve_triangular(root, features.T, lower=True).T)

    def _solved(self, place: Floats) -> tuple[Floats, float, Floats, Floats]:
        """Features at the draws, noise, root of the weights' precision, and weights times the noise."""
        from scipy.linalg import cho_solve  # noqa: PLC0415

        noise = float(np.exp(place[-1]))
        features = self._features(float(np.exp(place[0])), np.exp(place[1:-1]))
        root = np.linalg.cholesky(np.eye(features.shape[1]) + features.T @ features / noise)
        weights: Floats = cho_solve((root, True), features.T @ self._target)
        return features, noise, np.asarray(root, dtype=np.float64), weights

    def _features(self, strength: float, lengths: Floats) -> Floats:
        """Functions that make the curve, each with a standard normal weight: a level, then what bends."""
        from scipy.linalg import solve_triangular  # noqa: PLC0415

        between = _likeness(self._nodes / lengths, self._nodes / lengths) + _JITTER * np.eye(len(self._nodes))
        near = _likeness(self._nodes / lengths, self._places / lengths)
        bent = np.sqrt(strength) * solve_triangular(np.linalg.cholesky(between), near, lower=True).T
        return np.column_stack([np.ones(len(bent)), bent])


def _nodes(places: Floats) -> Floats:
    """Where the curve is pinned: evenly along one value, or at some of the draws of several."""
    if places.shape[1] == 1:
        along = np.linspace(float(places.min()), float(places.max()), NODES_OF_ONE)
        return np.asarray(along, dtype=np.float64).reshape(-1, 1)
    some: Floats = places[np.unique(np.linspace(0, len(places) - 1, NODES).astype(int))]
    return some


def _likeness(here: Floats, there: Floats) -> Floats:
    """Squared-exponential correlation, shape (here, there)."""
    squares = (here**2).sum(axis=1)[:, None] + (there**2).sum(axis=1) - 2.0 * (here @ there.T)
    likeness: Floats = np.exp(-squares.clip(0.0) / 2.0)
    return likeness
