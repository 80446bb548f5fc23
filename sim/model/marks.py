"""The marks of a potential offence: one column a decision, each used once.

Marks belong to the offence, not to the scenario. The offence that leads a case lends the case its marks
(action, detention, investigation, court); charge and sentence marks stay with each offence. Decisions that
can recur (a new hearing date, a breach, a recall) are drawn by occurrence instead: see ``Recurring``.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.distributions import normal
from sim.draws import Keys, uniform_array


class Mark(IntEnum):
    """Columns of uniforms, then (from ``DETENTION_LENGTH``) of standard normal deviates."""

    FINDING = 0
    HARD_TO_FIND = 1
    ROUTE = 2
    HOUR = 3
    EXTENSION = 4
    LEAVING = 5
    AFTER_INVESTIGATION = 6
    AFTER_ATTENDANCE = 7
    OUT_OF_COURT_KIND = 8
    BREACH_OF_CONDITIONS = 9
    PROSECUTED_BREACH = 10
    REMAND = 11
    FIRST_HEARING = 12
    CROWN = 13
    PLEA = 14
    CROWN_PLEA = 15
    PREPARATION = 16
    TRIAL = 17
    CUSTODY = 18
    NON_CUSTODIAL = 19
    HOMELESS = 20
    OPENING = 21
    OPENING_RESIDUAL = 22
    SANCTIONED = 23
    SANCTION_DELAY = 24
    CROWN_FIRST_HEARING = 25
    DETENTION_LENGTH = 26
    INVESTIGATION_LENGTH = 27
    ATTENDANCE_LENGTH = 28
    TERM = 29


_FIRST_NORMAL = Mark.DETENTION_LENGTH
_FIRST_COLUMN = 8
"""Columns below it belong to fate: time, type, detection, height."""


class Recurring(IntEnum):
    """Decisions of a case or person that can come more than once, drawn by (key, decision, occurrence)."""

    APPEARS = 64
    WARRANT = 65
    EFFECTIVE = 66
    RELISTED = 67
    RECALL_TIME = 68
    RECALL_KIND = 69
    RECALL_LENGTH = 70
    ORDER_BREACH = 71
    ORDER_BREACH_TIME = 72
    ORDER_BREACH_CUSTODY = 73
    REFERRAL = 74
    PANEL_REMOVAL = 75
    PANEL_CODE = 76
    PANEL_REFERRAL = 77
    TREATMENT_STAY = 78
    TREATMENT_COMPLETION = 79
    TREATMENT_SUPPRESSION = 80
    TREATMENT_SHARE = 81


def draw_marks(keys: Keys) -> NDArray[np.float64]:
    """All marks of offences with these keys: one row an offence, columns as in ``Mark``."""
    marks = np.empty((len(keys), len(Mark)))
    for mark in Mark:
        column = uniform_array(keys, _FIRST_COLUMN + mark)
        marks[:, mark] = normal(column) if mark >= _FIRST_NORMAL else column
    return marks
