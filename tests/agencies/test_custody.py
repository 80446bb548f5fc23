"""Custody: the detention clock, shifts, the next suite, and what happens when all are closed."""

from __future__ import annotations

import pytest

from sim import clock
from sim.agencies.video_court import next_sitting
from sim.model.events import (
    ADMISSION,
    CELL_LEFT,
    ENTERED,
    LEFT,
    RECEPTION,
    TURNED_AWAY,
    VOLUNTARY_ATTENDANCE,
    Reception,
    Stage,
)
from tests.agencies.quiet import COAST, COAST_SUITE, TOWN, TOWN_SUITE, Quiet, appointment, lognormal_mid, on
from tests.pairing.counties import with_values

NIGHT_AND_DAY = ("staffed_day", "staffed_late", "staffed_night")


def staffed(**suites: int) -> dict[str, object]:
    return {
        f"custody.suites.{suite}.{shift}": cells for suite, cells in suites.items() for shift in NIGHT_AND_DAY
    }


@pytest.mark.parametrize(
    ("now", "sitting"),
    [
        ((2022, 6, 6, 9.5), (2022, 6, 6)),  # a Monday before ten
        ((2022, 6, 6, 10.5), (2022, 6, 7)),
        ((2022, 6, 10, 22.0), (2022, 6, 11)),  # Friday night: Saturdays sit
        ((2022, 6, 11, 10.5), (2022, 6, 13)),  # Saturday after ten: Monday, for Sundays do not
        ((2022, 6, 12, 3.0), (2022, 6, 13)),  # Sunday before ten
        ((2022, 6, 12, 12.0), (2022, 6, 13)),
        ((2024, 2, 28, 11.0), (2024, 2, 29)),
    ],
)
def test_the_next_sitting_is_at_ten_and_never_on_a_sunday(
    now: tuple[int, int, int, float], sitting: tuple[int, int, int]
) -> None:
    assert next_sitting(on(*now)) == pytest.approx(on(*sitting, 10.0), abs=1e-9)


def test_no_sitting_is_ever_in_the_past_or_on_a_sunday() -> None:
    for tenth in range(10 * 28):
        now = 700 + tenth / 10
        found = next_sitting(now)
        assert 0 <= found - now <= 2 + 1e-9
        assert clock.date_of(found).weekday() != 6


@pytest.mark.parametrize(
    ("wanted", "extension", "hours"),
    [
        (6.0, 0.5, 6.0),
        (23.9, 0.5, 23.9),
        (30.0, 0.11, 24.0),
        (30.0, 0.09, 30.0),
        (50.0, 0.09, 36.0),
        (50.0, 0.11, 24.0),
    ],
)
def test_detention_is_cut_at_24_hours_unless_a_superintendent_extends_it(
    wanted: float, extension: float, hours: float
) -> None:
    area = Quiet(
        {"custody.clock_hours": 24.0, "custody.extended_hours": 36.0, "custody.extension_share": 0.1}
    )
    case = area.arrest(3.5, extension=extension, leaving=0.999)
    case.lead.marks[26] = area.mark_of_hours(wanted)
    area.run(6)
    (inside,), (out,) = area.rows(ADMISSION), area.rows(CELL_LEFT)
    assert out["hours"] == pytest.approx(hours)
    assert (out["time"] - inside["time"]) * 24 == pytest.approx(hours)


def test_an_ordinary_detention_lasts_its_median() -> None:
    area = Quiet({"custody.mean_hours": 14.0, "custody.log_sd": 0.7})
    area.arrest(3.5, leaving=0.999)
    area.run(6)
    assert area.rows(CELL_LEFT)[0]["hours"] == pytest.approx(lognormal_mid(14.0, 0.7))


def test_people_remanded_wait_in_the_cell_for_the_court_and_go_straight_to_prison() -> None:
    area = Quiet(
        {
            "leaving.charge": 1.0,
            "leaving.bail": 0.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 0.0,
            "courts.remand": 0.5,
        },
        years=3,
    )
    arrested = on(2020, 6, 5, 21.0)  # a Friday
    noon_on_saturday = area.mark_of_hours(15.0)
    case = area.arrest(arrested, remand=0.4, detention_length=noon_on_saturday, plea=0.99)
    area.run(on(2020, 6, 9))
    (out,) = area.rows(CELL_LEFT)
    assert out["time"] == pytest.approx(on(2020, 6, 8, 10.0))
    assert out["hours"] == pytest.approx(15.0)  # the wait for the court is not detention
    assert [(row["reason"], row["time"]) for row in area.rows(RECEPTION)] == [(Reception.REMAND, out["time"])]
    assert case.offender.held == case.offender.in_prison == 1


