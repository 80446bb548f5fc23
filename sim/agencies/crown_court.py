"""The Crown Court: plea hearings and trials of what the magistrates send up."""

from __future__ import annotations

from math import log

from sim.agencies.proceedings import Proceedings
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Court, Hearing, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Settings


class CrownCourt:
    """Hears a case from sending to verdict."""

    def __init__(self, world: World, proceedings: Proceedings) -> None:
        self._world = world
        self._proceedings = proceedings
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.courts.crown

    def hear(self, case: Case) -> Passage[bool]:
        """Plea hearing and, where it is denied there, trial; returns True if convicted."""
        world, marks, proceedings = self._world, case.marks, self._proceedings
        world.enter(case, Stage.CROWN)
        yield proceedings.until_listed(-log(marks[Mark.CROWN_FIRST_HEARING]) * self._rules.first_hearing_days)
        yield from proceedings.appear(case, Court.CROWN, trial=False)
        rules, plea = self._rules, marks[Mark.CROWN_PLEA]
        convicted = plea < rules.early_plea
        proceedings.put_down(case, Court.CROWN, Hearing.COMPLETED if convicted else Hearing.ADJOURNED)
        if not convicted:
            days = -log(marks[Mark.PREPARATION]) * rules.trial_wait_days
            cracks = plea < rules.guilty_plea
            convicted = yield from proceedings.trial(case, Court.CROWN, days, cracks=cracks)
        world.leave(case, Stage.CROWN)
        return convicted

    def trial_on_day_zero(self, case: Case, days: float) -> Passage[bool]:
        """A case that awaits trial on day 0, ``days`` before it is ready; returns True if convicted."""
        self._world.enter(case, Stage.CROWN)
        cracks = case.marks[Mark.CROWN_PLEA] < self._rules.cracking
        convicted = yield from self._proceedings.trial(case, Court.CROWN, days, cracks=cracks)
        self._world.leave(case, Stage.CROWN)
        return convicted
