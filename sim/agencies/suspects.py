"""Outstanding suspects: from a named suspect to arrest, voluntary attendance, or filing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from itertools import accumulate
from math import floor, log

from sim.engine.case import Case
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import ARREST, VOLUNTARY_ATTENDANCE, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Settings


class Route(Enum):
    """What became of a suspect."""

    ARRESTED = "arrested"
    ATTENDED = "attended"
    CLOSED = "closed"
    """Nothing more to do: filed, joined to another case, or dealt with in prison."""


class Suspects:
    """The list of people named as suspects and not yet dealt with."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._outstanding: dict[int, list[Case]] = {}
        """Open suspect cases of each person, oldest first."""
        self._arrest = world.ledger.recorder(ARREST)
        self._attendance = world.ledger.recorder(VOLUNTARY_ATTENDANCE)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.suspects
        running = list(accumulate(settings.custody.arrivals_by_hour))
        self._by_hour = [share / running[-1] for share in running]

    def pursue(self, case: Case, then: Callable[[Case, Route], None], days: float | None = None) -> None:
        """Look for the suspect, and call ``then`` with what became of them, unless another record did.

        Each suspect record has its own clock. The first to fire sweeps the person's other open records into
        its case. ``days`` replaces the drawn time for records that were open on day 0. This is an action on
        a day, no journey: a third of all events are suspects that come due.
        """
        world = self._world
        person = case.offender.id
        self._outstanding.setdefault(person, []).append(case)
        world.enter(case, Stage.SUSPECT)
        marks = case.marks
        if days is None:
            days = self._days_to_action(marks)
        wait = self._at_an_hour(world.now + days, marks[Mark.HOUR]) - world.now
        world.kernel.after(wait, partial(self._due, case, then))

    def _due(self, case: Case, then: Callable[[Case, Route], None]) -> None:
        if case.closed:
            return
        world = self._world
        self._strike_off(case.offender.id, case)
        world.leave(case, Stage.SUSPECT)
        then(case, Route.CLOSED if world.gone(case) else self._act(case))

    def _days_to_action(self, marks: Sequence[float]) -> float:
        rules = self._rules
        slow = marks[Mark.HARD_TO_FIND] < rules.slow_share
        return -log(marks[Mark.FINDING]) * (rules.slow_days if slow else rules.quick_days)

    def _at_an_hour(self, day: float, mark: float) -> float:
        """The first moment from ``day`` on at the hour of the day that the mark asks for."""
        hour = bisect_left(self._by_hour, mark)
        before = self._by_hour[hour - 1] if hour else 0.0
        share = (mark - before) / (self._by_hour[hour] - before)
        moment = floor(day) + (hour + share) / 24
        return moment if moment >= day else moment + 1.0

    def _act(self, case: Case) -> Route:
        world, offender = self._world, case.offender
        if offender.in_prison:
            world.close(case, Disposal.PRODUCED_IN_PRISON)
            return Route.CLOSED
        chance = case.marks[Mark.ROUTE]
        if chance >= self._rules.arrest_share + self._rules.voluntary_share:
            world.close(case, Disposal.FILED)
            return Route.CLOSED
        self._sweep(case)
        if chance < self._rules.arrest_share:
            self._arrest((world.now, offender.id, case.id, case.district))
            return Route.ARRESTED
        self.attends(case)
        return Route.ATTENDED

    def attends(self, case: Case) -> None:
        """Put down a voluntary attendance."""
        self._attendance((self._world.now, case.offender.id, case.id, case.district))

    def _sweep(self, case: Case) -> None:
        for other in self._outstanding.pop(case.offender.id, ()):
            case.offences.extend(other.offences)
            self._world.leave(other, Stage.SUSPECT)
            self._world.close(other, Disposal.MERGED)

    def _strike_off(self, person: int, case: Case) -> None:
        cases = self._outstanding[person]
        cases.remove(case)
        if not cases:
            del self._outstanding[person]
