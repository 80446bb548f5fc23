"""Approved Premises: supervised places for people released from custody, from this area and from others."""

from __future__ import annotations

from math import log

from sim.draws import uniform
from sim.engine.kernel import Journey
from sim.engine.world import World
from sim.scenario.settings import Settings

_STAY = 11


class ApprovedPremises:
    """All Approved Premises of the area, as one set of places."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._places = world.services.open(
            "public_protection.approved_premises.places", "Approved Premises", "places"
        )
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.public_protection.approved_premises
        self._places.set_capacity(self._rules.places)

    @property
    def residents(self) -> int:
        """People who live there now."""
        return self._places.in_use

    def send(self, key: int) -> None:
        """Send somebody there; if no place comes free in time they go elsewhere."""
        self._world.kernel.start(self._stay(key))

    def _stay(self, key: int) -> Journey:
        places = self._places
        if not places.take() and not (yield places.queue(patience=self._rules.patience_days)):
            return
        yield self._world.kernel.wait(-log(uniform(key, _STAY)) * self._rules.stay_days)
        places.give_back()
