"""Release from a sentence: by the rules in force, on home detention curfew, or early when prison is full.

When a rule changes, the day of release of everybody inside is worked out anew. Early release reads the
offence and the time still to serve, and nothing else about a person.
"""

from __future__ import annotations

from functools import partial
from math import floor

from sim import clock
from sim.agencies.release_rules import days_to_serve, is_excluded, is_serious, may_have_curfew
from sim.agencies.resettlement import Resettlement
from sim.agencies.serving import BEFORE_DAY_ZERO, ReleaseWay, Serving, Term
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.marks import Recurring
from sim.scenario.settings import Settings

_WEEK = 7.0


class ReleaseDesk:
    """Everybody who serves a sentence, with the day on which they are let out."""

    def __init__(self, world: World, resettlement: Resettlement) -> None:
        self._world = world
        self._resettlement = resettlement
        self._inside: dict[int, Serving] = {}
        """By number of the reception."""
        self._receptions = 0
        self.leaving = 0
        """People told to go because all places were taken, and not yet out."""
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.release
        self._early_days = settings.prison.early_release_days
        for date in (self._rules.reduced_from, self._rules.extended_curfew_from):
            day = float(clock.day_of(date))
            if day > self._world.now:
                self._world.kernel.at(day, self._review)
        self._review()

    def hold(self, case: Case, days: float, served_days: float, began_earlier: bool) -> Serving:
        """Take somebody in for a sentence; ``out`` of what is returned happens when they are to go."""
        world = self._world
        severity = world.severity
        gravest = max(case.offences, key=lambda offence: severity[offence.type]).type
        term = Term(days, gravest, BEFORE_DAY_ZERO if began_earlier else world.now)
        curfew = (
            not began_earlier
            and may_have_curfew(self._rules, term)
            and world.decide(case, Recurring.CURFEW) < self._rules.curfew_share
        )
        serving = Serving(case, term, world.now, served_days, curfew, world.kernel.signal())
        self._receptions += 1
        self._inside[self._receptions] = serving
        serving.out.callbacks.append(partial(self._forget, self._receptions))
        self._appoint(serving)
        return serving

    def let_out_early(self, number: int) -> int:
        """Let out at most so many people, nearest to release and of the least grave offence first.

        Nearness counts in whole weeks, and within one week the lighter offence goes first. Returns how many.
        """
        now, severity = self._world.now, self._world.severity
        latest = now + self._early_days
        able = [
            serving for serving in self._inside.values() if now < serving.day <= latest and self._may(serving)
        ]
        able.sort(
            key=lambda serving: (
                floor((serving.day - now) / _WEEK),
                severity[serving.term.offence_type],
                serving.day,
                serving.case.id,
            )
        )
        chosen = able[:number]
        for serving in chosen:
            serving.way = ReleaseWay.EARLY
            self.leaving += 1
            self._go(serving)
        return len(chosen)

    def has_left(self, serving: Serving) -> None:
        """Somebody is out."""
        self.leaving -= serving.way is ReleaseWay.EARLY

    def _may(self, serving: Serving) -> bool:
        """Whether leaving is up to this sentence alone, and the sentence is light enough."""
        alone = serving.case.offender.in_prison == 1 and not serving.leaving
        rules, term = self._rules, serving.term
        return alone and not is_excluded(rules, term) and not is_serious(rules, term)

    def _review(self) -> None:
        """Work out everybody's day anew; where it is unchanged, nothing happens."""
        for serving in tuple(self._inside.values()):
            if not serving.leaving:
                self._appoint(serving)

    def _appoint(self, serving: Serving) -> None:
        world, term = self._world, serving.term
        served, on_curfew = days_to_serve(self._rules, term, serving.curfew, world.now)
        day = serving.received + max(served - serving.served_before, 0.0)
        if day == serving.day:
            return
        serving.day = day
        serving.way = ReleaseWay.CURFEW if on_curfew else ReleaseWay.AUTOMATIC
        serving.number += 1
        until = min(day, serving.case.offender.gone) - world.now
        world.kernel.after(max(0.0, until), partial(self._due, serving, serving.number))
        self._resettlement.plan(serving)

    def _due(self, serving: Serving, number: int) -> None:
        if number == serving.number and not serving.leaving:
            self._go(serving)

    def _go(self, serving: Serving) -> None:
        serving.leaving = True
        serving.out.succeed()

    def _forget(self, reception: int, _: object) -> None:
        del self._inside[reception]
