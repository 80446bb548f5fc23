"""Licence after release, and recall by reason.

A charge with an offence committed on licence can bring a recall; so can being out of contact, as far as
practitioners have the time to notice, and other reasons that come at a rate of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf, log

from sim import clock
from sim.agencies.probation import Probation
from sim.engine.case import Case
from sim.engine.kernel import Journey, Step
from sim.engine.world import World
from sim.model.events import RECALL, RecallReason, Stage
from sim.model.marks import Recurring


class Running:
    """One licence that runs."""

    __slots__ = ("began", "case", "ends", "number", "short", "step")

    def __init__(self, case: Case, began: float, ends: float, short: bool) -> None:
        self.case = case
        self.began = began
        self.ends = ends
        self.short = short
        """After a sentence of under twelve months, whose fixed-term recalls are shorter."""
        self.step: Step | None = None
        """What the licence waits for in the community; None during a recall."""
        self.number = 0
        """How often it has been waited: an earlier appointment no longer counts."""


class Licence:
    """All licences of the area."""

    def __init__(
        self, world: World, probation: Probation, serve_recall: Callable[[Case, float], Journey]
    ) -> None:
        """``serve_recall`` is a stay in prison of so many days."""
        self._world = world
        self._probation = probation
        self._serve_recall = serve_recall
        self._recall = world.ledger.recorder(RECALL)
        self._running: dict[int, list[Running]] = {}
        """By row of the population."""

    def run(self, case: Case, days: float, short: bool) -> Journey:
        """On licence for the days left of a sentence, short or not, with any recalls on the way."""
        world, offender = self._world, case.offender
        running = Running(case, world.now, world.now + days, short)
        self._running.setdefault(offender.row, []).append(running)
        self._probation.begin(case, Stage.LICENCE)
        while world.now < running.ends:
            running.step = self._next(running)
            reason = yield running.step
            running.step = None
            if world.gone(case) or world.now >= running.ends:
                break
            if isinstance(reason, RecallReason) and (
                reason is RecallReason.FURTHER_CHARGE or not offender.in_prison
            ):
                yield from self._recalled(running, reason)
        self._running[offender.row].remove(running)
        self._probation.end(case, Stage.LICENCE)

    def charged(self, case: Case) -> None:
        """Somebody has been charged: a recall may follow if they are on licence and not back inside for it.

        Of several licences the one that ends last is recalled. Remand for the charge itself is no bar.
        """
        offender = case.offender
        licences = self._running.get(offender.row)
        if not licences:
            return
        committed = max(offence.time for offence in case.offences)
        able = [running for running in licences if running.step is not None and running.began <= committed]
        if not able or offender.in_prison > (case.remanded_since is not None):
            return
        chance = self._world.settings.licence.charged_recall
        if self._world.decide(case, Recurring.RECALL_CHARGED) < chance:
            running = max(able, key=lambda one: (one.ends, one.case.id))
            self._ring(running, running.number, RecallReason.FURTHER_CHARGE)

    def _next(self, running: Running) -> Step:
        """A step at the next breach of the licence that could bring a recall, or at its end.

        Its value is the reason for a recall, if there is one.
        """
        world, case = self._world, running.case
        rules = world.settings.licence
        a_year = rules.noncompliance_per_year + rules.other_per_year
        until_recall = inf
        if a_year > 0:
            until_recall = -log(world.decide(case, Recurring.RECALL_TIME)) / a_year * clock.DAYS_PER_YEAR
        running.number += 1
        running.step = step = world.kernel.signal()
        until_end = min(running.ends, case.offender.gone) - world.now
        if until_recall < until_end:
            world.kernel.after(until_recall, partial(self._breaches, running, running.number))
        else:
            world.kernel.after(max(0.0, until_end), partial(self._ring, running, running.number, None))
        return step

    def _breaches(self, running: Running, number: int) -> None:
        """Somebody breaches a licence: out of contact is noticed only as far as there is time to notice."""
        if number != running.number:
            return
        rules = self._world.settings.licence
        noncompliance, other = rules.noncompliance_per_year, rules.other_per_year
        place = self._world.decide(running.case, Recurring.RECALL_REASON) * (noncompliance + other)
        reason: RecallReason | None = None
        if place >= noncompliance:
            reason = RecallReason.OTHER
        elif place < noncompliance * self._probation.contact(running.case):
            reason = RecallReason.NON_COMPLIANCE
        self._ring(running, number, reason)

    def _ring(self, running: Running, number: int, reason: RecallReason | None) -> None:
        if number == running.number and running.step is not None and not running.step.triggered:
            running.step.succeed(reason)

    def _recalled(self, running: Running, reason: RecallReason) -> Journey:
        world, case, rules = self._world, running.case, self._world.settings.licence
        fixed = world.decide(case, Recurring.RECALL_KIND) < rules.fixed_recall_share
        self._recall((world.now, case.offender.id, case.id, fixed, reason))
        days = rules.short_fixed_recall_days if running.short else rules.fixed_recall_days
        if not fixed:
            days = -log(world.decide(case, Recurring.RECALL_LENGTH)) * rules.standard_recall_days
        yield from self._serve_recall(case, min(days, running.ends - world.now))
