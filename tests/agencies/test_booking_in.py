"""Booking in: one sergeant at a time for each detainee, first come, first served."""

from __future__ import annotations

import pytest

from sim.agencies.booking_in import Desk
from sim.engine.kernel import Kernel
from sim.model.events import ADMISSION, CELL_LEFT
from tests.agencies.quiet import Quiet

MINUTE = 1 / 1440


def desk(kernel: Kernel, sergeants: int, patience_minutes: float = 120.0) -> Desk:
    made = Desk(kernel)
    made.days = 30 * MINUTE
    made.patience = patience_minutes * MINUTE
    made.staff(sergeants)
    return made


def waits(made: Desk, kernel: Kernel, *minutes: float) -> list[float]:
    """Minutes waited by people who come at these minutes."""
    found = []
    for minute in minutes:
        kernel.run(minute * MINUTE)
        found.append(made.book_in() / MINUTE)
    return found


def test_one_sergeant_books_in_one_after_the_other() -> None:
    """Half an hour each: who comes at 0, 10, 20 and 100 waits 0, 20, 40 and 0 minutes."""
    kernel = Kernel()
    made = desk(kernel, 1)
    assert waits(made, kernel, 0, 10, 20, 100) == pytest.approx([0, 20, 40, 0])
    kernel.run(200 * MINUTE)
    assert (made.arrivals, made.grants, made.reneged) == (4, 4, 0)
    assert made.occupied() == pytest.approx(120 * MINUTE)
    assert made.available() == pytest.approx(200 * MINUTE)
    assert made.waited() == pytest.approx(60 * MINUTE)
    assert made.overloaded() == pytest.approx(50 * MINUTE)  # from minute 10 to minute 60


def test_two_sergeants_book_in_two_at_a_time() -> None:
    kernel = Kernel()
    assert waits(desk(kernel, 2), kernel, 0, 10, 20, 25) == pytest.approx([0, 0, 10, 15])


def test_twice_the_sergeants_in_overload_shorten_the_wait() -> None:
    arrivals = range(0, 600, 20)
    means = []
    for sergeants in (1, 2):
        kernel = Kernel()
        means.append(sum(waits(desk(kernel, sergeants, 10_000), kernel, *arrivals)) / len(arrivals))
    # One sergeant falls 10 minutes further behind with each: 10 x (0 + 1 + ... + 29) / 30 = 145.
    assert means == pytest.approx([145.0, 0.0])


def test_another_officer_acts_once_patience_is_spent() -> None:
    kernel = Kernel()
    made = desk(kernel, 1, patience_minutes=25)
    assert waits(made, kernel, 0, 1, 35) == pytest.approx([0, 25, 0])
    assert (made.grants, made.reneged) == (2, 1)


def test_without_a_sergeant_everybody_waits_for_another_officer() -> None:
    kernel = Kernel()
    made = desk(kernel, 0)
    assert waits(made, kernel, 0, 5) == pytest.approx([120, 120])
    assert made.occupied() == made.available() == 0


def test_sergeants_who_go_off_duty_finish_whom_they_have_taken_on() -> None:
    kernel = Kernel()
    made = desk(kernel, 2)
    assert waits(made, kernel, 0, 10) == pytest.approx([0, 0])
    made.staff(1)  # busy until minutes 30 and 40: the first to be free goes home
    assert waits(made, kernel, 15) == pytest.approx([25])


def test_the_wait_at_the_desk_prolongs_the_time_in_the_cell() -> None:
    """Two people at one minute's distance at a desk of one sergeant: the second waits 29 minutes."""
    area = Quiet({"custody.booking_in.minutes": 30.0, "custody.booking_in.cells_per_sergeant": 8.0})
    for person in range(2):
        area.arrest(
            3.5 + person * MINUTE, person=person, detention_length=area.mark_of_hours(5.0), leaving=0.999
        )
    area.run(6)
    inside = [row["time"] for row in area.rows(ADMISSION)]
    out = area.rows(CELL_LEFT)
    assert [row["hours"] for row in out] == pytest.approx([5.0, 5.0 + 29 / 60], abs=1e-4)
    assert [row["time"] for row in out] == pytest.approx(
        [inside[0] + 5 / 24, inside[1] + (5 + 29 / 60) / 24], abs=1e-4
    )
