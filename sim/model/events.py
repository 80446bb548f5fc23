"""What is written down: the kinds of event a run records, with their columns, and the codes in them.

Every row begins with ``time`` (days since day 0), ``person`` (structural id, -1 for the anonymous arrivals
of other forces) and ``case`` (structural id of the case or offence). No row carries a future time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

_CODE = np.dtype(np.int16)
_FLAG = np.dtype(np.int8)
_ID = np.dtype(np.int64)
_REAL = np.dtype(np.float64)


@dataclass(frozen=True)
class Kind:
    """A kind of event: its name and the columns it has beyond time, person and case."""

    name: str
    extra: tuple[tuple[str, np.dtype[np.generic]], ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, np.dtype[np.generic]], ...]:
        """All columns with their types, in the order of a row."""
        return (("time", _REAL), ("person", _ID), ("case", _ID), *self.extra)


class Stage(IntEnum):
    """Where a case stands, or under what a person lives: the stocks of the system."""

    SUSPECT = 0
    DETENTION = 1
    BAIL = 2
    RELEASED_UNDER_INVESTIGATION = 3
    VOLUNTARY_INVESTIGATION = 4
    CONDITIONS = 5
    MAGISTRATES = 6
    CROWN = 7
    REMAND = 8
    PRISON = 9
    LICENCE = 10
    ORDER = 11
    IOM = 12
    WANTED = 13
    APPOINTMENT = 14


class Court(IntEnum):
    """Which court sat."""

    MAGISTRATES = 0
    CROWN = 1
    YOUTH = 2


class Hearing(IntEnum):
    """What came of a hearing."""

    COMPLETED = 0
    ADJOURNED = 1
    SENT_TO_CROWN = 2
    INEFFECTIVE_PROSECUTION = 3
    FAILED_TO_APPEAR = 4
    INEFFECTIVE_DEFENCE = 5
    INEFFECTIVE_COURT = 6
    """The court had listed more than it had time for."""
    CRACKED = 7
    """A guilty plea on the day of trial, which ends the case."""


class Appointment(IntEnum):
    """What came of an appointment for a voluntary attendance."""

    KEPT = 0
    NOT_ATTENDED = 1
    NO_OFFICER = 2


class Reception(IntEnum):
    """Why somebody was received into prison."""

    SENTENCE = 0
    REMAND = 1
    RECALL = 2
    BREACH = 3
    BEFORE_DAY_ZERO = 4


class RecallReason(IntEnum):
    """Why somebody on licence was recalled."""

    FURTHER_CHARGE = 0
    NON_COMPLIANCE = 1
    """Out of contact, or not complying."""
    OTHER = 2


class Referrer(IntEnum):
    """Who referred a person to treatment."""

    PROBATION = 0
    IOM = 1
    LIAISON_AND_DIVERSION = 2
    DRUG_TESTING = 3


class Authoriser(IntEnum):
    """Who can let somebody stay on pre-charge bail, or detained without charge, lowest first."""

    CUSTODY_OFFICER = 0
    INSPECTOR = 1
    SUPERINTENDENT = 2
    MAGISTRATES = 3


class AtLimit(IntEnum):
    """What became of bail when it reached a limit: it goes on, or lapses for one of three reasons."""

    EXTENDED = 0
    NOT_ASKED = 1
    NO_TIME = 2
    """The officer asked, and the bail team did not get to it in time."""
    REFUSED = 3


class Cohort(IntEnum):
    """IOM cohort."""

    FIXED = 0
    FLEXIBLE = 1
    FREE = 2


class Finding(IntEnum):
    """How a disposal out of court stands to the rules that it was given under."""

    CONSISTENT = 0
    TOO_MANY_BEFORE = 1
    """More disposals in the two years before than the rule allows."""
    TEAM_FULL = 2
    """Milder than decided, because the Offender Diversion Team could not take the case."""


SPELL_NEEDS: tuple[str, ...] = ("hard_drugs", "alcohol", "housing", "work", "mental_health")
"""Needs that come and go in spells."""
NEEDS: tuple[str, ...] = (*SPELL_NEEDS, "education")
"""Needs in the order of their bits in a mask of needs. Education is one that stays until it is met."""
EDUCATION = NEEDS.index("education")

TRAITS: tuple[str, ...] = ("care", "excluded", "low_education", "convicted_peers")

OFFENCE = Kind("offence", (("type", _CODE),))
"""An offence attributed to a named suspect, at the moment it is committed; ``case`` is the offence."""
UNDETECTED = Kind("undetected", (("type", _CODE), ("recorded", _FLAG)))
"""A committed offence that could have been attributed and was not; ``case`` is the offence."""
ENTERED = Kind("entered", (("stage", _CODE),))
LEFT = Kind("left", (("stage", _CODE),))
ARREST = Kind("arrest", (("district", _CODE),))
VOLUNTARY_ATTENDANCE = Kind("voluntary_attendance", (("district", _CODE),))
APPOINTMENT = Kind("appointment", (("outcome", _CODE),))
"""An appointment for a voluntary attendance comes due."""
DIVERTED = Kind("diverted", (("out_of_court", _FLAG),))
"""An arrested person whom the call from the scene keeps out of custody: to attend, or to a decision."""
BROUGHT_IN = Kind("brought_in", (("district", _CODE),))
"""Officers bring in somebody who is wanted."""
ADMISSION = Kind("admission", (("suite", _CODE), ("overflowed", _FLAG)))
"""A detainee gets a cell; ``overflowed`` is 1 where it is not in the first suite of the order."""
CELL_LEFT = Kind("cell_left", (("suite", _CODE), ("hours", _REAL), ("reviews", _FLAG)))
"""A detainee leaves the cell; ``hours`` is the detention without the wait for a court.

