"""Drug testing in police custody, and the required assessment of the Drug Interventions Programme.

Adults arrested for a trigger offence (theft, robbery, burglary, drugs: the list of the Criminal Justice and
Court Services Act 2000 as far as the model's types reach) may be tested for heroin, cocaine and crack. Who
tests positive must attend an assessment, and may be referred from it to the treatment service for hard drugs,
where they wait for a place like everybody else.

Who is tested is decided by offence and age alone. The need is read where a test or an assessor would see it,
and for support only: missing an assessment, an offence in law, has no consequence here.
"""

from __future__ import annotations

from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import DRUG_TEST, NEEDS, Referrer
from sim.model.marks import Recurring
from sim.model.offences import CODE
from sim.model.offender import Offender
from sim.programmes.treatment import Treatment
from sim.scenario.settings_of_a_programme import OFFENCE_GROUPS

TRIGGERS = frozenset(CODE[name] for name in OFFENCE_GROUPS["trigger_offences"])
_ADULT = 18
_HARD_DRUGS = NEEDS.index("hard_drugs")
_TESTED, _POSITIVE, _ATTENDS, _REFERRED = 0, 1, 2, 3


class DrugTesting:
    """Meets everybody who leaves police custody."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment
        self._test = world.ledger.recorder(DRUG_TEST)
        if any(settings.drug_testing.tested > 0 for settings in world.all_settings):
            world.meetings.listen("custody", self._leaves_custody)

    def _leaves_custody(self, offender: Offender, case: Case | None) -> None:
        world, rules = self._world, self._world.settings.drug_testing
        if case is None or not rules.tested or offender.age(world.now) < _ADULT:
            return
        if not any(offence.type in TRIGGERS for offence in case.offences):
            return
        key = fold(fold(case.lead.key, Recurring.DRUG_TEST), case.again(Recurring.DRUG_TEST))
        if uniform(key, _TESTED) >= rules.tested:
            return
        has_problem = bool(world.needs_of(offender) >> _HARD_DRUGS & 1)
        chance = rules.detects if has_problem else rules.positive_without_problem
        positive = uniform(key, _POSITIVE) < chance
        # who is remanded is looked after inside, if at all
        assessed = positive and not offender.in_prison and uniform(key, _ATTENDS) < rules.attends
        self._test((world.now, offender.id, case.id, positive, assessed))
        if assessed and has_problem and uniform(key, _REFERRED) < rules.referral:
            self._treatment.refer(offender, _HARD_DRUGS, Referrer.DRUG_TESTING, key)
