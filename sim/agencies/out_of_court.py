"""Out-of-court disposals, by the framework in force in the district on the day."""

from __future__ import annotations

from sim import clock
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import BREACH, OUT_OF_COURT, SANCTION, Stage
from sim.model.marks import Mark
from sim.scenario.settings import Settings


class OutOfCourt:
    """Community resolutions, cautions and conditional cautions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._disposal = world.ledger.recorder(OUT_OF_COURT)
        self._sanction = world.ledger.recorder(SANCTION)
        self._breach = world.ledger.recorder(BREACH)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.out_of_court
        self._two_tier_from = [clock.day_of(area.two_tier_from) for area in settings.districts.values()]

    def dispose(self, case: Case) -> Passage[bool]:
        """Give the disposal and see conditions through; returns True if a breach is to be prosecuted."""
        world = self._world
        disposal = self._choose(case)
        self._put_down(case, disposal)
        if disposal is Disposal.CONDITIONAL_CAUTION:
            world.enter(case, Stage.CONDITIONS)
            yield world.kernel.wait(self._rules.conditions_days)
            world.leave(case, Stage.CONDITIONS)
            world.must_be_here(case)
            if case.marks[Mark.BREACH_OF_CONDITIONS] < self._rules.breach:
                self._breach((world.now, case.offender.id, case.id, Stage.CONDITIONS))
                if case.marks[Mark.PROSECUTED_BREACH] < self._rules.breach_charged:
                    return True
        world.close(case, disposal)
        return False

    def _choose(self, case: Case) -> Disposal:
        rules, chance = self._rules, case.marks[Mark.OUT_OF_COURT_KIND]
        if self._world.now >= self._two_tier_from[case.district]:
            resolved = chance < rules.two_tier_community_resolution
            return Disposal.COMMUNITY_RESOLUTION if resolved else Disposal.CONDITIONAL_CAUTION
        if chance < rules.community_resolution:
            return Disposal.COMMUNITY_RESOLUTION
        cautioned = chance < rules.community_resolution + rules.caution
        return Disposal.CAUTION if cautioned else Disposal.CONDITIONAL_CAUTION

    def _put_down(self, case: Case, disposal: Disposal) -> None:
        now, person = self._world.now, case.offender.id
        for offence in case.offences:
            self._disposal((now, person, case.id, offence.id, offence.type, disposal))
            if DISPOSALS[disposal].proven:
                self._sanction((now, person, case.id, offence.id, offence.time, offence.type, disposal))
        if DISPOSALS[disposal].proven:
            self._world.history.sanction(case.offender.row, now, case.lead.type)
