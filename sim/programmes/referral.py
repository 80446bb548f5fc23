"""Referral points: where in the system people are met, and which programmes take them from there.

Agencies say ``world.meet(point, ...)``; a point at which no programme listens costs a look into a table. The
point ``record`` is a panel every four weeks, at which schemes fill their lists from offences on record.
"""

from __future__ import annotations

from functools import partial
from typing import get_args

from sim import clock
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.offender import Offender
from sim.programmes.outsider import feed_outsiders
from sim.programmes.prevention import Child
from sim.programmes.programme import RunningProgramme
from sim.programmes.recent_harm import RecentHarm
from sim.scenario.selection import IOM
from sim.scenario.settings import Programme, Settings
from sim.scenario.settings_of_a_programme import ReferralPoint

POINTS: tuple[ReferralPoint, ...] = get_args(ReferralPoint)
"""In the order of their codes."""
_SCHOOL = POINTS.index("school")


class Programmes:
    """All ordinary programmes that the settings of a run have at any time, in the order of their names."""

    def __init__(self, world: World) -> None:
        every: dict[str, Programme] = {}
        for settings in world.all_settings:
            every |= settings.programmes
        self._running = {
            name: RunningProgramme(world, name, every[name].called(name), self._on_scheme)
            for name in sorted(every)
        }
        self._listening: dict[ReferralPoint, list[RunningProgramme]] = {}
        world.when_settings_change(self._settings_changed)
        points = {
            point
            for settings in world.all_settings
            for programme in settings.programmes.values()
            for point in programme.referred_from
        }
        for name, running in self._running.items():
            feed_outsiders(world, name, running)
        if every:
            world.meetings.listen("prison", self._received_into_prison)
        if "record" in points:
            self._keep_record(world)
        for code, point in enumerate(POINTS):
            if point in points:
                world.meetings.listen(point, partial(self._meet, point, code))

    def _settings_changed(self, settings: Settings) -> None:
        for name, running in self._running.items():
            running.settings_changed(settings.programmes.get(name))
        self._listening = {
            point: [
                self._running[name]
                for name in sorted(settings.programmes)
                if point in settings.programmes[name].referred_from
            ]
            for point in POINTS
        }

    @property
    def take_children(self) -> bool:
        """Whether any programme takes children from school today."""
        return bool(self._listening["school"])

    def meet_child(self, child: Child) -> None:
        """A child passes the point of schools."""
        for running in self._listening["school"]:
            running.meet_child(_SCHOOL, child)

    def _meet(self, point: ReferralPoint, code: int, offender: Offender, case: Case | None) -> None:
        for running in self._listening[point]:
            running.meet(code, offender, case)

    def _on_scheme(self, name: str, offender: Offender) -> bool:
        return offender.on_iom if name == IOM else name in self._running and self._running[name].has(offender)

    def _keep_record(self, world: World) -> None:
        """Note attributed offences, and draw up lists from them on the days of the panels of IOM."""
        self._record = RecentHarm(world.past, world.severity, world.fate.people.size)
        world.when_attributed(lambda case: self._record.note(case.offender.row, case.lead.type))
        for day in clock.panel_days(clock.year_start(world.years)):
            # not ``at``: what changes on that day goes first, and so does the panel of IOM
            world.kernel.after(day, self._draw_up_lists)

    def _draw_up_lists(self) -> None:
        self._record.turn()
        for running in self._listening["record"]:
            running.draw_up(POINTS.index("record"), self._record)

    def _received_into_prison(self, offender: Offender, _: Case | None) -> None:
        for running in self._running.values():
            running.received_into_prison(offender)
