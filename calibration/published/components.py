"""The one-dimensional figures that are compared, each on the scale on which it is emulated.

On that scale chance changes little with the figure: counts by twice the square root (a Poisson count then has
a standard deviation of 1), shares by the logarithm of the odds, means as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from sim.errors import DesistError

Floats = NDArray[np.float64]

LEAST_SHARE = 0.005
"""A share of an unknown number of cases is not told from none below this, nor from all above 1 less this.

Few of a county's shares are of more than some hundreds of cases a year, so that by chance there may be none.
"""
_ANSCOMBE = 3 / 8
_HALF_A_CASE = 0.5
_EVEN = 0.5
_PER_CENT = 100.0


class Kind(Enum):
    """What a target is, as its file says it."""

    SHARE = "share"
    COUNT = "count"
    MEAN = "mean"
    DISTRIBUTION = "distribution"
    """Parts of a whole: compared as a share for each part but the last, of what those before it leave."""


@dataclass(frozen=True)
class Component:
    """One one-dimensional figure that the likelihood compares."""

    id: str
    label: str
    kind: Kind
    """SHARE, COUNT or MEAN."""
    reading: str
    """Id of what a run gives: a count, a mean, a share in per cent, or how many there are of ``whole``."""
    observed: float
    """The published share (0 to 1), count or mean; not a number where none is published."""
    cases: float = math.nan
    """Of a SHARE: of how many; not a number where that is not published, and for other kinds."""
    standard_error: float = 0.0
    """Of a MEAN: of the published figure itself; 0 if unknown, or if its chance is the county's."""
    discrepancy: float = 0.0
    """Standard deviation on the emulated scale: published and model's figure are not quite the same thing."""
    has_county_chance: bool = False
    """Whether the published figure carries the chance of one county's year, as one run does."""
    whole: str | None = None
    """Of a SHARE: id of the count that ``reading`` is a part of; None if it is a share in per cent."""
    less: tuple[str, ...] = ()
    """Ids of the counts that are taken off ``whole`` first: the parts before this one."""

    def read(self, readings: Mapping[str, float]) -> float:
        """A run's figure on the emulated scale; not a number where the reading is none.

        A part of nothing is even, as half a case stands on both sides: it says nothing either way.
        """
        figure, cases = self._figure(readings)
        return self._on_scale(figure, cases)

    def back(self, on_scale: Floats) -> Floats:
        """From the emulated scale to shares (0 to 1), counts or means; half cases are not undone."""
        match self.kind:
            case Kind.SHARE:
                return np.asarray(expit(on_scale))
            case Kind.COUNT:
                return np.asarray(np.maximum(on_scale, 0.0) ** 2 / 4.0 - _ANSCOMBE)
            case _:
                return on_scale

    def expected(self, mean: Floats, variance: Floats) -> Floats:
        """The expected share, count or mean of a figure with this mean and variance on the emulated scale.

        Of a count it follows exactly, since four times (count + 3/8) is the square of its place on the scale.
        Of a share the middle stands for it, which differs little where the variance is below a half or so.
        """
        return self.back(mean) + variance / 4.0 if self.kind is Kind.COUNT else self.back(mean)

    @property
    def observed_on_scale(self) -> float:
        """The published figure on the emulated scale."""
        return self._on_scale(self.observed, self.cases)

    def on_scale(self, amount: float) -> float:
        """A small deviation of a share, count or mean, carried to the scale at the published figure."""
        match self.kind:
            case Kind.SHARE:
                share = min(1.0 - LEAST_SHARE, max(LEAST_SHARE, self.observed))
                return amount / (share * (1.0 - share))
            case Kind.COUNT:
                return amount / math.sqrt(self.observed + _ANSCOMBE)
            case _:
                return amount

    def observed_in(self, readings: Mapping[str, float]) -> Component:
        """The same figure, with what a run gives in place of what is published: for trials on known values.

        It has the chance of a county's year, and no discrepancy, since the run is the model's own.
        """
        observed, cases = self._figure(readings)
        return replace(
            self, observed=observed, cases=cases, standard_error=0.0, discrepancy=0.0, has_county_chance=True
        )

    def _figure(self, readings: Mapping[str, float]) -> tuple[float, float]:
        """The share, count or mean of a run, and of how many cases a share is, where that is known."""
        figure = readings[self.reading]
        if self.kind is not Kind.SHARE:
            return figure, math.nan
        if self.whole is None:
            return figure / _PER_CENT, math.nan
        cases = readings[self.whole] - sum(readings[before] for before in self.less)
        if figure >= max(cases, 0.0) + _HALF_A_CASE:
            raise DesistError(
                f"'{self.reading}' is no part of '{self.whole}': a run has {figure:g} of one and {cases:g} "
                "of the other without the parts before"
            )
        return (figure / cases, cases) if cases > 0 else (_EVEN, 0.0)

    def _on_scale(self, figure: float, cases: float) -> float:
        if math.isnan(figure):
            return math.nan
        match self.kind:
            case Kind.SHARE if math.isnan(cases):
                share = min(1.0 - LEAST_SHARE, max(LEAST_SHARE, figure))
                return math.log(share / (1.0 - share))
            case Kind.SHARE:
                part = figure * cases
                return math.log((part + _HALF_A_CASE) / (cases - part + _HALF_A_CASE))
            case Kind.COUNT:
                return 2.0 * math.sqrt(figure + _ANSCOMBE)
            case _:
                return figure
