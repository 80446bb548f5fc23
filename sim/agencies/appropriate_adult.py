"""The Appropriate Adult service: somebody beside a child or a vulnerable adult in police custody.

An interview may not begin before the adult is there (PACE, Code C). The service keeps hours; while it is
closed an adult comes only on the authority of a superintendent, and otherwise people wait in their cells
until the morning. Where nobody can come in time they are bailed, to be interviewed another day.

Who needs an adult is read from age, and from a mental health need that custody staff have noticed. That is
the purpose of the service: health is read here to give support, and it changes nothing about arrest, charge
or what anybody looks into.
"""

from __future__ import annotations

from functools import partial

from sim.agencies.on_duty import OnDuty
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import APPROPRIATE_ADULT, NEEDS
from sim.model.marks import Recurring
from sim.scenario.settings import Settings

_ADULT = 18.0
_MENTAL_HEALTH = 1 << NEEDS.index("mental_health")
_HOURS = 24


class AppropriateAdults:
    """Who needs an adult, and by how much an interview is late because of it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._adults = OnDuty(world.kernel)
        self._attended = world.ledger.recorder(APPROPRIATE_ADULT)
        world.services.enter("appropriate_adult", "Appropriate Adult service", "adults", self._adults)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = rules = settings.appropriate_adult
        hours = rules.coming_hours + rules.visit_hours
        self._adults.set(rules.adults, rules.opens, rules.closes, hours, rules.adults_at_night)

    @property
    def longest_wait_hours(self) -> float:
        """Hours in a cell after which somebody is bailed to come back, if no adult has come."""
        return self._rules.longest_wait_hours

    def hours_late(self, case: Case) -> float | None:
        """Call an adult if the person needs one, now that they are in a cell.

        Returns the hours by which the interview is later than it would be without (0 for most), or None if no
        adult can come within the longest wait.
        """
        if not self._needed(case):
            return 0.0
        world, rules = self._world, self._rules
        authorised = world.decide(case, Recurring.NIGHT_AUTHORITY) < rules.night_authority
        latest = world.now + (rules.longest_wait_hours - rules.coming_hours) / _HOURS
        sent = self._adults.send(authorised, latest)
        if sent is None:
            waited, late = rules.longest_wait_hours, None
        else:
            waited = (sent - world.now) * _HOURS + rules.coming_hours
            late = max(0.0, waited - rules.ready_hours)
        world.kernel.after(waited / _HOURS, partial(self._put_down, case, late))
        return late

    def _needed(self, case: Case) -> bool:
        """Whether the person is a child, or an adult seen to be vulnerable."""
        world, offender = self._world, case.offender
        if offender.age(world.now) < _ADULT:
            return True
        noticed = world.decide(case, Recurring.VULNERABILITY_NOTICED) < self._rules.noticed
        return noticed and bool(world.needs_of(offender) & _MENTAL_HEALTH)

    def _put_down(self, case: Case, late: float | None) -> None:
        self._attended((self._world.now, case.offender.id, case.id, late is not None, late or 0.0))
