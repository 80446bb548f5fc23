"""Integrated Offender Management: four-weekly panels, two cohorts, contact hours as the dose.

A panel removes members, adopts others up to the caseload limit, and refers unmet needs to treatment.
Selection reads sanctions, OGRS3 and recent attributed harm, nothing else: care, exclusion, health and other
needs have no part in it (age and sex stand in the OGRS3 formula as published).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.world import World
from sim.model import events, ogrs
from sim.model.events import NEEDS, Cohort, Referrer, Stage
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.contact import Contact
from sim.programmes.recent_harm import RecentHarm
from sim.programmes.treatment import Treatment
from sim.scenario.settings import Removal, Settings

Rows = NDArray[np.int64]

WITHOUT_CODE = -1
"""Died, left the area, or the team was closed: no published code stands for it."""


@dataclass(frozen=True)
class Member:
    """Somebody on the scheme."""

    offender: Offender
    cohort: Cohort
    since: float


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a panel could adopt, with what the panel reads."""

    row: int
    cohort: Cohort
    ogrs: float
    harm: float


class Iom:
    """The scheme of the area."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment
        self._members: dict[int, Member] = {}
        """By row of the population."""
        self._recent = RecentHarm(world.past, world.severity, world.fate.people.size)
        record = world.ledger.recorder
        self._adopted = record(events.IOM_ADOPTED)
        self._removed = record(events.IOM_REMOVED)
        self._sat = record(events.IOM_PANEL)
        self._eligible = record(events.IOM_ELIGIBLE)
        self._entered = record(events.ENTERED)
        self._left = record(events.LEFT)
        world.when_attributed(self._note)
        if clock.year_start(world.years) > clock.FIRST_MEASURED_DAY:
            world.kernel.at(clock.FIRST_MEASURED_DAY, self._freeze_eligible)
        world.when_settings_change(self._settings_changed)
        for number, day in enumerate(clock.panel_days(clock.year_start(world.years))):
            # not ``at``: what changes on that day goes first
            world.kernel.after(day, partial(self._panel, number))

    def _note(self, case: Case) -> None:
        self._recent.note(case.offender.row, case.lead.type)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.iom
        self._contact = Contact(settings.iom)
        self._dose()

    # --- the panel ---------------------------------------------------------------------------------------

    def _panel(self, number: int) -> None:
        self._recent.turn()
        for row in sorted(self._members):
            self._consider_removal(self._members[row], number)
        free = self._contact.capacity - len(self._members)
        if free > 0:
            for candidate in self._candidates()[:free]:
                self._adopt(candidate)
        self._dose()
        hours = self._contact.hours(len(self._members))
        self._sat((self._world.now, -1, number, len(self._members), self._contact.capacity, hours))
        for row in sorted(self._members):
            self._refer(self._members[row].offender, number)

    def _consider_removal(self, member: Member, number: int) -> None:
        """Members leave by chance, staying on average as long as published; without a team all leave."""
        now, key = self._world.now, member.offender.key
        rules = self._removal(member.cohort)
        key = fold(fold(key, Recurring.PANEL_REMOVAL), number)
        if self._contact.capacity == 0 or now >= member.offender.gone:
            self._remove(member, WITHOUT_CODE)
        elif uniform(key, 0) < clock.PANEL_DAYS / rules.stay_days:
            shares = list(accumulate(rules.codes.values()))
            code = bisect_left(shares, uniform(key, 1) * shares[-1])
            self._remove(member, code)

    def _removal(self, cohort: Cohort) -> Removal:
        return self._rules.fixed if cohort is Cohort.FIXED else self._rules.flexible

    def _candidates(self) -> list[Candidate]:
        """Everybody eligible and not a member: the fixed cohort first, then by attributed harm."""
        rows, cohorts, chances, harm = self._eligible_rows()
        order = np.lexsort((rows, -harm, cohorts))
        columns = (column[order].tolist() for column in (rows, cohorts, chances, harm))
        return [
            Candidate(row, Cohort(cohort), chance, points)
            for row, cohort, chance, points in zip(*columns, strict=True)
            if row not in self._members
        ]

    def _eligible_rows(self) -> tuple[Rows, Rows, NDArray[np.float64], NDArray[np.float64]]:
        """Rows, cohorts, OGRS3 and harm of those who meet the rules now.

        Fixed: supervised for neighbourhood crime, high OGRS3. Flexible: linked to neighbourhood crime in the
        last twelve months, or of high attributed harm; medium OGRS3 at least.
        """
        world, rules = self._world, self._rules
        harm, neighbourhood = self._recent.totals()
        supervision = world.history.neighbourhood_supervision
        linked = (neighbourhood > 0) | (supervision > 0) | ((harm > 0) & (harm >= rules.priority_harm))
        rows = np.flatnonzero(linked & (world.fate.people.gone > world.now))
        chances = ogrs.scores(rows, world.fate.people, world.history, world.now)
        fixed = (supervision[rows] > 0) & (chances >= rules.fixed_ogrs)
        flexible = ~fixed & (chances >= rules.flexible_ogrs)
        chosen = np.flatnonzero(fixed | flexible)
        cohorts = np.where(fixed[chosen], int(Cohort.FIXED), int(Cohort.FLEXIBLE))
        return rows[chosen], cohorts, chances[chosen], harm[rows[chosen]]

    def _freeze_eligible(self) -> None:
        """Put down who is eligible on the first measured day, before anything of that day changes."""
        ids = self._world.fate.people.id
        for row in np.sort(self._eligible_rows()[0]).tolist():
            self._eligible((self._world.now, int(ids[row]), -1))

    # --- members -----------------------------------------------------------------------------------------

    def _adopt(self, candidate: Candidate) -> None:
        world = self._world
        offender = world.lives.of(candidate.row)
        self._members[candidate.row] = Member(offender, candidate.cohort, world.now)
        self._adopted((world.now, offender.id, offender.id, candidate.cohort, candidate.ogrs, candidate.harm))
        self._entered((world.now, offender.id, offender.id, Stage.IOM))

    def _remove(self, member: Member, code: int) -> None:
        world, offender = self._world, member.offender
        del self._members[offender.row]
        offender.attention = 1.0
        offender.iom_factor = 1.0
        world.rescale(offender)
        days = world.now - member.since
        self._removed((world.now, offender.id, offender.id, member.cohort, code, days))
        self._left((world.now, offender.id, offender.id, Stage.IOM))

    def _dose(self) -> None:
        """Give every member the contact that the team can give now."""
        dose = self._contact.dose(len(self._members))
        for row in sorted(self._members):
            offender = self._members[row].offender
            offender.attention = 1.0 + self._rules.detection_effect * dose
            offender.iom_factor = 1.0 + self._rules.offending_effect * dose
            self._world.rescale(offender)
            self._world.watch(offender)

    def _refer(self, offender: Offender, number: int) -> None:
        """Refer the unmet needs of a member at liberty, each by its own chance."""
        if not offender.at_liberty:
            return
        there, chance = self._world.needs_of(offender), self._rules.referral
        panel = fold(fold(offender.key, Recurring.PANEL_REFERRAL), number)
        for need in range(len(NEEDS)):
            if there >> need & 1 and uniform(key := fold(panel, need), Recurring.REFERRAL) < chance:
                self._treatment.refer(offender, need, Referrer.IOM, key)
