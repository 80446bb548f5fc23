"""The pool: whose turn it is, who gives up, and what opening hours do."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from math import inf, log2, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.kernel import Journey, Kernel, Step
from sim.engine.pool import Pool, Roster

Log = list[tuple[float, str]]


class Visit:
    """Visitors to one pool, and a log of what befell them."""

    def __init__(self, capacity: int) -> None:
        self.kernel = Kernel()
        self.pool = Pool(self.kernel, "cells", capacity)
        self.log: Log = []

    def plan(
        self, name: str, day: float, days: float, priority: int = 0, patience: float | None = None
    ) -> None:
        self.kernel.start(self._visit(name, day, days, priority, patience))

    def _visit(self, name: str, day: float, days: float, priority: int, patience: float | None) -> Journey:
        yield self.kernel.wait(day)
        if not (yield self.pool.queue(priority, patience)):
            self.log.append((self.kernel.now, f"{name} gives up"))
            return
        self.log.append((self.kernel.now, f"{name} in"))
        yield self.kernel.wait(days)
        self.pool.give_back()
        self.log.append((self.kernel.now, f"{name} out"))


def test_first_come_first_served() -> None:
    visit = Visit(capacity=1)
    visit.plan("Ann", day=0, days=3)
    visit.plan("Bob", day=1, days=2)
    visit.plan("Cat", day=2, days=1)
    visit.kernel.run(10)
    assert visit.log == [
        (0, "Ann in"), (3, "Ann out"), (3, "Bob in"), (5, "Bob out"), (5, "Cat in"), (6, "Cat out"),
    ]  # fmt: skip
    pool = visit.pool
    assert (pool.arrivals, pool.grants, pool.reneged, pool.waiting, pool.in_use) == (3, 3, 0, 0, 0)
    assert pool.occupied() == 3 + 2 + 1
    assert pool.available() == 10
    assert pool.waited() == (3 - 1) + (5 - 2)


def test_lower_numbers_go_first_but_nobody_is_put_out_for_them() -> None:
    visit = Visit(capacity=1)
    visit.plan("Ann", day=0, days=5, priority=2)
    visit.plan("Bob", day=1, days=1, priority=2)
    visit.plan("Cat", day=2, days=1, priority=1)
    visit.plan("Dan", day=3, days=1, priority=1)
    visit.kernel.run(10)
    assert [entry for entry in visit.log if entry[1].endswith("in")] == [
        (0, "Ann in"), (5, "Cat in"), (6, "Dan in"), (7, "Bob in"),
    ]  # fmt: skip


def test_patience_runs_out_and_the_turn_passes_on() -> None:
    visit = Visit(capacity=1)
    visit.plan("Ann", day=0, days=5)
    visit.plan("Bob", day=1, days=9, patience=2)
    visit.plan("Cat", day=2, days=1, patience=3.5)
    visit.plan("Dan", day=2, days=1)
    visit.plan("Eve", day=2.5, days=1, patience=0)
    visit.kernel.run(10)
    assert visit.log == [
        (0, "Ann in"), (2.5, "Eve gives up"), (3, "Bob gives up"), (5, "Ann out"), (5, "Cat in"),
        (6, "Cat out"), (6, "Dan in"), (7, "Dan out"),
    ]  # fmt: skip
    assert (visit.pool.arrivals, visit.pool.grants, visit.pool.reneged) == (5, 3, 2)
    assert visit.pool.waited() == 2 + 3 + 4


def test_no_patience_is_needed_when_a_unit_is_free() -> None:
    visit = Visit(capacity=1)
    visit.plan("Ann", day=0, days=5, patience=0)
    visit.kernel.run(10)
    assert visit.log == [(0, "Ann in"), (5, "Ann out")]


@pytest.mark.parametrize("late_order", [False, True])
def test_patience_that_ends_with_the_wait_is_lost_whatever_the_order_of_events(late_order: bool) -> None:
    """Bob's patience ends on day 5, when the unit comes free and, by another way, when the pool grows."""
    visit = Visit(capacity=1)
    if not late_order:
        visit.kernel.at(5, lambda: visit.pool.set_capacity(2))
    visit.plan("Ann", day=0, days=5)
    visit.plan("Bob", day=1, days=9, patience=4)
    if late_order:
        visit.plan("Bea", day=2, days=9, patience=1)
        visit.kernel.run(4)
        visit.kernel.at(5, lambda: visit.pool.set_capacity(2))
    visit.kernel.run(10)
    assert (5, "Bob gives up") in visit.log
    assert (visit.pool.in_use, visit.pool.waiting) == (0, 0)


