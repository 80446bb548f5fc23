"""Measures of drug testing and of mentoring; what each ordinary programme did is in ``programmes``."""

from __future__ import annotations

from sim.model import events
from sim.model.events import Referrer
from sim.outcomes.measure import A_YEAR, Measure, events_a_year
from sim.outcomes.social_impact_bond import reconvictions_per_100

A_HUNDRED_MEN = "for each 100 men"

DRUG_TESTING_AND_MENTORING: tuple[Measure, ...] = (
    Measure(
        "drug_tests",
        "Drug tests in custody",
        A_YEAR,
        "Adults arrested for a trigger offence and tested for heroin, cocaine and crack.",
        events_a_year(events.DRUG_TEST),
    ),
    Measure(
        "drug_tests_positive",
        "Positive drug tests",
        A_YEAR,
        "Tests in police custody that were positive.",
        events_a_year(events.DRUG_TEST, positive=1),
    ),
    Measure(
        "drug_assessments",
        "Required drug assessments attended",
        A_YEAR,
        "Assessments after a positive test in police custody that were attended.",
        events_a_year(events.DRUG_TEST, assessed=1),
    ),
    Measure(
        "treatment_starts_drug_testing",
        "Treatment started through drug testing",
        A_YEAR,
        "Places in treatment taken up by referral from the assessment that follows a positive test.",
        events_a_year(events.TREATMENT_STARTED, referrer=Referrer.DRUG_TESTING),
    ),
    Measure(
        "reconvictions_short_sentence",
        "Reconviction events of men released from short sentences",
        A_HUNDRED_MEN,
        "Cases convicted for offences of the year after release, of men released from sentences under "
        "twelve months: what a social impact bond pays by.",
        reconvictions_per_100,
    ),
)
