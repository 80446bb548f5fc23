"""The ledger: append-only columns, one group a kind of event, everything from day 0.

Rows are appended as tuples and folded into arrays now and then, so that memory stays small. Warm-up is cut
afterwards by a window; nothing is ever reset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Kind

Row = tuple[float, ...]
Columns = dict[str, NDArray[Any]]
Recorder = Callable[[Row], None]


class Ledger:
    """What happened in one run."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._rows: dict[str, list[Row]] = {name: [] for name in self._kinds}
        self._folded: dict[str, list[Columns]] = {name: [] for name in self._kinds}

    def recorder(self, kind: Kind) -> Recorder:
        """The function that appends one row ``(time, person, case, ...)`` of ``kind``."""
        return self._rows[kind.name].append

    def fold(self) -> None:
        """Turn the rows since the last fold into typed arrays."""
        for name, rows in self._rows.items():
            if rows:
                self._folded[name].append(self._typed(self._kinds[name], rows))
                rows.clear()

    @staticmethod
    def _typed(kind: Kind, rows: list[Row]) -> Columns:
        # through one flat run of doubles, which hold every id exactly: several times quicker than by column
        width = len(kind.columns)
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=width * len(rows))
        return {
            column: flat[place::width].astype(dtype) for place, (column, dtype) in enumerate(kind.columns)
        }

    def table(self, kind: Kind) -> Columns:
        """All rows of ``kind`` as arrays by column, in the order in which they were written."""
        self.fold()
        parts = self._folded[kind.name]
        if len(parts) > 1:
            parts[:] = [
                {column: np.concatenate([part[column] for part in parts]) for column, _ in kind.columns}
            ]
        if parts:
            return parts[0]
        return {column: np.empty(0, dtype=dtype) for column, dtype in kind.columns}

    def sorted_rows(self, until: float = float("inf"), without: Iterable[str] = ()) -> list[tuple[Any, ...]]:
        """All rows before ``until`` as ``(time, kind, person, case, ...)``, sorted: for comparing runs."""
        left_out = frozenset(without)
        rows: list[tuple[Any, ...]] = []
        for kind in self._kinds.values():
            if kind.name in left_out:
                continue
            table = self.table(kind)
            early = table["time"] < until
            columns = [table[name][early].tolist() for name, _ in kind.columns]
            rows.extend((row[0], kind.name, *row[1:]) for row in zip(*columns, strict=True))
        rows.sort()
        return rows
