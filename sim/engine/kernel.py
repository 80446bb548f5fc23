"""The clock: journeys wait on it, appointed actions and streams of potential events hang on it.

A *journey* is a generator that yields events and is resumed when each one happens, as in SimPy, whose
agenda and events are used here. SimPy's ``Process`` is not: a journey needs no start event, no end event
and no interrupts, and a model that opens a hundred thousand cases a run saves most of their cost by going
without. Nothing else in the engine touches SimPy's environment.

Times are days since day 0, as floats. Appointed times are kept exactly as given (never as ``now + (day -
now)``), so two things appointed for one moment do meet.

The agenda is kept in two parts: a heap for today, and a list for each later day, sorted when the day comes.
Most waits are for weeks, and a heap of all of them costs a walk through scattered memory at every step.

Order within one moment: first actions appointed with :meth:`Kernel.at`, then everything else; inside each
group, first put on the agenda, first served. Nothing depends on chance or on memory addresses.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable
from heapq import heapify, heappop, heappush
from itertools import islice
from math import floor, inf, isnan
from operator import le
from typing import TypeAlias, TypeVar

from simpy import Environment, Event
from simpy.events import NORMAL, URGENT, EventPriority

Step: TypeAlias = Event
"""What a journey yields: something that happens once, at some time, with a value."""

Action: TypeAlias = Callable[[], object]
"""What is simply called when its time has come."""

_Entry: TypeAlias = tuple[float, EventPriority, int, Event | Action]
"""A line of the agenda: day, urgency, order of entry, and what is due; an action stands there bare, because
an event around it would cost more than most actions do."""

T = TypeVar("T")

Passage: TypeAlias = Generator[Step, object, T]
"""A part of a journey that ends with a result; walked with ``yield from``."""

Journey: TypeAlias = Passage[None]
"""A generator of steps; the value of each step is sent back into it when the step happens."""


class Kernel:
    """One clock with its agenda. Two kernels share nothing."""

    __slots__ = (
        "_beginning", "_environment", "_later", "_later_days", "_serial", "_today", "_tomorrow", "now",
    )  # fmt: skip

    def __init__(self) -> None:
        self._environment = Environment(0.0)
        self.now = 0.0
        """Days since day 0."""
        self._today: list[_Entry] = self._environment._queue  # type: ignore[assignment]  # bare actions too
        """A heap of what is due before ``_tomorrow``."""
        self._tomorrow = 1.0
        self._later: dict[int, list[_Entry]] = {}
        """What is due on each later day, in the order in which it was put down."""
        self._later_days: list[int] = []
        """A heap of those days."""
        self._serial = self._environment._eid
        self._beginning = _Appointed(self._environment)
        """What the first part of every journey is sent."""

    def start(self, journey: Passage[object]) -> None:
        """Begin a journey: run it at once to its first step, and on from there as its steps happen.

        What the journey raises comes out of this call before the first step, and out of :meth:`run` after it.
        A journey that yields something other than a step raises ``TypeError``.
        """
        _Traveller(journey).resume(self._beginning)

    def wait(self, days: float) -> Step:
        """A step that happens that many days from now.

        Raises ``ValueError`` if ``days`` is negative or NaN.
        """
        if not days >= 0:
            raise ValueError(f"cannot wait {days} days")
        event = _appointed()
        self._appoint(self.now + days, NORMAL, event)
        return event

    def until(self, day: float) -> Step:
        """A step that happens on that very day, to the last digit; now if the day is past.

        Raises ``ValueError`` if ``day`` is NaN.
        """
        if isnan(day):
            raise ValueError("cannot wait for a day that is not a number")
        event = _appointed()
        self._appoint(day if day > self.now else self.now, NORMAL, event)
        return event

    def after(self, days: float, action: Action) -> None:
        """Call an action that many days from now: what a journey of one wait would do, for less.

        Raises ``ValueError`` if ``days`` is negative or NaN.
        """
        if not days >= 0:
            raise ValueError(f"cannot wait {days} days")
        self._appoint(self.now + days, NORMAL, action)

    def signal(self) -> Step:
        """A step that happens, at the time of the call, when somebody calls its ``succeed(value)``."""
        return Event(self._environment)

    def at(self, day: float, action: Action) -> None:
        """Appoint an action for a day, before the ordinary events of that same moment.

        Raises ``ValueError`` if ``day`` is past or NaN.
        """
        if not day >= self.now:
            raise ValueError(f"day {day} is past: it is day {self.now}")
        self._appoint(day, URGENT, action)

    def feed(self, times: Iterable[float], action: Callable[[int], object]) -> None:
        """Call ``action(i)`` at ``times[i]``, for every i in turn.

        ``times``: days, ascending (equal ones allowed), none past; copied, so a NumPy array is as good as a
        list. Only the next time stands on the agenda, which is what makes tens of thousands of potential
        offences cheap. Raises ``ValueError`` if the times are not
        ascending, are past or NaN.
        """
        days = array("d", times)
        if not days:
            return
        if not days[0] >= self.now:
            raise ValueError(f"the first time, {days[0]}, is past: it is day {self.now}")
        if not all(map(le, days, islice(days, 1, None))):
            raise ValueError("the times of a feed must be ascending")
        _Feed(self, days, action)

    def run(self, until: float) -> None:
        """Let everything happen that is due before ``until``, and leave the clock there.

        What is due at ``until`` itself is left for a later run. Raises what journeys and actions raise, and
        ``ValueError`` if ``until`` is past, infinite or NaN.
        """
        environment, today = self._environment, self._today
        if not self.now <= until < inf:
            raise ValueError(f"cannot run to day {until}: it is day {self.now}")
        while self._begin_day(until):
            while today and today[0][0] < until:
                now, _, _, due = heappop(today)
                self.now = environment._now = now
                if not isinstance(due, Event):
                    due()
                    continue
                callbacks = due.callbacks
                due.callbacks = None  # type: ignore[assignment]  # SimPy's mark of what has happened
                if not due._ok:
                    raise due._value
                for callback in callbacks:
                    callback(due)
        self.now = environment._now = until

    def _appoint(self, day: float, priority: EventPriority, due: Event | Action) -> None:
        """Put something on the agenda; on an infinite day it never happens."""
        entry = (day, priority, next(self._serial), due)
        if day < self._tomorrow:
            heappush(self._today, entry)
        elif day < inf:
            number = int(day)
            try:
                self._later[number].append(entry)
            except KeyError:
                self._later[number] = [entry]
                heappush(self._later_days, number)

    def _begin_day(self, until: float) -> bool:
        """Once today is done with, begin the next day that has anything due; False if none before ``until``.

        Afterwards today holds all that is due on the day of the clock, where SimPy too puts what succeeds.
        """
        if self._today:
            return self._today[0][0] < until
        if not self._later_days or self._later_days[0] > until:
            self._tomorrow = max(self._tomorrow, floor(until) + 1.0)
            return False
        number = heappop(self._later_days)
        self._today += self._later.pop(number)
        heapify(self._today)
        self._tomorrow = number + 1.0
        return True


class _Appointed(Event):
    """An event that waits for its time only, not for anybody's ``succeed``."""

    _ok = True
    _value = None


