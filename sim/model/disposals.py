"""How a case can end: the table of disposals. Adding one is adding a row.

An *alternate offence* (outcome types 2A and 3A: a caution for another offence than the recorded one) is the
same disposal in law, so it is a flag of the event and no row here. An offence *taken into consideration*
(type 4) ends no case: it is admitted beside another, and has an event of its own.

``proven`` follows the Ministry of Justice's definition of a proven reoffence: a conviction or a caution.
Community resolutions, cannabis warnings and penalty notices are therefore not proven, which is why a change
of framework moves the published reoffending rate by counting alone. A youth caution is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Disposal(IntEnum):
    """The one named exit of a case."""

    FILED = 0
    NO_FURTHER_ACTION = 1
    COMMUNITY_RESOLUTION = 2
    CAUTION = 3
    CONDITIONAL_CAUTION = 4
    NOT_CONVICTED = 5
    DISCHARGE = 6
    FINE = 7
    COMMUNITY_ORDER = 8
    SUSPENDED_SENTENCE = 9
    CUSTODY = 10
    PRODUCED_IN_PRISON = 11
    MERGED = 12
    LEFT_THE_AREA = 13
    OFFENDER_DIED = 14
    YOUTH_CAUTION = 15
    CANNABIS_WARNING = 16
    PENALTY_NOTICE = 17
    DETENTION_AND_TRAINING = 30
    YOUTH_REHABILITATION_ORDER = 31
    REFERRAL_ORDER = 32


@dataclass(frozen=True)
class DisposalRow:
    """What a disposal means."""

    label: str
    setting: str
    """Where it is decided: ``police``, ``out of court``, ``court`` or ``none``."""
    proven: bool
    conviction: bool
    leads_to: str
    """What follows: ``prison``, ``probation`` or ``nothing``."""


DISPOSALS: dict[Disposal, DisposalRow] = {
    Disposal.FILED: DisposalRow("Filed, suspect not dealt with", "police", False, False, "nothing"),
    Disposal.NO_FURTHER_ACTION: DisposalRow("No further action", "police", False, False, "nothing"),
    Disposal.COMMUNITY_RESOLUTION: DisposalRow(
        "Community resolution", "out of court", False, False, "nothing"
    ),
    Disposal.CAUTION: DisposalRow("Caution", "out of court", True, False, "nothing"),
    Disposal.CONDITIONAL_CAUTION: DisposalRow("Conditional caution", "out of court", True, False, "nothing"),
    Disposal.NOT_CONVICTED: DisposalRow("Not convicted", "court", False, False, "nothing"),
    Disposal.DISCHARGE: DisposalRow("Discharge or other", "court", True, True, "nothing"),
    Disposal.FINE: DisposalRow("Fine", "court", True, True, "nothing"),
    Disposal.COMMUNITY_ORDER: DisposalRow("Community order", "court", True, True, "probation"),
    Disposal.SUSPENDED_SENTENCE: DisposalRow("Suspended sentence", "court", True, True, "probation"),
    Disposal.CUSTODY: DisposalRow("Immediate custody", "court", True, True, "prison"),
    Disposal.PRODUCED_IN_PRISON: DisposalRow("Dealt with while in prison", "police", False, False, "nothing"),
    Disposal.MERGED: DisposalRow("Joined to another case", "none", False, False, "nothing"),
    Disposal.LEFT_THE_AREA: DisposalRow("Left the area", "none", False, False, "nothing"),
    Disposal.OFFENDER_DIED: DisposalRow("Offender has died", "none", False, False, "nothing"),
    Disposal.YOUTH_CAUTION: DisposalRow("Youth caution", "out of court", True, False, "nothing"),
    Disposal.CANNABIS_WARNING: DisposalRow(
        "Cannabis or khat warning", "out of court", False, False, "nothing"
    ),
    Disposal.PENALTY_NOTICE: DisposalRow("Penalty notice", "out of court", False, False, "nothing"),
    Disposal.DETENTION_AND_TRAINING: DisposalRow(
        "Detention and training order", "court", True, True, "prison"
    ),
    Disposal.YOUTH_REHABILITATION_ORDER: DisposalRow(
        "Youth rehabilitation order", "court", True, True, "probation"
    ),
    Disposal.REFERRAL_ORDER: DisposalRow("Referral order", "court", True, True, "probation"),
}
