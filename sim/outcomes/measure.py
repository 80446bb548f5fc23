"""What a measure is, and the common sorts: events a year, mean stocks, mean lengths of stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.events import Kind, Stage
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows
from sim.outcomes.stays import mean_days
from sim.outcomes.stocks import mean_stock

Function = Callable[[Record, Window], float]

A_YEAR = "a year"
CASES = "cases"
PEOPLE = "people"
PER_CENT = "per cent"
HOURS = "hours"
DAYS = "days"
POUNDS = "GBP a year"
POINTS = "Crime Severity Score points a year"


@dataclass(frozen=True)
class Measure:
    """One figure of a run: its name, how it is printed, what it means, and how it is read."""

    name: str
    label: str
    unit: str
    definition: str
    function: Function


def a_year(amount: Function) -> Function:
    """A flow over the window, made yearly."""
    return lambda record, window: float(amount(record, window)) / window.years


def events_a_year(kind: Kind, **codes: int) -> Function:
    """Events of a kind a year."""
    return a_year(lambda record, window: len(rows(record, kind, window).having(**codes)))


def stock_of(*stages: Stage) -> Function:
    """Mean number of stays in some stages."""
    return lambda record, window: mean_stock(record, window, *stages)


def days_in(stage: Stage) -> Function:
    """Mean length of the stays in a stage that ended."""
    return lambda record, window: mean_days(record, window, stage)
