"""Undetected offences that need no event of their own: counted, never listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass
class Hidden:
    """Committed offences that no police attention could have attributed, folded year by year.

    They are the ones whose detection mark lies above fate's largest chance. Offences that could have been
    attributed are rows of the ledger instead (``offence`` or ``undetected``): no offence is in both.
    """

    counts: NDArray[np.int64]
    """By model year, type of offence, and recorded by the police (1) or not (0)."""
    by_person: NDArray[np.int32]
    """Number by row of the population and model year."""
    harm_by_person: NDArray[np.float64]
    """Crime Severity Score points by row of the population and model year."""
