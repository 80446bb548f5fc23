"""Pools: limited places, people or sittings that journeys take, queue for and give back.

SimPy's own ``Resource`` cannot be closed (capacity 0), cannot change capacity and sorts its whole queue
again at each arrival. Here the queue is a heap: an arrival costs O(log n) however long the queue has grown,
a waiter who has given up is passed over when its turn comes, and the heap is swept when most of it is such
dead wood, so that neither giving up nor unspent patience leaves a lasting cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from heapq import heapify, heappop, heappush
from math import inf

from sim.engine.kernel import Kernel, Step
from sim.engine.roster import Roster


class Pool:
    """A limited resource: cells, caseworkers, sittings, places.

    Raises ``ValueError`` if the capacity is negative. At one and the same moment patience runs out before
    anybody is served, so that who is lost does not hang on which of the two was put on the agenda first.
    """

    __slots__ = (
        "_alarm", "_deadlines", "_kernel", "_line", "_occupied", "_offered", "_overloaded", "_roster_number",
        "_serial", "_since", "_waited", "arrivals", "capacity", "grants", "in_use", "name", "reneged",
        "waiting",
    )  # fmt: skip

    def __init__(self, kernel: Kernel, name: str, capacity: int) -> None:
        self.name = name
        self.capacity = _checked(capacity)
        """Units open now; change it with :meth:`set_capacity` or :meth:`keep`."""
        self.in_use = 0
        """Units taken now; above capacity for a while when the capacity has fallen."""
        self.waiting = 0
        """Length of the queue now. Nobody ever waits while a unit is free."""
        self.arrivals = 0
        """Units asked for and not refused: successful takes, and everyone who queued."""
        self.grants = 0
        """Units handed out. Always arrivals = grants + reneged + waiting."""
        self.reneged = 0
        """Waiters whose patience ran out, or who left the queue."""
        self._kernel = kernel
        self._line: list[tuple[float, int, Step]] = []  # by (priority, order of arrival)
        self._deadlines: list[tuple[float, int, Step]] = []  # by (day, order of arrival)
        self._alarm = inf  # the day of the only alarm that counts
        self._serial = 0
        self._roster_number = 0
        self._since = kernel.now  # the areas below are complete up to here
        self._occupied = self._offered = self._waited = self._overloaded = 0.0

    def take(self) -> bool:
        """Take a unit now if one is free: True and it is yours; False and nothing has changed."""
        if self.in_use >= self.capacity:
            return False  # somebody waiting implies this too
        if self._kernel.now > self._since:
            self._account()
        self.arrivals += 1
        self.grants += 1
        self.in_use += 1
        return True

    def queue(self, priority: int = 0, patience: float | None = None) -> Step:
        """Wait your turn: the step's value is True when a unit is yours, False if patience (days) ran out.

        Lower priority numbers go first, and within one number the longest waiter. Patience None is endless;
        at 0 you leave unless a unit is free. Raises ``ValueError`` if patience is negative or NaN.
        """
        if patience is not None and not patience >= 0:
            raise ValueError(f"patience cannot be {patience} days")
        ticket = self._kernel.signal()
        if self.take():
            return ticket.succeed(True)
        self._account()
        self.arrivals += 1
        self.waiting += 1
        self._serial += 1
        _put(self._line, (priority, self._serial, ticket), self.waiting)
        if patience is not None and patience < inf:
            _put(self._deadlines, (self._kernel.now + patience, self._serial, ticket), self.waiting)
            self._set_alarm()
        return ticket

    def give_back(self) -> None:
        """Free one unit; the first in the queue gets it at once.

        Raises ``RuntimeError`` if none was in use.
        """
        if self.in_use == 0:
            raise RuntimeError(f"{self.name}: more given back than taken")
        if self._kernel.now > self._since:
            self._account()
        self.in_use -= 1
        if self._line:  # else nobody has anything to wait or to give up for
            self._serve()

    def leave(self, ticket: Step) -> bool:
        """Give back what a ticket of :meth:`queue` brought, or leave the queue; True if it brought a unit.

        For stays that begin with or without a unit and end when they end. Whoever leaves the queue is counted
        with those who gave up.
        """
        if ticket.triggered:
            if ticket.value:
                self.give_back()
            return bool(ticket.value)
        self._account()
        self.waiting -= 1
        self.reneged += 1
        ticket.succeed(False)
        return False

    def set_capacity(self, capacity: int) -> None:
        """Open or close units. A rise serves the queue at once; a fall evicts nobody. 0 is closed.

        A roster in force sets the capacity again at its own next change.
        Raises ``ValueError`` if the capacity is negative.
        """
        _checked(capacity)
        self._account()
        self.capacity = capacity
        self._serve()

    def keep(self, roster: Roster) -> None:
        """Follow a roster from now on, in place of any earlier one."""
        self._roster_number += 1
        self.set_capacity(roster.capacity_at(self._kernel.now))
        self._follow(roster.changes_after(self._kernel.now), self._roster_number)

    def occupied(self) -> float:
        """Unit-days in use since the pool was made: the exact integral of ``in_use``."""
        self._account()
        return self._occupied

    def available(self) -> float:
        """Unit-days open since the pool was made: the exact integral of ``capacity``."""
        self._account()
        return self._offered

    def waited(self) -> float:
        """Days waited by all together since the pool was made: the exact integral of ``waiting``."""
        self._account()
        return self._waited

    def overloaded(self) -> float:
        """Days on which somebody waited since the pool was made: the time with a queue."""
        self._account()
        return self._overloaded

    def _account(self) -> None:
        """Bring the integrals up to now; due before anything changes."""
        now = self._kernel.now
        days = now - self._since
        if days > 0:
            self._occupied += self.in_use * days
            self._offered += self.capacity * days
            if self.waiting:
                self._waited += self.waiting * days
                self._overloaded += days
            self._since = now

    def _serve(self) -> None:
        """Hand free units to the first in line. Time up to now is accounted for already."""
        if self._deadlines and self._deadlines[0][0] <= self._kernel.now:
            self._dismiss()
        while self.waiting and self.in_use < self.capacity:
            _, _, ticket = heappop(self._line)
            if ticket.triggered:
                continue  # gave up earlier
            self.waiting -= 1
            self.in_use += 1
            self.grants += 1
            ticket.succeed(True)

    def _dismiss(self) -> None:
        """Let those go whose patience has run out. Time up to now is accounted for already."""
        now, deadlines = self._kernel.now, self._deadlines
        while deadlines and (deadlines[0][0] <= now or deadlines[0][2].triggered):
            _, _, ticket = heappop(deadlines)
            if not ticket.triggered:
                self.waiting -= 1
                self.reneged += 1
                ticket.succeed(False)

    def _set_alarm(self) -> None:
        """Have the clock ring at the earliest deadline.

        Only that one: nothing can be taken off the clock's agenda again, and most patience is never spent.
        """
        if self._deadlines and self._deadlines[0][0] < self._alarm:
            self._alarm = self._deadlines[0][0]
            self._kernel.at(self._alarm, self._ring)

    def _ring(self) -> None:
        if self._kernel.now != self._alarm:
            return  # set before an earlier one, which has taken its place
        self._alarm = inf
        self._account()
        self._dismiss()
        self._set_alarm()

    def _follow(self, changes: Iterator[tuple[float, int]], number: int) -> None:
        """Appoint the next change of a roster, which leads to the one after it."""
        following = next(changes, None)
        if following is not None:
            day, capacity = following
            self._kernel.at(day, partial(self._change, capacity, changes, number))

    def _change(self, capacity: int, changes: Iterator[tuple[float, int]], number: int) -> None:
        """Take the capacity of a roster, unless another has taken over."""
        if number == self._roster_number:
            self.set_capacity(capacity)
            self._follow(changes, number)


def _put(heap: list[tuple[float, int, Step]], entry: tuple[float, int, Step], alive: int) -> None:
    """Add to a heap of tickets; sweep out the answered ones once they are the greater part of it.

    ``alive``: at most so many are unanswered. A sweep removes at least half, so it costs O(1) a ticket.
    """
    heappush(heap, entry)
    if len(heap) > 2 * alive + 64:
        heap[:] = [kept for kept in heap if not kept[2].triggered]
        heapify(heap)


def _checked(capacity: int) -> int:
    if capacity < 0:
        raise ValueError(f"a capacity cannot be {capacity}")
    return capacity
