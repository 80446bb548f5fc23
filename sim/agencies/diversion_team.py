"""The Offender Diversion Team: a sergeant and caseworkers who see conditional cautions through.

A conditional caution needs a place on a caseworker's caseload. When the team is full a case waits, and if
nobody can take it in time it is dealt with otherwise. The team hears from the Interventions Hub when somebody
leaves their course, so that a breach is decided on then; without a course it shows only at the end of the
conditions.
"""

from __future__ import annotations

from math import floor

from sim.agencies.interventions_hub import InterventionsHub
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.team import Team
from sim.engine.world import World
from sim.model.events import BREACH, DIVERSION_FULL, Stage
from sim.model.marks import Mark, Recurring
from sim.scenario.settings import Settings

_ROUNDING = 1e-9


class DiversionTeam:
    """The team's caseload, compliance, and what follows a breach."""

    def __init__(self, world: World, hub: InterventionsHub) -> None:
        self._world = world
        self._hub = hub
        self._breach = world.ledger.recorder(BREACH)
        self._full = world.ledger.recorder(DIVERSION_FULL)
        self._places = world.services.open("diversion_team.caseworkers", "Offender Diversion Team", "cases")
        rules = world.settings.diversion_team
        self._rules = rules
        self._caseworkers = Team(world.kernel, rules.caseworkers, rules.staffing, self._open)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.diversion_team
        self._conditions = settings.out_of_court
        self._caseworkers.set(self._rules.caseworkers, self._rules.staffing)
        self._open()

    def _open(self) -> None:
        """Have as many places as the caseworkers at work can carry under the sergeants there are."""
        rules = self._rules
        supervised = min(self._caseworkers.posts_at_work, rules.sergeants * rules.caseworkers_per_sergeant)
        self._places.set_capacity(floor(supervised * rules.cases_per_caseworker + _ROUNDING))

    def take_on(self, case: Case) -> Passage[bool]:
        """Get a place on a caseload; False if there is none in time. Nobody waits for a closed team."""
        places = self._places
        granted = places.take()
        if not granted and places.capacity:
            granted = bool((yield places.queue(patience=self._rules.patience_days)))
            if self._world.gone(case) and granted:
                places.give_back()
            self._world.must_be_here(case)
        return granted

    def charged_when_full(self, case: Case) -> bool:
        """What is done in place of a conditional caution that nobody can see through."""
        world = self._world
        charged = world.decide(case, Recurring.CHARGED_WHEN_FULL) < self._rules.charged_when_full
        self._full((world.now, case.offender.id, case.id, charged))
        return charged

    def see_through(self, case: Case) -> Passage[bool]:
        """See the conditions through; returns True if they are breached and that is to be prosecuted."""
        world = self._world
        began = world.now
        kept = case.marks[Mark.BREACH_OF_CONDITIONS] >= self._conditions.breach
        world.enter(case, Stage.CONDITIONS)
        on_course = yield from self._hub.attend(case, completes=kept)
        if kept or not on_course:
            ends = began + self._conditions.conditions_days
            yield world.wait_while_here(case.offender, ends - world.now)
        self._places.give_back()
        world.must_be_here(case)
        world.leave(case, Stage.CONDITIONS)
        if kept:
            return False
        self._breach((world.now, case.offender.id, case.id, Stage.CONDITIONS))
        return case.marks[Mark.PROSECUTED_BREACH] < self._conditions.breach_charged
