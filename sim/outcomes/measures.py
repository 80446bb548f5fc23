"""The table of measures: what can be read off a run, in the order in which it is printed.

Flows are a measured year; stocks are means over time. A mean or a ratio of nothing is not a number; every
other measure of a run in which nothing happened is zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Court, Kind, Referrer, Stage
from sim.outcomes.cells import cell_occupancy, hours_to_cell
from sim.outcomes.cohorts import (
    fixed_cohort,
    harm_of,
    iom_eligible,
    offences_of,
    proven_offences_of,
)
from sim.outcomes.cost import cost_agencies, cost_society
from sim.outcomes.harm import crime_harm
from sim.outcomes.liberty import people_held
from sim.outcomes.offending import committed_by_type, recorded_by_type, undetected_by_type
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import After, proven_reoffending
from sim.outcomes.rows import rows
from sim.outcomes.stays import mean_days
from sim.outcomes.stocks import mean_between, mean_stock

Function = Callable[[Record, Window], float]

A_YEAR = "a year"
CASES = "cases"
PEOPLE = "people"
PER_CENT = "per cent"
HOURS = "hours"
DAYS = "days"
POUNDS = "GBP a year"
POINTS = "Crime Severity Score points a year"

ANONYMOUS = -1


@dataclass(frozen=True)
class Measure:
    """One figure of a run: its name, how it is printed, what it means, and how it is read."""

    name: str
    label: str
    unit: str
    definition: str
    function: Function


def _a_year(amount: Function) -> Function:
    """A flow over the window, made yearly."""
    return lambda record, window: float(amount(record, window)) / window.years


def _events(kind: Kind, **codes: int) -> Function:
    """Events of a kind a year."""
    return _a_year(lambda record, window: len(rows(record, kind, window).having(**codes)))


def _stock(*stages: Stage) -> Function:
    """Mean number of stays in some stages."""
    return lambda record, window: mean_stock(record, window, *stages)


def _ended_after(stage: Stage) -> Function:
    """Mean length of the stays in a stage that ended."""
    return lambda record, window: mean_days(record, window, stage)


def _detention_hours(record: Record, window: Window) -> float:
    left = rows(record, events.CELL_LEFT, window)
    hours = left.real("hours")[left.whole("person") != ANONYMOUS]
    return float(hours.mean()) if len(hours) else float("nan")


OFFENDING: tuple[Measure, ...] = (
    Measure(
        "offences_fixed_cohort",
        "Offences by the fixed cohort",
        A_YEAR,
        "Offences committed, detected or not, by everybody cautioned or convicted in the twelve months before "
        "the first measured day.",
        _a_year(lambda record, window: offences_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "harm_fixed_cohort",
        "Harm by the fixed cohort",
        POINTS,
        "Crime Severity Score weights of all offences committed by the fixed cohort, detected or not.",
        _a_year(lambda record, window: harm_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "proven_fixed_cohort",
        "Proven offences by the fixed cohort",
        A_YEAR,
        "Offences committed by the fixed cohort that were proven by caution or conviction before the run ended; "
        "the last ones committed are proven too late to count.",
        _a_year(lambda record, window: proven_offences_of(record, window, fixed_cohort(record))),
    ),
    Measure(
        "offences_iom_eligible",
        "Offences by people eligible for IOM",
        A_YEAR,
        "Offences committed, detected or not, by everybody eligible for IOM on the first measured day, members "
        "or not.",
        _a_year(lambda record, window: offences_of(record, window, iom_eligible(record))),
    ),
    Measure(
        "harm_iom_eligible",
        "Harm by people eligible for IOM",
        POINTS,
        "Crime Severity Score weights of all offences committed by people eligible for IOM on the first measured "
        "day.",
        _a_year(lambda record, window: harm_of(record, window, iom_eligible(record))),
    ),
    Measure(
        "offences",
        "Offences committed",
        A_YEAR,
        "All offences committed by the modelled people, recorded or not.",
        _a_year(lambda record, window: committed_by_type(record, window).sum()),
    ),
    Measure(
        "recorded_offences",
        "Offences recorded",
        A_YEAR,
        "Committed offences that the police recorded.",
        _a_year(lambda record, window: recorded_by_type(record, window).sum()),
    ),
    Measure(
        "undetected_offences",
        "Offences attributed to nobody",
        A_YEAR,
        "Committed offences, recorded or not, for which the police had no named suspect.",
        _a_year(lambda record, window: undetected_by_type(record, window).sum()),
    ),
    Measure(
        "crime_harm",
        "Harm of crime",
        POINTS,
        "Crime Severity Score weights of all committed offences, recorded or not; the published score counts "
        "recorded ones only.",
        _a_year(crime_harm),
    ),
    Measure(
        "proven_reoffending_rate",
        "Proven reoffending",
        PER_CENT,
        "Share of people released from custody, convicted or cautioned in a quarter who commit, in the next 365 "
        "days, an offence proven in that time or half a year more; quarters whose follow-up the run does not hold "
        "are left out.",
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

POLICE: tuple[Measure, ...] = (
    Measure("arrests", "Arrests", A_YEAR, "Arrests of people of the area.", _events(events.ARREST)),
    Measure(
        "voluntary_attendances",
        "Voluntary attendances",
        A_YEAR,
        "Suspects interviewed without arrest.",
        _events(events.VOLUNTARY_ATTENDANCE),
    ),
    Measure(
        "outstanding_suspects",
        "Outstanding suspects",
        CASES,
        "Mean number of cases with a named suspect who has not yet been dealt with.",
        _stock(Stage.SUSPECT),
    ),
    Measure(
        "detentions",
        "Detentions",
        A_YEAR,
        "Admissions to a cell in the area's suites, those of another force and for other matters included.",
        _events(events.ADMISSION),
    ),
    Measure(
        "detention_hours",
        "Length of detention",
        HOURS,
        "Mean hours detained of people arrested in the area, without the wait for a court.",
        _detention_hours,
    ),
    Measure(
        "hours_to_cell",
        "Arrest to cell",
        HOURS,
        "Mean hours from an arrest to the cell, for those who got one.",
        hours_to_cell,
    ),
    Measure(
        "cell_occupancy",
        "Cells in use",
        PER_CENT,
        "Cells in use as a percentage of the cells open and staffed, over all suites and all hours.",
        cell_occupancy,
    ),
    Measure(
        "detentions_overflowed",
        "Detentions away from the first suite",
        A_YEAR,
        "Admissions to a suite that is not the first choice of the district.",
        _events(events.ADMISSION, overflowed=1),
    ),
    Measure(
        "turned_away",
        "Arrested and no cell free",
        A_YEAR,
        "Arrested people for whom no cell came free in time.",
        _events(events.TURNED_AWAY),
    ),
    Measure("bail_stock", "On bail", CASES, "Mean number of cases on pre-charge bail.", _stock(Stage.BAIL)),
    Measure(
        "bail_days",
        "Length of bail",
        DAYS,
        "Mean days on pre-charge bail, of those whose bail ended.",
        _ended_after(Stage.BAIL),
    ),
    Measure(
        "rui_stock",
        "Under investigation",
        CASES,
        "Mean number of cases released under investigation.",
        _stock(Stage.RELEASED_UNDER_INVESTIGATION),
    ),
    Measure(
        "rui_days",
        "Length of release under investigation",
        DAYS,
        "Mean days released under investigation, of those whose investigation ended.",
        _ended_after(Stage.RELEASED_UNDER_INVESTIGATION),
    ),
    Measure(
        "voluntary_stock",
        "Under investigation after attendance",
        CASES,
        "Mean number of cases still investigated after a voluntary attendance.",
        _stock(Stage.VOLUNTARY_INVESTIGATION),
    ),
    Measure("charges", "Crimes charged", A_YEAR, "Offences charged; a case can hold several.", _events(events.CHARGE)),
    Measure(
        "out_of_court_disposals",
        "Crimes dealt with out of court",
        A_YEAR,
        "Offences that got a community resolution, a caution or a conditional caution.",
        _events(events.OUT_OF_COURT),
    ),
)

COURTS_AND_PRISON: tuple[Measure, ...] = (
    Measure(
        "court_backlog",
        "Cases before the courts",
        CASES,
        "Mean number of cases open in the magistrates' courts or the Crown Court.",
        _stock(Stage.MAGISTRATES, Stage.CROWN),
    ),
    Measure(
        "magistrates_backlog",
        "Cases before the magistrates",
        CASES,
        "Mean number of cases open in the magistrates' courts.",
        _stock(Stage.MAGISTRATES),
    ),
    Measure(
        "crown_backlog",
        "Cases before the Crown Court",
        CASES,
        "Mean number of cases open in the Crown Court.",
        _stock(Stage.CROWN),
    ),
    Measure(
        "magistrates_hearings",
        "Hearings before the magistrates",
        A_YEAR,
        "Hearings in the magistrates' courts, whatever came of them.",
        _events(events.HEARING, court=Court.MAGISTRATES),
    ),
    Measure(
        "crown_hearings",
        "Hearings before the Crown Court",
        A_YEAR,
        "Hearings in the Crown Court, whatever came of them.",
        _events(events.HEARING, court=Court.CROWN),
    ),
    Measure(
        "custodial_sentences",
        "Custodial sentences",
        A_YEAR,
        "Cases sentenced to immediate custody.",
        _events(events.SENTENCE, disposal=Disposal.CUSTODY),
    ),
    Measure(
        "prison_stock",
        "People in prison",
        PEOPLE,
        "Mean number of people in prison on a sentence, a recall or remand, each counted once.",
        people_held,
    ),
    Measure(
        "remand_stock",
        "Held on remand",
        CASES,
        "Mean number of cases whose defendant is held until the court decides.",
        _stock(Stage.REMAND),
    ),
    Measure("licence_stock", "On licence", PEOPLE, "Mean number of licences running.", _stock(Stage.LICENCE)),
    Measure(
        "order_stock",
        "On community and suspended sentences",
        "orders",
        "Mean number of community orders and suspended sentences running.",
        _stock(Stage.ORDER),
    ),
    Measure("recalls", "Recalls to prison", A_YEAR, "Recalls of people on licence.", _events(events.RECALL)),
    Measure(
        "breaches",
        "Breaches",
        A_YEAR,
        "Orders and conditional cautions breached.",
        _events(events.BREACH),
    ),
)

PROGRAMMES: tuple[Measure, ...] = (
    Measure(
        "treatment_starts",
        "Treatment started",
        A_YEAR,
        "Places taken up in the treatment services, for all needs.",
        _events(events.TREATMENT_STARTED),
    ),
    Measure(
        "treatment_starts_iom",
        "Treatment started through IOM",
        A_YEAR,
        "Treatment places taken up by referral from IOM.",
        _events(events.TREATMENT_STARTED, referrer=Referrer.IOM),
    ),
    Measure(
        "treatment_stock",
        "Treatment places in use",
        "places",
        "Mean number of treatment places in use.",
        lambda record, window: mean_between(record, window, events.TREATMENT_STARTED, events.TREATMENT_ENDED),
    ),
    Measure(
        "treatment_waited_in_vain",
        "Gave up waiting for treatment",
        A_YEAR,
        "Referrals that left the waiting list without a place.",
        _events(events.WAITED_IN_VAIN),
    ),
    Measure("iom_caseload", "IOM members", PEOPLE, "Mean number of members of IOM.", _stock(Stage.IOM)),
    Measure("iom_adoptions", "Adopted by IOM", A_YEAR, "People adopted by IOM.", _events(events.IOM_ADOPTED)),
    Measure("iom_removals", "Removed from IOM", A_YEAR, "Members removed from IOM.", _events(events.IOM_REMOVED)),
    Measure(
        "cap_hits",
        "Limit on policy effects reached",
        A_YEAR,
        "How often the effects of services on a person would have passed the largest the model allows.",
        _events(events.CAP_HIT),
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
        "IOM posts, at unit costs.",
        cost_agencies,
    ),
)

MEASURES: tuple[Measure, ...] = (*OFFENDING, *POLICE, *COURTS_AND_PRISON, *PROGRAMMES, *COSTS)
"""Every measure of a run."""


def measure_all(record: Record, window: Window) -> dict[str, float]:
    """Every measure by name, in the order of the table."""
    return {measure.name: float(measure.function(record, window)) for measure in MEASURES}
