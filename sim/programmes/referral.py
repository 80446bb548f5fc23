"""Referral points: where in the system people are met, and which programmes take them from there.

Agencies say ``world.meet(point, ...)``; a point at which no programme listens costs a look into a table.
"""

from __future__ import annotations

from functools import partial
from typing import get_args

from sim.engine.case import Case
from sim.engine.world import World
from sim.model.offender import Offender
from sim.programmes.programme import RunningProgramme
from sim.scenario.settings import Programme, Settings
from sim.scenario.settings_of_a_programme import ReferralPoint

POINTS: tuple[ReferralPoint, ...] = get_args(ReferralPoint)
"""In the order of their codes."""


class Programmes:
    """All ordinary programmes that the settings of a run have at any time, in the order of their names."""

    def __init__(self, world: World) -> None:
        every: dict[str, Programme] = {}
        for settings in world.all_settings:
            every |= settings.programmes
        self._running = {
            name: RunningProgramme(world, name, every[name].called(name)) for name in sorted(every)
        }
        self._listening: dict[ReferralPoint, list[RunningProgramme]] = {}
        world.when_settings_change(self._settings_changed)
        points = {
            point
            for settings in world.all_settings
            for programme in settings.programmes.values()
            for point in programme.referred_from
        }
        if every:
            world.meetings.listen("prison", self._received_into_prison)
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

    def _meet(self, point: ReferralPoint, code: int, offender: Offender, case: Case | None) -> None:
        for running in self._listening[point]:
            running.meet(code, offender, case)

    def _received_into_prison(self, offender: Offender, _: Case | None) -> None:
        for running in self._running.values():
            running.received_into_prison(offender)
