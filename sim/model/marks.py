"""The marks of a potential offence: one column a decision, each used once.

Marks belong to the offence, not to the scenario. The offence that leads a case lends the case its marks
(action, detention, investigation, court); charge and sentence marks stay with each offence. Decisions that
can recur (a new hearing date, a breach, a recall) are drawn by occurrence instead: see ``Recurring``.
"""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.distributions import normal
from sim.draws import Keys, fold_array, uniform_array, uniform_table


class Mark:
    """Columns of uniforms, then (from ``DETENTION_LENGTH``) of standard normal deviates.

    Plain numbers: looking up a member of an enumeration costs more than the decision it serves.
    """

    FINDING: Final = 0
    HARD_TO_FIND: Final = 1
    ROUTE: Final = 2
    HOUR: Final = 3
    EXTENSION: Final = 4
    LEAVING: Final = 5
    AFTER_INVESTIGATION: Final = 6
    AFTER_ATTENDANCE: Final = 7
    OUT_OF_COURT_KIND: Final = 8
    BREACH_OF_CONDITIONS: Final = 9
    PROSECUTED_BREACH: Final = 10
    REMAND: Final = 11
    FIRST_HEARING: Final = 12
    CROWN: Final = 13
    PLEA: Final = 14
    CROWN_PLEA: Final = 15
    PREPARATION: Final = 16
    TRIAL: Final = 17
    CUSTODY: Final = 18
    NON_CUSTODIAL: Final = 19
    HOMELESS: Final = 20
    OPENING: Final = 21
    OPENING_RESIDUAL: Final = 22
    SANCTIONED: Final = 23
    SANCTION_DELAY: Final = 24
    CROWN_FIRST_HEARING: Final = 25
    DETENTION_LENGTH: Final = 26
    INVESTIGATION_LENGTH: Final = 27
    ATTENDANCE_LENGTH: Final = 28
    TERM: Final = 29


MARKS = 30
"""Number of marks."""

_FIRST_NORMAL = Mark.DETENTION_LENGTH
_FIRST_COLUMN = 8
"""Columns below it belong to fate: time, type, detection, height."""


class Recurring:
    """Decisions of a case or person that can come more than once, drawn by (key, decision, occurrence).

    Each service has a block of its own, so that adding one moves no other's draws.
    """

    APPEARS: Final = 64
    EFFECTIVE: Final = 66
    RELISTED: Final = 67
    RECALL_TIME: Final = 68
    RECALL_KIND: Final = 69
    RECALL_LENGTH: Final = 70
    ORDER_BREACH: Final = 71
    ORDER_BREACH_TIME: Final = 72
    ORDER_BREACH_CUSTODY: Final = 73
    REFERRAL: Final = 74
    PANEL_REMOVAL: Final = 75
    PANEL_REFERRAL: Final = 77
    TREATMENT_STAY: Final = 78
    TREATMENT_COMPLETION: Final = 79
    TREATMENT_SUPPRESSION: Final = 80
    TREATMENT_SHARE: Final = 81
    # Out-of-court disposals, the Offender Diversion Team and the Interventions Hub: 160 to 189.
    REPEAT_LET_THROUGH: Final = 160
    ALTERNATE_OFFENCE: Final = 161
    CHARGED_WHEN_FULL: Final = 162
    COURSE: Final = 163
    COURSE_LEFT: Final = 164
    TAKEN_INTO_CONSIDERATION: Final = 165
    SCRUTINY: Final = 166
    POSSESSION: Final = 167
    # bail: 140 to 159
    BAIL_INSTEAD: Final = 140
    BAIL_LIMIT: Final = 141
    AGE_ON_DAY_ZERO: Final = 142
    ANSWERS_BAIL: Final = 143
    # Appropriate Adults: from the block of bail
    VULNERABILITY_NOTICED: Final = 144
    NIGHT_AUTHORITY: Final = 145
    # Liaison and Diversion: from the block of bail
    LIAISON_APPROACHED: Final = 146
    LIAISON_REFERRAL: Final = 147

    # Custody: 120 to 139.
    CHILD_ACCOMMODATION: Final = 120

    # Suspects and wanted people
    WANTED_FOUND: Final = 100
    # remand and bail by the courts
    BAIL_AT_FIRST_HEARING: Final = 190
    BAIL_APPLICATION: Final = 191
    BAIL_APPLICATION_TIME: Final = 192
    APPOINTMENT: Final = 101
    COMES: Final = 102
    DIVERTED: Final = 103
    DIVERTED_TO: Final = 104

    # prison, release, licence, resettlement, probation and unpaid work: 220 to 259
    CURFEW: Final = 220
    RECALL_CHARGED: Final = 221
    RECALL_REASON: Final = 222
    UNPAID_WORK: Final = 223
    UNPAID_WORK_HOURS: Final = 224
    JOB: Final = 225
    JOB_LENGTH: Final = 226
    DELIVERY_UNIT: Final = 227
    # Integrated Offender Management: 260 to 289
    MEMBER_FIRST: Final = 260
    YOUTH_TRANSITION: Final = 261
    # public protection
    REGISTRATION: Final = 340

    # Programmes (290 to 319): below the key stands the programme, by its name
    PROGRAMME: Final = 290
    PROGRAMME_REFERRAL: Final = 291
    PROGRAMME_UPTAKE: Final = 292
    PROGRAMME_STAY: Final = 293
    PROGRAMME_COMPLETION: Final = 294
    PROGRAMME_LASTING: Final = 295
    DRUG_TEST: Final = 300
    # Schools and prevention: 420 to 439
    SCHOOL_YEAR: Final = 420
    ONSET_PREVENTED: Final = 421
    ONSET_DELAY: Final = 422
    FROM_OUTSIDE: Final = 423


AHEAD = (
    Recurring.LIAISON_APPROACHED,
    Recurring.DIVERTED,
    Recurring.VULNERABILITY_NOTICED,
    Recurring.NIGHT_AUTHORITY,
    Recurring.APPEARS,
    Recurring.APPOINTMENT,
    Recurring.COMES,
)
"""Decisions that most cases come to: those of the first time are drawn in bulk, and stand after the marks."""

AHEAD_AT: Final = {decision: MARKS + place for place, decision in enumerate(AHEAD)}
"""Where each of them stands."""

COLUMNS = MARKS + len(AHEAD)
"""Numbers that are drawn for an offence."""


def run_of_marks(marks: NDArray[np.float64]) -> array[float]:
    """Numbers of one or more offences, ``COLUMNS`` after ``COLUMNS``: each offence is to keep its own.

    A list of numbers would lie all over memory, and a row is cut out of an array of NumPy's for a high price.
    """
    return array("d", marks.tobytes())


def draw_marks(keys: Keys) -> NDArray[np.float64]:
    """All marks of offences with these keys: one row an offence, columns as in ``Mark``, then ``AHEAD``."""
    drawn = np.empty((len(keys), COLUMNS))
    drawn[:, :MARKS] = uniform_table(keys, _FIRST_COLUMN, MARKS)
    drawn[:, _FIRST_NORMAL:MARKS] = normal(drawn[:, _FIRST_NORMAL:MARKS])
    drawn[:, MARKS:] = uniform_array(fold_array(keys[:, None], np.array(AHEAD)), 0)
    return drawn