``reviews`` are those by an inspector until the detention was over. For somebody brought in on a warrant the
wait for a court is all there is: it is counted as ``hours``, and not reviewed.
"""
TURNED_AWAY = Kind("turned_away", (("suite", _CODE),))
"""An arrested person for whom no cell came free in time."""
DETENTION_EXTENDED = Kind("detention_extended", (("suite", _CODE), ("authority", _CODE)))
"""A detention without charge goes on beyond a limit."""
CHILD_LEFT_CELL = Kind("child_left_cell", (("suite", _CODE), ("hours", _REAL)))
"""Somebody who was under 18 when detained leaves the cell; ``hours`` is all the time in it."""
ACCOMMODATION_ASKED = Kind("accommodation_asked", (("suite", _CODE), ("given", _FLAG)))
"""Local-authority accommodation is asked for a child who was charged and refused bail."""
REMAND_HEARING = Kind("remand_hearing", (("suite", _CODE), ("video", _FLAG), ("sittings_waited", _CODE)))
"""Somebody held for it comes before the remand court; in person where ``video`` is 0."""
PLACE_OF_SAFETY = Kind("place_of_safety", (("suite", _CODE), ("cell", _FLAG)))
"""A cell is asked for an adult under section 136 of the Mental Health Act; ``cell`` is 0 if none was free."""
CUSTODY_STAFF_MOVED = Kind("custody_staff_moved", (("suite", _CODE), ("to_suite", _CODE), ("cells", _CODE)))
"""Custody Bronze sends staff from a suite to another; they arrive later. ``person`` and ``case`` are -1."""
CHARGE = Kind("charge", (("offence", _ID), ("type", _CODE)))
OUT_OF_COURT = Kind(
    "out_of_court", (("offence", _ID), ("type", _CODE), ("disposal", _CODE), ("alternate", _FLAG))
)
"""An offence dealt with out of court; ``alternate``: a caution for another offence than recorded."""
DIVERSION_FULL = Kind("diversion_full", (("charged", _FLAG),))
"""The Offender Diversion Team could not take a case in time; ``charged`` is 0 for a community resolution."""
TAKEN_INTO_CONSIDERATION = Kind("taken_into_consideration", (("type", _CODE),))
"""An undetected offence admitted at a charge; ``case`` is the case charged. One row an offence."""
SCRUTINISED = Kind("scrutinised", (("disposal", _CODE), ("finding", _CODE)))
"""A case resolved out of court that was in the scrutiny panel's sample, at its meeting."""
COURSE_STARTED = Kind("course_started", (("course", _CODE),))
COURSE_ENDED = Kind("course_ended", (("course", _CODE), ("completed", _FLAG)))
SANCTION = Kind("sanction", (("offence", _ID), ("committed", _REAL), ("type", _CODE), ("disposal", _CODE)))
"""An offence is proven: a caution or a conviction."""
DISPOSED = Kind("disposed", (("offence", _ID), ("type", _CODE), ("disposal", _CODE)))
"""The final outcome of an offence in a case."""
OPENED = Kind("opened")
EXIT = Kind("exit", (("disposal", _CODE),))
"""A case ends, with its one named exit."""
HEARING = Kind("hearing", (("court", _CODE), ("outcome", _CODE)))
SENTENCE = Kind("sentence", (("type", _CODE), ("disposal", _CODE), ("term_days", _REAL)))
"""The sentence of a case; ``term_days`` is 0 where it is not custody."""
RECEPTION = Kind("reception", (("reason", _CODE), ("needs", _CODE)))
"""Received into prison; ``needs`` is the mask of needs at that moment."""
RELEASE = Kind(
    "release",
    (("reason", _CODE), ("term_days", _REAL), ("served_days", _REAL), ("homeless", _FLAG), ("way", _CODE)),
)
"""Released; ``way``: 0 at the automatic day, 1 on home detention curfew, 2 early, prison being full."""
RECALL = Kind("recall", (("fixed_term", _FLAG), ("reason", _CODE)))
BREACH = Kind("breach", (("stage", _CODE),))
REFERRAL = Kind("referral", (("need", _CODE), ("referrer", _CODE)))
TREATMENT_STARTED = Kind("treatment_started", (("need", _CODE), ("referrer", _CODE)))
TREATMENT_ENDED = Kind("treatment_ended", (("need", _CODE), ("referrer", _CODE), ("completed", _FLAG)))
WAITED_IN_VAIN = Kind("waited_in_vain", (("need", _CODE), ("referrer", _CODE)))
DRUG_TEST = Kind("drug_test", (("positive", _FLAG), ("assessed", _FLAG)))
"""A test in police custody; ``assessed``: the assessment that follows a positive one was attended."""
PROGRAMME_REFERRED = Kind("programme_referred", (("programme", _ID), ("point", _CODE), ("agreed", _FLAG)))
"""Referred to a programme, which is told by the label of its name (``sim.draws.label_of``)."""
PROGRAMME_STARTED = Kind("programme_started", (("programme", _ID),))
PROGRAMME_ENDED = Kind("programme_ended", (("programme", _ID), ("completed", _FLAG)))
PROGRAMME_WAITED_IN_VAIN = Kind("programme_waited_in_vain", (("programme", _ID),))
ONSET_PUT_OFF = Kind("onset_put_off", (("never", _FLAG), ("days", _REAL)))
"""A child will begin to offend later by so many days than otherwise, or (``never`` 1) not at all."""
IOM_ADOPTED = Kind(
    "iom_adopted",
    (("cohort", _CODE), ("ogrs", _REAL), ("harm", _REAL), ("statutory", _FLAG), ("office", _CODE)),
)
IOM_REMOVED = Kind(
    "iom_removed",
    (("cohort", _CODE), ("code", _CODE), ("days", _REAL), ("statutory", _FLAG), ("office", _CODE)),
)
IOM_VISITS = Kind(
    "iom_visits",
    (
        ("cohort", _CODE), ("statutory", _FLAG), ("office", _CODE), ("members", _REAL), ("due", _REAL),
        ("made", _REAL),
    ),
)  # fmt: skip
"""After a panel, of the members alike in cohort, supervision and office: visits of four weeks."""
IOM_PANEL = Kind("iom_panel", (("members", _REAL), ("capacity", _REAL), ("hours", _REAL)))
"""After a panel: members, limit, and contact hours a member a week; ``person`` is -1."""
IOM_ELIGIBLE = Kind("iom_eligible")
"""Eligible for IOM on the first measured day: a fixed list, the same in every scenario."""
JOB_STARTED = Kind("job_started")
"""Released into a job with the employer who trained the person inside."""
JOB_ENDED = Kind("job_ended")
UNPAID_WORK_ORDERED = Kind("unpaid_work_ordered", (("hours", _REAL),))
UNPAID_WORK_STARTED = Kind("unpaid_work_started", (("hours", _REAL),))
UNPAID_WORK_ENDED = Kind("unpaid_work_ended", (("hours", _REAL), ("worked", _REAL)))
"""Worked off or lapsed: ``worked`` of the ``hours`` ordered, 0 where the work never began."""
REGISTERED = Kind("registered")
"""Somebody is put on the register of sexual offenders, on conviction."""
PROTECTION_WEEK = Kind(
    "protection_week",
    tuple(
        (name, _REAL)
        for name in (
            "community", "custody", "newly", "orders", "due", "made", "meetings", "level_2", "level_3",
        )
    ),
)  # fmt: skip
"""A week of the Public Protection Unit: who is registered, visits, meetings; ``person`` is -1."""
CAP_HIT = Kind("cap_hit")
"""A person's policy factor would have passed the declared cap."""
APPROPRIATE_ADULT = Kind("appropriate_adult", (("came", _FLAG), ("late_hours", _REAL)))
"""An Appropriate Adult is there, or (``came`` 0) could not come in time and the detainee is bailed.

``late_hours``: by which the interview is later than it would be if nobody had to come.
"""
LIAISON_AND_DIVERSION = Kind("liaison_and_diversion", (("suite", _CODE), ("seen", _FLAG)))
"""A practitioner begins to see a detainee with a need, or (``seen`` 0) the detainee leaves unseen."""
BAIL_LIMIT = Kind("bail_limit", (("authoriser", _CODE), ("outcome", _CODE)))
"""Bail reaches a limit; ``authoriser`` is who can let it go on, ``outcome`` an ``AtLimit``."""
BAIL_NOT_ANSWERED = Kind("bail_not_answered")
"""Somebody on bail does not come to the police station on the day of return."""
INVESTIGATION_REVIEWED = Kind("investigation_reviewed")
"""The bail team has looked at a case that has long been under investigation."""

