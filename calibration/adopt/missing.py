"""What an area has not given: what there is no baseline without, and what stands in for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calibration.adopt.aggregates import Aggregates
from calibration.adopt.quantities import QUANTITIES, By
from sim.evidence.register import Register
from sim.model.events import NEEDS
from sim.model.offences import NAMES
from sim.scenario.problems import Problem


@dataclass(frozen=True)
class StandIn:
    """A quantity that the area has not given, and what stands in its place."""

    quantity: str
    where: str
    stands: str


def size(given: Aggregates, register: Register) -> float:
    """Recorded offences over Suffolk's; 1 where they are not given."""
    theirs = [given.number("recorded_offences", name) for name in NAMES]
    ours = sum(register.number(f"offences.{name}.recorded_per_year") for name in NAMES)
    return sum(number for number in theirs if number is not None) / ours if None not in theirs else 1.0


def stand_ins(given: Aggregates, register: Register) -> list[StandIn]:
    """What the area has left empty, in the order of the template."""
    scale = size(given, register)
    how = f"Suffolk's, times {scale:.3g} (recorded offences)" if scale != 1.0 else "Suffolk's"
    sized = {"treatment_places", "iom_sergeants", "iom_constables", "people_in_prison", "other_detentions"}
    found = []
    for quantity in QUANTITIES:
        places = [""] if quantity.by is By.AREA else _expected(quantity.by, given)
        found += [
            StandIn(quantity.name, where, how if quantity.name in sized else _stands(quantity.name))
            for where in places
            if given.row(quantity.name, where) is None
        ]
    return found


def _stands(name: str) -> str:
    if name == "neighbour_arrests":
        return "none"
    if name == "recorded_offences":
        return "Suffolk's number of each type"
    return "Suffolk's rate"


def _expected(by: By, given: Aggregates) -> list[str]:
    closed = {By.OFFENCE: list(NAMES), By.NEED: list(NEEDS)}
    return closed[by] if by in closed else given.places(by)


def missing(given: Aggregates) -> Iterator[Problem]:
    """What there is no baseline without, and lists that are begun and not ended."""
    for by in (By.DISTRICT, By.SUITE):
        places = given.places(by)
        if not places:
            yield Problem(given.file, 1, 1, by.value, f"at least one {by.value} is needed, with its figures")
        for quantity in QUANTITIES:
            if quantity.by is by and quantity.needed:
                for where in places:
                    if given.row(quantity.name, where) is None:
                        line = _line_of(given, by, where)
                        yield Problem(given.file, line, 1, quantity.name, f"is missing for {where}")
    some = [name for name in NAMES if given.number("recorded_offences", name) is not None]
    if some and len(some) < len(NAMES):
        without = ", ".join(name for name in NAMES if name not in some)
        row = given.row("recorded_offences", some[0])
        words = "must be given for all types of offence or for none"
        yield Problem(
            given.file, row.line if row else 1, 1, "recorded_offences", words, f"none for {without}"
        )
    suites = given.places(By.SUITE)
    for district in given.places(By.DISTRICT):
        row = given.row("suites_in_order", district)
        for suite in row.value if row is not None and isinstance(row.value, tuple) else ():
            if suite not in suites:
                words = "names a suite that has no figures"
                assert row is not None
                yield Problem(
                    given.file, row.line, 1, "suites_in_order", words, suite, ", ".join(suites) or None
                )


def _line_of(given: Aggregates, by: By, where: str) -> int:
    rows = (given.row(quantity.name, where) for quantity in QUANTITIES if quantity.by is by)
    return min(row.line for row in rows if row is not None)
