"""How the copies in a population of points part again, by moves that leave its distribution as it is.

Two kinds of step take turns. One goes along the difference of two members, so that it has the population's
own covariance, or, where that lies in separate parts, that of each part; out of the cube it is refused, at
no cost. The other goes towards the population's mean and away again, as a normal distribution with its mean
and covariance would: where there is but one part it gets further in a step than the first does. It
is taken on the scale on which the cube itself is a normal distribution, so that it never leaves the cube, and
values of which nothing is known are simply drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]
Vectorised = Callable[[Floats], Floats]
"""(m, values) -> (m,): never not a number, but it may be infinite where nothing is known."""
LogTarget = Callable[[Floats], Floats]
"""Value of a ``Vectorised`` at some points -> logarithm of what the points are a sample of there."""

LEFT = 0.05
"""Copies have parted when so much is left, on average, of the correlation with where they began."""
MOST_SWEEPS = 200
"""Attempts at moving each member, before the population is taken as it is."""
_WANTED_ACCEPTED = 0.25
"""Near the best for steps in several dimensions (Roberts and others 1997)."""
_LONGEST, _SHORTEST_SHARE = 2.38, 0.3
_MOST_NEW = 0.95
_LEAST_SPREAD = 1e-9
_RIM = 1e-15
"""Points on the very rim of the cube are taken as lying so far inside: they have a place on that scale."""


class Walk:
    """Moves of a whole population; remembers from one call to the next how long the steps may be."""

    def __init__(self, dimensions: int, rng: np.random.Generator) -> None:
        self._rng = rng
        self._gaits: tuple[_Gait, ...] = (
            _Along(_LONGEST / float(np.sqrt(2.0 * dimensions))),
            _Around(_MOST_NEW),
        )

    def on(
        self, points: Floats, values: Floats, among: Floats, value: Vectorised, target: LogTarget
    ) -> tuple[Floats, Floats]:
        """Move all until copies have parted.

        Parameters
        ----------
        points, values
            The members, and ``value`` at each.
        among
            (several, values): different members, whose spread the steps have.
        value, target
            Metropolis's rule leaves points a sample of exp(target(value(point))) over the cube.

        Returns
        -------
        The points moved, and ``value`` there.
        """
        points, values = points.copy(), values.copy()
        gaits = self._gaits if len(among) > 2 * points.shape[1] else self._gaits[:1]
        spread = _Spread.of(among)
        travelled = np.zeros(len(points))
        for sweep in range(MOST_SWEEPS):
            gait = gaits[sweep % len(gaits)]
            new, correction, travel = gait.step(points, spread, self._rng)
            inside = np.flatnonzero(((new >= 0.0) & (new <= 1.0)).all(axis=1))
            found = value(new[inside])
            ratio = target(found) - target(values[inside]) + correction[inside]
            taken = np.log(self._rng.random(len(inside))) < ratio
            moved = inside[taken]
            points[moved], values[moved] = new[moved], found[taken]
            gait.learn(len(moved) / len(points))
            travelled[moved] += travel[moved]
            if np.exp(-travelled / 2.0).mean() <= LEFT:
                break
        return points, values


@dataclass(frozen=True)
class _Spread:
    """Members whose spread the steps have."""

    members: Floats
    mean: Floats
    """On the normal scale."""
    root: Floats
    """Lower Cholesky root of their covariance there."""

    @classmethod
    def of(cls, members: Floats) -> _Spread:
        normal = _normal(members)
        apart = normal - normal.mean(axis=0)
        covariance = apart.T @ apart / len(members)
        covariance += np.diag(_LEAST_SPREAD * (np.diag(covariance) + _LEAST_SPREAD))
        return cls(members, normal.mean(axis=0), np.linalg.cholesky(covariance))


def _normal(points: Floats) -> Floats:
    """Points of the cube on the scale on which an even spread is a standard normal distribution."""
    return np.asarray(ndtri(np.clip(points, _RIM, 1.0 - _RIM)), dtype=np.float64)


class _Gait(Protocol):
    def step(
        self, points: Floats, spread: _Spread, rng: np.random.Generator
    ) -> tuple[Floats, Floats, Floats]:
        """New points; logarithm of how much likelier the way back is than the way there; how far it goes."""
        ...

    def learn(self, accepted: float) -> None:
        """Take longer steps if more than the wanted share was accepted, shorter ones if fewer were."""
        ...


class _Along:
    """Along the difference of two members (ter Braak 2006); the way back is as likely as the way there."""

    def __init__(self, reach: float) -> None:
        self._reach = reach

    def step(
        self, points: Floats, spread: _Spread, rng: np.random.Generator
    ) -> tuple[Floats, Floats, Floats]:
        """See ``_Gait``; a difference of two members has twice their variance."""
        members, number = spread.members, len(points)
        first = rng.integers(len(members), size=number)
        second = (first + rng.integers(1, max(2, len(members)), size=number)) % len(members)
        lengths = self._reach * rng.uniform(_SHORTEST_SHARE, 1.0, number)
        new = points + lengths[:, None] * (members[first] - members[second])
        return new, np.zeros(number), 2.0 * lengths**2

    def learn(self, accepted: float) -> None:
        """See ``_Gait``."""
        self._reach *= float(np.exp(accepted - _WANTED_ACCEPTED))


class _Around:
    """Part of the way to the mean and a new deviation from it, as a normal distribution would have it."""

    def __init__(self, share: float) -> None:
        self._share = share
        """Standard deviation of what is new, in standard deviations of the population."""

    def step(
        self, points: Floats, spread: _Spread, rng: np.random.Generator
    ) -> tuple[Floats, Floats, Floats]:
        """See ``_Gait``; what is left of the correlation is the root of 1 - share squared."""
        old = _normal(points)
        before = np.linalg.solve(spread.root, (old - spread.mean).T).T
        share = self._share * rng.uniform(_SHORTEST_SHARE, 1.0, (len(points), 1))
        after = np.sqrt(1.0 - share**2) * before + share * rng.standard_normal(points.shape)
        new = spread.mean + after @ spread.root.T
        correction = (after**2 - before**2 - new**2 + old**2).sum(axis=1) / 2.0
        return ndtr(new), correction, -np.log1p(-(share[:, 0] ** 2))

    def learn(self, accepted: float) -> None:
        """See ``_Gait``."""
        self._share = min(_MOST_NEW, self._share * float(np.exp(accepted - _WANTED_ACCEPTED)))
