"""Outstanding suspects: from a named suspect to arrest, voluntary attendance, or filing.

A suspect is found after a time; then an officer of the district is needed. Where nobody is free the record
waits and ages, and is served by the gravest offence of the person's records; one that can still keep the
ten-day rule goes before one that cannot by so many points. Nothing else about a person counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from itertools import accumulate
from math import floor, log

from sim.agencies.arrest_teams import ArrestTeams, Task
from sim.agencies.voluntary_attendance import VoluntaryAttendance
from sim.engine.case import Case
from sim.engine.kernel import Journey, Step
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import ARREST, VOLUNTARY_ATTENDANCE, Appointment, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Settings


class Route(Enum):
    """What became of a suspect."""

    ARRESTED = "arrested"
    ATTENDED = "attended"
    CLOSED = "closed"
    """Nothing more to do: filed, joined to another case, or dealt with in prison."""


Then = Callable[[Case, Route], None]
"""What follows, with what became of the suspect."""


class Suspects:
    """The list of people named as suspects and not yet dealt with."""

    def __init__(self, world: World, teams: ArrestTeams, attendance: VoluntaryAttendance) -> None:
        self._world = world
        self._kernel = world.kernel
        self._teams = teams
        self._attendance = attendance
        self._outstanding: dict[int, list[Case]] = {}
        """Open suspect cases of each person, oldest first."""
        self._arrested = world.ledger.recorder(ARREST)
        self._attended = world.ledger.recorder(VOLUNTARY_ATTENDANCE)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.suspects
        districts = settings.districts.values()
        self._quick_days = [district.quick_days for district in districts]
        self._slow_share = [district.slow_share for district in districts]
        running = list(accumulate(settings.custody.arrivals_by_hour))
        self._by_hour = [share / running[-1] for share in running]

    def pursue(self, case: Case, then: Then, days: float | None = None) -> None:
        """Look for the suspect, and call ``then`` with what became of them, unless another record did.

        Each suspect record has its own clock. The first to fire sweeps the person's other open records into
        its case. ``days`` replaces the drawn time for records that were open on day 0. This is an action on
        a day, no journey: a third of all events are suspects that come due.
        """
        kernel = self._kernel
        self._list(case)
        if days is None:
            days = self._days_to_action(case.district, case.marks)
        wait = self._at_an_hour(kernel.now + days, case.marks[Mark.HOUR]) - kernel.now
        kernel.after(wait, partial(self._due, case, then))

    def arrest_instead(self, case: Case, then: Then) -> None:
        """Put somebody who has kept no appointment on the list again, to be arrested."""
        self._list(case)
        if not self._over(case, then):
            self._send_officer(case, then)

    def attends(self, case: Case) -> None:
        """Put down a voluntary attendance."""
        self._attended((self._world.now, case.offender.id, case.id, case.district))

    def _list(self, case: Case) -> None:
        self._outstanding.setdefault(case.offender.id, []).append(case)
        self._world.enter(case, Stage.SUSPECT)

    def _days_to_action(self, district: int, marks: Sequence[float]) -> float:
        slow = marks[Mark.HARD_TO_FIND] < self._slow_share[district]
        return -log(marks[Mark.FINDING]) * (self._rules.slow_days if slow else self._quick_days[district])

    def _at_an_hour(self, day: float, mark: float) -> float:
        """The first moment from ``day`` on at the hour of the day that the mark asks for."""
        hour = bisect_left(self._by_hour, mark)
        before = self._by_hour[hour - 1] if hour else 0.0
        share = (mark - before) / (self._by_hour[hour] - before)
        moment = floor(day) + (hour + share) / 24
        return moment if moment >= day else moment + 1.0

    def _due(self, case: Case, then: Then) -> None:
        """The suspect has been found, or there is nobody to look for."""
        if self._over(case, then):
            return
        chance, rules = case.marks[Mark.ROUTE], self._rules
        if chance < rules.arrest_share:
            self._send_officer(case, then)
        elif chance < rules.arrest_share + rules.voluntary_share:
            self._world.kernel.start(self._by_appointment(case, then))
        else:
            self._await_review(case, then)

    def _over(self, case: Case, then: Then) -> bool:
        """Whether there is nothing left to do; ends the record if it is still open."""
        offender = case.offender
        if case.exit is not None:
            return True
        if self._kernel.now >= offender.gone:
            self._strike_off(case)
            then(case, Route.CLOSED)
            return True
        if offender.in_prison:
            self._close(case, then, Disposal.PRODUCED_IN_PRISON)
            return True
        return False

    def _send_officer(self, case: Case, then: Then) -> None:
        if self._teams.send(case.district, Task.ARREST):
            self._arrest(case, then)
            return
        waiting = self._teams.ask(case.district, self._priority(case), self._rules.patience_days)
        waiting.callbacks.append(partial(self._officer_comes, case, then))

    def _priority(self, case: Case) -> float:
        """Points of the gravest offence, and more while the rule can still be kept."""
        points = self._teams.gravest(*self._outstanding[case.offender.id])
        in_time = self._world.now - case.lead.time < self._rules.rule_days
        return points + (self._rules.rule_priority if in_time else 0.0)

    def _officer_comes(self, case: Case, then: Then, waiting: Step) -> None:
        came = bool(waiting.value)
        if self._over(case, then):
            if came:
                self._teams.stand_down(case.district)
        elif came:
            self._teams.work(case.district, Task.ARREST)
            self._arrest(case, then)
        else:
            self._await_review(case, then)

    def _arrest(self, case: Case, then: Then) -> None:
        world = self._world
        self._sweep(case)
        self._arrested((world.now, case.offender.id, case.id, case.district))
        then(case, Route.ARRESTED)

    def _by_appointment(self, case: Case, then: Then) -> Journey:
        """Have the suspect come to an interview; they stay on the list until they have."""
        outcome = yield from self._attendance.by_appointment(case)
        if self._over(case, then):
            return
        if outcome is Appointment.KEPT:
            self._sweep(case)
            self.attends(case)
            then(case, Route.ATTENDED)
        elif outcome is Appointment.NOT_ATTENDED:
            self._send_officer(case, then)
        else:
            self._await_review(case, then)

    def _await_review(self, case: Case, then: Then) -> None:
        """Nothing more can be done: the next review of the record files it."""
        every = self._rules.review_days
        age = self._world.now - case.lead.time
        self._world.kernel.after(every - age % every, partial(self._review, case, then))

    def _review(self, case: Case, then: Then) -> None:
        if not self._over(case, then):
            self._close(case, then, Disposal.FILED)

    def _close(self, case: Case, then: Then, disposal: Disposal) -> None:
        self._strike_off(case)
        self._world.close(case, disposal)
        then(case, Route.CLOSED)

    def _sweep(self, case: Case) -> None:
        """Take the person's other records into this case, and strike all of them off."""
        world = self._world
        for other in self._outstanding.pop(case.offender.id):
            self._leave_stages(other)
            if other is not case:
                case.offences.extend(other.offences)
                world.close(other, Disposal.MERGED)

    def _strike_off(self, case: Case) -> None:
        person = case.offender.id
        cases = self._outstanding[person]
        cases.remove(case)
        if not cases:
            del self._outstanding[person]
        self._leave_stages(case)

    def _leave_stages(self, case: Case) -> None:
        for stage in tuple(case.stages):
            self._world.leave(case, stage)