KINDS: tuple[Kind, ...] = (
    OFFENCE, UNDETECTED, ENTERED, LEFT, ARREST, VOLUNTARY_ATTENDANCE, ADMISSION, CELL_LEFT, TURNED_AWAY,
    PROGRAMME_REFERRED, PROGRAMME_STARTED, PROGRAMME_ENDED, PROGRAMME_WAITED_IN_VAIN,
    DRUG_TEST,
    CHARGE, OUT_OF_COURT, SANCTION, DISPOSED, OPENED, EXIT, HEARING, SENTENCE, RECEPTION, RELEASE, RECALL,
    BREACH, REFERRAL, TREATMENT_STARTED, TREATMENT_ENDED, WAITED_IN_VAIN, IOM_ADOPTED, IOM_REMOVED,
    IOM_PANEL, IOM_ELIGIBLE, CAP_HIT, DIVERSION_FULL, COURSE_STARTED, COURSE_ENDED,
    JOB_STARTED, JOB_ENDED, UNPAID_WORK_ORDERED, UNPAID_WORK_STARTED, UNPAID_WORK_ENDED,
    BAIL_LIMIT, BAIL_NOT_ANSWERED, INVESTIGATION_REVIEWED,
    TAKEN_INTO_CONSIDERATION, SCRUTINISED,
    IOM_VISITS,
    APPOINTMENT, DIVERTED, BROUGHT_IN,
    REGISTERED, PROTECTION_WEEK,
    DETENTION_EXTENDED, CHILD_LEFT_CELL, ACCOMMODATION_ASKED, REMAND_HEARING, PLACE_OF_SAFETY,
    CUSTODY_STAFF_MOVED,
    APPROPRIATE_ADULT, LIAISON_AND_DIVERSION,
    ONSET_PUT_OFF,
)  # fmt: skip
