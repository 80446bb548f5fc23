"""Custody Bronze: staff go from the suite with most slack to a full one, and are back at the next shift."""

from __future__ import annotations

import pytest

from sim.model.events import ADMISSION, CUSTODY_STAFF_MOVED, TURNED_AWAY
from tests.agencies.quiet import COAST_SUITE, TOWN_SUITE, Quiet

ONE_DISTRICT_ONE_SUITE = {
    "districts.town.suites": ("town_suite",),
    "districts.coast.suites": ("coast_suite",),
}


def area(**bronze: float) -> Quiet:
    """One cell staffed in town (of four), five at the coast; two people are arrested in town at ten."""
    values: dict[str, object] = {**ONE_DISTRICT_ONE_SUITE}
    for shift in ("day", "late", "night"):
        values[f"custody.suites.town_suite.staffed_{shift}"] = 1
        values[f"custody.suites.coast_suite.staffed_{shift}"] = 5
    values |= {
        "custody.suites.town_suite.cells": 4,
        "custody.suites.coast_suite.cells": 5,
        "custody.patience_hours": 6.0,
        "custody.bronze.starts_at": 7.0,
        "custody.bronze.hours_a_day": 17.0,
        "custody.bronze.cells_a_move": 2,
        "custody.bronze.travel_hours": 1.0,
        "custody.bronze.look_hours": 2.0,
    }
    return Quiet(values | {f"custody.bronze.{name}": value for name, value in bronze.items()})


def two_arrested(made: Quiet, hour: float) -> list[float]:
    """Hours from the first arrest at which cells are taken."""
    first = 2 + hour / 24
    for person in range(2):
        hours = made.mark_of_hours(20.0)
        made.arrest(first + person * 1e-4, person=person, detention_length=hours, leaving=0.999)
    made.run(5)
    return [24 * (row["time"] - first) for row in made.rows(ADMISSION)]


def test_a_full_suite_gets_staff_after_the_journey() -> None:
    made = area()
    assert two_arrested(made, 10.0) == pytest.approx([0.0, 1.0], abs=0.01)
    (moved,) = made.rows(CUSTODY_STAFF_MOVED)
    assert (moved["suite"], moved["to_suite"], moved["cells"]) == (COAST_SUITE, TOWN_SUITE, 2)


def test_staff_are_back_at_the_next_shift() -> None:
    made = area()
    two_arrested(made, 10.0)
    cells = made.pathway.custody.suites.cells
    assert [cells[suite].capacity for suite in (TOWN_SUITE, COAST_SUITE)] == [1, 5]


def test_who_is_still_on_the_way_when_the_shift_ends_turns_back() -> None:
    made = area()
    assert two_arrested(made, 14.5) == pytest.approx([0.0], abs=0.01)
    assert len(made.rows(TURNED_AWAY)) == 1


@pytest.mark.parametrize(("hour", "moved"), [(6.5, 0), (7.5, 1), (23.5, 1), (0.5, 0)])
def test_there_is_cover_from_seven_to_midnight(hour: float, moved: int) -> None:
    made = area()
    two_arrested(made, hour)
    assert len(made.rows(CUSTODY_STAFF_MOVED)) == moved


@pytest.mark.parametrize("off", [{"hours_a_day": 0.0}, {"cells_a_move": 0}])
def test_without_cover_nobody_moves(off: dict[str, float]) -> None:
    made = area(**off)
    assert two_arrested(made, 10.0) == pytest.approx([0.0], abs=0.01)
    assert not made.rows(CUSTODY_STAFF_MOVED)
    assert len(made.rows(TURNED_AWAY)) == 1


def test_no_more_cells_are_opened_than_there_are() -> None:
    made = area(cells_a_move=4)
    two_arrested(made, 10.0)
    assert [row["cells"] for row in made.rows(CUSTODY_STAFF_MOVED)] == [3]  # four cells, one staffed


def test_a_closed_suite_is_not_opened() -> None:
    made = Quiet(
        ONE_DISTRICT_ONE_SUITE
        | {f"custody.suites.town_suite.staffed_{shift}": 0 for shift in ("day", "late", "night")}
    )
    two_arrested(made, 10.0)
    assert not made.rows(CUSTODY_STAFF_MOVED) + made.rows(ADMISSION)
