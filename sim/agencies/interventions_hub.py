"""The Interventions Hub: online courses that are a condition of a caution, and word of who leaves one.

Which course is chosen hangs on the offence and, among the courses that would suit, on needs that the person
has, hard drugs and mental health among them. That is a use of health for *support*: a course for somebody's
drinking is of use to those who drink. Nobody is charged, watched or refused anything by it.

People stay and leave as in every programme (``sim.programmes.stay``), but a course has a fixed length, and
somebody completes it if they keep the conditions of their caution.
"""

from __future__ import annotations

from functools import lru_cache

from sim.draws import label_of
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model import courses
from sim.model.courses import COURSES, FAMILIES
from sim.model.events import COURSE_ENDED, COURSE_STARTED
from sim.model.marks import Recurring
from sim.programmes.stay import Stay
from sim.scenario.settings import Settings

_suited = lru_cache(maxsize=None)(courses.suited)
_LABEL = label_of("interventions_hub.places")
"""Of what courses do to rates, beside the labels of programmes."""


class InterventionsHub:
    """Places on courses."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.latest: dict[int, _Attender] = {}
        """Who completed a course and is under its effect: the last one counts. By row of the population."""
        self.started = world.ledger.recorder(COURSE_STARTED)
        self.ended = world.ledger.recorder(COURSE_ENDED)
        self._places = world.services.open("interventions_hub.places", "Interventions Hub", "places")
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self.rules = settings.interventions_hub
        self.sessions = [getattr(self.rules, family).sessions for family in FAMILIES]
        self.effects = courses.offending_effects(settings)
        self._places.set_capacity(self.rules.places)
        for attender in list(self.latest.values()):
            attender.feel(self.effects[attender.family])

    def attend(self, case: Case, *, completes: bool) -> Passage[bool]:
        """Go through a course that suits the case, or leave it on the way; False if no place is free."""
        attender = _Attender(self, case, completes)
        return (yield from Stay(self.world, self._places, case.offender).go_through(attender, attender))


class _Attender:
    """Somebody on a course, or under the effect of one."""

    patience_days = 0.0
    """Nobody waits for a course: conditions begin with the caution."""

    def __init__(self, hub: InterventionsHub, case: Case, completes: bool) -> None:
        self._hub = hub
        self._case = case
        self._completes = completes
        self._course = -1
        self.family = -1
        """Code of the family of the course."""

    def got_in(self) -> bool:
        """A course is chosen, and begins."""
        case, world = self._case, self._hub.world
        among = _suited(case.lead.type, world.needs_of(case.offender))
        self._course = among[int(world.decide(case, Recurring.COURSE) * len(among))]
        self.family = FAMILIES.index(COURSES[self._course].family)
        self._hub.started((world.now, case.offender.id, case.id, self._course))
        return True

    def gave_up(self) -> None:
        """There is no place: they have conditions of another sort."""

    def stay_days(self) -> float:
        """All sessions, or some of them for who leaves."""
        days: float = self._hub.sessions[self.family] * self._hub.rules.days_a_session
        return days if self._completes else days * self._hub.world.decide(self._case, Recurring.COURSE_LEFT)

    def completes(self) -> bool:
        """Whether they keep the conditions."""
        return self._completes

    def ended(self, completed: bool) -> bool:
        """The course is over for them; a completed one has its effect for a time. No word of who is gone."""
        hub, case = self._hub, self._case
        if hub.world.gone(case):
            return False
        hub.ended((hub.world.now, case.offender.id, case.id, self._course, completed))
        if not completed or not hub.rules.effect_days:
            return False
        hub.latest[case.offender.row] = self
        self.feel(hub.effects[self.family])
        return True

    def lasting_days(self) -> float:
        """The same for everybody."""
        return self._hub.rules.effect_days

    def over(self) -> None:
        """The effect has worn off, unless that of a later course goes on."""
        if self._hub.latest.get(self._case.offender.row) is self:
            del self._hub.latest[self._case.offender.row]
            self.feel(0.0)

    def feel(self, effect: float) -> None:
        """Take on a change in offending."""
        offender = self._case.offender
        if offender.under_programme(_LABEL, 1.0 + effect):
            self._hub.world.rescale(offender)
