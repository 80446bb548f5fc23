"""Unpaid work: hours ordered by a court, worked off some each week by as many people as there are places.

Hours that are not worked in the time allowed lapse. They run beside the order: its breach does not end them,
and somebody who is in prison meanwhile is taken to make up for it, which is a simplification.
"""

from __future__ import annotations

from math import log

from sim.engine.case import Case
from sim.engine.kernel import Journey
from sim.engine.world import World
from sim.model.events import UNPAID_WORK_ENDED, UNPAID_WORK_ORDERED, UNPAID_WORK_STARTED
from sim.model.marks import Recurring
from sim.scenario.settings import Settings

_WEEK = 7.0


class UnpaidWork:
    """The places of the area, and the backlog of hours."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ordered = world.ledger.recorder(UNPAID_WORK_ORDERED)
        self._started = world.ledger.recorder(UNPAID_WORK_STARTED)
        self._ended = world.ledger.recorder(UNPAID_WORK_ENDED)
        self._places = world.services.open("unpaid_work.places", "Unpaid work", "people a week")
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.unpaid_work
        self._places.set_capacity(settings.unpaid_work.places)

    def consider(self, case: Case) -> None:
        """An order has been made: it may have unpaid work as a requirement."""
        world, rules = self._world, self._rules
        if world.decide(case, Recurring.UNPAID_WORK) >= rules.share:
            return
        more = max(0.0, rules.mean_hours - rules.shortest_hours)
        hours = rules.shortest_hours - log(world.decide(case, Recurring.UNPAID_WORK_HOURS)) * more
        hours = min(hours, rules.longest_hours)
        if not hours:
            return
        self._ordered((world.now, case.offender.id, case.id, hours))
        world.kernel.start(self._work_off(case, hours))

    def _work_off(self, case: Case, hours: float) -> Journey:
        """Wait for a place and work, a few hours each week, as long as the order allows."""
        world, rules, places = self._world, self._rules, self._places
        about = (case.offender.id, case.id, hours)
        until = world.now + rules.days_allowed
        got = places.take() or (yield places.queue(patience=rules.days_allowed))
        if not got or world.gone(case) or until <= world.now:
            if got:
                places.give_back()
            self._ended((world.now, *about, 0.0))
            return
        self._started((world.now, *about))
        needed = hours / rules.hours_a_week * _WEEK
        began = world.now
        days = min(needed, until - began)
        yield world.wait_while_here(case.offender, days)
        places.give_back()
        worked = min(days, world.now - began) if world.gone(case) else days
        self._ended((world.now, *about, hours * worked / needed))
