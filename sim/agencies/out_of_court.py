"""Out-of-court disposals: who is eligible, what the framework of the district offers, and what follows.

Eligibility goes by the offence (serious ones are charged) and by recorded history alone: disposals out of
court are meant for low-level and mainly first-time offending, so somebody dealt with that way more often than
the rule allows in two years is charged, unless the officer lets it pass.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from sim import clock
from sim.agencies.diversion_team import DiversionTeam
from sim.agencies.scrutiny_panel import ScrutinyPanel
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import OUT_OF_COURT, SANCTION, Finding
from sim.model.frameworks import ADULT_FROM, SIX_OUTCOMES, TWO_TIER, Framework, Practice, shares
from sim.model.marks import Mark, Recurring
from sim.model.offences import CODE, NAMES
from sim.scenario.settings import Settings

HISTORY_DAYS = 2 * clock.DAYS_PER_YEAR
"""How far back earlier disposals count."""
_POSSESSION = CODE["drug_possession"]
_CAUTIONS = (Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION, Disposal.YOUTH_CAUTION)

Ladder = tuple[list[float], list[Disposal]]
"""Running shares, and the outcome up to each."""


class OutOfCourt:
    """The choice of a disposal, and its record."""

    def __init__(self, world: World, team: DiversionTeam, panel: ScrutinyPanel) -> None:
        self._world = world
        self._panel = panel
        self._team = team
        self._disposal = world.ledger.recorder(OUT_OF_COURT)
        self._sanction = world.ledger.recorder(SANCTION)
        self._earlier: dict[int, list[float]] = {}
        """Days of each person's disposals out of court of the last two years, ascending."""
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = rules = settings.out_of_court
        self._two_tier_from = [clock.day_of(area.two_tier_from) for area in settings.districts.values()]
        practice = Practice.of(rules)
        self._ladders = {
            (two_tier, child): [
                _ladder(TWO_TIER if two_tier else SIX_OUTCOMES, name, child, practice) for name in NAMES
            ]
            for two_tier in (False, True)
            for child in (False, True)
        }

    def takes_instead(self, case: Case) -> bool:
        """Whether a case that would be charged or dropped is dealt with here: some possession of drugs is.

        It is found on the person, so there is little to prove and little to deny.
        """
        if case.lead.type != _POSSESSION or any(offence.type != _POSSESSION for offence in case.offences):
            return False
        return self._world.decide(case, Recurring.POSSESSION) < self._rules.possession

    def dispose(self, case: Case) -> Passage[bool]:
        """Deal with a case out of court and see it through; returns True if it is to be prosecuted."""
        finding = Finding.CONSISTENT
        if self._too_many_before(case):
            if self._world.decide(case, Recurring.REPEAT_LET_THROUGH) >= self._rules.repeats_let_through:
                return True
            finding = Finding.TOO_MANY_BEFORE
        disposal, team = self._choose(case), self._team
        if disposal is Disposal.CONDITIONAL_CAUTION and not (yield from team.take_on(case)):
            if team.charged_when_full(case):
                return True
            disposal, finding = Disposal.COMMUNITY_RESOLUTION, Finding.TEAM_FULL
        self._put_down(case, disposal)
        self._panel.resolved(case, disposal, finding)
        if disposal is Disposal.CONDITIONAL_CAUTION and (yield from team.see_through(case)):
            return True
        self._world.close(case, disposal)
        return False

    def _too_many_before(self, case: Case) -> bool:
        days = self._earlier.get(case.offender.id)
        if days is None:
            return False
        days[:] = [day for day in days if day > self._world.now - HISTORY_DAYS]
        return len(days) > self._rules.earlier_allowed

    def _choose(self, case: Case) -> Disposal:
        now = self._world.now
        two_tier = now >= self._two_tier_from[case.district]
        child = case.offender.age(now) < ADULT_FROM
        edges, outcomes = self._ladders[two_tier, child][case.lead.type]
        return outcomes[min(bisect_right(edges, case.marks[Mark.OUT_OF_COURT_KIND]), len(outcomes) - 1)]

    def _put_down(self, case: Case, disposal: Disposal) -> None:
        world = self._world
        now, person, proven = world.now, case.offender.id, DISPOSALS[disposal].proven
        self._earlier.setdefault(person, []).append(now)
        alternate = (
            disposal in _CAUTIONS
            and world.decide(case, Recurring.ALTERNATE_OFFENCE) < self._rules.alternate_offence
        )
        for offence in case.offences:
            self._disposal((now, person, case.id, offence.id, offence.type, disposal, alternate))
            if proven:
                self._sanction((now, person, case.id, offence.id, offence.time, offence.type, disposal))
        if proven:
            world.history.sanction(case.offender.row, now, case.lead.type)


def _ladder(framework: Framework, offence: str, child: bool, practice: Practice) -> Ladder:
    given = [pair for pair in shares(framework, offence, child=child, practice=practice) if pair[1] > 0]
    return list(accumulate(share for _, share in given)), [disposal for disposal, _ in given]
