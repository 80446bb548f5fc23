"""Remand and bail by the court, and custody time limits.

The police keep some of those they charge for the court. At the first hearing that does not end the case the
court decides: some of these are bailed, a few others lose their bail. Later applications free some more.
Nobody is held for trial beyond the custody time limit: the trial is listed within it, and when it runs out
before the court has reached the case, the person is bailed.
"""

from __future__ import annotations

from functools import partial
from math import inf, log

from sim.agencies.prison import Prison
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.marks import Recurring
from sim.scenario.settings import Settings


class Remand:
    """Who waits for the court in prison, and until when."""

    def __init__(self, world: World, prison: Prison) -> None:
        self._world = world
        self._prison = prison
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.courts

    def decide(self, case: Case, *, sent_up: bool) -> None:
        """Remand or bail, at the first hearing of a case that goes on, in the Crown Court if ``sent_up``."""
        rules, chance = self._rules, self._world.decide(case, Recurring.BAIL_AT_FIRST_HEARING)
        if case.remanded_since is not None:
            if chance < rules.bailed_at_first_hearing:
                self.bail(case)
                return
        elif chance < (rules.bail_refused_sent_up if sent_up else rules.bail_refused):
            self._prison.remand(case)
        else:
            return
        if self._world.decide(case, Recurring.BAIL_APPLICATION) < rules.bailed_later:
            days = (
                -log(self._world.decide(case, Recurring.BAIL_APPLICATION_TIME)) * rules.bail_application_days
            )
            self._world.kernel.after(days, partial(self._bailed_later, case, case.remanded_since))

    def bail(self, case: Case) -> None:
        """Let somebody on remand wait for the court at liberty."""
        self._prison.end_remand(case)

    def days_left(self, case: Case, limit_days: float) -> float:
        """Days until the custody time limit; infinite for people at liberty, none where it has run out."""
        if case.remanded_since is None:
            return inf
        return max(0.0, case.remanded_since + limit_days - self._world.now)

    def _bailed_later(self, case: Case, since: float | None) -> None:
        if not case.closed and case.remanded_since is not None and case.remanded_since == since:
            self.bail(case)
