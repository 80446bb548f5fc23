"""What is alike in every court: appearing, pleading late, and trials that go ahead or do not.

A trial that is listed cracks (the defendant pleads guilty on the day), is ineffective (prosecution or defence
are not ready, or the court has listed more than it has time for) and gets a new date, or is held.
"""

from __future__ import annotations

from math import inf, log

from sim.agencies.listing import Listing, last_listed, listed
from sim.agencies.remand import Remand
from sim.agencies.wanted import Wanted
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage, Step
from sim.engine.world import PersonGone, World
from sim.model.events import HEARING, Court, Hearing
from sim.model.marks import Mark, Recurring
from sim.scenario.settings import Settings

_IN_CUSTODY, _ON_BAIL = 0, 1
"""Priorities on the list."""


class Proceedings:
    """Hearings and trials."""

    def __init__(self, world: World, wanted: Wanted, remand: Remand) -> None:
        self._world = world
        self._wanted = wanted
        self._remand = remand
        self._listing = Listing(world)
        self._hearing = world.ledger.recorder(HEARING)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = rules = settings.courts
        self._limit = {
            Court.MAGISTRATES: rules.magistrates.custody_limit_days,
            Court.CROWN: rules.crown.custody_limit_days,
            Court.YOUTH: rules.youth.custody_limit_days,
        }

    def sitting(self, court: Court) -> Court:
        """Where the cases of a court are heard now."""
        return self._listing.sitting(court)

    def until_listed(self, days: float, days_left: float = inf) -> Step:
        """Wait so many days, and on to the next court day; or to the last within ``days_left``."""
        now = self._world.now
        day = listed(now + days)
        if day > now + days_left:
            day = max(listed(now), last_listed(now + days_left))
        return self._world.kernel.wait(day - now)

    def appear(self, case: Case, court: Court, *, trial: bool) -> Journey:
        """Get a place on the list and be there; those who fail to appear are looked for and brought back.

        People in custody go first; if their time limit runs out while they wait they are bailed, and wait on.
        """
        world, brought = self._world, False
        while True:
            world.must_be_here(case)
            wait = listed(world.now) - world.now
            if wait > 0:
                yield world.kernel.wait(wait)
            yield from self._reach(case, court, brought, trial)
            if brought or case.offender.held:
                return
            if world.decide(case, Recurring.APPEARS) >= self._rules.failing_to_appear:
                return
            self.put_down(case, court, Hearing.FAILED_TO_APPEAR)
            yield from self._wanted.bring_back(case)
            brought = True

    def _reach(self, case: Case, court: Court, brought: bool, trial: bool) -> Journey:
        """Wait until the list has come to the case."""
        world, limit = self._world, self._limit[court]
        while True:
            places = self._listing.places(self.sitting(court), trial)
            priority = _IN_CUSTODY if brought or case.offender.held else _ON_BAIL
            left = self._remand.days_left(case, limit)
            if (yield places.queue(priority, None if left == inf else left)):
                break
            if case.remanded_since is not None:  # else bailed meanwhile: wait on with everybody else
                self._remand.bail(case)
            world.must_be_here(case)
        if world.gone(case):
            places.give_back()
            raise PersonGone

    def trial(self, case: Case, court: Court, days: float, *, cracks: bool) -> Passage[bool]:
        """Prepare and hold a trial, as often as it takes; returns True if convicted.

        ``days`` of preparation on bail; people in custody are listed within their time limit. ``cracks``: the
        defendant pleads guilty when the day has come.
        """
        world, remand, limit = self._world, self._remand, self._limit[court]
        while True:
            yield self.until_listed(days, remand.days_left(case, limit))
            yield from self.appear(case, court, trial=True)
            outcome = self._on_the_day(case, court, cracks)
            self.put_down(case, court, outcome)
            if outcome is Hearing.CRACKED:
                return True
            if outcome is Hearing.COMPLETED:
                return case.marks[Mark.TRIAL] < self._rules.convicted_at_trial
            if case.remanded_since is not None and remand.days_left(case, limit) <= 0.0:
                remand.bail(case)
            days = -log(world.decide(case, Recurring.RELISTED)) * self._rules.relist_days

    def _on_the_day(self, case: Case, court: Court, cracks: bool) -> Hearing:
        rules, chance = self._rules, self._world.decide(case, Recurring.EFFECTIVE)
        if chance < rules.ineffective_prosecution:
            return Hearing.INEFFECTIVE_PROSECUTION
        if chance < rules.ineffective_prosecution + rules.ineffective_defence:
            return Hearing.INEFFECTIVE_DEFENCE
        if cracks:
            return Hearing.CRACKED
        return Hearing.COMPLETED if self._listing.time_for_trial(court) else Hearing.INEFFECTIVE_COURT

    def put_down(self, case: Case, court: Court, outcome: Hearing) -> None:
        """Write down what came of a hearing, in the court where it was held."""
        self._hearing((self._world.now, case.offender.id, case.id, self.sitting(court), outcome))
