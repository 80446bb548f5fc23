"""The custody suites: their cells, how many are staffed in each shift, and staff sent from one to another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import floor

from sim.engine.world import World
from sim.scenario.place_names import place_name
from sim.scenario.settings import Settings, Suite

_SHIFTS = (7.0, 15.0, 23.0)
"""Hours of the day at which a shift begins."""
_HOURS = 24


class CustodySuites:
    """The cells of all suites, staffed anew at the beginning of each shift.

    One appointment a shift serves all suites. Staff who have been sent to another suite are back in their own
    at the beginning of the next shift, or when the staffing of any suite is changed.
    """

    def __init__(self, world: World) -> None:
        self._kernel = world.kernel
        names = list(world.settings.custody.suites)
        self.names = names
        self.cells = [
            world.services.open(f"custody.suites.{name}", f"Cells, {place_name(name)}", "cells")
            for name in names
        ]
        self.coming = [0] * len(names)
        """Cells of each suite whose staff are still on their way there."""
        self._staffing = 0  # number of the staffing in force
        self._suites: list[Suite] = []
        self._when_staffed: list[Callable[[int, int], None]] = []
        world.when_settings_change(self._settings_changed)
        self._kernel.at(_next_shift(self._kernel.now), self._begin_shift)

    def __len__(self) -> int:
        return len(self.cells)

    def when_staffed(self, action: Callable[[int, int], None]) -> None:
        """Call ``action`` with each suite and its staffed cells, now and whenever they change."""
        for suite, cells in enumerate(self.cells):
            action(suite, cells.capacity)
        self._when_staffed.append(action)

    def built(self, suite: int) -> int:
        """Cells that there are, staffed or not."""
        return self._suites[suite].cells

    def send_staff(self, suite: int, to_suite: int, cells: int, days: float) -> None:
        """Staff for so many cells leave a suite now and are at work in another ``days`` later."""
        self._open(suite, self.cells[suite].capacity - cells)
        self.coming[to_suite] += cells
        self._kernel.after(days, partial(self._arrive, to_suite, cells, self._staffing))

    def _arrive(self, suite: int, cells: int, staffing: int) -> None:
        if staffing == self._staffing:  # else their shift has ended on the way
            self.coming[suite] -= cells
            self._open(suite, self.cells[suite].capacity + cells)

    def _settings_changed(self, settings: Settings) -> None:
        suites = list(settings.custody.suites.values())
        if suites != self._suites:
            self._suites = suites
            self._by_shift = [[staffed_at(suite, start) for suite in suites] for start in _SHIFTS]
            self._staff()

    def _begin_shift(self) -> None:
        self._staff()
        self._kernel.at(_next_shift(self._kernel.now), self._begin_shift)

    def _staff(self) -> None:
        self._staffing += 1
        hour = _hour(self._kernel.now)
        shift = sum(hour >= start for start in _SHIFTS) - 1  # before the first, the last still goes on
        for number, cells in enumerate(self._by_shift[shift]):
            self.coming[number] = 0
            self._open(number, cells)

    def _open(self, suite: int, cells: int) -> None:
        if self.cells[suite].capacity != cells:
            self.cells[suite].set_capacity(cells)
            for action in self._when_staffed:
                action(suite, cells)


def staffed_at(suite: Suite, hour: float) -> int:
    """Cells of a suite staffed by its own people at an hour of the day."""
    first, second, third = _SHIFTS
    if hour < first or hour >= third:
        return suite.staffed_night
    return suite.staffed_day if hour < second else suite.staffed_late


def _hour(now: float) -> float:
    """Hour of the day, rounded so that the beginning of a shift meets the hour it was made of."""
    return round(now % 1 * _HOURS, 6)


def _next_shift(now: float) -> float:
    day, hour = floor(now), _hour(now)
    starts = next((start for start in _SHIFTS if start > hour), None)
    return day + 1 + _SHIFTS[0] / _HOURS if starts is None else day + starts / _HOURS
