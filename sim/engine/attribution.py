"""Which committed offences the police lay to a person, as the settings and the person's record stand now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model import rates
from sim.model.history import History
from sim.model.offences import OFFENCES
from sim.model.recognition import WELL_KNOWN, recognition
from sim.scenario.settings import Settings

_UNSEEN = tuple(offence.unseen for offence in OFFENCES)


class Attribution:
    """Chances of attribution without extra attention: of each type, and less for strangers if unseen."""

    def __init__(self, history: History) -> None:
        # read one at a time, for which a view is several times quicker than an array
        self._sanctions: Sequence[int] = history.sanctions.data

    def settings_changed(self, settings: Settings) -> None:
        """Take over other settings."""
        self._chances: list[float] = rates.attribution_chances(settings).tolist()
        self._recognition: list[float] = recognition(settings, np.arange(WELL_KNOWN + 1)).tolist()

    def chance(self, kind: int, row: int) -> float:
        """Chance that the police lay an offence of this type to a person."""
        chance = self._chances[kind]
        if _UNSEEN[kind]:
            chance *= self._recognition[min(self._sanctions[row], WELL_KNOWN)]
        return chance
