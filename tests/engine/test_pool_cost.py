"""What a pool costs: waiters, those who gave up, and patience that is never spent."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from math import log2

from sim.engine.kernel import Journey, Kernel, Step
from sim.engine.pool import Pool


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
