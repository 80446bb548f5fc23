"""The Interventions Hub: online courses that are a condition of a caution, and word of who leaves one.

Which course is chosen hangs on the offence and, among the courses that would suit, on needs that the person
has, hard drugs and mental health among them. That is a use of health for *support*: a course for somebody's
drinking is of use to those who drink. Nobody is charged, watched or refused anything by it.
"""

from __future__ import annotations

from functools import lru_cache, partial

from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model import courses
from sim.model.courses import COURSES, FAMILIES
from sim.model.events import COURSE_ENDED, COURSE_STARTED
from sim.model.marks import Recurring
from sim.scenario.settings import Settings

_suited = lru_cache(maxsize=None)(courses.suited)


class InterventionsHub:
    """Places on courses."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._started = world.ledger.recorder(COURSE_STARTED)
        self._ended = world.ledger.recorder(COURSE_ENDED)
        self._places = world.services.open("interventions_hub.places", "Interventions Hub", "places")
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.interventions_hub
        self._sessions = [getattr(self._rules, family).sessions for family in FAMILIES]
        self._places.set_capacity(self._rules.places)

    def enrol(self, case: Case) -> Passage[int | None]:
        """A place on a course that suits the case; returns the course, or None if no place is free."""
        world = self._world
        if not self._places.take() and not (yield self._places.queue(patience=0.0)):
            return None
        among = _suited(case.lead.type, world.needs_of(case.offender))
        course = among[int(world.decide(case, Recurring.COURSE) * len(among))]
        self._started((world.now, case.offender.id, case.id, course))
        return course

    def attend(self, case: Case, course: int, *, completes: bool) -> Passage[None]:
        """Go through a course, or leave it on the way; the place is free again at the end of either."""
        world, offender = self._world, case.offender
        family = FAMILIES.index(COURSES[course].family)
        days = self._sessions[family] * self._rules.days_a_session
        if not completes:
            days *= world.decide(case, Recurring.COURSE_LEFT)
        yield world.wait_while_here(offender, days)
        self._places.give_back()
        if world.gone(case):
            return
        self._ended((world.now, offender.id, case.id, course, completes))
        if completes and self._rules.effect_days:
            offender.course = family
            offender.course_until = world.now + self._rules.effect_days
            world.rescale(offender)
            world.kernel.after(self._rules.effect_days, partial(world.rescale, offender))
