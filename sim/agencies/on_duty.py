"""People of a service with opening hours in custody: who is free first goes to the next detainee.

When each of them will be free says at once when the next detainee gets one.
"""

from __future__ import annotations

from heapq import heapify, heappush, heapreplace
from math import floor

from sim.engine.kernel import Kernel
from sim.engine.known_waits import KnownWaits

_HOURS = 24


class OnDuty(KnownWaits):
    """So many people while the service is open, and so many to be called out while it is closed.

    The closed hours count as waiting for whoever is not authorised to call somebody out.
    """

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self._by_day: list[float] = []  # heaps: when each of them is free
        self._by_night: list[float] = []
        self._open = 0.0
        """People on duty, mean over a day."""

    def set(self, people: int, opens: float, closes: float, hours_each: float, at_night: int = 0) -> None:
        """So many people between two hours of the day from now on; idle ones go first, nobody is called off.

        ``hours_each``: work with one detainee. ``at_night``: who can be called out outside the hours.
        """
        now = self._kernel.now
        self._close_stretch()
        self._opens, self._closes = opens, closes
        self._days = hours_each / _HOURS
        open_hours = closes - opens
        self._open = (people * open_hours + at_night * (_HOURS - open_hours)) / _HOURS
        self._by_day = _resized(self._by_day, people, now)
        self._by_night = _resized(self._by_night, at_night, now)

    def send(self, authorised: bool, latest: float) -> float | None:
        """Send somebody to a detainee who needs them from now on; returns the day and hour of setting out.

        ``authorised``: also while the service is closed. None if nobody can set out by ``latest``.
        """
        now = self._kernel.now
        self.arrivals += 1
        sets_out = self._at_night(now) if authorised and self.opening(now) > now else None
        if sets_out is None:
            sets_out = self._in_opening_hours(now, latest)
        if sets_out is None:
            self.reneged += 1
            self._count_wait(now, max(now, latest))
            return None
        self._serve(self._days)
        self._count_wait(now, sets_out)
        return sets_out

    def opening(self, moment: float) -> float:
        """The first moment from this one on at which the service is open."""
        day = floor(moment)
        hour = (moment - day) * _HOURS
        if hour < self._opens:
            return day + self._opens / _HOURS
        return moment if hour < self._closes else day + 1 + self._opens / _HOURS

    def unit_days(self, days: float) -> float:
        """People on duty, spread evenly over each day, times so many days."""
        return self._open * days

    def _at_night(self, now: float) -> float | None:
        """Somebody from the list of the night, if that is sooner than the morning."""
        if not self._by_night:
            return None
        sets_out = max(now, self._by_night[0])
        if sets_out >= self.opening(now):
            return None
        heapreplace(self._by_night, sets_out + self._days)
        return sets_out

    def _in_opening_hours(self, now: float, latest: float) -> float | None:
        if not self._by_day:
            return None
        sets_out = self.opening(max(now, self._by_day[0]))
        if sets_out > latest:
            return None
        heapreplace(self._by_day, sets_out + self._days)
        return sets_out


def _resized(free: list[float], people: int, now: float) -> list[float]:
    """The moments at which so many people are free: new ones now, and the idle ones gone first."""
    kept = sorted(free)[max(0, len(free) - people) :]
    heapify(kept)
    while len(kept) < people:
        heappush(kept, now)
    return kept
