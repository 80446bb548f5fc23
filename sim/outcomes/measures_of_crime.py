"""Measures of offending and reoffending, and what crime and the agencies cost."""

from __future__ import annotations

from sim.model.offences import CODE
from sim.outcomes.cohorts import (
    fixed_cohort,
    harm_of,
    iom_eligible,
    offences_of,
    proven_offences_of,
)
from sim.outcomes.cost import NOT_COSTED, cost_agencies, cost_society
from sim.outcomes.harm import crime_harm
from sim.outcomes.measure import A_YEAR, PER_CENT, POINTS, POUNDS, Measure, a_year
from sim.outcomes.offending import committed_by_type, recorded_by_type, undetected_by_type
from sim.outcomes.reoffending import After, proven_reoffending

_BURGLARY = [CODE[name] for name in ("domestic_burglary", "other_burglary")]

OFFENDING: tuple[Measure, ...] = (
    Measure(
        "offences_fixed_cohort",
        "Offences by the fixed cohort",
        A_YEAR,
        "Offences committed, detected or not, by everybody cautioned or convicted in the twelve months "
        "before the first measured day.",
        a_year(lambda record, window: offences_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "harm_fixed_cohort",
        "Harm by the fixed cohort",
        POINTS,
        "Crime Severity Score weights of all offences committed by the fixed cohort, detected or not.",
        a_year(lambda record, window: harm_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "proven_fixed_cohort",
        "Proven offences by the fixed cohort",
        A_YEAR,
        "Offences committed by the fixed cohort that were proven by caution or conviction before the run "
        "ended; the last ones committed are proven too late to count.",
        a_year(lambda record, window: proven_offences_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "offences_iom_eligible",
        "Offences by people eligible for IOM",
        A_YEAR,
        "Offences committed, detected or not, by everybody eligible for IOM on the first measured day, "
        "members or not.",
        a_year(lambda record, window: offences_of(record, window, iom_eligible(record))),
    ),
    Measure(
        "harm_iom_eligible",
        "Harm by people eligible for IOM",
        POINTS,
        "Crime Severity Score weights of all offences committed by people eligible for IOM on the first "
        "measured day.",
        a_year(lambda record, window: harm_of(record, window, iom_eligible(record))),
    ),
    Measure(
        "offences",
        "Offences committed",
        A_YEAR,
        "All offences committed by the modelled people, recorded or not.",
        a_year(lambda record, window: committed_by_type(record, window).sum()),
    ),
    Measure(
        "recorded_offences",
        "Offences recorded",
        A_YEAR,
        "Committed offences that the police recorded.",
        a_year(lambda record, window: recorded_by_type(record, window).sum()),
    ),
    Measure(
        "recorded_burglary",
        "Burglary recorded",
        A_YEAR,
        "Committed burglaries, of homes and of other buildings, that the police recorded.",
        a_year(lambda record, window: recorded_by_type(record, window)[_BURGLARY].sum()),
    ),
    Measure(
        "undetected_offences",
        "Offences attributed to nobody",
        A_YEAR,
        "Committed offences, recorded or not, for which the police had no named suspect.",
        a_year(lambda record, window: undetected_by_type(record, window).sum()),
    ),
    Measure(
        "crime_harm",
        "Harm of crime",
        POINTS,
        "Crime Severity Score weights of all committed offences, recorded or not; the published score counts "
        "recorded ones only.",
        a_year(crime_harm),
    ),
    Measure(
        "proven_reoffending_rate",
        "Proven reoffending",
        PER_CENT,
        "Share of people released from custody, convicted or cautioned in a quarter who commit, in the next "
        "365 days, an offence proven in that time or half a year more; quarters whose follow-up the run does "
        "not hold are left out.",
        lambda record, window: 100.0 * proven_reoffending(record, window).rate,
    ),
    Measure(
        "reoffences_per_reoffender",
        "Reoffences by each reoffender",
        "offences",
        "Proven reoffences in the 365 days of follow-up, divided by the people who committed any.",
        lambda record, window: proven_reoffending(record, window).per_reoffender,
    ),
    Measure(
        "proven_reoffending_rate_short_custody",
        "Proven reoffending after short sentences",
        PER_CENT,
        "Proven reoffending of people released from a custodial sentence of under twelve months.",
        lambda record, window: 100.0 * proven_reoffending(record, window, After.SHORT_CUSTODY).rate,
    ),
)

COSTS: tuple[Measure, ...] = (
    Measure(
        "cost_society",
        "Cost of crime to society",
        POUNDS,
        "Cost of anticipating crime and of its consequences, for all committed offences; the response of the "
        "agencies is not in it.",
        cost_society,
    ),
    Measure(
        "cost_agencies",
        "Cost to the agencies",
        POUNDS,
        "Arrests, detentions, attendances, disposals, hearings, prison and treatment places, supervision and "
        f"IOM posts, at unit costs. {NOT_COSTED}",
        cost_agencies,
    ),
)
