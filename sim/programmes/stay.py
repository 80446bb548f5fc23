"""The way through any service that takes people in: wait, stay, complete, and what lasts.

Treatment services and ordinary programmes differ in what they read, write down and change; how somebody
waits for a place, leaves it and is well afterwards is the same for all and stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Protocol

from sim.draws import uniform
from sim.engine.kernel import Journey, Step
from sim.engine.pool import Pool
from sim.engine.world import World
from sim.model.offender import Offender


@dataclass(frozen=True)
class Terms:
    """How long people wait and stay, and what comes of it, as it stood when they were referred."""

    patience_days: float
    stay_days: float
    """Mean."""
    completion: float
    lasting_days: float
    """Mean; 0 if nothing lasts."""


@dataclass(frozen=True)
class Decisions:
    """The decisions of a stay, by their numbers below the key of a referral."""

    stay: int
    completion: int
    lasting: int


class Told(Protocol):
    """Who is told what becomes of somebody referred."""

    def got_in(self) -> bool:
        """A place is theirs: True if they take it."""

    def gave_up(self) -> None:
        """They have waited in vain."""

    def ended(self, completed: bool) -> bool:
        """They have left the place: True if what they were given lasts for a while."""

    def over(self) -> None:
        """Nothing lasts any longer, and they may be referred again."""


class Stay:
    """One person's way through a service."""

    def __init__(
        self, world: World, places: Pool, offender: Offender, key: int, decisions: Decisions
    ) -> None:
        self._world = world
        self._places = places
        self._offender = offender
        self._key = key
        self._decisions = decisions
        self._leaving: Step | None = None
        """Happens when the person leaves the place; its value says whether they stayed to the end."""

    def go_through(self, terms: Terms, told: Told, priority: int = 0) -> Journey:
        """Wait, stay and be well afterwards; the lower ``priority`` goes first.

        Nobody is told of those who die or move away while they wait; on a place, they do not complete it.
        """
        world, places, offender = self._world, self._places, self._offender
        got_in = places.take() or (yield places.queue(priority, terms.patience_days))
        if world.now >= offender.gone:
            if got_in:
                places.give_back()
            return
        if not got_in:
            told.gave_up()
            return
        if not told.got_in():
            places.give_back()
            return
        self._leaving = world.kernel.signal()
        days = self._days(self._decisions.stay, terms.stay_days)
        world.kernel.after(max(0.0, min(days, offender.gone - world.now)), lambda: self.leave(stayed=True))
        stayed = yield self._leaving
        places.give_back()
        here = bool(stayed) and world.now < offender.gone
        completed = here and uniform(self._key, self._decisions.completion) < terms.completion
        if told.ended(completed):
            yield world.kernel.wait(self._days(self._decisions.lasting, terms.lasting_days))
        told.over()

    def leave(self, stayed: bool = False) -> None:
        """Leave the place, before the stay is over unless ``stayed``; nothing to do for who is not on one."""
        if self._leaving is not None and not self._leaving.triggered:
            self._leaving.succeed(stayed)

    def _days(self, decision: int, mean: float) -> float:
        return -log(uniform(self._key, decision)) * mean
