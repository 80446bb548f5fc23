"""The ledger: append-only columns, one group a kind of event, everything from day 0.

Values are appended row after row and folded into arrays now and then, so that memory stays small. Warm-up
is cut afterwards by a window; nothing is ever reset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
        self._values: dict[str, list[float]] = {name: [] for name in self._kinds}
        """What was recorded since the last fold: no object a row, as there are more than a million."""
        self._folded: dict[str, list[Columns]] = {name: [] for name in self._kinds}

    def recorder(self, kind: Kind) -> Recorder:
        """The function that appends one row ``(time, person, case, ...)`` of ``kind``."""
        return self._values[kind.name].extend

    def fold(self) -> None:
        """Turn the rows since the last fold into typed arrays."""
        for name, values in self._values.items():
            if values:
                self._folded[name].append(self._typed(self._kinds[name], values))
                values.clear()

    @staticmethod
    def _typed(kind: Kind, values: list[float]) -> Columns:
        # through one flat run of doubles, which hold every id exactly: several times quicker than by column
        rows = np.fromiter(values, dtype=np.float64, count=len(values)).reshape(-1, len(kind.columns))
        return {column: rows[:, place].astype(dtype) for place, (column, dtype) in enumerate(kind.columns)}

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
