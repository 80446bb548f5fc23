"""Undetected offences that needed no event of their own: counted, never listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass
class Hidden:
    """Committed offences that nothing in the run could have attributed, folded year by year.

    Those that could have been, and went on the agenda, are rows of the ledger instead (``offence`` or
    ``undetected``): no offence is in both.
    """

    counts: NDArray[np.int64]
    """By model year, type of offence, and recorded by the police (1) or not (0)."""
    by_person: NDArray[np.int32]
    """Number by row of the population and model year."""
    harm_by_person: NDArray[np.float64]
    """Crime Severity Score points by row of the population and model year."""

    @classmethod
    def nothing(cls, people: int, types: int, years: int) -> Hidden:
        """No offence yet."""
        return cls(
            np.zeros((years, types, 2), dtype=np.int64),
            np.zeros((people, years), dtype=np.int32),
            np.zeros((people, years)),
        )

    def add(
        self,
        year: int,
        row: NDArray[np.int64],
        offence_type: NDArray[np.int64],
        recorded: NDArray[np.bool_],
        severity: NDArray[np.float64],
    ) -> None:
        """Count offences of a model year: one value an offence each, but ``severity`` has one a type."""
        people, types = len(self.by_person), self.counts.shape[1]
        cells = np.bincount(2 * offence_type + recorded, minlength=2 * types)
        self.counts[year] += cells.reshape(types, 2)
        self.by_person[:, year] += np.bincount(row, minlength=people).astype(np.int32)
        self.harm_by_person[:, year] += np.bincount(row, weights=severity[offence_type], minlength=people)