def _appointed() -> _Appointed:
    """A new one, without the call of a constructor that would set what the class has set already."""
    event = _Appointed.__new__(_Appointed)
    event.callbacks = []
    return event


class _Traveller:
    """Leads one journey from step to step; held by the awaited step alone, so freed when the journey ends."""

    __slots__ = ("_send",)

    def __init__(self, journey: Passage[object]) -> None:
        self._send = journey.send

    def resume(self, happened: Event) -> None:
        while True:
            try:
                step = self._send(happened._value)
            except StopIteration:
                return
            try:
                callbacks = step.callbacks
            except AttributeError:
                raise TypeError(f"a journey must yield steps of the kernel, not {step!r}") from None
            if callbacks is not None:
                callbacks.append(self.resume)
                return
            happened = step  # long ago: no need to wait for it


class _Feed:
    """Walks through ascending days, put on the agenda again for each of them."""

    __slots__ = ("_action", "_days", "_index", "_kernel")

    def __init__(self, kernel: Kernel, days: array[float], action: Callable[[int], object]) -> None:
        self._kernel = kernel
        self._days = days
        self._action = action
        self._index = 0
        kernel._appoint(days[0], NORMAL, self._arrive)

    def _arrive(self) -> None:
        index = self._index
        self._index = following = index + 1
        if following < len(self._days):
            # Before the action: times known from the start go ahead of what happens because of them.
            self._kernel._appoint(self._days[following], NORMAL, self._arrive)
        self._action(index)
