"""Least squares within bounds: values that bring a model near its targets. Knows nothing of the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from calibration.free import Free

Floats = NDArray[np.float64]
Values = dict[str, float]

Model = Callable[[Sequence[Values]], list[Mapping[str, float]]]
"""Gives the model's figures by target for each of several sets of values."""

STEP = 0.12
"""Step of the slopes, as a share of the range searched: wide enough to stand out from chance."""


@dataclass(frozen=True)
class Target:
    """A figure to be met; a residual of 1 is a miss by one ``scale``."""

    id: str
    wanted: float
    scale: float


@dataclass(frozen=True)
class Fit:
    """What was found."""

    values: Values
    figures: dict[str, float]
    """The model's figures at ``values``, by target."""
    residuals: dict[str, float]
    """By target, in scales."""
    evaluations: int
    """Sets of values tried."""


def fit(model: Model, free: Sequence[Free], targets: Sequence[Target], most: int) -> Fit:
    """Search for the values that bring the model nearest to its targets.

    Parameters
    ----------
    model
        Must give the same figures for the same values.
    free
        The values searched for, with start and bounds.
    targets
        Each with its scale; the sum of squared residuals is made small.
    most
        Steps of the search at the most; each also takes as many further evaluations as there are free values.
    """
    search = _Search(model, free, targets)
    low, high = (np.array([each.searched(bound) for each, bound in pairs]) for pairs in _bounds(free))
    start = np.clip(np.array([each.searched(each.start) for each in free]), low + 1e-9, high - 1e-9)
    steps = STEP * (high - low)
    found = least_squares(
        search.residuals,
        start,
        jac=lambda point: search.slopes(point, np.where(point + steps > high, -steps, steps)),
        bounds=(low, high),
        x_scale=high - low,
        max_nfev=most,
        xtol=2e-3,
        ftol=2e-3,
    )
    figures = search.figures([found.x])[0]
    residuals = search.residuals(found.x)
    return Fit(
        search.values(found.x),
        dict(figures),
        {target.id: float(size) for target, size in zip(targets, residuals, strict=True)},
        search.evaluations,
    )


def _bounds(free: Sequence[Free]) -> tuple[list[tuple[Free, float]], list[tuple[Free, float]]]:
    return [(each, each.low) for each in free], [(each, each.high) for each in free]


class _Search:
    """Points of the search turned into values, tried, and turned into residuals; nothing is tried twice."""

    def __init__(self, model: Model, free: Sequence[Free], targets: Sequence[Target]) -> None:
        self._model, self._free, self._targets = model, free, targets
        self._known: dict[tuple[float, ...], Mapping[str, float]] = {}
        self.evaluations = 0

    def values(self, point: Floats) -> Values:
        return {each.id: each.value(float(place)) for each, place in zip(self._free, point, strict=True)}

    def figures(self, points: Sequence[Floats]) -> list[Mapping[str, float]]:
        keys = [tuple(self.values(point).values()) for point in points]
        new = list(dict.fromkeys(key for key in keys if key not in self._known))
        names = [each.id for each in self._free]
        if new:
            found = self._model([dict(zip(names, key, strict=True)) for key in new])
            self._known.update(zip(new, found, strict=True))
            self.evaluations += len(new)
        return [self._known[key] for key in keys]

    def residuals(self, point: Floats) -> Floats:
        return self._residuals(self.figures([point])[0])

    def slopes(self, point: Floats, steps: Floats) -> Floats:
        """Forward (or backward) differences, all tried at once so that they can run side by side."""
        beside = [point + np.where(np.arange(len(point)) == place, steps, 0.0) for place in range(len(point))]
        here, *there = (self._residuals(each) for each in self.figures([point, *beside]))
        return np.column_stack([(each - here) / step for each, step in zip(there, steps, strict=True)])

    def _residuals(self, figures: Mapping[str, float]) -> Floats:
        return np.array([(figures[each.id] - each.wanted) / each.scale for each in self._targets])