def test_deadlines_in_any_order_are_all_kept() -> None:
    visit = Visit(capacity=0)
    plans = [("a", 0, 9.0), ("b", 1, 4.0), ("c", 2, 1.0), ("d", 2, 3.0), ("e", 2, inf), ("f", 6, 1.0)]
    for name, day, patience in plans:
        visit.plan(name, day=day, days=1, patience=patience)
    visit.kernel.run(20)
    assert visit.log == [
        (3, "c gives up"), (5, "b gives up"), (5, "d gives up"), (7, "f gives up"), (9, "a gives up"),
    ]  # fmt: skip
    assert (visit.pool.reneged, visit.pool.waiting) == (5, 1)


def test_take_succeeds_or_changes_nothing() -> None:
    kernel = Kernel()
    pool = Pool(kernel, "sittings", 2)
    assert [pool.take(), pool.take(), pool.take()] == [True, True, False]
    assert (pool.arrivals, pool.grants, pool.in_use) == (2, 2, 2)
    queued = pool.queue()
    pool.give_back()  # goes to the one who waits, not to the next who asks
    assert queued.value is True
    assert pool.take() is False
    pool.give_back()
    assert pool.take() is True


def test_a_closed_pool_lets_time_go_by_and_serves_when_it_opens() -> None:
    visit = Visit(capacity=0)
    visit.plan("Ann", day=0, days=1)
    visit.plan("Bob", day=1, days=1, patience=2)
    visit.plan("Cat", day=2, days=1)
    visit.kernel.at(6, lambda: visit.pool.set_capacity(2))
    visit.kernel.run(5)
    assert visit.log == [(3, "Bob gives up")]
    assert not visit.pool.take()
    visit.kernel.run(10)
    assert visit.log[1:] == [(6, "Ann in"), (6, "Cat in"), (7, "Ann out"), (7, "Cat out")]
    assert visit.pool.available() == 2 * 4


def test_a_fall_evicts_nobody_and_the_units_close_as_they_are_given_back() -> None:
    visit = Visit(capacity=3)
    for name, days in [("Ann", 4.0), ("Bob", 6.0), ("Cat", 8.0)]:
        visit.plan(name, day=0, days=days)
    visit.plan("Dan", day=1, days=1)
    visit.kernel.at(2, lambda: visit.pool.set_capacity(1))
    visit.kernel.run(3)
    assert (visit.pool.in_use, visit.pool.capacity, visit.pool.waiting) == (3, 1, 1)
    visit.kernel.run(10)
    assert visit.log[3:] == [(4, "Ann out"), (6, "Bob out"), (8, "Cat out"), (8, "Dan in"), (9, "Dan out")]
    assert visit.pool.occupied() == 4 + 6 + 8 + 1
    assert visit.pool.available() == 2 * 3 + 8 * 1
    assert visit.pool.waited() == 8 - 1


def test_the_integrals_begin_with_the_pool_and_may_be_read_at_any_time() -> None:
    kernel = Kernel()
    kernel.run(5)
    pool = Pool(kernel, "late", 4)
    pool.take()
    assert (pool.occupied(), pool.available(), pool.waited()) == (0, 0, 0)
    kernel.run(7)
    assert (pool.occupied(), pool.available()) == (2, 8)
    kernel.run(8)
    assert (pool.occupied(), pool.available()) == (3, 12)


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


def test_other_mistakes_are_refused() -> None:
    kernel = Kernel()
    with pytest.raises(ValueError, match="capacity"):
        Pool(kernel, "cells", -1)
    pool = Pool(kernel, "cells", 1)
    with pytest.raises(ValueError, match="capacity"):
        pool.set_capacity(-1)
    with pytest.raises(RuntimeError, match="cells: more given back than taken"):
        pool.give_back()
    for patience in (-1.0, nan):
        with pytest.raises(ValueError, match="patience"):
            pool.queue(patience=patience)
    with pytest.raises(ValueError, match="cannot open"):
        Roster.weekdays(16, 10, 1)
    assert (pool.capacity, pool.arrivals) == (1, 0)


actions = st.one_of(
    st.just(("take", 0.0)),
    st.just(("give back", 0.0)),
    st.tuples(st.just("queue"), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 3.0])),  # patience; -1 is endless
    st.tuples(st.just("capacity"), st.sampled_from([0.0, 1.0, 2.0, 4.0])),
    st.tuples(st.just("run"), st.sampled_from([0.0, 0.5, 1.0, 2.0])),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(actions, max_size=60))
def test_nobody_is_lost_or_counted_twice(doings: list[tuple[str, float]]) -> None:
    kernel = Kernel()
    pool = Pool(kernel, "cells", 1)
    tickets: list[Step] = []
    taken = returned = 0
    for number, (doing, amount) in enumerate(doings):
        if doing == "take":
            taken += pool.take()
        elif doing == "give back" and pool.in_use:
            pool.give_back()
            returned += 1
        elif doing == "queue":
            tickets.append(pool.queue(number % 3, None if amount < 0 else amount))
        elif doing == "capacity":
            pool.set_capacity(int(amount))
        elif doing == "run":
            kernel.run(kernel.now + amount)
        answers = [ticket.value for ticket in tickets if ticket.triggered]
        assert pool.grants == taken + answers.count(True)
        assert pool.reneged == answers.count(False)
        assert pool.waiting == len(tickets) - len(answers)
        assert pool.arrivals == pool.grants + pool.reneged + pool.waiting
        assert pool.in_use == pool.grants - returned
        assert not pool.waiting or pool.in_use >= pool.capacity


