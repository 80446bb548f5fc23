"""Officers of each district who bring people in: arrests, wanted people, interviews by appointment.

Posts become officers on duty, round the clock: contracted hours less absence, over the 168 hours of a week.
As a whole number of officers can each do one thing at a time, the officers on duty are rounded, to one at
least, and each works so much faster or slower that the hours of work a week stay those of the team.
"""

from __future__ import annotations

from enum import IntEnum
from functools import partial

from sim.engine.case import Case
from sim.engine.kernel import Step
from sim.engine.team import Team
from sim.engine.world import World
from sim.scenario.place_names import place_name
from sim.scenario.settings import Settings

_HOURS_A_WEEK = 168.0
_LEAST_HOURS = 1.0
"""A team with less than an hour of work a week is closed."""
_TENTHS = 10.0
"""Priorities are whole numbers; weights of offences have one decimal."""


class Task(IntEnum):
    """What an officer is asked to do."""

    ARREST = 0
    WANTED = 1
    INTERVIEW = 2


class ArrestTeams:
    """One team a district. Who waits for an officer is served by the gravest offence, then in turn."""

    def __init__(self, world: World) -> None:
        self._world = world
        settings = world.settings
        self._severity = world.severity
        self._pools = [
            world.services.open(
                f"districts.{name}.arrest_posts", f"Arrest officers, {place_name(name)}", "officers"
            )
            for name in settings.districts
        ]
        self._days_an_hour = [0.0] * len(self._pools)
        """Days that an officer on duty takes for an hour of work, by district."""
        staffing = settings.arrest_teams.staffing
        self._teams = [
            Team(world.kernel, district.arrest_posts, staffing, partial(self._staff, number))
            for number, district in enumerate(settings.districts.values())
        ]
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        rules = settings.arrest_teams
        self._hours = [rules.arrest_hours, rules.wanted_hours, rules.interview_hours]
        for number, district in enumerate(settings.districts.values()):
            self._teams[number].set(district.arrest_posts, rules.staffing)
            self._staff(number)

    def _staff(self, district: int) -> None:
        hours = self._teams[district].hours_a_week
        officers = 0
        if hours >= _LEAST_HOURS:
            officers = max(1, round(hours / _HOURS_A_WEEK))
            self._days_an_hour[district] = officers * 7.0 / hours
        self._pools[district].set_capacity(officers)

    def send(self, district: int, task: Task) -> bool:
        """Have an officer do this now; False if nobody is free."""
        if not self._pools[district].take():
            return False
        self.work(district, task)
        return True

    def ask(self, district: int, priority: float, patience_days: float) -> Step:
        """Wait for an officer: True once one is there, False if patience runs out.

        ``priority``: Crime Severity Score points, the highest first. An officer who has come must be told to
        :meth:`work` or to :meth:`stand_down`.
        """
        return self._pools[district].queue(-round(_TENTHS * priority), patience_days)

    def work(self, district: int, task: Task) -> None:
        """Keep an officer who has come busy with this for as long as it takes."""
        days = self._hours[task] * self._days_an_hour[district]
        self._world.kernel.after(days, self._pools[district].give_back)

    def stand_down(self, district: int) -> None:
        """There is nothing to do any more for an officer who has come."""
        self._pools[district].give_back()

    def gravest(self, *cases: Case) -> float:
        """Weight of the gravest offence in some cases, in Crime Severity Score points."""
        return max([self._severity[offence.type] for case in cases for offence in case.offences])
