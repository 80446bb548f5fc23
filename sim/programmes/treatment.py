"""Services that meet a need: limited places, a waiting list, completion, relapse.

Treatment never rewrites a life: it suppresses the need while a place is used and, if completed, for a time
after it. Then the need is there again if it would have been.
"""

from __future__ import annotations

from math import log

from sim.draws import uniform
from sim.engine.kernel import Journey
from sim.engine.world import World
from sim.model.events import (
    NEEDS,
    REFERRAL,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    WAITED_IN_VAIN,
    Referrer,
)
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.scenario.settings import Settings

_FIRST, _IN_TURN = -1, 0
"""Priorities on a waiting list: the lower goes first."""


class Treatment:
    """One service a need, each with its own places."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._referral = world.ledger.recorder(REFERRAL)
        self._started = world.ledger.recorder(TREATMENT_STARTED)
        self._ended = world.ledger.recorder(TREATMENT_ENDED)
        self._in_vain = world.ledger.recorder(WAITED_IN_VAIN)
        self._places = [
            world.services.open(f"treatments.{name}", f"Treatment, {name.replace('_', ' ')}", "places")
            for name in NEEDS
        ]
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._services = [getattr(settings.treatments, name) for name in NEEDS]
        for places, service in zip(self._places, self._services, strict=True):
            places.set_capacity(service.places)

    def refer(self, offender: Offender, need: int, referrer: Referrer, key: int, first: bool = False) -> None:
        """Refer a person for one need (its place in ``NEEDS``), unless that is under way already.

        ``key`` is that of the referral: how treatment goes hangs on it. Who goes ``first`` is served before
        everybody who waits and does not.
        """
        if offender.treated >> need & 1:
            return
        offender.treated |= 1 << need
        self._referral((self._world.now, offender.id, offender.id, need, referrer))
        self._world.kernel.start(self._through(offender, need, referrer, key, _FIRST if first else _IN_TURN))

    def _through(self, offender: Offender, need: int, referrer: Referrer, key: int, priority: int) -> Journey:
        world, service, places = self._world, self._services[need], self._places[need]
        bit = 1 << need
        about = (offender.id, offender.id, need, referrer)
        got_in = places.take() or (yield places.queue(priority, service.patience_days))
        if world.now >= offender.gone:
            if got_in:
                places.give_back()
            return
        if not got_in:
            self._in_vain((world.now, *about))
            offender.treated &= ~bit
            return
        self._started((world.now, *about))
        works = self._works(key, referrer)
        self._suppress(offender, bit, works)
        stay = -log(uniform(key, Recurring.TREATMENT_STAY)) * service.stay_days
        yield world.wait_while_here(offender, stay)
        places.give_back()
        here = world.now < offender.gone
        completed = here and uniform(key, Recurring.TREATMENT_COMPLETION) < service.completion
        self._ended((world.now, *about, completed))
        if completed and works:
            well = -log(uniform(key, Recurring.TREATMENT_SUPPRESSION)) * service.suppression_days
            yield world.kernel.wait(well)
        self._suppress(offender, bit, False)
        offender.treated &= ~bit

    def _works(self, key: int, referrer: Referrer) -> bool:
        """Places got through IOM have the share of their usual effect that the scenario says."""
        if referrer is not Referrer.IOM:
            return True
        return uniform(key, Recurring.TREATMENT_SHARE) < self._world.settings.iom.referral_effect

    def _suppress(self, offender: Offender, bit: int, on: bool) -> None:
        before = offender.suppressed
        offender.suppressed = before | bit if on else before & ~bit
        if offender.suppressed != before:
            self._world.changed(offender)
