"""Children: time in the cell, and accommodation asked for when bail is refused."""

from __future__ import annotations

import pytest

from sim.model.events import (
    ACCOMMODATION_ASKED,
    CELL_LEFT,
    CHILD_LEFT_CELL,
    RECEPTION,
    REMAND_HEARING,
)
from tests.agencies.quiet import TOWN_SUITE, Quiet, on

REMANDED = {
    "leaving.charge": 1.0,
    "leaving.bail": 0.0,
    "leaving.released_under_investigation": 0.0,
    "leaving.out_of_court": 0.0,
    "courts.remand": 1.0,
    "custody.video_court.posts": 100.0,
}
ARRESTED = on(2020, 6, 1, 14)  # a Monday
HEARD = on(2020, 6, 2, 10)


def arrested(age: float, values: dict[str, object], people: int = 1) -> Quiet:
    """Somebody of this age is arrested on a Monday at 14:00 and charged five hours later."""
    area = Quiet(values, years=3)
    for person in range(people):
        hours = area.mark_of_hours(5.0)
        case = area.arrest(ARRESTED + person / 100, person=person, detention_length=hours, leaving=0.2)
        case.offender.birth = ARRESTED - 365.25 * age
    area.run(on(2020, 6, 4))
    return area


def test_a_child_who_is_let_go_is_counted_with_their_hours() -> None:
    area = arrested(
        15.0,
        {
            "leaving.charge": 0.0,
            "leaving.bail": 1.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 0.0,
        },
    )
    (left,) = area.rows(CHILD_LEFT_CELL)
    assert (left["suite"], left["hours"]) == (TOWN_SUITE, pytest.approx(5.0))
    assert not area.rows(ACCOMMODATION_ASKED)


def test_an_adult_is_no_child() -> None:
    area = arrested(18.1, REMANDED)
    assert not area.rows(CHILD_LEFT_CELL) + area.rows(ACCOMMODATION_ASKED)


def test_where_accommodation_is_given_the_child_leaves_the_cell_at_once() -> None:
    area = arrested(15.0, REMANDED | {"custody.children.places": 1, "custody.children.found": 1.0})
    (left,), (out,) = area.rows(CHILD_LEFT_CELL), area.rows(CELL_LEFT)
    assert left["hours"] == pytest.approx(5.0)
    assert out["time"] == pytest.approx(ARRESTED + 5 / 24, abs=1e-4)
    (asked,) = area.rows(ACCOMMODATION_ASKED)
    assert asked["given"] == 1
    heard, received = area.rows(REMAND_HEARING), area.rows(RECEPTION)
    assert [row["time"] for row in heard + received] == pytest.approx([HEARD, HEARD])
    assert area.pathway.custody._children._places.in_use == 0


@pytest.mark.parametrize(
    "shut", [{"custody.children.places": 0, "custody.children.found": 1.0}, {"custody.children.found": 0.0}]
)
def test_else_the_child_stays_in_the_cell_until_court(shut: dict[str, object]) -> None:
    area = arrested(15.0, REMANDED | shut)
    (left,), (asked,) = area.rows(CHILD_LEFT_CELL), area.rows(ACCOMMODATION_ASKED)
    assert left["hours"] == pytest.approx(20.0, abs=0.01)  # from 14:00 to 10:00
    assert asked["given"] == 0


def test_a_place_is_for_one_child_at_a_time() -> None:
    for places, given in ((1, [1, 0]), (2, [1, 1])):
        rules = {"custody.children.places": places, "custody.children.found": 1.0}
        area = arrested(15.0, REMANDED | rules, people=2)
        assert [row["given"] for row in area.rows(ACCOMMODATION_ASKED)] == given


def test_the_child_is_not_at_liberty_in_the_accommodation() -> None:
    area = Quiet(REMANDED | {"custody.children.places": 1, "custody.children.found": 1.0}, years=3)
    case = area.arrest(ARRESTED, detention_length=area.mark_of_hours(5.0), leaving=0.2)
    case.offender.birth = ARRESTED - 365.25 * 15
    area.run(HEARD - 0.1)
    assert area.rows(CELL_LEFT)
    assert not case.offender.at_liberty
