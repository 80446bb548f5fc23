"""Measures of suspects, wanted people, officers' hours, appointments and the call before custody."""

from __future__ import annotations

import numpy as np

from sim.model import events
from sim.model.events import Appointment, Stage
from sim.outcomes.measure import (
    A_YEAR,
    CASES,
    DAYS,
    PER_CENT,
    Measure,
    a_year,
    days_in,
    events_a_year,
    stock_of,
)
from sim.outcomes.phases import parts
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows
from sim.outcomes.stays import stays

RULE_DAYS = 10.0
"""Positive action against a suspect is due so many days after the record is opened."""


def within_ten_days(record: Record, window: Window) -> float:
    """Per cent of the records that ended in the window which did so in time; not a number without any.

    A record ends by arrest, interview, filing, or with another record of the same person.
    """
    found = stays(record, Stage.SUSPECT)
    ended = (found.end >= window.start) & (found.end < window.end)
    if not ended.any():
        return float("nan")
    return float(100.0 * np.mean((found.end - found.start)[ended] <= RULE_DAYS))


def officer_hours(record: Record, window: Window) -> float:
    """Hours of work of arrest officers in the window, by the hours each task took on its day."""
    total = 0.0
    for span, settings in parts(record, window):
        rules = settings.arrest_teams
        kept = rows(record, events.APPOINTMENT, span).having(outcome=Appointment.KEPT)
        total += rules.arrest_hours * len(rows(record, events.ARREST, span))
        total += rules.wanted_hours * len(rows(record, events.BROUGHT_IN, span))
        total += rules.interview_hours * len(kept)
    return total


SUSPECTS: tuple[Measure, ...] = (
    Measure(
        "within_ten_days",
        "Suspects dealt with within ten days",
        PER_CENT,
        "Share of suspect records that ended, by whatever means, within ten days of being opened.",
        within_ten_days,
    ),
    Measure(
        "arrest_officer_hours",
        "Work of arrest officers",
        "hours a year",
        "Hours of work for arrests, for fetching wanted people and for interviews by appointment.",
        a_year(officer_hours),
    ),
    Measure(
        "appointments",
        "Appointments for attendance",
        A_YEAR,
        "Appointments for a voluntary attendance that came due.",
        events_a_year(events.APPOINTMENT),
    ),
    Measure(
        "appointments_not_attended",
        "Appointments not attended",
        A_YEAR,
        "Appointments for a voluntary attendance to which the suspect did not come.",
        events_a_year(events.APPOINTMENT, outcome=Appointment.NOT_ATTENDED),
    ),
    Measure(
        "appointments_without_officer",
        "Appointments without an officer",
        A_YEAR,
        "Appointments for a voluntary attendance at which no officer was free in time.",
        events_a_year(events.APPOINTMENT, outcome=Appointment.NO_OFFICER),
    ),
    Measure(
        "diverted_from_custody",
        "Diverted by ring before you bring",
        A_YEAR,
        "People arrested who were kept out of custody by the call from the scene.",
        events_a_year(events.DIVERTED),
    ),
    Measure(
        "wanted_stock",
        "Wanted",
        CASES,
        "Mean number of cases whose person failed to appear or to answer bail and is looked for.",
        stock_of(Stage.WANTED),
    ),
    Measure(
        "wanted_days",
        "Time wanted",
        DAYS,
        "Mean days from being circulated as wanted until brought in, of those who were.",
        days_in(Stage.WANTED),
    ),
    Measure(
        "wanted_brought_in",
        "Wanted people brought in",
        A_YEAR,
        "Wanted people fetched by officers; those found by an arrest for something else are not among them.",
        events_a_year(events.BROUGHT_IN),
    ),
)
