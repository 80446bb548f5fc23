"""Probation: practitioners in two delivery units, their caseload, and referral to treatment.

Each unit has its own practitioners. While they carry no more people than they can, everybody has full
contact; beyond that contact thins for all alike, and with it what only contact can bring: needs found and
referred, breaches of orders and licences noticed. Nobody is refused and nobody waits.

The units are those of the area and of the neighbouring county, with heads of their own. The neighbour's
people are a number, not lives; it can be given a share of the area's.
"""

from __future__ import annotations

from math import floor

from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.kernel import Step
from sim.engine.team import Team
from sim.engine.world import World
from sim.model.events import NEEDS, Referrer, Stage
from sim.model.marks import Recurring
from sim.model.offences import OFFENCES
from sim.programmes.treatment import Treatment
from sim.scenario.settings import DeliveryUnit, Settings
from sim.scenario.settings import Probation as Rules

_NEIGHBOURHOOD = tuple(offence.neighbourhood for offence in OFFENCES)


class Unit:
    """One delivery unit: its practitioners, and the people of the area under its supervision."""

    def __init__(self, world: World, name: str, label: str) -> None:
        rules = world.settings.probation
        self._size: DeliveryUnit = getattr(rules, name)
        self._per_post = rules.caseload_per_post
        self._name = name
        self._people = world.services.open(f"probation.{name}.posts", label, "people in full contact")
        self._team = Team(world.kernel, self._size.posts, rules.staffing, self._set_capacity)
        self._set_capacity()

    def change(self, rules: Rules) -> None:
        """Take over other settings."""
        self._size = getattr(rules, self._name)
        self._per_post = rules.caseload_per_post
        self._team.set(self._size.posts, rules.staffing)
        self._set_capacity()

    def take_on(self) -> Step:
        """One more person; what is returned is handed to :meth:`discharge`."""
        return self._people.queue()

    def discharge(self, place: Step) -> None:
        """One person less."""
        self._people.leave(place)

    def contact(self) -> float:
        """Contact as a share of full contact, from 0 to 1."""
        can = self._carries()
        caseload = self._size.other_caseload + self._people.in_use + self._people.waiting
        return 1.0 if 0.0 < can >= caseload else can / caseload if caseload else 0.0

    def _carries(self) -> float:
        """People whom the practitioners at work can supervise in full."""
        return self._team.posts_at_work * self._per_post

    def _set_capacity(self) -> None:
        """What the people whom the model does not follow leave to those whom it does."""
        self._people.set_capacity(max(0, floor(self._carries() - self._size.other_caseload)))


class Probation:
    """Supervision in the community, on orders and licences alike."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment
        self._own = Unit(world, "own_unit", "Probation, the area's delivery unit")
        self._neighbour = Unit(world, "neighbour_unit", "Probation, the neighbouring delivery unit")
        self._supervised: dict[int, tuple[Unit, Step]] = {}
        """By row of the population: who supervises them, each person counted once."""
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.probation
        for unit in (self._own, self._neighbour):
            unit.change(settings.probation)

    def begin(self, case: Case, stage: Stage) -> None:
        """Supervision begins; needs that are found may be referred."""
        world, offender = self._world, case.offender
        world.enter(case, stage)
        offender.supervised += 1
        if offender.supervised == 1:
            unit = self._unit_of(case)
            self._supervised[offender.row] = unit, unit.take_on()
        world.history.neighbourhood_supervision[offender.row] += _for_neighbourhood_crime(case)
        world.rescale(offender)
        self._refer(case)
        world.meet("order" if stage is Stage.ORDER else "licence", offender, case)

    def end(self, case: Case, stage: Stage) -> None:
        """Supervision ends."""
        world, offender = self._world, case.offender
        offender.supervised -= 1
        if offender.supervised == 0:
            unit, place = self._supervised.pop(offender.row)
            unit.discharge(place)
        world.history.neighbourhood_supervision[offender.row] -= _for_neighbourhood_crime(case)
        world.rescale(offender)
        world.leave(case, stage)

    def contact(self, case: Case) -> float:
        """Contact that the person of the case has with their practitioner now, from 0 to 1."""
        return self._supervised[case.offender.row][0].contact()

    def _unit_of(self, case: Case) -> Unit:
        """The unit that takes somebody on: a person's own number against the share of the neighbour."""
        share = self._rules.neighbour_share
        if share and uniform(case.offender.key, Recurring.DELIVERY_UNIT) < share:
            return self._neighbour
        return self._own

    def _refer(self, case: Case) -> None:
        world, offender = self._world, case.offender
        chance = self._rules.referral * self.contact(case)
        there = world.needs_of(offender)
        start = fold(fold(case.lead.key, Recurring.REFERRAL), case.again(Recurring.REFERRAL))
        for need in range(len(NEEDS)):
            if there >> need & 1 and uniform(key := fold(start, need), Recurring.REFERRAL) < chance:
                self._treatment.refer(offender, need, Referrer.PROBATION, key)


def _for_neighbourhood_crime(case: Case) -> bool:
    return any(_NEIGHBOURHOOD[offence.type] for offence in case.offences)
