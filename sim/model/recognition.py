"""Whom the police recognise: who has more sanctions is named for more of what is done unseen.

A picture, a fingerprint or a sample of DNA leads to a name only if the name is on file. Victims of violence
mostly know who it was, so there nothing hangs on it. The number of sanctions is all that is read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.offences import OFFENCES
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]

UNSEEN = np.array([offence.unseen for offence in OFFENCES])
"""By type: whether the offender is mostly unknown to whoever reports it."""
WELL_KNOWN = 200
"""Sanctions beyond which nothing more is gained."""


def recognition(settings: Settings, sanctions: NDArray[np.generic]) -> Floats:
    """Chance that an unseen offence is attributed by number of sanctions, against somebody known well."""
    stranger, half = settings.police.stranger, settings.police.sanctions_to_half
    known: Floats = np.minimum(sanctions, WELL_KNOWN).astype(np.float64)
    return stranger + (1.0 - stranger) * known / (known + half)