def test_the_next_suite_takes_over_when_the_first_is_closed() -> None:
    area = Quiet(staffed(town_suite=0, coast_suite=2))
    area.arrest(2.5, district=TOWN)
    area.arrest(2.6, district=COAST)
    area.run(4)
    assert [(row["suite"], row["overflowed"]) for row in area.rows(ADMISSION)] == [
        (COAST_SUITE, 1),
        (COAST_SUITE, 0),
    ]
    assert not area.rows(TURNED_AWAY)


def test_the_next_suite_takes_over_when_the_first_is_full() -> None:
    area = Quiet(staffed(town_suite=1, coast_suite=2))
    for person in range(2):
        area.arrest(2.5 + person / 100, person=person)
    area.run(2.6)
    assert [(row["suite"], row["overflowed"]) for row in area.rows(ADMISSION)] == [
        (TOWN_SUITE, 0),
        (COAST_SUITE, 1),
    ]


def test_when_all_suites_are_closed_people_are_asked_to_attend_instead() -> None:
    area = Quiet({**staffed(town_suite=0, coast_suite=0), "custody.patience_hours": 6.0})
    case = area.arrest(2.5, district=COAST)
    area.run(2.5 + 5.9 / 24)
    assert case.offender.held == 1
    area.run(40)
    assert not area.rows(ADMISSION)
    (turned,), (attended,) = area.rows(TURNED_AWAY), area.rows(VOLUNTARY_ATTENDANCE)
    assert turned["time"] == pytest.approx(2.5 + 6 / 24)
    assert turned["suite"] == COAST_SUITE  # the first in the district's order
    assert attended["time"] == pytest.approx(appointment(area, case, turned["time"]))
    assert case.offender.held == 0
    assert [row["time"] for row in area.rows(ENTERED, stage=Stage.VOLUNTARY_INVESTIGATION)] == [
        attended["time"]
    ]


def test_somebody_who_waits_gets_the_cell_that_comes_free_first() -> None:
    area = Quiet({**staffed(town_suite=1, coast_suite=0), "custody.patience_hours": 6.0})
    first = area.arrest(2.5, detention_length=area.mark_of_hours(4.0), leaving=0.999)
    second = area.arrest(2.51, person=1, leaving=0.999)
    area.run(4)
    admitted = area.rows(ADMISSION)
    assert [row["case"] for row in admitted] == [first.id, second.id]
    assert (
        admitted[1]["time"] == area.rows(CELL_LEFT, case=first.id)[0]["time"] == pytest.approx(2.5 + 4 / 24)
    )


def test_cells_follow_the_shifts() -> None:
    """Two cells by day, none at night: who comes at 22:30 keeps the cell, who comes at 23:30 waits."""
    values = {
        **staffed(town_suite=2, coast_suite=0),
        "custody.suites.town_suite.staffed_night": 0,
        "custody.patience_hours": 10.0,
    }
    area = Quiet(values)
    area.arrest(2 + 22.5 / 24, detention_length=area.mark_of_hours(12.0), leaving=0.999)
    area.arrest(2 + 23.5 / 24, person=1, leaving=0.999)
    area.run(4)
    assert [row["time"] for row in area.rows(ADMISSION)] == pytest.approx([2 + 22.5 / 24, 3 + 7 / 24])
    assert area.rows(CELL_LEFT)[0]["time"] == pytest.approx(3 + 10.5 / 24)


def test_a_suite_closes_on_the_day_its_settings_say() -> None:
    area = Quiet(staffed(town_suite=2, coast_suite=2))
    later = with_values(area.settings, staffed(town_suite=0))
    area.world.kernel.at(10.0, lambda: area.world._change(later))
    area.arrest(9.5)
    area.arrest(10.5, person=1)
    area.run(12)
    assert [row["suite"] for row in area.rows(ADMISSION)] == [TOWN_SUITE, COAST_SUITE]


def test_strangers_use_cells_and_nothing_else() -> None:
    """The neighbour's arrests: about as many as set, in their suite, with nobody's name."""
    quiet = Quiet({"custody.suites.coast_suite.neighbour_arrests": 730.5, **staffed(coast_suite=50)}, years=4)
    quiet.run(4 * 365)
    admitted = quiet.rows(ADMISSION)
    assert abs(len(admitted) - 2920) < 4 * 2920**0.5
    assert {(row["person"], row["suite"]) for row in admitted} == {(-1, COAST_SUITE)}
    assert not quiet.rows(ENTERED) + quiet.rows(LEFT)
