"""The account of a service that knows, when somebody comes, how long they will wait.

Where people are served in the order in which they come, the moments at which those who serve will be free say
each wait at once. Such a service needs no queue with events of its own, and counts a wait when it begins.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from sim.engine.kernel import Kernel


class KnownWaits(ABC):
    """Use, waiting and overload: an account as :mod:`sim.engine.services` reads it off.

    Waits are counted in the order in which they begin.
    """

    __slots__ = (
        "_available", "_crowded", "_crowded_until", "_kernel", "_since", "_waited", "_work",
        "arrivals", "grants", "reneged",
    )  # fmt: skip

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self.arrivals = self.grants = self.reneged = 0
        self._since = self._crowded_until = kernel.now
        self._available = self._work = self._waited = self._crowded = 0.0

    @abstractmethod
    def unit_days(self, days: float) -> float:
        """Units that are open now, times so many days."""

    def _close_stretch(self) -> None:
        """Account for what has been open up to now; due before it changes."""
        self._available = self.available()
        self._since = self._kernel.now

    def _serve(self, work: float) -> None:
        """Somebody is served, at so many unit-days of work."""
        self.grants += 1
        self._work += work

    def _count_wait(self, begins: float, ends: float) -> None:
        """Somebody waits from one moment to another, served at the end of it or not."""
        if ends > begins:
            self._waited += ends - begins
            self._crowded += max(0.0, ends - max(begins, self._crowded_until))
            self._crowded_until = max(ends, self._crowded_until)

    def available(self) -> float:
        """Unit-days open so far."""
        return self._available + self.unit_days(self._kernel.now - self._since)

    def occupied(self) -> float:
        """Unit-days of work taken on so far."""
        return self._work

    def waited(self) -> float:
        """Days waited, or still to be waited by those who have come, by all together."""
        return self._waited

    def overloaded(self) -> float:
        """Days on which somebody waited."""
        return self._crowded
