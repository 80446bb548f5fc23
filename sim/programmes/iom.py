"""Integrated Offender Management: a panel every four weeks, members by cohort and office, visits as the dose.

A panel removes members, adopts others up to the caseload limit of each office, plans the visits of the next
four weeks and refers unmet needs. Who may be adopted is said in ``iom_cohorts``, who goes first in
``adoption_matrix``, how many in ``iom_offices``, what members get in ``visits`` and ``pathways``, and when
they leave in ``removal``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sim import clock
from sim.engine.case import Case
from sim.engine.kernel import Step
from sim.engine.world import World
from sim.model import events
from sim.model.events import Cohort, Stage
from sim.model.offender import Offender
from sim.programmes.iom_cohorts import Candidate, candidates, eligible_rows, women_to_support
from sim.programmes.iom_offices import NOWHERE, Offices
from sim.programmes.pathways import Pathways
from sim.programmes.recent_harm import RecentHarm
from sim.programmes.removal import STAYS, WITHOUT_CODE, decided
from sim.programmes.treatment import Treatment
from sim.programmes.visits import WEEKS, Visits, made
from sim.scenario.settings import Settings


@dataclass(frozen=True)
class Member:
    """Somebody on the scheme."""

    offender: Offender
    cohort: Cohort
    ogrs: float
    """Two-year score at adoption."""
    since: float
    office: int
    place: Step
    """On the list of that office."""


class Iom:
    """The scheme of the area."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._members: dict[int, Member] = {}
        """By row of the population."""
        self._recent = RecentHarm(world.past, world.severity, world.fate.people.size)
        self._last_offence = np.full(world.fate.people.size, -np.inf)
        """Day of the last attributed offence, by row."""
        np.maximum.at(self._last_offence, world.past.attributed.row, world.past.attributed.time)
        self._pathways = Pathways(world, treatment)
        self._offices = Offices(world.kernel, world.services, world.settings, self._give_dose)
        self._districts: list[int] = world.fate.people.district.tolist()
        record = world.ledger.recorder
        self._adopted = record(events.IOM_ADOPTED)
        self._removed = record(events.IOM_REMOVED)
        self._sat = record(events.IOM_PANEL)
        self._visited = record(events.IOM_VISITS)
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
        row = case.offender.row
        self._recent.note(row, case.lead.type)
        self._last_offence[row] = self._world.now

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.iom
        self._offices.take(settings)
        self._visits = Visits(settings.iom)
        self._pathways.take(settings.iom)
        self._give_dose()

    # --- the panel ---------------------------------------------------------------------------------------

    def _panel(self, number: int) -> None:
        self._recent.turn()
        for row in sorted(self._members):
            self._consider_removal(self._members[row], number)
        self._adopt_by_matrix()
        self._open_free_cohort()
        self._give_dose()
        self._plan_visits(number)
        for row in sorted(self._members):
            self._pathways.refer(self._members[row].offender, number)

    def _consider_removal(self, member: Member, number: int) -> None:
        """Members leave by chance; those whom nobody carries any more leave at once."""
        now, offender = self._world.now, member.offender
        office = self._office_of(offender.row)
        nobody = office == NOWHERE or not self._offices.strengths[office].capacity
        if nobody or now >= offender.gone:
            self._remove(member, WITHOUT_CODE)
            return
        quiet = now - self._last_offence[offender.row] >= self._rules.quiet_days
        rules = (self._rules.fixed, self._rules.flexible, self._rules.free)[member.cohort]
        if office != member.office:
            self._hand_over(member, office)
        code = decided(rules, offender.key, number, bool(quiet), offender.in_prison > 0)
        if code != STAYS:
            self._remove(self._members[offender.row], code)

    def _hand_over(self, member: Member, office: int) -> None:
        """Another office has taken over the member's district."""
        self._offices.let_go(member.office, member.place)
        self._members[member.offender.row] = replace(
            member, office=office, place=self._offices.take_on(office)
        )

    def _office_of(self, row: int) -> int:
        return self._offices.of_district(self._districts[row])

    def _adopt_by_matrix(self) -> None:
        """Fill the free places of each office in the order of the adoption matrix."""
        free = self._free_places([office.capacity for office in self._offices.strengths], free_cohort=False)
        if any(places > 0 for places in free):
            self._fill(free, candidates(self._world, self._recent))

    def _open_free_cohort(self) -> None:
        """Offer the places of the free cohort, which are beyond the caseload limit, where it is open."""
        if self._rules.free.places and self._offices.capacity:
            free = self._free_places(self._offices.shared_out(self._rules.free.places), free_cohort=True)
            if any(places > 0 for places in free):
                self._fill(free, women_to_support(self._world, self._recent))

    def _free_places(self, places: list[int], *, free_cohort: bool) -> list[int]:
        """Of so many places by office, those that no member of the cohorts concerned has."""
        left = list(places)
        for row, member in self._members.items():
            if (member.cohort is Cohort.FREE) is free_cohort:
                left[self._office_of(row)] -= 1
        return left

    def _fill(self, free: list[int], found: list[Candidate]) -> None:
        places = sum(left for left in free if left > 0)
        for candidate in found:
            if not places:
                return
            office = self._office_of(candidate.row)
            if office == NOWHERE or free[office] <= 0 or candidate.row in self._members:
                continue
            if (candidate.county_lines or candidate.cohort is Cohort.FREE) and not self._needs(candidate.row):
                continue  # these two are adopted only if there is a need that can be met
            self._adopt(candidate)
            free[office] -= 1
            places -= 1

    def _needs(self, row: int) -> int:
        """Mask of the unmet needs of the person in this row."""
        offender = self._world.lives.find(row)
        if offender is None:
            return int(self._world.fate.profile.needs_at(row, self._world.now))
        return self._world.needs_of(offender)

    def _freeze_eligible(self) -> None:
        """Put down who is eligible on the first measured day, before anything of that day changes."""
        ids = self._world.fate.people.id
        for row in eligible_rows(self._world, self._recent).tolist():
            self._eligible((self._world.now, int(ids[row]), -1))

    # --- members -----------------------------------------------------------------------------------------

    def _adopt(self, candidate: Candidate) -> None:
        world, row = self._world, candidate.row
        offender = world.lives.of(row)
        office = self._office_of(row)
        place = self._offices.take_on(office)
        member = Member(offender, candidate.cohort, candidate.ogrs, world.now, office, place)
        self._members[row] = member
        offender.on_iom = candidate.cohort is not Cohort.FREE
        kind = self._kind_of(member)
        self._adopted(
            (world.now, offender.id, offender.id, kind[0], candidate.ogrs, candidate.harm, kind[1], kind[2])
        )
        self._entered((world.now, offender.id, offender.id, Stage.IOM))
        world.meet("iom", offender)

    def _kind_of(self, member: Member) -> tuple[Cohort, bool, int]:
        """Cohort, whether probation supervises the member, and office."""
        return member.cohort, member.offender.supervised > 0, self._office_of(member.offender.row)

    def _remove(self, member: Member, code: int) -> None:
        world, offender = self._world, member.offender
        del self._members[offender.row]
        self._offices.let_go(member.office, member.place)
        offender.on_iom = False
        offender.watched_by_iom(1.0)
        offender.iom_factor = 1.0
        world.rescale(offender)
        cohort, statutory, office = self._kind_of(member)
        days = world.now - member.since
        self._removed((world.now, offender.id, offender.id, cohort, code, days, statutory, office))
        self._left((world.now, offender.id, offender.id, Stage.IOM))

    # --- visits ------------------------------------------------------------------------------------------

    def _share_made(self) -> list[float]:
        """Share of the visits due that each office can make; nobody is visited in prison."""
        due = [0.0] * len(self._offices.strengths)
        for row, member in self._members.items():
            office = self._office_of(row)
            if office != NOWHERE and not member.offender.in_prison:
                due[office] += self._visits.due(member.cohort, member.ogrs).hours
        strengths = self._offices.strengths
        return [made(hours, office.visit_hours) for hours, office in zip(due, strengths, strict=True)]

    def _give_dose(self) -> None:
        """Give every member the contact that there are hours for now.

        Members in prison have what they would have at liberty, for the day on which they come out.
        """
        shares = self._share_made()
        for row in sorted(self._members):
            member, office = self._members[row], self._office_of(row)
            hours = self._visits.due(member.cohort, member.ogrs).hours / WEEKS
            dose = self._visits.dose(hours * shares[office]) if office != NOWHERE else 0.0
            self._change(member, dose)

    def _change(self, member: Member, dose: float) -> None:
        """What contact does to a member; in the free cohort it draws no police attention."""
        offender, rules = member.offender, self._rules
        support_only = member.cohort is Cohort.FREE
        effect = rules.free.offending_effect if support_only else rules.offending_effect
        offender.watched_by_iom(1.0 if support_only else 1.0 + rules.detection_effect * dose)
        offender.iom_factor = max(0.0, 1.0 + effect * dose)
        self._world.rescale(offender)
        self._world.watch(offender)

    def _plan_visits(self, number: int) -> None:
        """Write down the panel and the visits of the four weeks that follow it."""
        now, shares = self._world.now, self._share_made()
        plans: dict[tuple[Cohort, bool, int], list[float]] = {}
        hours = 0.0
        for row in sorted(self._members):
            member = self._members[row]
            plan = plans.setdefault(self._kind_of(member), [0.0, 0.0, 0.0])
            plan[0] += 1
            if not member.offender.in_prison:
                due, share = self._visits.due(member.cohort, member.ogrs), shares[self._office_of(row)]
                plan[1] += due.visits
                plan[2] += due.visits * share
                hours += due.hours * share
        for kind in sorted(plans):
            self._visited((now, -1, number, *kind, *plans[kind]))
        members = len(self._members)
        each = hours / WEEKS / members if members else 0.0
        self._sat((now, -1, number, members, self._offices.capacity, each))
