"""Rows of one kind of event within a stretch of time, column by column and with known types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.engine.ledger import Columns
from sim.model.events import Kind
from sim.outcomes.record import Record

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Stretch(Protocol):
    """Time from ``start`` up to, not including, ``end`` (days since day 0)."""

    @property
    def start(self) -> float:
        """First moment."""

    @property
    def end(self) -> float:
        """First moment after it."""


@dataclass(frozen=True)
class Span:
    """A stretch of time that need not be whole years (days since day 0)."""

    start: float
    end: float


ALWAYS = Span(float("-inf"), float("inf"))


@dataclass(frozen=True)
class Rows:
    """Some rows of one kind; columns are cut only when they are read."""

    columns: Columns
    keep: Mask

    def __len__(self) -> int:
        return int(np.count_nonzero(self.keep))

    def real(self, name: str) -> Floats:
        """A column of real numbers."""
        return self.columns[name][self.keep].astype(np.float64, copy=False)

    def whole(self, name: str) -> Ids:
        """A column of ids, codes or flags."""
        return self.columns[name][self.keep].astype(np.int64, copy=False)

    def having(self, **codes: int) -> Rows:
        """The rows in which each named column has the given code."""
        keep = self.keep
        for name, code in codes.items():
            keep = keep & (self.columns[name] == code)
        return Rows(self.columns, keep)

    def only(self, chosen: Mask) -> Rows:
        """The rows chosen by a mask over the rows that are kept now."""
        keep = self.keep.copy()
        keep[keep] = chosen
        return Rows(self.columns, keep)


def rows(record: Record, kind: Kind, stretch: Stretch = ALWAYS) -> Rows:
    """The rows of a kind of event whose time lies in the stretch."""
    columns = record.table(kind)
    times = columns["time"].astype(np.float64, copy=False)
    return Rows(columns, (times >= stretch.start) & (times < stretch.end))
