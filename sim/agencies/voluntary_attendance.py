"""Voluntary attendance: an interview by appointment, without arrest and without a cell.

An appointment is on a later day in office hours. The suspect may not come, or come and find no officer free;
An appointment is on a later day in office hours. The suspect may not come, or come while no officer is free;
been there so often, the matter is given up.
"""

from __future__ import annotations

from math import floor, log

from sim.agencies.arrest_teams import ArrestTeams, Task
from sim.agencies.decisions import Decision
from sim.agencies.investigation import investigate
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import APPOINTMENT, Appointment, Stage
from sim.model.marks import Mark, Recurring
from sim.scenario.settings import Settings

_MARKS = (Mark.ATTENDANCE_LENGTH, Mark.AFTER_ATTENDANCE)
_OPENS, _CLOSES = 9.0, 17.0


class VoluntaryAttendance:
    """Appointments, and who keeps them."""

    def __init__(self, world: World, teams: ArrestTeams) -> None:
        self._world = world
        self._teams = teams
        self._appointment = world.ledger.recorder(APPOINTMENT)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.appointments
        # who has come at the hour agreed goes before a record that can no longer keep the ten-day rule
        self._priority = settings.suspects.rule_priority

    def by_appointment(self, case: Case) -> Passage[Appointment | None]:
        """Make appointments until one is kept, or as many have failed for one reason as may.

        Returns what came of the last one; None if nothing is left to ask about, because the case has been
        closed meanwhile or its person has gone.
        """
        world, rules = self._world, self._rules
        most = {Appointment.KEPT: 1, Appointment.NOT_ATTENDED: rules.bookings}
        most[Appointment.NO_OFFICER] = rules.postponements
        outcomes: list[Appointment] = []
        world.enter(case, Stage.APPOINTMENT)
        while not outcomes or outcomes.count(outcomes[-1]) < most[outcomes[-1]]:
            yield world.kernel.wait(self._next_appointment(case) - world.now)
            if self._over(case):
                break
            outcomes.append((yield from self._interview(case)))
            if self._over(case):
                break
            self._appointment((world.now, case.offender.id, case.id, outcomes[-1]))
        if Stage.APPOINTMENT in case.stages:
            world.leave(case, Stage.APPOINTMENT)
        return None if self._over(case) else outcomes[-1]

    def _over(self, case: Case) -> bool:
        """Whether there is nobody left to ask, or nothing left to ask about."""
        return case.closed or self._world.gone(case)

    def _next_appointment(self, case: Case) -> float:
        """Exponential days ahead, in office hours of a later day: the same number gives both."""
        world = self._world
        days = -log(world.decide(case, Recurring.APPOINTMENT)) * self._rules.booking_days
        return floor(world.now) + 1 + floor(days) + (_OPENS + (_CLOSES - _OPENS) * (days % 1)) / 24

    def _interview(self, case: Case) -> Passage[Appointment]:
        """Whether the suspect comes and is interviewed."""
        world, teams = self._world, self._teams
        if case.offender.held or world.decide(case, Recurring.COMES) < self._rules.not_attending:
            return Appointment.NOT_ATTENDED
        if teams.send(case.district, Task.INTERVIEW):
            return Appointment.KEPT
        priority = teams.gravest(case) + self._priority
        came = yield teams.ask(case.district, priority, self._rules.patience_hours / 24)
        if not came:
            return Appointment.NO_OFFICER
        if self._over(case):
            teams.stand_down(case.district)
        else:
            teams.work(case.district, Task.INTERVIEW)
        return Appointment.KEPT


def investigate_after_attendance(world: World, case: Case) -> Passage[Decision]:
    """Investigate until a decision; returns the ``Decision``."""
    return investigate(world, case, Stage.VOLUNTARY_INVESTIGATION, world.settings.voluntary, _MARKS)
