"""Prison: remand, sentences, release at the statutory share, licence and recall."""

from __future__ import annotations

from math import log

from sim import clock
from sim.agencies.probation import Probation
from sim.engine.case import Case
from sim.engine.kernel import Journey
from sim.engine.world import World
from sim.model.events import NEEDS, RECALL, RECEPTION, RELEASE, Reception, Stage
from sim.model.marks import Mark, Recurring
from sim.model.spells import BEYOND_DAYS

_HOUSING = 1 << NEEDS.index("housing")


class Prison:
    """Receives, holds and releases; licence and recall follow."""

    def __init__(self, world: World, probation: Probation) -> None:
        self._world = world
        self._probation = probation
        self._reception = world.ledger.recorder(RECEPTION)
        self._release = world.ledger.recorder(RELEASE)
        self._recall = world.ledger.recorder(RECALL)

    def remand(self, case: Case) -> None:
        """Keep somebody in custody until the court has decided."""
        case.remanded_since = self._world.now
        self._receive(case, Reception.REMAND)
        self._world.enter(case, Stage.REMAND)

    def end_remand(self, case: Case) -> None:
        """The court has decided: nothing to do for people on bail."""
        if case.remanded_since is None:
            return
        served = self._world.now - case.remanded_since
        self._world.leave(case, Stage.REMAND)
        self._let_go(case, Reception.REMAND, 0.0, served, homeless=False)
        case.remanded_since = None

    def serve(self, case: Case, term_days: float, reason: Reception, served_days: float = 0.0) -> Journey:
        """Serve a sentence of ``term_days``, of which ``served_days`` have been served, then licence."""
        world, offender = self._world, case.offender
        # the share to be served is that of the day of reception; everything else that of the day of release
        due = max(term_days * world.settings.prison.release_share, served_days)
        self._receive(case, reason)
        world.enter(case, Stage.PRISON)
        received = world.now
        yield world.wait_while_here(offender, due - served_days)
        world.leave(case, Stage.PRISON)
        served = served_days + world.now - received if world.gone(case) else due
        rules = world.settings.prison
        homeless = case.marks[Mark.HOMELESS] < rules.homeless_share and offender.in_prison == 1
        self._let_go(case, reason, term_days, served, homeless)
        world.must_be_here(case)
        self._mark_by_prison(case, term_days, served)
        if homeless:
            world.kernel.start(self._without_a_home(case, rules.homeless_days))
        yield from self._licence(case, term_days - served)

    def serve_remainder(self, case: Case, residual_days: float, term_days: float) -> Journey:
        """Serve the rest of a sentence that began before day 0."""
        share = self._world.settings.prison.release_share
        yield from self.serve(
            case, term_days, Reception.BEFORE_DAY_ZERO, max(0.0, term_days * share - residual_days)
        )

    def serve_breach(self, case: Case, days: float) -> Journey:
        """A short term for breach of an order, served in full."""
        self._receive(case, Reception.BREACH)
        self._world.enter(case, Stage.PRISON)
        received = self._world.now
        yield self._world.wait_while_here(case.offender, days)
        self._world.leave(case, Stage.PRISON)
        self._let_go(case, Reception.BREACH, days, self._world.now - received, homeless=False)

    def _licence(self, case: Case, days: float) -> Journey:
        """On licence to the end of the sentence, with any recalls on the way."""
        world = self._world
        ends = world.now + days
        self._probation.begin(case, Stage.LICENCE)
        while world.now < ends:
            rules = world.settings.prison
            until_recall = float("inf")
            if rules.recalls_per_year > 0:
                mark = world.decide(case, Recurring.RECALL_TIME)
                until_recall = -log(mark) / rules.recalls_per_year * clock.DAYS_PER_YEAR
            yield world.wait_while_here(case.offender, min(until_recall, ends - world.now))
            if world.gone(case) or world.now >= ends:
                break
            if not case.offender.in_prison:
                yield from self._recalled(case, ends)
        self._probation.end(case, Stage.LICENCE)

    def _recalled(self, case: Case, ends: float) -> Journey:
        world, rules = self._world, self._world.settings.prison
        fixed = world.decide(case, Recurring.RECALL_KIND) < rules.fixed_recall_share
        self._recall((world.now, case.offender.id, case.id, fixed))
        days = rules.fixed_recall_days
        if not fixed:
            days = -log(world.decide(case, Recurring.RECALL_LENGTH)) * rules.standard_recall_days
        days = min(days, ends - world.now)
        self._receive(case, Reception.RECALL)
        world.enter(case, Stage.PRISON)
        received = world.now
        yield world.wait_while_here(case.offender, days)
        world.leave(case, Stage.PRISON)
        self._let_go(case, Reception.RECALL, 0.0, world.now - received, homeless=False)

    def _receive(self, case: Case, reason: Reception) -> None:
        world, offender = self._world, case.offender
        self._reception((world.now, offender.id, case.id, reason, world.needs_of(offender)))
        offender.in_prison += 1
        world.hold(offender)

    def _let_go(
        self, case: Case, reason: Reception, term_days: float, served_days: float, homeless: bool
    ) -> None:
        world, offender = self._world, case.offender
        self._release((world.now, offender.id, case.id, reason, term_days, served_days, homeless))
        offender.in_prison -= 1
        world.free(offender)

    def _mark_by_prison(self, case: Case, term_days: float, served_days: float) -> None:
        """Time inside prolongs a career; a short sentence is followed by a year of more offending."""
        world, offender, rules = self._world, case.offender, self._world.settings.prison
        prolonged = offender.career_until + rules.career_prolonged * served_days
        offender.career_until = min(prolonged, offender.natural_career_end + BEYOND_DAYS)
        world.changed(offender)
        if term_days < rules.short_sentence_months / 12 * clock.DAYS_PER_YEAR:
            offender.short_sentence_until = world.now + clock.DAYS_PER_YEAR
            world.rescale(offender)
            world.kernel.at(offender.short_sentence_until, lambda: world.rescale(offender))

    def _without_a_home(self, case: Case, days: float) -> Journey:
        """Housing becomes a need for a while, unless it is one by nature or is met."""
        world, offender = self._world, case.offender
        offender.homeless_until = max(offender.homeless_until, world.now + days)
        offender.induced |= _HOUSING
        world.changed(offender)
        yield world.kernel.wait(days)
        if world.now >= offender.homeless_until:
            offender.induced &= ~_HOUSING
            world.changed(offender)
