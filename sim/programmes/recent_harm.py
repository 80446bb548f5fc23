"""Attributed harm of the last twelve months, as a panel would read it: thirteen four-week sheets.

Sexual offences are left out: those who commit them are managed under public protection arrangements. The
published table bears that out: nobody in it had as many points as one rape weighs.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.model.history import Past
from sim.model.offences import OFFENCES

Ints = NDArray[np.int64]

_SHEETS = 13
_PUBLIC_PROTECTION = np.array([offence.public_protection for offence in OFFENCES])
_NEIGHBOURHOOD = np.array([offence.neighbourhood for offence in OFFENCES])
_COUNTY_LINES = np.array([offence.name in ("drug_supply", "weapons") for offence in OFFENCES])
"""What links somebody to county lines or a gang on paper: a marker from the record, not a trait."""


class RecentHarm:
    """Offences attributed in the last thirteen four-week periods, by row of the population."""

    def __init__(self, past: Past, severity: list[float], people: int) -> None:
        self._weight = np.where(_PUBLIC_PROTECTION, 0.0, severity)
        self._people = people
        earlier = past.attributed
        age = np.floor(-earlier.time / clock.PANEL_DAYS).astype(np.int64)
        self._sheets: deque[tuple[Ints, Ints]] = deque(
            ((earlier.row[age == back], earlier.type[age == back]) for back in reversed(range(_SHEETS))),
            maxlen=_SHEETS,
        )
        self._new: list[tuple[int, int]] = []

    def note(self, row: int, offence_type: int) -> None:
        """An offence is attributed to the person in this row."""
        self._new.append((row, offence_type))

    def turn(self) -> None:
        """Close the sheet of the last four weeks; the oldest drops out."""
        rows, types = np.array(self._new or np.empty((0, 2)), dtype=np.int64).T
        self._sheets.append((rows, types))
        self._new = []

    def totals(self) -> tuple[NDArray[np.float64], Ints]:
        """Points of harm, and neighbourhood crimes, attributed in the last twelve months, by row.

        Points are of the Crime Severity Score; offences since the last sheet was closed are in them.
        """
        rows, types = self._year()
        harm = np.bincount(rows, weights=self._weight[types], minlength=self._people)
        neighbourhood = np.bincount(rows[_NEIGHBOURHOOD[types]], minlength=self._people)
        return harm.astype(np.float64), neighbourhood.astype(np.int64)

    def counts(self) -> tuple[Ints, Ints]:
        """Offences of any type, and of drug supply or weapons, attributed in the same time, by row."""
        rows, types = self._year()
        offences = np.bincount(rows, minlength=self._people)
        lines = np.bincount(rows[_COUNTY_LINES[types]], minlength=self._people)
        return offences.astype(np.int64), lines.astype(np.int64)

    def most(self, types: frozenset[int], fewest: float) -> list[int]:
        """Rows of the people with at least so many offences of some types (none: of any), most first.

        Of those who have as many, whoever has most of any type goes first, then the lower row.
        """
        rows, kinds = self._year()
        every = np.bincount(rows, minlength=self._people)
        own = rows[np.isin(kinds, sorted(types))] if types else rows
        counts = np.bincount(own, minlength=self._people)
        found = np.flatnonzero(counts >= fewest)
        listed: list[int] = found[np.lexsort((found, -every[found], -counts[found]))].tolist()
        return listed

    def _year(self) -> tuple[Ints, Ints]:
        """Rows and types of all offences of the last twelve months."""
        new = np.array(self._new or np.empty((0, 2)), dtype=np.int64).T
        rows = np.concatenate([*(rows for rows, _ in self._sheets), new[0]])
        types = np.concatenate([*(types for _, types in self._sheets), new[1]])
        return rows, types
