"""Police custody: suites with cells open and staffed by shift, overflow, and the detention clock."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, floor

from sim import clock
from sim.agencies.decisions import Decision
from sim.distributions import lognormal_location
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage
from sim.engine.pool import Roster
from sim.engine.world import World
from sim.model.events import ADMISSION, CELL_LEFT, TURNED_AWAY, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Settings

_FIRST_SHIFT, _SECOND_SHIFT, _THIRD_SHIFT = 7.0, 15.0, 23.0
_COURT_HOUR = 10.0
_SUNDAY = 6


class Custody:
    """All suites of the area."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._admission = world.ledger.recorder(ADMISSION)
        self._cell_left = world.ledger.recorder(CELL_LEFT)
        self._turned_away = world.ledger.recorder(TURNED_AWAY)
        names = list(world.settings.custody.suites)
        self._number = {name: number for number, name in enumerate(names)}
        self._cells = [
            world.services.open(f"custody.suites.{name}", f"Cells, {_shown(name)}", "cells") for name in names
        ]
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.custody
        self._location = lognormal_location(self._rules.mean_hours, self._rules.log_sd)
        self._orders = [
            [self._number[name] for name in district.suites] for district in settings.districts.values()
        ]
        for cells, suite in zip(self._cells, self._rules.suites.values(), strict=True):
            shifts = {
                _FIRST_SHIFT: suite.staffed_day,
                _SECOND_SHIFT: suite.staffed_late,
                _THIRD_SHIFT: suite.staffed_night,
            }
            cells.keep(Roster.daily(shifts))

    def detain(self, case: Case, decide: Callable[[Case], Decision]) -> Passage[Decision | None]:
        """Hold an arrested person; returns the ``Decision``, or None if no cell came free in time.

        Somebody charged and remanded stays in the cell until the next court sits.
        """
        world, offender = self._world, case.offender
        order = self._orders[case.district]
        world.hold(offender)
        suite = self._take_cell(order)
        if suite is None:
            suite = yield from self._wait_for_cell(order)
        if suite is None:
            self._turned_away((world.now, offender.id, case.id, order[0]))
            world.free(offender)
            return None
        self._admission((world.now, offender.id, case.id, suite, suite != order[0]))
        world.enter(case, Stage.DETENTION)
        hours = self._hours(case.marks[Mark.DETENTION_LENGTH], case.marks[Mark.EXTENSION])
        yield world.kernel.wait(hours / 24)
        decision = decide(case)
        if decision is Decision.CHARGE_REMANDED:
            yield world.kernel.wait(_next_sitting(world.now) - world.now)
        self._cells[suite].give_back()
        self._cell_left((world.now, offender.id, case.id, suite, hours))
        world.leave(case, Stage.DETENTION)
        return decision

    def fullness(self, district: int) -> float:
        """Share of staffed cells in use in the first suite of a district's order; 1 where none is staffed."""
        cells = self._cells[self._orders[district][0]]
        return min(1.0, cells.in_use / cells.capacity) if cells.capacity else 1.0

    def hold_for_court(self, case: Case) -> Journey:
        """Hold somebody brought in on a warrant until the next court sits, in a cell if one comes free."""
        world, offender = self._world, case.offender
        order = self._orders[case.district]
        sits = _next_sitting(world.now)
        world.hold(offender)
        suite = self._take_cell(order)
        if suite is None:
            suite = yield from self._wait_for_cell(order)
        if suite is None:
            self._turned_away((world.now, offender.id, case.id, order[0]))
        else:
            self._admission((world.now, offender.id, case.id, suite, suite != order[0]))
            began = world.now
        yield world.kernel.wait(max(0.0, sits - world.now))
        if suite is not None:
            self._cells[suite].give_back()
            self._cell_left((world.now, offender.id, case.id, suite, 24 * (world.now - began)))
        world.free(offender)

    def detain_stranger(self, identity: int, suite: int, length: float, extension: float) -> Journey:
        """Hold somebody from outside the model: they use a cell of this suite and nothing else.

        ``length`` is a standard normal deviate, ``extension`` a uniform.
        """
        world = self._world
        cells = self._cells[suite]
        if not cells.take() and not (yield cells.queue(patience=self._rules.patience_hours / 24)):
            self._turned_away((world.now, -1, identity, suite))
            return
        self._admission((world.now, -1, identity, suite, 0))
        hours = self._hours(length, extension)
        yield world.kernel.wait(hours / 24)
        cells.give_back()
        self._cell_left((world.now, -1, identity, suite, hours))

    def _take_cell(self, order: list[int]) -> int | None:
        """The first suite in the order with a free cell: it is taken now."""
        for suite in order:
            if self._cells[suite].take():
                return suite
        return None

    def _wait_for_cell(self, order: list[int]) -> Passage[int | None]:
        """Wait at the first suite in the order that is open at all; None if patience runs out."""
        patience = self._rules.patience_hours / 24
        waits_at = next((suite for suite in order if self._cells[suite].capacity), order[0])
        granted = yield self._cells[waits_at].queue(patience=patience)
        return waits_at if granted else None

    def _hours(self, deviate: float, extension: float) -> float:
        """Length of a detention: lognormal, cut at the clock unless a superintendent extends it."""
        rules = self._rules
        hours = exp(self._location + rules.log_sd * deviate)
        if hours <= rules.clock_hours:
            return hours
        return min(hours, rules.extended_hours) if extension < rules.extension_share else rules.clock_hours


def _shown(suite: str) -> str:
    """Name of a suite as people write it."""
    return suite.replace("_", " ").title()


def _next_sitting(now: float) -> float:
    """The next ten o'clock on a day on which a remand court sits (not Sundays)."""
    day = floor(now - _COURT_HOUR / 24) + 1
    if clock.date_of(day).weekday() == _SUNDAY:
        day += 1
    return day + _COURT_HOUR / 24
