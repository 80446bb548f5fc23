"""Measures of out-of-court disposals, the Offender Diversion Team, its courses and the scrutiny panel."""

from __future__ import annotations

from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Finding, Stage
from sim.outcomes.measure import A_YEAR, CASES, Function, Measure, a_year, events_a_year, stock_of
from sim.outcomes.rows import rows


def _given(*disposals: Disposal) -> Function:
    """Crimes a year that got one of these disposals out of court."""
    return a_year(
        lambda record, window: sum(
            len(rows(record, events.OUT_OF_COURT, window).having(disposal=disposal)) for disposal in disposals
        )
    )


OUT_OF_COURT: tuple[Measure, ...] = (
    Measure(
        "community_resolutions",
        "Community resolutions",
        A_YEAR,
        "Crimes that got a community resolution (outcome type 8).",
        _given(Disposal.COMMUNITY_RESOLUTION),
    ),
    Measure(
        "adult_cautions",
        "Adults' cautions",
        A_YEAR,
        "Crimes for which an adult got a simple or a conditional caution (types 3 and 3A).",
        _given(Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION),
    ),
    Measure(
        "conditional_cautions",
        "Conditional cautions",
        A_YEAR,
        "Crimes for which an adult got a conditional caution.",
        _given(Disposal.CONDITIONAL_CAUTION),
    ),
    Measure(
        "youth_cautions",
        "Youth cautions",
        A_YEAR,
        "Crimes for which a child got a youth caution (types 2 and 2A).",
        _given(Disposal.YOUTH_CAUTION),
    ),
    Measure(
        "alternate_offence_cautions",
        "Cautions for an alternate offence",
        A_YEAR,
        "Crimes for which a caution was given for another offence than the recorded one (types 2A and 3A).",
        events_a_year(events.OUT_OF_COURT, alternate=1),
    ),
    Measure(
        "cannabis_warnings",
        "Cannabis and khat warnings",
        A_YEAR,
        "Crimes that got a cannabis or khat warning (type 7).",
        _given(Disposal.CANNABIS_WARNING),
    ),
    Measure(
        "penalty_notices",
        "Penalty notices",
        A_YEAR,
        "Crimes that got a penalty notice for disorder (type 6).",
        _given(Disposal.PENALTY_NOTICE),
    ),
    Measure(
        "taken_into_consideration",
        "Taken into consideration",
        A_YEAR,
        "Recorded and undetected crimes that people admitted when they were charged with another (type 4).",
        events_a_year(events.TAKEN_INTO_CONSIDERATION),
    ),
    Measure(
        "offender_died",
        "Offender has died",
        A_YEAR,
        "Crimes whose case ended because the suspect had died (type 5).",
        events_a_year(events.DISPOSED, disposal=Disposal.OFFENDER_DIED),
    ),
    Measure(
        "conditions_stock",
        "Under the conditions of a caution",
        CASES,
        "Mean number of cases with the Offender Diversion Team.",
        stock_of(Stage.CONDITIONS),
    ),
    Measure(
        "diversion_team_full",
        "Diversion team full",
        A_YEAR,
        "Cases for a conditional caution that the team could not take in time.",
        events_a_year(events.DIVERSION_FULL),
    ),
    Measure(
        "conditional_cautions_breached",
        "Conditional cautions breached",
        A_YEAR,
        "Cases in which the conditions of a caution were breached.",
        events_a_year(events.BREACH, stage=Stage.CONDITIONS),
    ),
    Measure(
        "courses_started",
        "Courses started",
        A_YEAR,
        "Courses of the Interventions Hub begun.",
        events_a_year(events.COURSE_STARTED),
    ),
    Measure(
        "courses_completed",
        "Courses completed",
        A_YEAR,
        "Courses of the Interventions Hub completed.",
        events_a_year(events.COURSE_ENDED, completed=1),
    ),
    Measure(
        "scrutinised",
        "Cases scrutinised",
        A_YEAR,
        "Cases resolved out of court that were in the scrutiny panel's quarterly samples.",
        events_a_year(events.SCRUTINISED),
    ),
    Measure(
        "scrutinised_too_many_before",
        "Scrutinised, too many disposals before",
        A_YEAR,
        "Cases in the samples of people with more earlier disposals than the rule allows.",
        events_a_year(events.SCRUTINISED, finding=Finding.TOO_MANY_BEFORE),
    ),
    Measure(
        "scrutinised_team_full",
        "Scrutinised, milder because the team was full",
        A_YEAR,
        "Cases in the samples that got a community resolution for want of a caseworker.",
        events_a_year(events.SCRUTINISED, finding=Finding.TEAM_FULL),
    ),
)
"""Everything that ends outside court, in the order in which it is printed."""