class CountedPriority(int):
    """A priority that counts how often it is compared."""

    comparisons = 0

    def __eq__(self, other: object) -> bool:
        CountedPriority.comparisons += 1
        return int(self) == other

    def __lt__(self, other: int) -> bool:
        CountedPriority.comparisons += 1
        return int(self) < int(other)

    __hash__ = int.__hash__


def test_sustained_overload_costs_no_more_an_arrival_than_a_heap_must() -> None:
    """40,000 arrivals at load 1.3. A heap of n takes at most log n comparisons to enter, 2 log n to leave."""
    kernel = Kernel()
    pool = Pool(kernel, "court", 1)
    CountedPriority.comparisons = 0
    ordinary = CountedPriority(1)

    def case() -> Journey:
        yield pool.queue(ordinary)
        yield kernel.wait(1.3)
        pool.give_back()

    arrivals = 40_000
    kernel.feed([float(day) for day in range(arrivals)], lambda _: kernel.start(case()))
    kernel.run(arrivals)
    assert pool.arrivals == arrivals
    assert pool.grants == 30_770  # one on day 0, and one at each end: 1.3, 2.6, ... 30,769 x 1.3 = 39,999.7
    assert pool.waiting == 9_230
    assert CountedPriority.comparisons < arrivals * 3 * log2(pool.waiting)


def test_those_who_gave_up_leave_nothing_behind() -> None:
    """A queue that is never served: 200 days, 100 arrivals a day, everyone gone within the day."""
    kernel = Kernel()
    pool = Pool(kernel, "list", 0)
    tickets: list[weakref.ref[Step]] = []

    def arrive(_: int) -> None:
        tickets.append(weakref.ref(pool.queue(patience=1.0)))

    kernel.feed([index / 100 for index in range(20_000)], arrive)
    kernel.run(200)
    assert pool.waiting == 100
    assert sum(ticket() is not None for ticket in tickets) <= 2 * 100 + 64 + 1


def test_unspent_patience_leaves_nothing_behind() -> None:
    """Everyone would wait ten years and is served within the day."""
    kernel = Kernel()
    pool = Pool(kernel, "desk", 1)
    tickets: list[weakref.ref[Step]] = []

    def arrive(_: int) -> None:
        ticket = pool.queue(patience=3650.0)
        tickets.append(weakref.ref(ticket))
        if pool.waiting:
            pool.give_back()

    pool.take()
    kernel.feed([float(index) for index in range(3_000)], arrive)
    kernel.run(3_000)
    assert pool.waiting == 0
    assert pool.grants == 3_001
    assert sum(ticket() is not None for ticket in tickets) <= 64 + 2


def test_ever_shorter_patience_sets_at_most_two_alarms_a_ticket() -> None:
    """One when it is the next to run out, one more when its turn comes: alarms must not breed alarms."""

    class CountedKernel(Kernel):
        appointments = 0

        def at(self, day: float, action: Callable[[], object]) -> None:
            CountedKernel.appointments += 1
            super().at(day, action)

    kernel = CountedKernel()
    pool = Pool(kernel, "list", 0)
    for patience in range(100, 0, -1):
        pool.queue(patience=float(patience))
    kernel.run(101)
    assert pool.reneged == 100
    assert CountedKernel.appointments <= 2 * 100


def test_whoever_leaves_gives_back_a_unit_or_a_place_in_the_queue() -> None:
    """Two units, four stays: the third gets the unit of the first, the fourth leaves the queue."""
    kernel = Kernel()
    pool = Pool(kernel, "beds", 2)
    stays = [pool.queue() for _ in range(4)]
    assert (pool.in_use, pool.waiting) == (2, 2)
    assert pool.leave(stays[3]) is False
    assert (pool.in_use, pool.waiting, pool.reneged) == (2, 1, 1)
    assert pool.leave(stays[0]) is True
    assert (pool.in_use, pool.waiting, pool.grants) == (2, 0, 3)
    assert pool.leave(stays[2]) is pool.leave(stays[1]) is True
    assert (pool.in_use, pool.waiting) == (0, 0)
    assert pool.arrivals == pool.grants + pool.reneged == 4


def test_leaving_after_patience_ran_out_gives_nothing_back() -> None:
    kernel = Kernel()
    pool = Pool(kernel, "beds", 0)
    stay = pool.queue(patience=1.0)
    kernel.run(2.0)
    assert pool.leave(stay) is False
    assert (pool.in_use, pool.waiting, pool.reneged) == (0, 0, 1)
