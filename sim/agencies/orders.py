"""Community orders and suspended sentences: their length, their requirements and their breach."""

from __future__ import annotations

from sim.agencies.probation import Probation
from sim.agencies.unpaid_work import UnpaidWork
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import BREACH, Stage
from sim.model.marks import Recurring


class Orders:
    """Sentences served in the community."""

    def __init__(self, world: World, probation: Probation, unpaid_work: UnpaidWork) -> None:
        self._world = world
        self._probation = probation
        self._unpaid_work = unpaid_work
        self._breach = world.ledger.recorder(BREACH)

    def supervise(self, case: Case, disposal: Disposal) -> Passage[bool]:
        """A community order or suspended sentence; returns True if its breach ends in custody.

        Whether and when somebody breaches is decided when the order is made; whether it is brought back to
        court hangs on the contact that there is on that day.
        """
        world, rules = self._world, self._world.settings.orders
        suspended = disposal is Disposal.SUSPENDED_SENTENCE
        days = rules.suspended_days if suspended else rules.days
        if suspended:
            case.offender.suspended_until = max(case.offender.suspended_until, world.now + days)
        self._probation.begin(case, Stage.ORDER)
        self._unpaid_work.consider(case)
        chance = world.decide(case, Recurring.ORDER_BREACH)
        breached = chance < rules.breach
        share = world.decide(case, Recurring.ORDER_BREACH_TIME) if breached else 1.0
        yield world.wait_while_here(case.offender, days * share)
        custody = False
        if breached and not world.gone(case):
            if chance < rules.breach * self._probation.contact(case):
                self._breach((world.now, case.offender.id, case.id, Stage.ORDER))
                custody = (
                    world.decide(case, Recurring.ORDER_BREACH_CUSTODY) < world.settings.orders.breach_custody
                    and not case.offender.in_prison
                )
            if not custody:
                yield world.wait_while_here(case.offender, days * (1.0 - share))
        self._probation.end(case, Stage.ORDER)
        return custody
