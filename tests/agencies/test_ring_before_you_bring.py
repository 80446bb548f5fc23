"""The call from the scene of an arrest: whom it diverts, how often, and where to."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.model.events import ADMISSION, ARREST, DIVERTED, OUT_OF_COURT, VOLUNTARY_ATTENDANCE
from tests.agencies.quiet import COAST, TOWN, TOWN_SUITE, Quiet, appointment

ALL: dict[str, object] = {
    "ring_before_you_bring.in_force_from": dt.date(2020, 4, 1),
    "ring_before_you_bring.diverted": 1.0,
    "ring_before_you_bring.diverted_when_full": 1.0,
    "ring_before_you_bring.out_of_court": 0.0,
}
STEADY = {
    f"custody.suites.town_suite.{cells}": 10
    for cells in ("cells", "staffed_day", "staffed_late", "staffed_night")
}


def test_a_lesser_offence_is_diverted_to_an_appointment_and_still_counts_as_an_arrest() -> None:
    area = Quiet(ALL)
    case = area.arrest(5.5)
    area.run(100)
    assert len(area.rows(ARREST)) == 1
    assert not area.rows(ADMISSION)
    assert [row["out_of_court"] for row in area.rows(DIVERTED, case=case.id)] == [0]
    assert [row["time"] for row in area.rows(VOLUNTARY_ATTENDANCE)] == [
        pytest.approx(appointment(area, case, 5.5))
    ]


def test_or_straight_to_an_out_of_court_decision() -> None:
    area = Quiet(ALL | {"ring_before_you_bring.out_of_court": 1.0})
    area.arrest(5.5)
    area.run(5.6)
    assert [row["out_of_court"] for row in area.rows(DIVERTED)] == [1]
    assert len(area.rows(OUT_OF_COURT)) == 1
    assert not area.rows(ADMISSION)


def test_people_arrested_for_something_serious_and_wanted_people_are_brought_in() -> None:
    area = Quiet(ALL | {"wanted.finding_days": 30_000.0})
    robber = area.arrest(5.5, "robbery", person=1)
    wanted = area.case(person=2)
    area.pathway.set_out(wanted, area.pathway.wanted.bring_back(wanted))  # type: ignore[arg-type]
    thief = area.arrest(5.5, person=2)
    area.run(8)
    assert {row["case"] for row in area.rows(ADMISSION)} == {robber.id, thief.id}
    assert not area.rows(DIVERTED)


def test_who_keeps_no_appointment_is_brought_in_the_second_time() -> None:
    area = Quiet(ALL | {"appointments.not_attending": 1.0, "appointments.bookings": 1})
    case = area.arrest(5.5)
    area.run(300)
    assert [row["time"] for row in area.rows(ARREST)] == pytest.approx([5.5, appointment(area, case, 5.5)])
    assert len(area.rows(DIVERTED)) == len(area.rows(ADMISSION)) == 1


def test_before_its_day_nobody_rings() -> None:
    """In force from 11 April 2020, which is day 10."""
    area = Quiet(ALL | {"ring_before_you_bring.in_force_from": dt.date(2020, 4, 11)})
    early, late = area.arrest(9.5), area.arrest(10.5, person=1)
    area.run(30)
    assert [row["case"] for row in area.rows(ADMISSION)] == [early.id]
    assert [row["case"] for row in area.rows(DIVERTED)] == [late.id]


@pytest.mark.parametrize(("in_use", "chance"), [(0, 0.1), (5, 0.1), (6, 0.2), (8, 0.4), (10, 0.6)])
def test_more_are_diverted_the_fuller_the_suite_once_it_is_busy(in_use: int, chance: float) -> None:
    """0.1 up to half full, 0.6 when full, and in a straight line between."""
    area = Quiet(
        ALL
        | STEADY
        | {
            "ring_before_you_bring.diverted": 0.1,
            "ring_before_you_bring.diverted_when_full": 0.6,
            "ring_before_you_bring.busy_from": 0.5,
        }
    )
    for _ in range(in_use):
        assert area.pathway.custody._cells[TOWN_SUITE].take()
    fullness = area.pathway.custody.fullness(TOWN)
    assert fullness == pytest.approx(in_use / 10)
    assert area.pathway.ring._chance(fullness) == pytest.approx(chance)


def test_a_closed_suite_counts_as_full() -> None:
    closed = {f"custody.suites.coast_suite.staffed_{shift}": 0 for shift in ("day", "late", "night")}
    assert Quiet(closed).pathway.custody.fullness(COAST) == 1.0
