"""The way through any service that takes people in: wait, stay, complete, and what lasts.

Treatment, ordinary programmes and courses of the Interventions Hub differ in what they read, write down and
change; how somebody waits for a place, leaves it and is well afterwards is the same for all and stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Protocol

from sim.draws import uniform
from sim.engine.kernel import Passage, Step
from sim.engine.pool import Pool
from sim.engine.world import World
from sim.model.offender import Offender


class Attendance(Protocol):
    """How somebody who was referred attends, and what comes of it; asked when it is due."""

    @property
    def patience_days(self) -> float:
        """How long they wait for a place at the most."""

    def stay_days(self) -> float:
        """How long they stay, if nothing ends it before."""

    def completes(self) -> bool:
        """Whether those who stay so long have completed it."""

    def lasting_days(self) -> float:
        """How long it lasts afterwards."""


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """Attendance by chance: lengths are exponential, and whether somebody completes it hangs on neither."""

    terms: Terms
    key: int
    decisions: Decisions

    @property
    def patience_days(self) -> float:
        """The same for everybody."""
        return self.terms.patience_days

    def stay_days(self) -> float:
        """By chance, with the mean of the terms."""
        return self._days(self.decisions.stay, self.terms.stay_days)

    def completes(self) -> bool:
        """By chance."""
        return uniform(self.key, self.decisions.completion) < self.terms.completion

    def lasting_days(self) -> float:
        """By chance, with the mean of the terms."""
        return self._days(self.decisions.lasting, self.terms.lasting_days)

    def _days(self, decision: int, mean: float) -> float:
        return -log(uniform(self.key, decision)) * mean


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

    def __init__(self, world: World, places: Pool, offender: Offender) -> None:
        self._world = world
        self._places = places
        self._offender = offender
        self._leaving: Step | None = None
        """Happens when the person leaves the place; its value says whether they stayed to the end."""

    def go_through(self, attendance: Attendance, told: Told, priority: int = 0) -> Passage[bool]:
        """Wait and stay, and have what lasts wear off; returns whether they took a place, once they leave it.

        The lower ``priority`` waits less. Nobody is told of those who die or move away while they wait; on a
        place, they do not complete it.
        """
        world, places, offender = self._world, self._places, self._offender
        got_in = places.take() or (yield places.queue(priority, attendance.patience_days))
        if world.now >= offender.gone:
            if got_in:
                places.give_back()
            return False
        if not got_in:
            told.gave_up()
            return False
        if not told.got_in():
            places.give_back()
            return False
        self._leaving = world.kernel.signal()
        days = max(0.0, min(attendance.stay_days(), offender.gone - world.now))
        world.kernel.after(days, lambda: self.leave(stayed=True))
        stayed = yield self._leaving
        places.give_back()
        here = bool(stayed) and world.now < offender.gone
        if told.ended(here and attendance.completes()):
            world.kernel.after(attendance.lasting_days(), told.over)
        else:
            told.over()
        return True

    def leave(self, stayed: bool = False) -> None:
        """Leave the place, before the stay is over unless ``stayed``; nothing to do for who is not on one."""
        if self._leaving is not None and not self._leaving.triggered:
            self._leaving.succeed(stayed)
