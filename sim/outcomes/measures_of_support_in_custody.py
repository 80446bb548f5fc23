"""Measures of support for people in police custody: Appropriate Adults, Liaison and Diversion."""

from __future__ import annotations

from sim.model import events
from sim.model.events import Referrer
from sim.outcomes.measure import A_YEAR, HOURS, Measure, events_a_year
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows


def interview_late(record: Record, window: Window) -> float:
    """Mean hours by which an interview waited for an adult who came; not a number where none did."""
    hours = rows(record, events.APPROPRIATE_ADULT, window).having(came=1).real("late_hours")
    return float(hours.mean()) if len(hours) else float("nan")


SUPPORT_IN_CUSTODY: tuple[Measure, ...] = (
    Measure(
        "appropriate_adults_needed",
        "Appropriate Adults called",
        A_YEAR,
        "Detentions of children and vulnerable adults for which an Appropriate Adult is called.",
        events_a_year(events.APPROPRIATE_ADULT),
    ),
    Measure(
        "appropriate_adult_late_hours",
        "Interview later for want of an adult",
        HOURS,
        "Mean hours by which the interview waited for an Appropriate Adult, for those to whom one came.",
        interview_late,
    ),
    Measure(
        "no_appropriate_adult",
        "Bailed as no Appropriate Adult came",
        A_YEAR,
        "Detainees to whom no Appropriate Adult could come in time, and who were bailed.",
        events_a_year(events.APPROPRIATE_ADULT, came=0),
    ),
    Measure(
        "liaison_seen",
        "Seen by Liaison and Diversion",
        A_YEAR,
        "Detainees with a need whom a practitioner saw in custody.",
        events_a_year(events.LIAISON_AND_DIVERSION, seen=1),
    ),
    Measure(
        "liaison_missed",
        "Missed by Liaison and Diversion",
        A_YEAR,
        "Detainees with a need who were approached and left before a practitioner could see them.",
        events_a_year(events.LIAISON_AND_DIVERSION, seen=0),
    ),
    Measure(
        "liaison_referrals",
        "Referred by Liaison and Diversion",
        A_YEAR,
        "Referrals to treatment by Liaison and Diversion, one a need.",
        events_a_year(events.REFERRAL, referrer=Referrer.LIAISON_AND_DIVERSION),
    ),
)
