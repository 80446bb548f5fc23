"""Pre-charge bail and release under investigation: the case goes on while the suspect is at liberty.

How long an investigation takes and how it ends is the investigator's doing, the same whether the suspect is
on bail or not. Bail is a legal state laid over it: it reaches limits, and beyond each it needs somebody's
authority. Where an extension is not asked for, not examined in time or not granted, bail lapses and the rest
of the investigation goes on without.
"""

from __future__ import annotations

from sim.agencies.bail_management import BailManagement, Request
from sim.agencies.bail_rules import BailLaws, Limit
from sim.agencies.decisions import Decision, after_investigation
from sim.agencies.investigation import investigation_days
from sim.agencies.wanted import Wanted
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import BAIL_LIMIT, BAIL_NOT_ANSWERED, AtLimit, Authoriser, Stage
from sim.model.marks import Mark, Recurring
from sim.scenario.settings import Investigation, Settings


class Bail:
    """Everybody on bail or under investigation after an arrest."""

    def __init__(self, world: World, wanted: Wanted) -> None:
        self._world = world
        self._wanted = wanted
        self._management = BailManagement(world)
        self._at_limit = world.ledger.recorder(BAIL_LIMIT)
        self._not_answered = world.ledger.recorder(BAIL_NOT_ANSWERED)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = settings.bail
        self._laws = BailLaws(settings)

    def investigate_on_bail(self, case: Case, days: float | None = None) -> Passage[Decision]:
        """Bail to return to a police station; returns the ``Decision`` at the end of the investigation.

        ``days`` are those still to come of a case that stood here on day 0.
        """
        return self._investigate(case, self._rules, True, days)

    def investigate_at_liberty(self, case: Case, days: float | None = None) -> Passage[Decision]:
        """Released under investigation: no date, no conditions; returns the ``Decision`` at its end.

        With the presumption against bail removed, some of these people are released on bail instead.
        """
        on_bail = (
            days is None
            and self._laws.presumption_removed(self._world.now)
            and self._world.decide(case, Recurring.BAIL_INSTEAD) < self._rules.instead
        )
        return self._investigate(case, self._settings.released_under_investigation, on_bail, days)

    def _investigate(
        self, case: Case, rules: Investigation, on_bail: bool, days: float | None
    ) -> Passage[Decision]:
        world = self._world
        released = world.now
        if days is None:
            ends = released + investigation_days(case, rules, Mark.INVESTIGATION_LENGTH)
        else:
            ends = released + days
            released -= self._age_on_day_zero(case, on_bail)
        lapsed = not on_bail
        if on_bail:
            world.enter(case, Stage.BAIL)
            lapsed = yield from self._until_bail_ends(case, released, ends)
            world.leave(case, Stage.BAIL)
            released = world.now
        if lapsed:
            world.must_be_here(case)
            world.enter(case, Stage.RELEASED_UNDER_INVESTIGATION)
            yield from self._until_decided(case, released, ends)
            world.leave(case, Stage.RELEASED_UNDER_INVESTIGATION)
        world.must_be_here(case)
        decision = after_investigation(case, rules, Mark.AFTER_INVESTIGATION, self._settings)
        if not lapsed and decision is not Decision.NO_FURTHER_ACTION:
            yield from self._answer_bail(case)
        return decision

    def _answer_bail(self, case: Case) -> Passage[None]:
        """Come to the police station on the day of return, or be looked for and brought before a court."""
        if self._world.decide(case, Recurring.ANSWERS_BAIL) < self._rules.failing_to_answer:
            self._not_answered((self._world.now, case.offender.id, case.id))
            yield from self._wanted.bring_back(case)

    def _age_on_day_zero(self, case: Case, on_bail: bool) -> float:
        """Days a case that stood here on day 0 has done so: spread out, or all would ask on the same day."""
        longest = self._laws.on(self._world.now).last_by_officers if on_bail else self._management.review_days
        return longest * self._world.decide(case, Recurring.AGE_ON_DAY_ZERO)

    def _until_bail_ends(self, case: Case, released: float, ends: float) -> Passage[bool]:
        """Wait until bail lapses (returns True) or the investigation ends (False)."""
        world = self._world
        until = world.kernel.until
        for limit in self._laws.on(released).limits():
            day = released + limit.days
            if day < world.now:
                continue  # before day 0
            if ends <= day:
                break
            yield until(day - self._management.lead_days)
            chance = world.decide(case, Recurring.BAIL_LIMIT)
            asked = chance < self._rules.asked
            request = self._management.examine(limit.authoriser, day) if asked else None
            yield until(day)
            world.must_be_here(case)
            outcome = self._outcome(chance, limit, request)
            self._at_limit((world.now, case.offender.id, case.id, limit.authoriser, outcome))
            if outcome is not AtLimit.EXTENDED:
                return True
        yield until(ends)
        return False

    def _outcome(self, chance: float, limit: Limit, request: Request | None) -> AtLimit:
        """What becomes of bail at a limit; ``chance`` is the one that has said if somebody asked."""
        if request is None:
            return AtLimit.NOT_ASKED
        if not request.examined:
            return AtLimit.NO_TIME
        by_court = limit.authoriser is Authoriser.MAGISTRATES
        granted = self._rules.court_extends if by_court else self._rules.officers_extend
        return AtLimit.EXTENDED if chance < self._rules.asked * granted else AtLimit.REFUSED

    def _until_decided(self, case: Case, since: float, ends: float) -> Passage[None]:
        """Wait for the end of the investigation; the bail team looks at it now and then if it is long."""
        world = self._world
        while (review := since + self._management.review_days) < ends:
            yield world.kernel.until(review)
            since = world.now
            world.must_be_here(case)
            self._management.review(case)
        yield world.kernel.until(ends)
