"""What crime costs society, and what the agencies spend, at the prices of the study.

Cost to society is the anticipation and the consequence of crime only: the response is what the agencies
spend, which is counted from what they do. The staffing of cells, court sittings and unused treatment places
have no price, so a change in them shows as neither a cost nor a saving. All amounts are pounds a year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.model.events import (
    ADMISSION,
    ARREST,
    DRUG_TEST,
    HEARING,
    OUT_OF_COURT,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    VOLUNTARY_ATTENDANCE,
    Court,
    Stage,
)
from sim.outcomes.liberty import people_held
from sim.outcomes.offending import committed_by_type
from sim.outcomes.phases import parts
from sim.outcomes.programmes import cost_of_all
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Span, rows
from sim.outcomes.stocks import mean_between, mean_stock
from sim.scenario.settings import Costs, Settings

NOT_COSTED = (
    "Staffing of cells, court sittings and unused treatment places are not costed, nor are posts in arrest "
    "teams (where an arrest has a price), probation (where supervision has), unpaid work, resettlement and "
    "training, so a change in them shows no cost or saving here."
)
"""What a reader of a cost must know."""

Part = Callable[[Record, Span, Settings], float]


@dataclass(frozen=True)
class Line:
    """One thing an agency pays for: how much of it there is, and its price."""

    agency: str
    label: str
    amount: Part
    """Events in a part of the window, or the mean number of places, people or posts in it."""
    price: Callable[[Costs], float]
    by_year: bool = False
    """Whether the price is for a year of a place, a person or a post."""


LINES: tuple[Line, ...] = (
    Line("Police", "Arrests", lambda run, span, _: len(rows(run, ARREST, span)), lambda costs: costs.arrest),
    Line(
        "Police",
        "Detentions, those for other forces and other matters included",
        lambda run, span, _: len(rows(run, ADMISSION, span)),
        lambda costs: costs.detention,
    ),
    Line(
        "Police",
        "Voluntary attendances",
        lambda run, span, _: len(rows(run, VOLUNTARY_ATTENDANCE, span)),
        lambda costs: costs.voluntary_attendance,
    ),
    Line(
        "Police",
        "Out-of-court disposals",
        # A row is an offence; a case gets one disposal for all of its offences.
        lambda run, span, _: len(np.unique(rows(run, OUT_OF_COURT, span).whole("case"))),
        lambda costs: costs.out_of_court,
    ),
    Line(
        "IOM team",
        "Constables",
        lambda _, __, settings: settings.iom.constables,
        lambda costs: costs.constable_year,
        by_year=True,
    ),
    Line(
        "IOM team",
        "Sergeants",
        lambda _, __, settings: settings.iom.sergeants,
        lambda costs: costs.sergeant_year,
        by_year=True,
    ),
    Line(
        "Offender Diversion Team",
        "Caseworkers",
        lambda _, __, settings: settings.diversion_team.caseworkers,
        lambda costs: costs.caseworker_year,
        by_year=True,
    ),
    Line(
        "Offender Diversion Team",
        "Sergeants",
        lambda _, __, settings: settings.diversion_team.sergeants,
        lambda costs: costs.sergeant_year,
        by_year=True,
    ),
    Line(
        "Magistrates' courts",
        "Hearings, the youth court's included",
        lambda run, span, _: (
            len(rows(run, HEARING, span).having(court=Court.MAGISTRATES))
            + len(rows(run, HEARING, span).having(court=Court.YOUTH))
        ),
        lambda costs: costs.magistrates_hearing,
    ),
    Line(
        "Crown Court",
        "Hearings",
        lambda run, span, _: len(rows(run, HEARING, span).having(court=Court.CROWN)),
        lambda costs: costs.crown_hearing,
    ),
    Line(
        "Prisons",
        "Places used, remand included",
        lambda run, span, _: people_held(run, span),
        lambda costs: costs.prison_place_year,
        by_year=True,
    ),
    Line(
        "Probation",
        "Supervision on orders and licences",
        lambda run, span, _: mean_stock(run, span, Stage.ORDER, Stage.LICENCE),
        lambda costs: costs.supervision_year,
        by_year=True,
    ),
    Line(
        "Treatment services",
        "Places used",
        lambda run, span, _: mean_between(run, span, TREATMENT_STARTED, TREATMENT_ENDED),
        lambda costs: costs.treatment_place_year,
        by_year=True,
    ),
    Line(
        "Drug testing",
        "Tests in custody",
        lambda run, span, settings: len(rows(run, DRUG_TEST, span)) * settings.drug_testing.cost_test,
        lambda _: 1.0,
    ),
    Line(
        "Drug testing",
        "Required assessments attended",
        lambda run, span, settings: (
            len(rows(run, DRUG_TEST, span).having(assessed=1)) * settings.drug_testing.cost_assessment
        ),
        lambda _: 1.0,
    ),
    Line(
        "Programmes", "Places, starts and teams, at the price of each programme", cost_of_all, lambda _: 1.0
    ),
)


def _cost_of_line(record: Record, window: Window, line: Line) -> float:
    """Pounds a year, each part of the window at the prices in force."""
    total = 0.0
    for span, settings in parts(record, window):
        share = (span.end - span.start) / (window.end - window.start)
        a_year = share if line.by_year else 1 / window.years
        total += line.amount(record, span, settings) * line.price(settings.costs) * a_year
    return total


def costs_by_agency(record: Record, window: Window) -> dict[str, float]:
    """Pounds a year spent by each agency, in the order of ``LINES``."""
    costs = {line.agency: 0.0 for line in LINES}
    for line in LINES:
        costs[line.agency] += _cost_of_line(record, window, line)
    return costs


def cost_agencies(record: Record, window: Window) -> float:
    """Pounds a year spent by all agencies together."""
    return sum(costs_by_agency(record, window).values())


def cost_society(record: Record, window: Window) -> float:
    """Pounds a year of harm done by all committed offences, recorded or not.

    Offences are counted by model year; where a price changes within a year, that year takes its mean by days.
    """
    total = 0.0
    for year in range(window.first_year, window.last_year):
        one = Window(year, year + 1)
        price = np.zeros(len(record.severity))
        for span, settings in parts(record, one):
            prices = np.array([offence.cost_society for offence in settings.offences.values()])
            price += prices * (span.end - span.start) / (one.end - one.start)
        total += float(committed_by_type(record, one) @ price)
    return total / window.years
