"""The Public Protection Unit: visits by risk, week by week, with what officers' hours allow.

Workload only: nothing here changes what anybody does. The unit's hours go first to MAPPA meetings and other
work, then to visits that are due, the highest risk and the longest overdue first. What cannot be done waits.
"""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.agencies.approved_premises import ApprovedPremises
from sim.agencies.mappa import Mappa
from sim.agencies.register import Register, goes_to_approved_premises
from sim.draws import fold, fold_array
from sim.engine.anonymous_arrivals import weekly_arrivals
from sim.engine.case import Case
from sim.engine.team import Team
from sim.engine.world import World
from sim.model.events import PROTECTION_WEEK, REGISTERED
from sim.model.marks import Recurring
from sim.model.offences import OFFENCES
from sim.scenario.settings import Settings

_LABEL = 40
"""Label of everything here below the key of a run."""
_COMMUNITY, _CUSTODY, _TRANSFERS, _ADDED, _PREMISES, _MAPPA = range(6)
_WEEK = 7.0
_REGISTRABLE = tuple(offence.public_protection for offence in OFFENCES)


class PublicProtection:
    """The unit of the area."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._key = fold(world.key, _LABEL)
        self._register = Register()
        self._premises = ApprovedPremises(world)
        self._rules = world.settings.public_protection
        self._team = Team(world.kernel, self._rules.officers, self._rules.staffing, lambda: None)
        self._mappa = Mappa(fold(self._key, _MAPPA), self._rules)
        self._newly = 0
        self._orders = 0.0
        self._hours_left = 0.0
        self._week = world.ledger.recorder(PROTECTION_WEEK)
        self._registered = world.ledger.recorder(REGISTERED)
        world.when_settings_change(self._settings_changed)
        self._open()
        weeks = np.arange(_WEEK, clock.year_start(world.years), _WEEK)
        world.kernel.feed(weeks, self._work)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.public_protection
        self._team.set(self._rules.officers, self._rules.staffing)

    def _open(self) -> None:
        """The register of day 0."""
        rules = self._rules
        for label, number in (
            (_COMMUNITY, rules.registered.in_community),
            (_CUSTODY, rules.registered.in_custody),
        ):
            keys = fold_array(fold(self._key, label), np.arange(number))
            self._register.enter(keys, 0.0, rules, custody=label == _CUSTODY)

    def convicted(self, case: Case, custody: bool) -> None:
        """Register somebody convicted of a sexual offence who is not on the register yet."""
        if self._register.holds(case.offender):
            return
        if any(_REGISTRABLE[offence.type] for offence in case.offences):
            key = fold(case.lead.key, Recurring.REGISTRATION)
            self._register.enter_person(key, self._world.now, self._rules, case.offender, custody)
            self._registered((self._world.now, case.offender.id, case.id))
            self._newly += 1

    def _work(self, place: int) -> None:
        """One week: who comes and goes, meetings, visits."""
        now, rules, week = self._world.now, self._rules, place + 1
        for label, per_year in (
            (_TRANSFERS, rules.registered.transfers_in_per_year), (_ADDED, rules.registered.added_per_year),
        ):  # fmt: skip
            arrivals = weekly_arrivals(fold(self._key, label), week, per_year)
            self._register.enter(arrivals, now, rules, custody=False)
            self._newly += len(arrivals) if label == _ADDED else 0
        self._fill_premises(now, week)
        meetings = self._mappa.week(week, now, rules)
        due = self._register.due(now)
        made = self._visits(len(due), meetings)
        self._register.visited(due[:made], now, rules)
        self._put_down(len(due), made, meetings)

    def _fill_premises(self, now: float, week: int) -> None:
        rules = self._rules
        share = rules.approved_premises.released_there
        for key in self._register.release(now, rules):
            if goes_to_approved_premises(key, share):
                self._premises.send(key)
        others = weekly_arrivals(fold(self._key, _PREMISES), week, rules.approved_premises.others_per_year)
        for key in others.tolist():
            self._premises.send(key)

    def _visits(self, due: int, meetings: int) -> int:
        """How many of the visits due can be made; hours left over for part of one are kept."""
        rules = self._rules
        hours = self._team.hours_a_week * (1.0 - rules.visits.other_work)
        hours = max(0.0, hours - meetings * rules.mappa.hours_a_meeting) + self._hours_left
        made = min(due, int(hours / rules.visits.hours))
        left = hours - made * rules.visits.hours
        self._hours_left = left if made < due else 0.0  # time without work is not saved
        return made

    def _put_down(self, due: int, made: int, meetings: int) -> None:
        now, rules = self._world.now, self._rules
        self._orders += self._newly * rules.prevention_orders
        orders = int(self._orders)
        self._orders -= orders
        community, custody = len(self._register.in_community(now)), self._register.in_custody(now)
        live = (self._mappa.live(2), self._mappa.live(3))
        self._week((now, -1, -1, community, custody, self._newly, orders, due, made, meetings, *live))
        self._newly = 0
