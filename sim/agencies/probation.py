"""Probation: community orders, suspended sentences and licences, breach, and referral to treatment."""

from __future__ import annotations

from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import BREACH, NEEDS, Referrer, Stage
from sim.model.marks import Recurring
from sim.model.offences import OFFENCES
from sim.programmes.treatment import Treatment

_NEIGHBOURHOOD = tuple(offence.neighbourhood for offence in OFFENCES)


class Probation:
    """Supervision in the community."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment
        self._breach = world.ledger.recorder(BREACH)

    def begin(self, case: Case, stage: Stage) -> None:
        """Supervision begins; needs that are found may be referred."""
        world, offender = self._world, case.offender
        world.enter(case, stage)
        offender.supervised += 1
        world.history.neighbourhood_supervision[offender.row] += _for_neighbourhood_crime(case)
        world.rescale(offender)
        self._refer(case)

    def end(self, case: Case, stage: Stage) -> None:
        """Supervision ends."""
        world, offender = self._world, case.offender
        offender.supervised -= 1
        world.history.neighbourhood_supervision[offender.row] -= _for_neighbourhood_crime(case)
        world.rescale(offender)
        world.leave(case, stage)

    def supervise(self, case: Case, disposal: Disposal) -> Passage[bool]:
        """A community order or suspended sentence; returns True if its breach ends in custody."""
        world, rules = self._world, self._world.settings.probation
        suspended = disposal is Disposal.SUSPENDED_SENTENCE
        days = rules.suspended_days if suspended else rules.order_days
        if suspended:
            case.offender.suspended_until = max(case.offender.suspended_until, world.now + days)
        self.begin(case, Stage.ORDER)
        breached = world.decide(case, Recurring.ORDER_BREACH) < rules.breach
        share = world.decide(case, Recurring.ORDER_BREACH_TIME) if breached else 1.0
        yield world.wait_while_here(case.offender, days * share)
        custody = False
        if breached and not world.gone(case):
            self._breach((world.now, case.offender.id, case.id, Stage.ORDER))
            custody = (
                world.decide(case, Recurring.ORDER_BREACH_CUSTODY) < world.settings.probation.breach_custody
                and not case.offender.in_prison
            )
            if not custody:
                yield world.wait_while_here(case.offender, days * (1.0 - share))
        self.end(case, Stage.ORDER)
        return custody

    def _refer(self, case: Case) -> None:
        world, offender = self._world, case.offender
        chance = world.settings.probation.referral
        there = world.needs_of(offender)
        start = fold(fold(case.lead.key, Recurring.REFERRAL), case.again(Recurring.REFERRAL))
        for need in range(len(NEEDS)):
            if there >> need & 1 and uniform(key := fold(start, need), Recurring.REFERRAL) < chance:
                self._treatment.refer(offender, need, Referrer.PROBATION, key)


def _for_neighbourhood_crime(case: Case) -> bool:
    return any(_NEIGHBOURHOOD[offence.type] for offence in case.offences)
