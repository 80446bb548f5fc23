"""Booking in: custody sergeants authorise detentions at the desk of their suite, first come, first served."""

from __future__ import annotations

from heapq import heappop, heappush, heapreplace
from math import ceil, inf

from sim.agencies.custody_suites import CustodySuites, shown
from sim.engine.kernel import Kernel
from sim.engine.world import World
from sim.scenario.settings import Settings

_MINUTES, _HOURS = 1440, 24


class Desk:
    """One booking-in desk.

    Each detainee goes to the sergeant who is free first, so that the moments at which the sergeants will
    be free (Kiefer and Wolfowitz, 1955) say how long the next one waits: a queue without events of its own.
    Sergeants whose shift ends finish whom they have taken on. Those who come on duty take new arrivals, not
    people who wait already. It keeps an account as a pool does (``sim.engine.services.Account``).
    """

    __slots__ = (
        "_available", "_busy", "_crowded", "_crowded_until", "_kernel", "_since", "_waited", "_work",
        "arrivals", "days", "grants", "patience", "reneged", "sergeants",
    )  # fmt: skip

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self.sergeants = 0
        self.days = 0.0
        """Work to book one detainee in."""
        self.patience = 0.0
        """Days after which another officer acts as custody officer."""
        self.arrivals = self.grants = self.reneged = 0
        self._busy: list[float] = []  # a heap: when each sergeant who has somebody will be free
        self._since = kernel.now
        self._available = self._work = self._waited = self._crowded = 0.0
        self._crowded_until = kernel.now

    def staff(self, sergeants: int) -> None:
        """So many custody sergeants are on duty from now on; the idle ones go first."""
        self._available = self.available()
        self._since = self._kernel.now
        self.sergeants = sergeants
        while len(self._busy) > sergeants:
            heappop(self._busy)

    def book_in(self) -> float:
        """Somebody comes to the desk now; returns the days they wait before they are booked in."""
        now, busy = self._kernel.now, self._busy
        self.arrivals += 1
        while busy and busy[0] <= now:
            heappop(busy)
        if len(busy) < self.sergeants:
            heappush(busy, now + self.days)
            self.grants += 1
            self._work += self.days
            return 0.0
        wait = busy[0] - now if busy else inf
        if wait <= self.patience:
            heapreplace(busy, busy[0] + self.days)
            self.grants += 1
            self._work += self.days
        else:
            wait = self.patience
            self.reneged += 1
        self._count_wait(now, now + wait)
        return wait

    def _count_wait(self, begins: float, ends: float) -> None:
        self._waited += ends - begins
        self._crowded += max(0.0, ends - max(begins, self._crowded_until))
        self._crowded_until = max(ends, self._crowded_until)

    def available(self) -> float:
        """Sergeant-days on duty so far."""
        return self._available + self.sergeants * (self._kernel.now - self._since)

    def occupied(self) -> float:
        """Sergeant-days of work taken on so far."""
        return self._work

    def waited(self) -> float:
        """Days waited, or still to be waited by those who have come, by all together."""
        return self._waited

    def overloaded(self) -> float:
        """Days on which somebody waited."""
        return self._crowded


class BookingIn:
    """The desks of all suites. Custody sergeants follow from the staffed cells, at so many cells for each."""

    def __init__(self, world: World, suites: CustodySuites) -> None:
        self._suites = suites
        self.desks = [Desk(world.kernel) for _ in range(len(suites))]
        for name, desk in zip(suites.names, self.desks, strict=True):
            place = f"custody.booking_in.{name}"
            world.services.enter(place, f"Booking in, {shown(name)}", "custody sergeants", desk)
        world.when_settings_change(self._settings_changed)
        suites.when_staffed(self._staff)

    def _settings_changed(self, settings: Settings) -> None:
        rules = settings.custody.booking_in
        self._cells_per_sergeant = rules.cells_per_sergeant
        for suite, desk in enumerate(self.desks):
            desk.days = rules.minutes / _MINUTES
            desk.patience = rules.patience_hours / _HOURS
            self._staff(suite, self._suites.cells[suite].capacity)

    def _staff(self, suite: int, cells: int) -> None:
        self.desks[suite].staff(ceil(cells / self._cells_per_sergeant))
