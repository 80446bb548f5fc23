"""Services that meet a need: limited places, a waiting list, completion, relapse.

Treatment never rewrites a life: it suppresses the need while a place is used and, if completed, for a time
after it. Then the need is there again if it would have been. How people wait, stay and leave is that of every
programme (``sim.programmes.stay``).
"""

from __future__ import annotations

from sim.draws import uniform
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
from sim.programmes.stay import Decisions, Drawn, Stay, Terms
from sim.scenario.settings import Settings

_FIRST, _IN_TURN = -1, 0
"""Priorities on a waiting list: the lower goes first."""
_DECISIONS = Decisions(
    Recurring.TREATMENT_STAY, Recurring.TREATMENT_COMPLETION, Recurring.TREATMENT_SUPPRESSION
)


class Treatment:
    """One service a need, each with its own places."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._referral = world.ledger.recorder(REFERRAL)
        self.started = world.ledger.recorder(TREATMENT_STARTED)
        self.ended = world.ledger.recorder(TREATMENT_ENDED)
        self.in_vain = world.ledger.recorder(WAITED_IN_VAIN)
        self._places = [
            world.services.open(f"treatments.{name}", f"Treatment, {name.replace('_', ' ')}", "places")
            for name in NEEDS
        ]
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        services = [getattr(settings.treatments, name) for name in NEEDS]
        self._terms = [
            Terms(each.patience_days, each.stay_days, each.completion, each.suppression_days)
            for each in services
        ]
        for places, service in zip(self._places, services, strict=True):
            places.set_capacity(service.places)

    def refer(self, offender: Offender, need: int, referrer: Referrer, key: int, first: bool = False) -> None:
        """Refer a person for one need (its place in ``NEEDS``), unless that is under way already.

        ``key`` is that of the referral: how treatment goes hangs on it. Who goes ``first`` is served before
        everybody who waits and does not.
        """
        if offender.treated >> need & 1:
            return
        offender.treated |= 1 << need
        world = self._world
        self._referral((world.now, offender.id, offender.id, need, referrer))
        stay = Stay(world, self._places[need], offender)
        patient = _Patient(world, self, offender, need, referrer, key)
        priority = _FIRST if first else _IN_TURN
        world.kernel.start(stay.go_through(Drawn(self._terms[need], key, _DECISIONS), patient, priority))


class _Patient:
    """Somebody who waits for treatment, is treated, or is well after it."""

    def __init__(
        self, world: World, treatment: Treatment, offender: Offender, need: int, referrer: Referrer, key: int
    ) -> None:
        self._world = world
        self._treatment = treatment
        self._offender = offender
        self._bit = 1 << need
        self._about = (offender.id, offender.id, need, referrer)
        self._through_iom = referrer is Referrer.IOM
        self._key = key
        self._works = False

    def got_in(self) -> bool:
        """Treatment begins."""
        self._treatment.started((self._world.now, *self._about))
        # places got through IOM have the share of their usual effect that the scenario says
        self._works = (
            not self._through_iom
            or uniform(self._key, Recurring.TREATMENT_SHARE) < self._world.settings.iom.referral_effect
        )
        self._hold_down(1)
        return True

    def gave_up(self) -> None:
        """They have waited in vain."""
        self._treatment.in_vain((self._world.now, *self._about))
        self._offender.treated &= ~self._bit

    def ended(self, completed: bool) -> bool:
        """Treatment ends; if completed, and if it works, they are well for a time."""
        self._treatment.ended((self._world.now, *self._about, completed))
        return completed and self._works

    def over(self) -> None:
        """The need is there again, if it would have been."""
        self._hold_down(-1)
        self._offender.treated &= ~self._bit

    def _hold_down(self, services: int) -> None:
        if self._works and self._offender.hold_down(self._bit, services):
            self._world.changed(self._offender)
