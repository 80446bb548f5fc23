"""What a run says to the facts of prison and probation."""

from __future__ import annotations

from collections.abc import Callable

from sim import clock
from sim.model.events import RECALL, Stage
from sim.outcomes.liberty import people_held
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import After, back_in_prison, proven_reoffending
from sim.outcomes.rows import rows
from sim.outcomes.stocks import mean_stock

YEAR = Window(clock.VALIDATION_YEAR, clock.VALIDATION_YEAR + 1)
QUARTERS = 4


def prison_people(record: Record, year: Window = YEAR) -> float:
    """Mean number of people in prison, remand included."""
    return people_held(record, year)


def recalls_a_quarter(record: Record, year: Window = YEAR) -> float:
    """Recalls in a mean quarter of the year."""
    return len(rows(record, RECALL, year)) / QUARTERS


def probation_caseload(record: Record, year: Window = YEAR) -> float:
    """Orders and licences that run, and the people whom the model does not follow."""
    others = float(record.phases[0][1].probation.own_unit.other_caseload)
    return mean_stock(record, year, Stage.ORDER, Stage.LICENCE) + others


def delivery_units(record: Record) -> float:
    """Probation delivery units in the model."""
    return float(sum(service.name.startswith("probation.") for service in record.accounts.services))


def reoffending_homeless(record: Record) -> float:
    """Per cent proven to reoffend within a year of a release without a home."""
    return 100.0 * proven_reoffending(record, YEAR, After.HOMELESS).rate


def reoffending_housed(record: Record) -> float:
    """Per cent proven to reoffend within a year of a release to a home."""
    return 100.0 * proven_reoffending(record, YEAR, After.HOUSED).rate


def back_within_two_years(record: Record) -> float:
    """Per cent received into prison again within two years of a release from a short sentence."""
    return 100.0 * back_in_prison(record, YEAR)


READINGS_OF_PRISON: dict[str, Callable[[Record], float]] = {
    "recalls_a_quarter": recalls_a_quarter,
    "prison_people": prison_people,
    "probation_caseload": probation_caseload,
    "delivery_units": delivery_units,
    "reoffending_homeless": reoffending_homeless,
    "reoffending_housed": reoffending_housed,
    "claim_back_in_prison": back_within_two_years,
}
"""By the id of the fact."""
