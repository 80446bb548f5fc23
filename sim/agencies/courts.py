"""The magistrates' and Crown courts: listing, pleas, ineffective trials, and people who do not come.

A court holds so many hearings a week: a place on the list is taken for seven days. What finds no place
waits, people in custody first. That queue and the waits between hearings are the backlog.
"""

from __future__ import annotations

from math import log

from sim.agencies.wanted import Wanted
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage
from sim.engine.world import PersonGone, World
from sim.model import events
from sim.model.events import HEARING, Court, Hearing, Stage
from sim.model.marks import Mark, Recurring
from sim.scenario.settings import Court as CourtSettings
from sim.scenario.settings import Settings

_WEEK = 7.0
_IN_CUSTODY, _ON_BAIL = 0, 1
"""Priorities on the list."""


class Courts:
    """Both courts."""

    def __init__(self, world: World, wanted: Wanted) -> None:
        self._world = world
        self._wanted = wanted
        self._hearing = world.ledger.recorder(HEARING)
        self._lists = [
            world.services.open("courts.magistrates", "Magistrates' courts", "hearings a week"),
            world.services.open("courts.crown", "Crown Court", "hearings a week"),
        ]
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.courts
        self._by_court: list[CourtSettings] = [settings.courts.magistrates, settings.courts.crown]
        self._crown_share = [offence.crown_share for offence in settings.offences.values()]
        for places, court in zip(self._lists, self._by_court, strict=True):
            places.set_capacity(court.cases_per_week)

    def prosecute(self, case: Case) -> Passage[bool]:
        """Take a charged case through the courts; returns True if convicted."""
        world, marks = self._world, case.marks
        world.enter(case, Stage.MAGISTRATES)
        if case.remanded_since is None:
            yield world.kernel.wait(-log(marks[Mark.FIRST_HEARING]) * self._by_court[0].first_hearing_days)
        crown = marks[Mark.CROWN] < max(self._crown_share[offence.type] for offence in case.offences)
        yield from self._appear(case, Court.MAGISTRATES)
        guilty = not crown and marks[Mark.PLEA] < self._by_court[0].guilty_plea
        first = Hearing.SENT_TO_CROWN if crown else Hearing.COMPLETED if guilty else Hearing.ADJOURNED
        self._put_down(case, Court.MAGISTRATES, first)
        if crown:
            world.leave(case, Stage.MAGISTRATES)
            return (yield from self.crown_court(case))
        if not guilty:
            guilty = yield from self._trial(case, Court.MAGISTRATES)
        world.leave(case, Stage.MAGISTRATES)
        return guilty

    def crown_court(self, case: Case, days: float | None = None) -> Passage[bool]:
        """The Crown Court, from sending on; returns True if convicted. ``days`` replaces the first wait."""
        world, marks = self._world, case.marks
        rules = self._by_court[Court.CROWN]
        world.enter(case, Stage.CROWN)
        if days is None:
            days = -log(marks[Mark.CROWN_FIRST_HEARING]) * rules.first_hearing_days
        yield world.kernel.wait(days)
        yield from self._appear(case, Court.CROWN)
        guilty = marks[Mark.CROWN_PLEA] < rules.guilty_plea
        self._put_down(case, Court.CROWN, Hearing.COMPLETED if guilty else Hearing.ADJOURNED)
        if not guilty:
            guilty = yield from self._trial(case, Court.CROWN)
        world.leave(case, Stage.CROWN)
        return guilty

    def magistrates_trial(self, case: Case, days: float) -> Passage[bool]:
        """A case adjourned for trial on day 0, ``days`` before its trial; returns True if convicted."""
        self._world.enter(case, Stage.MAGISTRATES)
        convicted = yield from self._trial(case, Court.MAGISTRATES, days)
        self._world.leave(case, Stage.MAGISTRATES)
        return convicted

    def _trial(self, case: Case, court: Court, days: float | None = None) -> Passage[bool]:
        """Prepare and hold a trial, as often as it takes; returns True if convicted."""
        world = self._world
        if days is None:
            days = -log(case.marks[Mark.PREPARATION]) * self._by_court[court].trial_wait_days
        yield world.kernel.wait(days)
        while True:
            yield from self._appear(case, court)
            if world.decide(case, Recurring.EFFECTIVE) >= self._rules.ineffective:
                break
            self._put_down(case, court, Hearing.INEFFECTIVE)
            yield world.kernel.wait(-log(world.decide(case, Recurring.RELISTED)) * self._rules.relist_days)
        self._put_down(case, court, Hearing.COMPLETED)
        return case.marks[Mark.TRIAL] < self._rules.convicted_at_trial

    def _appear(self, case: Case, court: Court) -> Journey:
        """Get a place on the list and be there; those who fail to appear are brought back on a warrant."""
        world, brought = self._world, False
        while True:
            world.must_be_here(case)
            places = self._lists[court]
            if not places.take():
                yield places.queue(_IN_CUSTODY if brought or case.offender.held else _ON_BAIL)
                if world.gone(case):
                    places.give_back()
                    raise PersonGone
            world.kernel.after(_WEEK, places.give_back)
            if brought or case.offender.held:
                return
            if world.decide(case, Recurring.APPEARS) >= self._rules.failing_to_appear:
                return
            self._put_down(case, court, Hearing.FAILED_TO_APPEAR)
            yield from self._wanted.bring_back(case)
            brought = True

    def _put_down(self, case: Case, court: Court, outcome: events.Hearing) -> None:
        self._hearing((self._world.now, case.offender.id, case.id, court, outcome))
