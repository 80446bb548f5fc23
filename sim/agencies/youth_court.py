"""The youth court: magistrates who hear people charged under 18, with sittings of their own.

It is a magistrates' court in law, so its cases stand in the same stage. Only grave offences leave it for the
Crown Court. Where it does not sit, its cases are heard with those of adults.
"""

from __future__ import annotations

from sim.agencies.magistrates_court import MagistratesCourt
from sim.engine.case import Case
from sim.model.events import Court
from sim.model.frameworks import ADULT_FROM
from sim.model.offences import OFFENCES
from sim.scenario.settings import Court as CourtSettings
from sim.scenario.settings import Settings

_GRAVE = tuple(offence.serious for offence in OFFENCES)


def is_for_youth_court(case: Case, now: float) -> bool:
    """Whether the person is charged as a child, on the day of charge."""
    return case.offender.age(now) < ADULT_FROM


class YouthCourt(MagistratesCourt):
    """First hearings, pleas and trials of people under 18."""

    court = Court.YOUTH

    def _own(self, settings: Settings) -> CourtSettings:
        return settings.courts.youth

    def _sent_up(self, settings: Settings) -> list[float]:
        share = settings.courts.youth.sent_up
        return [
            offence.crown_share * share if grave else 0.0
            for offence, grave in zip(settings.offences.values(), _GRAVE, strict=True)
        ]
