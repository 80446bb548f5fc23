"""Measures of what the police do: suspects, arrests, cells, investigations, charges."""

from __future__ import annotations

from sim.model import events
from sim.model.events import Stage
from sim.outcomes.cells import cell_occupancy, hours_to_cell
from sim.outcomes.measure import (
    A_YEAR,
    CASES,
    DAYS,
    HOURS,
    PER_CENT,
    Measure,
    days_in,
    events_a_year,
    stock_of,
)
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows

ANONYMOUS = -1
"""The person of arrivals from other forces and for other matters."""


def detention_hours(record: Record, window: Window) -> float:
    """Mean hours detained of people of the area; not a number where nobody was."""
    left = rows(record, events.CELL_LEFT, window)
    hours = left.real("hours")[left.whole("person") != ANONYMOUS]
    return float(hours.mean()) if len(hours) else float("nan")


POLICE: tuple[Measure, ...] = (
    Measure("arrests", "Arrests", A_YEAR, "Arrests of people of the area.", events_a_year(events.ARREST)),
    Measure(
        "voluntary_attendances",
        "Voluntary attendances",
        A_YEAR,
        "Suspects interviewed without arrest.",
        events_a_year(events.VOLUNTARY_ATTENDANCE),
    ),
    Measure(
        "outstanding_suspects",
        "Outstanding suspects",
        CASES,
        "Mean number of cases with a named suspect who has not yet been dealt with.",
        stock_of(Stage.SUSPECT),
    ),
    Measure(
        "detentions",
        "Detentions",
        A_YEAR,
        "Admissions to a cell in any suite, those of another force and for other matters included.",
        events_a_year(events.ADMISSION),
    ),
    Measure(
        "detention_hours",
        "Length of detention",
        HOURS,
        "Mean hours detained of people arrested in the area, without the wait for a court.",
        detention_hours,
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
        events_a_year(events.ADMISSION, overflowed=1),
    ),
    Measure(
        "turned_away",
        "Arrested and no cell free",
        A_YEAR,
        "Arrested people for whom no cell came free in time.",
        events_a_year(events.TURNED_AWAY),
    ),
    Measure("bail_stock", "On bail", CASES, "Mean number of cases on pre-charge bail.", stock_of(Stage.BAIL)),
    Measure(
        "bail_days",
        "Length of bail",
        DAYS,
        "Mean days on pre-charge bail, of those whose bail ended.",
        days_in(Stage.BAIL),
    ),
    Measure(
        "rui_stock",
        "Under investigation",
        CASES,
        "Mean number of cases released under investigation.",
        stock_of(Stage.RELEASED_UNDER_INVESTIGATION),
    ),
    Measure(
        "rui_days",
        "Length of release under investigation",
        DAYS,
        "Mean days released under investigation, of those whose investigation ended.",
        days_in(Stage.RELEASED_UNDER_INVESTIGATION),
    ),
    Measure(
        "voluntary_stock",
        "Under investigation after attendance",
        CASES,
        "Mean number of cases still investigated after a voluntary attendance.",
        stock_of(Stage.VOLUNTARY_INVESTIGATION),
    ),
    Measure(
        "charges",
        "Crimes charged",
        A_YEAR,
        "Offences charged; a case can hold several.",
        events_a_year(events.CHARGE),
    ),
    Measure(
        "out_of_court_disposals",
        "Crimes dealt with out of court",
        A_YEAR,
        "Offences dealt with by a community resolution, a caution, a cannabis warning or a penalty notice.",
        events_a_year(events.OUT_OF_COURT),
    ),
)
