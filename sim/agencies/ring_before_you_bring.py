"""Ring before you bring: officers call custody from the scene of an arrest, before they bring anybody in.

The call weighs risk and how full the nearest suite is. Risk is read from the offences and the case alone:
whoever is arrested for a serious offence, is wanted, or has already failed to keep an appointment in the case
is brought in. Nobody on recall comes this way: a recall leads straight to prison. Care, exclusion, sex and
health have no part in it.
"""

from __future__ import annotations

from enum import Enum

from sim import clock
from sim.agencies.custody import Custody
from sim.agencies.wanted import Wanted
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import DIVERTED
from sim.model.marks import Recurring
from sim.model.offences import OFFENCES
from sim.scenario.settings import Settings

_SERIOUS = tuple(offence.serious for offence in OFFENCES)


class Answer(Enum):
    """What custody says on the telephone."""

    BRING = "bring them in"
    APPOINTMENT = "voluntary attendance"
    OUT_OF_COURT = "out-of-court decision"


class RingBeforeYouBring:
    """The call and its answer."""

    def __init__(self, world: World, custody: Custody, wanted: Wanted) -> None:
        self._world = world
        self._custody = custody
        self._wanted = wanted
        self._diverted = world.ledger.recorder(DIVERTED)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.ring_before_you_bring
        self._in_force_from = clock.day_of(self._rules.in_force_from)
        self._busy_from, self._diverted_share = self._rules.busy_from, self._rules.diverted

    def answer(self, case: Case) -> Answer:
        """What is to be done with somebody who has just been arrested."""
        world = self._world
        if world.now < self._in_force_from or not self._low_risk(case):
            return Answer.BRING
        if world.decide(case, Recurring.DIVERTED) >= self._chance(self._custody.fullness(case.district)):
            return Answer.BRING
        decided = world.decide(case, Recurring.DIVERTED_TO) < self._rules.out_of_court
        self._diverted((world.now, case.offender.id, case.id, decided))
        return Answer.OUT_OF_COURT if decided else Answer.APPOINTMENT

    def _low_risk(self, case: Case) -> bool:
        if Recurring.DIVERTED in case.occurrences:
            return False  # the call has been made in this case before
        serious = any(_SERIOUS[offence.type] for offence in case.offences)
        return not serious and not self._wanted.is_wanted(case.offender)

    def _chance(self, fullness: float) -> float:
        """Level up to where the suite is busy, then rising in a straight line to a full one."""
        if fullness <= self._busy_from:
            return self._diverted_share
        rules = self._rules
        busy = (fullness - rules.busy_from) / (1.0 - rules.busy_from)
        return rules.diverted + busy * (rules.diverted_when_full - rules.diverted)
