"""Rosters: opening hours, shifts, and pools that keep them."""

from __future__ import annotations

from math import inf, nan

import pytest

from sim.engine.kernel import Kernel
from sim.engine.pool import Pool
from sim.engine.roster import Roster
from tests.engine.test_pool import Visit


def capacities(pool: Pool, kernel: Kernel, first_hour: int, last_hour: int) -> list[tuple[int, int]]:
    """(hour since day 0, capacity) wherever it changes, on the hour."""
    seen: list[tuple[int, int]] = []
    for hour in range(first_hour, last_hour):
        kernel.run((hour + 0.5) / 24)
        if not seen or seen[-1][1] != pool.capacity:
            seen.append((hour, pool.capacity))
    return seen


def test_a_custody_suite_is_staffed_by_shifts() -> None:
    kernel = Kernel()
    suite = Pool(kernel, "custody", 0)
    suite.keep(Roster.daily({7: 12, 15: 10, 23: 6}))
    assert capacities(suite, kernel, 0, 48) == [
        (0, 6),
        (7, 12),
        (15, 10),
        (23, 6),
        (31, 12),
        (39, 10),
        (47, 6),
    ]
    assert suite.available() == pytest.approx((2 * 8 * 12 + 2 * 8 * 10 + 15.5 * 6) / 24, rel=1e-12)


def test_a_court_sits_from_monday_to_friday() -> None:
    """Day 0 is a Wednesday: days 3 and 4 are the first weekend, day 5 the first Monday."""
    kernel = Kernel()
    court = Pool(kernel, "court", 0)
    court.keep(Roster.weekdays(opens=10, closes=16, capacity=2))
    openings = [(0, 0), (10, 2), (16, 0), (34, 2), (40, 0), (58, 2), (64, 0), (130, 2), (136, 0)]
    assert capacities(court, kernel, 0, 6 * 24) == openings
    kernel.run(700)
    assert court.available() == pytest.approx(100 * 5 * 6 / 24 * 2, rel=1e-12)


def test_a_bench_open_round_the_clock_on_weekdays_closes_at_the_weekend() -> None:
    assert Roster.weekdays(0, 24, 3).changes == ((0, 3), (120, 0))
    assert Roster.weekdays(9, 24, 3).changes[:3] == ((9, 3), (24, 0), (33, 3))


def test_a_case_that_misses_friday_is_heard_on_monday() -> None:
    visit = Visit(capacity=0)
    visit.pool.keep(Roster.weekdays(opens=10, closes=16, capacity=1))
    hour = 1 / 24
    visit.plan("Ann", day=2 + 15 * hour, days=3 * hour)  # Friday 15:00; her hearing runs over
    visit.plan("Bob", day=2 + 15.5 * hour, days=hour)
    visit.kernel.run(7)
    log = [(round(day * 24, 6), what) for day, what in visit.log]
    assert log == [(63, "Ann in"), (66, "Ann out"), (130, "Bob in"), (131, "Bob out")]


def test_opening_meets_the_opening_hour_exactly() -> None:
    roster = Roster.daily({7: 1, 23: 0})
    assert [roster.next_change(day) for day in (0, 1.5, 400)] == [7 / 24, 1 + 23 / 24, 400 + 7 / 24]
    for day in range(3000):
        for hour, before, after in [(7, 0, 1), (23, 1, 0)]:
            moment = day + hour / 24
            assert roster.capacity_at(moment - 1e-6) == before
            assert roster.capacity_at(moment) == after


def test_a_new_roster_takes_over_and_the_old_ones_pending_change_is_ignored() -> None:
    kernel = Kernel()
    pool = Pool(kernel, "suite", 5)
    by_day, by_night = Roster.daily({8: 4, 20: 1}), Roster.daily({6: 2, 18: 7})
    pool.keep(by_day)
    kernel.at(12 / 24, lambda: pool.keep(by_night))
    kernel.at(33 / 24, lambda: pool.keep(by_day))
    assert capacities(pool, kernel, 0, 60) == [
        (0, 1),
        (8, 4),
        (12, 2),
        (18, 7),
        (30, 2),
        (33, 4),
        (44, 1),
        (56, 4),
    ]


def test_a_constant_roster_leaves_the_clock_alone() -> None:
    kernel = Kernel()
    pool = Pool(kernel, "office", 0)
    pool.keep(Roster(((50, 3),)))
    assert pool.capacity == 3
    assert Roster(((50, 3),)).next_change(8) == inf
    pool.set_capacity(2)
    kernel.run(30)
    assert pool.capacity == 2


@pytest.mark.parametrize(
    "changes", [(), ((5, 1), (5, 2)), ((9, 1), (5, 2)), ((168, 1),), ((-1, 1),), ((nan, 1),), ((0, -1),)]
)
def test_rosters_that_mean_nothing_are_refused(changes: tuple[tuple[float, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"roster|hours|capacity"):
        Roster(changes)


def test_nothing_opens_after_it_closes() -> None:
    with pytest.raises(ValueError, match="cannot open"):
        Roster.weekdays(16, 10, 1)
