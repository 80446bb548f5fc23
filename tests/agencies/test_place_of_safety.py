"""Cells as a place of safety: about as many adults as set, for no longer than the law allows."""

from __future__ import annotations

from sim.model.events import ADMISSION, CELL_LEFT, PLACE_OF_SAFETY
from tests.agencies.quiet import Quiet

CLOSED = {
    f"custody.suites.{suite}.staffed_{shift}": 0
    for suite in ("town_suite", "coast_suite")
    for shift in ("day", "late", "night")
}


def test_as_many_come_as_are_set_and_nobody_stays_beyond_the_limit() -> None:
    quiet = Quiet(
        {"custody.place_of_safety.a_year": 200.0, "custody.place_of_safety.mean_hours": 2.0}, years=4
    )
    quiet.run(4 * 365)
    held = quiet.rows(PLACE_OF_SAFETY)
    assert abs(len(held) - 800) < 4 * 800**0.5
    admitted = quiet.rows(ADMISSION)
    assert len(admitted) == sum(row["cell"] for row in held)
    assert {row["person"] for row in admitted} == {-1}
    hours = [row["hours"] for row in quiet.rows(CELL_LEFT)]
    assert max(hours) <= 24
    assert abs(sum(hours) / len(hours) - 2.0) < 4 * 2.0 / 800**0.5


def test_where_no_suite_is_open_they_go_elsewhere() -> None:
    quiet = Quiet(CLOSED | {"custody.place_of_safety.a_year": 50.0}, years=3)
    quiet.run(365)
    assert {row["cell"] for row in quiet.rows(PLACE_OF_SAFETY)} == {0}
    assert not quiet.rows(ADMISSION)
