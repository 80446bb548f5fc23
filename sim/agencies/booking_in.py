"""Booking in: custody sergeants authorise detentions at the desk of their suite, first come, first served."""

from __future__ import annotations

from heapq import heappop, heappush, heapreplace
from math import ceil, inf

from sim.agencies.custody_suites import CustodySuites
from sim.engine.kernel import Kernel
from sim.engine.known_waits import KnownWaits
from sim.engine.world import World
from sim.scenario.place_names import place_name
from sim.scenario.settings import Settings

_MINUTES, _HOURS = 1440, 24


class Desk(KnownWaits):
    """One booking-in desk.

    Each detainee goes to the sergeant who is free first, so that the moments at which the sergeants will
    be free (Kiefer and Wolfowitz, 1955) say how long the next one waits: a queue without events of its own.
    Sergeants whose shift ends finish whom they have taken on. Those who come on duty take new arrivals, not
    people who wait already.
    """

    __slots__ = ("_busy", "days", "patience", "sergeants")

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.sergeants = 0
        self.days = 0.0
        """Work to book one detainee in."""
        self.patience = 0.0
        """Days after which another officer acts as custody officer."""
        self._busy: list[float] = []  # a heap: when each sergeant who has somebody will be free

    def staff(self, sergeants: int) -> None:
        """So many custody sergeants are on duty from now on; the idle ones go first."""
        self._close_stretch()
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
            self._serve(self.days)
            return 0.0
        wait = busy[0] - now if busy else inf
        if wait <= self.patience:
            heapreplace(busy, busy[0] + self.days)
            self._serve(self.days)
        else:
            wait = self.patience
            self.reneged += 1
        self._count_wait(now, now + wait)
        return wait

    def unit_days(self, days: float) -> float:
        """Sergeants on duty, times so many days."""
        return self.sergeants * days


class BookingIn:
    """The desks of all suites. Custody sergeants follow from the staffed cells, at so many cells for each."""

    def __init__(self, world: World, suites: CustodySuites) -> None:
        self._suites = suites
        self.desks = [Desk(world.kernel) for _ in range(len(suites))]
        for name, desk in zip(suites.names, self.desks, strict=True):
            place = f"custody.booking_in.{name}"
            world.services.enter(place, f"Booking in, {place_name(name)}", "custody sergeants", desk)
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
