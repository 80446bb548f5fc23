"""The magistrates' courts: the first hearing of every adult, pleas, and trials of what is not sent up."""

from __future__ import annotations

from math import log

from sim.agencies.proceedings import Proceedings
from sim.agencies.remand import Remand
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Court, Hearing, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Court as CourtSettings
from sim.scenario.settings import Settings


class MagistratesCourt:
    """Hears a case until it is decided or sent to the Crown Court."""

    court = Court.MAGISTRATES

    def __init__(self, world: World, proceedings: Proceedings, remand: Remand) -> None:
        self._world = world
        self._proceedings = proceedings
        self._remand = remand
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = self._own(settings)
        self._crown_share = self._sent_up(settings)

    def _own(self, settings: Settings) -> CourtSettings:
        return settings.courts.magistrates

    def _sent_up(self, settings: Settings) -> list[float]:
        """Share sent to the Crown Court, by type of offence."""
        return [offence.crown_share for offence in settings.offences.values()]

    def hear(self, case: Case) -> Passage[bool | None]:
        """From charge on; returns whether the person was convicted, or None if the case is sent up."""
        world, marks, rules = self._world, case.marks, self._rules
        world.enter(case, Stage.MAGISTRATES)
        if case.remanded_since is None:
            yield self._proceedings.until_listed(-log(marks[Mark.FIRST_HEARING]) * rules.first_hearing_days)
        yield from self._proceedings.appear(case, self.court, trial=False)
        verdict = self._first_hearing(case)
        if verdict is Hearing.ADJOURNED:
            days = -log(marks[Mark.PREPARATION]) * self._rules.trial_wait_days
            cracks = marks[Mark.PLEA] < self._rules.guilty_plea
            convicted = yield from self._proceedings.trial(case, self.court, days, cracks=cracks)
            world.leave(case, Stage.MAGISTRATES)
            return convicted
        world.leave(case, Stage.MAGISTRATES)
        return True if verdict is Hearing.COMPLETED else None

    def _first_hearing(self, case: Case) -> Hearing:
        """Allocation and plea; who is not dealt with at once is remanded or bailed."""
        outcome = Hearing.ADJOURNED
        if case.marks[Mark.CROWN] < max(self._crown_share[offence.type] for offence in case.offences):
            outcome = Hearing.SENT_TO_CROWN
        elif case.marks[Mark.PLEA] < self._rules.early_plea:
            outcome = Hearing.COMPLETED
        self._proceedings.put_down(case, self.court, outcome)
        if outcome is not Hearing.COMPLETED:
            self._remand.decide(case, sent_up=outcome is Hearing.SENT_TO_CROWN)
        return outcome

    def trial_on_day_zero(self, case: Case, days: float) -> Passage[bool]:
        """A case that awaits trial on day 0, ``days`` before it; returns True if convicted."""
        self._world.enter(case, Stage.MAGISTRATES)
        cracks = case.marks[Mark.PLEA] < self._rules.cracking
        convicted = yield from self._proceedings.trial(case, self.court, days, cracks=cracks)
        self._world.leave(case, Stage.MAGISTRATES)
        return convicted
