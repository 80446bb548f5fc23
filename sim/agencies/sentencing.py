"""Sentences by offence and history, and by age: people under 18 get youth sentences.

A youth sentence is what an adult would get, in its youth form: detention and training, shorter, in place of
custody; a referral order the first time, later a youth rehabilitation order, in place of a community or
suspended sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sim import clock
from sim.distributions import lognormal_location
from sim.engine.case import Case, Offence
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import SANCTION, SENTENCE
from sim.model.frameworks import ADULT_FROM
from sim.model.marks import Mark
from sim.scenario.settings import Settings

_LONGEST_DAYS = 30 * clock.DAYS_PER_YEAR


@dataclass(frozen=True)
class Sentence:
    """What the court orders; ``term_days`` is 0 where it is not custody."""

    disposal: Disposal
    term_days: float


class Sentencing:
    """Both courts sentence alike: by the gravest offence and the number of prior sanctions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sentence = world.ledger.recorder(SENTENCE)
        self._sanction = world.ledger.recorder(SANCTION)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.sentencing
        offences = settings.offences.values()
        self._odds = [offence.custody_rate / (1.0 - offence.custody_rate) for offence in offences]
        month = clock.DAYS_PER_YEAR / 12
        self._longest_youth_days = self._rules.youth_term_months * month
        self._location = [
            lognormal_location(offence.mean_term_months * month, self._rules.term_log_sd)
            for offence in offences
        ]

    def pass_sentence(self, case: Case) -> Sentence:
        """Sentence a convicted case and write down every conviction."""
        world, offender = self._world, case.offender
        youth = offender.age(world.now) < ADULT_FROM
        terms = [self._term(offence) for offence in case.offences if self._custody(case, offence, youth)]
        if terms:
            sentence = self._detention(max(terms)) if youth else Sentence(Disposal.CUSTODY, max(terms))
        else:
            disposal = self._in_the_community(case.marks[Mark.NON_CUSTODIAL])
            sentence = Sentence(self._for_youth(case, disposal) if youth else disposal, 0.0)
        now, disposal = world.now, sentence.disposal
        for offence in case.offences:
            self._sanction((now, offender.id, case.id, offence.id, offence.time, offence.type, disposal))
        self._sentence((now, offender.id, case.id, case.lead.type, disposal, sentence.term_days))
        world.history.sanction(offender.row, now, case.lead.type)
        return sentence

    def _detention(self, term_days: float) -> Sentence:
        """Detention and training in place of an adult's term."""
        days = min(term_days * self._rules.youth_term_share, self._longest_youth_days)
        return Sentence(Disposal.DETENTION_AND_TRAINING, days)

    def _for_youth(self, case: Case, disposal: Disposal) -> Disposal:
        """The youth form of a sentence in the community."""
        if disposal is Disposal.DISCHARGE:
            return disposal
        if not self._world.history.sanctions[case.offender.row]:
            return Disposal.REFERRAL_ORDER
        return disposal if disposal is Disposal.FINE else Disposal.YOUTH_REHABILITATION_ORDER

    def _custody(self, case: Case, offence: Offence, youth: bool) -> bool:
        rules, offender = self._rules, case.offender
        prior = min(int(self._world.history.sanctions[offender.row]), rules.prior_cap)
        odds: float = (
            self._odds[offence.type] * rules.custody_odds * rules.prior_odds ** (prior - rules.prior_mean)
        )
        if self._world.now < offender.suspended_until:
            odds *= rules.suspended_odds
        if youth:
            odds *= rules.youth_custody_odds
        return bool(offence.marks[Mark.CUSTODY] < odds / (1.0 + odds))

    def _term(self, offence: Offence) -> float:
        deviate = offence.marks[Mark.TERM]
        return min(_LONGEST_DAYS, exp(self._location[offence.type] + self._rules.term_log_sd * deviate))

    def _in_the_community(self, chance: float) -> Disposal:
        rules = self._rules
        for share, disposal in (
            (rules.suspended, Disposal.SUSPENDED_SENTENCE),
            (rules.community_order, Disposal.COMMUNITY_ORDER),
            (rules.fine, Disposal.FINE),
        ):
            if chance < share:
                return disposal
            chance -= share
        return Disposal.DISCHARGE
