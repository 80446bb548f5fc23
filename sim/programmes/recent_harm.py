"""Attributed harm of the last twelve months, as a panel would read it: thirteen four-week sheets a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.model.history import Past
from sim.model.offences import OFFENCES

_SHEETS = 13
_NEIGHBOURHOOD = np.array([offence.neighbourhood for offence in OFFENCES])


class RecentHarm:
    """Sums by row of the population; the oldest sheet is dropped as a new one is begun."""

    def __init__(self, past: Past, severity: list[float], size: int) -> None:
        self._severity = np.asarray(severity)
        self._harm = np.zeros((_SHEETS, size))
        self._neighbourhood = np.zeros((_SHEETS, size), dtype=np.int64)
        self._sheet = 0
        self._new: list[tuple[int, int]] = []
        earlier = past.attributed
        age = np.floor(-earlier.time / clock.PANEL_DAYS).astype(np.int64)
        recent = np.flatnonzero(age < _SHEETS - 1)
        for back in range(_SHEETS - 1):
            there = recent[age[recent] == back]
            self._write(-1 - back, earlier.row[there], earlier.type[there])

    def note(self, row: int, offence_type: int) -> None:
        """An offence is attributed to the person in this row."""
        self._new.append((row, offence_type))

    def turn(self) -> None:
        """Close the sheet of the last four weeks and begin another."""
        if self._new:
            rows, types = np.array(self._new, dtype=np.int64).T
            self._write(self._sheet, rows, types)
            self._new.clear()

    def drop_oldest(self) -> None:
        """Make room for the four weeks to come."""
        self._sheet = (self._sheet + 1) % _SHEETS
        self._harm[self._sheet] = 0.0
        self._neighbourhood[self._sheet] = 0

    def harm(self) -> NDArray[np.float64]:
        """Crime Severity Score points attributed in the last twelve months."""
        total: NDArray[np.float64] = self._harm.sum(axis=0)
        return total

    def neighbourhood(self) -> NDArray[np.int64]:
        """Neighbourhood crimes attributed in the last twelve months."""
        total: NDArray[np.int64] = self._neighbourhood.sum(axis=0)
        return total

    def _write(self, sheet: int, rows: NDArray[np.int64], types: NDArray[np.int64]) -> None:
        np.add.at(self._harm[sheet], rows, self._severity[types])
        np.add.at(self._neighbourhood[sheet], rows, _NEIGHBOURHOOD[types].astype(np.int64))
