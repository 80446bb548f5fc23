"""Sentences by offence and history."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sim import clock
from sim.distributions import lognormal_location
from sim.engine.case import Case, Offence
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import SANCTION, SENTENCE
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
        self._location = [
            lognormal_location(offence.mean_term_months * month, self._rules.term_log_sd)
            for offence in offences
        ]

    def pass_sentence(self, case: Case) -> Sentence:
        """Sentence a convicted case and write down every conviction."""
        world, offender = self._world, case.offender
        terms = [self._term(offence) for offence in case.offences if self._custody(case, offence)]
        if terms:
            sentence = Sentence(Disposal.CUSTODY, max(terms))
        else:
            sentence = Sentence(self._in_the_community(case.marks[Mark.NON_CUSTODIAL]), 0.0)
        now, disposal = world.now, sentence.disposal
        for offence in case.offences:
            self._sanction((now, offender.id, case.id, offence.id, offence.time, offence.type, disposal))
        self._sentence((now, offender.id, case.id, case.lead.type, disposal, sentence.term_days))
        world.history.sanction(offender.row, now, case.lead.type)
        return sentence

    def _custody(self, case: Case, offence: Offence) -> bool:
        rules, offender = self._rules, case.offender
        prior = min(int(self._world.history.sanctions[offender.row]), rules.prior_cap)
        odds: float = (
            self._odds[offence.type] * rules.custody_odds * rules.prior_odds ** (prior - rules.prior_mean)
        )
        if self._world.now < offender.suspended_until:
            odds *= rules.suspended_odds
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
