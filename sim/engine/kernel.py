"""The clock: journeys wait on it, appointed actions and streams of potential events hang on it.

A *journey* is a generator that yields events and is resumed when each one happens, as in SimPy, whose
agenda and events are used here. SimPy's ``Process`` is not: a journey needs no start event, no end event
and no interrupts, and a model that opens a hundred thousand cases a run saves most of their cost by going
without. Nothing else in the engine touches SimPy's environment.

Times are days since day 0, as floats. Appointed times are kept exactly as given (never as ``now + (day -
now)``), so two things appointed for one moment do meet.

Order within one moment: first actions appointed with :meth:`Kernel.at`, then everything else; inside each
group, first put on the agenda, first served. Nothing depends on chance or on memory addresses.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable
from heapq import heappop, heappush
from itertools import islice
from math import inf
from operator import le
from typing import TypeAlias, TypeVar

from simpy import Environment, Event
from simpy.events import NORMAL, URGENT

Step: TypeAlias = Event
"""What a journey yields: something that happens once, at some time, with a value."""

T = TypeVar("T")

Passage: TypeAlias = Generator[Step, object, T]
"""A part of a journey that ends with a result; walked with ``yield from``."""

Journey: TypeAlias = Passage[None]
"""A generator of steps; the value of each step is sent back into it when the step happens."""


class Kernel:
    """One clock with its agenda. Two kernels share nothing."""

    __slots__ = ("_agenda", "_environment", "_serial", "now")

    def __init__(self) -> None:
        self._environment = Environment(0.0)
        self.now = 0.0
        """Days since day 0."""
        self._agenda = self._environment._queue
        self._serial = self._environment._eid

    def start(self, journey: Journey) -> None:
        """Begin a journey: run it at once to its first step, and on from there as its steps happen.

        What the journey raises comes out of this call before the first step, and out of :meth:`run` after it.
        A journey that yields something other than a step raises ``TypeError``.
        """
        _Traveller(journey).resume(_happens_by_itself(self._environment))

    def wait(self, days: float) -> Step:
        """A step that happens that many days from now.

        Raises ``ValueError`` if ``days`` is negative or NaN.
        """
        if not days >= 0:
            raise ValueError(f"cannot wait {days} days")
        # SimPy's Timeout, written out: this is the busiest line of a run.
        event = Event(self._environment)
        event._ok = True
        event._value = None
        heappush(self._agenda, (self.now + days, NORMAL, next(self._serial), event))
        return event

    def signal(self) -> Step:
        """A step that happens, at the time of the call, when somebody calls its ``succeed(value)``."""
        return Event(self._environment)

    def at(self, day: float, action: Callable[[], object]) -> None:
        """Appoint an action for a day, before the ordinary events of that same moment.

        Raises ``ValueError`` if ``day`` is past or NaN.
        """
        if not day >= self.now:
            raise ValueError(f"day {day} is past: it is day {self.now}")

        def act(_: Event) -> None:
            action()

        event = _happens_by_itself(self._environment)
        event.callbacks.append(act)
        heappush(self._agenda, (day, URGENT, next(self._serial), event))

    def feed(self, times: Iterable[float], action: Callable[[int], object]) -> None:
        """Call ``action(i)`` at ``times[i]``, for every i in turn.

        ``times``: days, ascending (equal ones allowed), none past; copied, so a NumPy array is as good as a
        list. Only the next time stands on the agenda, always with the same event object, which is what
        makes tens of thousands of potential offences cheap. Raises ``ValueError`` if the times are not
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
        environment, agenda = self._environment, self._agenda
        if not self.now <= until < inf:
            raise ValueError(f"cannot run to day {until}: it is day {self.now}")
        while agenda and agenda[0][0] < until:
            self.now, _, _, event = heappop(agenda)
            environment._now = self.now
            callbacks = event.callbacks
            event.callbacks = None  # type: ignore[assignment]  # SimPy's mark of an event that has happened
            if not event._ok:
                raise event._value
            for callback in callbacks:
                callback(event)
        self.now = environment._now = until


def _happens_by_itself(environment: Environment) -> Event:
    """An event that waits for its time only, not for anybody's ``succeed``."""
    event = Event(environment)
    event._ok = True
    event._value = None
    return event


class _Traveller:
    """Leads one journey from step to step; held by the awaited step alone, so freed when the journey ends."""

    __slots__ = ("_send",)

    def __init__(self, journey: Journey) -> None:
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
    """Walks through ascending days with one event, put on the agenda again for each of them."""

    __slots__ = ("_action", "_callbacks", "_days", "_index", "_kernel")

    def __init__(self, kernel: Kernel, days: array[float], action: Callable[[int], object]) -> None:
        self._kernel = kernel
        self._days = days
        self._action = action
        self._index = 0
        self._callbacks: list[Callable[[Event], None]] = [self._arrive]
        self._appoint(_happens_by_itself(kernel._environment))

    def _appoint(self, event: Event) -> None:
        event.callbacks = self._callbacks
        heappush(self._kernel._agenda, (self._days[self._index], NORMAL, next(self._kernel._serial), event))

    def _arrive(self, event: Event) -> None:
        index = self._index
        self._index = index + 1
        if self._index < len(self._days):
            # Before the action: times known from the start go ahead of what happens because of them.
            self._appoint(event)
        self._action(index)
