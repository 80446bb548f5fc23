"""The values that are calibrated, each with its range and the scale on which it is searched.

Only assumed values are free, and each only within its range of the evidence table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from sim.errors import DesistError
from sim.evidence.register import Register
from sim.scenario.replaced import ENTRANTS, STOCK, years_in_the_stock

Floats = NDArray[np.float64]
Values = dict[str, float]
"""Values by their ids in the evidence table."""

FREE: tuple[str, ...] = (
    "people.entrants_per_year",
    "people.offending_rate",
    "people.factor_correlation",
    "police.attribution_scale",
    "suspects.slow_days",
    "suspects.arrest_share",
    "districts.east.quick_days",
    "districts.east.slow_share",
    "districts.south.quick_days",
    "districts.west.quick_days",
    "districts.west.slow_share",
    "leaving.charge",
    "leaving.out_of_court",
    "sentencing.custody_odds",
    "people.traits.care",
    "people.traits.excluded",
    "needs.hard_drugs.prevalence",
    "needs.housing.prevalence",
    "opening.crown",
)
"""Ids of the values that are free unless a problem names others."""

_SHARE_UNITS = ("share",)


class Scale(Enum):
    """The scale on which a value is searched, and spread evenly beforehand."""

    LOG = "log"
    LOGIT = "logit"
    PLAIN = "plain"


@dataclass(frozen=True)
class Free:
    """One free value: what the table has, its bounds, and the scale on which it is searched."""

    id: str
    start: float
    low: float
    high: float
    scale: Scale
    """Shares on the logit scale, other positive values on the log scale, what may be 0 or less as it is."""
    whole: bool
    """Rounded to a whole number before it is used."""

    def searched(self, value: float) -> float:
        """The value on the scale of the search."""
        match self.scale:
            case Scale.LOGIT:
                return float(np.log(value / (1.0 - value)))
            case Scale.LOG:
                return float(np.log(value))
            case Scale.PLAIN:
                return value

    def value(self, searched: float) -> float:
        """The value at a point of the search, inside its bounds whatever the rounding."""
        match self.scale:
            case Scale.LOGIT:
                back = 1.0 / (1.0 + np.exp(-searched))
            case Scale.LOG:
                back = np.exp(searched)
            case Scale.PLAIN:
                back = searched
        found = float(min(self.high, max(self.low, back)))
        return float(round(found)) if self.whole else found


@dataclass(frozen=True)
class Space:
    """The free values as a cube from 0 to 1: what is believed of them beforehand is flat over it.

    A value's range in the evidence table says where it may lie, and no more: so it is spread evenly over the
    range, on the scale on which it is searched.
    """

    free: tuple[Free, ...]

    @property
    def dimensions(self) -> int:
        """How many values are free."""
        return len(self.free)

    def values(self, points: Floats) -> list[Values]:
        """The values at points of the cube, ``points`` being of shape (points, values)."""
        low, high = self._bounds()
        places = low + points * (high - low)
        return [
            {each.id: each.value(float(place)) for each, place in zip(self.free, row, strict=True)}
            for row in places
        ]

    def point(self, values: Mapping[str, float]) -> Floats:
        """The point of the cube at which the values lie."""
        low, high = self._bounds()
        searched = np.array([each.searched(values[each.id]) for each in self.free])
        return np.asarray((searched - low) / (high - low), dtype=np.float64)

    def _bounds(self) -> tuple[Floats, Floats]:
        low = np.array([each.searched(each.low) for each in self.free])
        return low, np.array([each.searched(each.high) for each in self.free])


def free_values(register: Register, ids: tuple[str, ...] = FREE) -> tuple[Free, ...]:
    """The free values as the evidence table has them; raises ``DesistError`` where one may not be fitted."""
    return tuple(_free(register, id) for id in ids)


def _free(register: Register, id: str) -> Free:
    row = register.row(id)
    bounds = (row.value, row.low, row.high)
    if row.grade != "assumed":
        raise DesistError(f"'{id}' is {row.grade}: only assumed values are free")
    if any(bound is None or isinstance(bound, dt.date) for bound in bounds):
        raise DesistError(f"'{id}' has no range of numbers")
    value, low, high = (float(bound) for bound in bounds)  # type: ignore[arg-type]
    if id == ENTRANTS:
        low, high = _entrants_that_keep_the_stock(register, low, high)
        value = min(high, max(low, value))
    scale = _scale(row.unit, low, high)
    return Free(id, value, low, high, scale, isinstance(row.value, int))


def _scale(unit: str, low: float, high: float) -> Scale:
    if low <= 0:
        return Scale.PLAIN
    return Scale.LOGIT if unit.split(" ", maxsplit=1)[0] in _SHARE_UNITS and high < 1 else Scale.LOG


def _entrants_that_keep_the_stock(register: Register, low: float, high: float) -> tuple[float, float]:
    """The range of entrants, cut so that the stock that follows stays in its own range."""
    stock, years = register.row(STOCK), years_in_the_stock(register)
    least, most = (float(bound) / years for bound in (stock.low, stock.high))  # type: ignore[arg-type]
    return float(np.ceil(max(low, least))), float(np.floor(min(high, most)))
