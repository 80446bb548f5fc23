"""Unpaid work: hours ordered, worked a day a week, waited for, and lapsed."""

from __future__ import annotations

import pytest

from sim.model.events import UNPAID_WORK_ENDED, UNPAID_WORK_ORDERED, UNPAID_WORK_STARTED
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, mean_of
from tests.pairing.counties import lived, small

RULES: dict[str, object] = {
    "unpaid_work.share": 1.0,
    "unpaid_work.places": 10,
    "unpaid_work.hours_a_week": 10.0,
    "unpaid_work.mean_hours": 100.0,
    "unpaid_work.shortest_hours": 100.0,
    "unpaid_work.longest_hours": 300.0,
    "unpaid_work.days_allowed": 100.0,
    "sentencing.suspended": 0.0,
    "sentencing.community_order": 1.0,
}


def test_a_hundred_hours_take_ten_weeks() -> None:
    area = Quiet(RULES)
    area.ordered()
    area.run(200)
    assert [row["hours"] for row in area.rows(UNPAID_WORK_ORDERED)] == [100.0]
    assert [row["time"] for row in area.rows(UNPAID_WORK_STARTED)] == [0.0]
    assert [(row["time"], row["worked"]) for row in area.rows(UNPAID_WORK_ENDED)] == [(70.0, 100.0)]


def test_with_one_place_the_second_works_what_is_left_of_the_time_and_the_third_not_at_all() -> None:
    """70 days for the first; 30 days, or 300 / 7 hours, for the second; 0 for the third."""
    area = Quiet(RULES | {"unpaid_work.places": 1})
    for person in range(3):
        area.ordered(person)
    area.run(200)
    ended = [(row["time"], row["worked"]) for row in area.rows(UNPAID_WORK_ENDED)]
    assert sorted(ended) == [(70.0, 100.0), (100.0, 0.0), (100.0, pytest.approx(300 / 7))]


def test_without_places_all_hours_lapse() -> None:
    area = Quiet(RULES | {"unpaid_work.places": 0})
    area.ordered()
    area.run(200)
    assert not area.rows(UNPAID_WORK_STARTED)
    assert [(row["time"], row["worked"]) for row in area.rows(UNPAID_WORK_ENDED)] == [(100.0, 0.0)]


def test_nobody_starts_with_no_time_left() -> None:
    area = Quiet(RULES | {"unpaid_work.days_allowed": 1e-100})
    area.run(50)
    area.ordered()
    area.run(200)
    assert not area.rows(UNPAID_WORK_STARTED)
    assert [(row["time"], row["worked"]) for row in area.rows(UNPAID_WORK_ENDED)] == [(50.0, 0.0)]


def test_hours_lie_between_the_bounds_of_the_law() -> None:
    area = Quiet(RULES | {"unpaid_work.shortest_hours": 40.0})
    cases = [area.ordered(person) for person in range(26)]
    hours = [row["hours"] for row in area.rows(UNPAID_WORK_ORDERED)]
    expected = [
        min(300.0, 40.0 + mean_of(area.decision(case, Recurring.UNPAID_WORK_HOURS), 60.0)) for case in cases
    ]
    assert hours == pytest.approx(expected)


def test_the_share_with_the_requirement_is_decided_order_by_order() -> None:
    area = Quiet(RULES | {"unpaid_work.share": 0.4})
    cases = [area.ordered(person) for person in range(26)]
    with_it = {case.id for case in cases if area.decision(case, Recurring.UNPAID_WORK) < 0.4}
    assert {row["case"] for row in area.rows(UNPAID_WORK_ORDERED)} == with_it


def test_twice_the_places_shorten_the_wait() -> None:
    waits = []
    for places in (3, 6):
        record = lived(small({"unpaid_work.places": places}), 3)
        names = [service.name for service in record.accounts.services]
        account = record.accounts.between(1, 3)[names.index("unpaid_work.places")]
        waits.append(account[2])
    assert waits[1] < 0.6 * waits[0]
