"""The pool: whose turn it is, who gives up, and what more or fewer units do."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.kernel import Journey, Kernel, Step
from sim.engine.pool import Pool

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
