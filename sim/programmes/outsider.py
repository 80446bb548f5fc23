"""People without a life in the model who take places of a programme: children who never offend, and others.

They wait, stay and leave like everybody else and fill the places; nothing else is known of them.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from sim import clock
from sim.distributions import poisson
from sim.draws import fold, fold_array, label_of, uniform_array
from sim.engine.world import World
from sim.model.marks import Recurring
from sim.model.offender import Offender

if TYPE_CHECKING:
    from sim.programmes.programme import RunningProgramme

OUTSIDE = -1
"""Person, and case, of whoever is outside the model."""
FROM_OUTSIDE = -1
"""Their referral point."""
_COUNT, _TIME, _RATE = 0, 1, 2


class Outsider:
    """Somebody from outside who waits for a programme or is on it."""

    def __init__(self, programme: RunningProgramme, who: int, lasts: bool) -> None:
        self._programme = programme
        self._who = who
        self._lasts = lasts
        self.person = Offender(OUTSIDE, OUTSIDE, who, -inf, True, inf, inf)
        """Nobody that the world knows."""
        self._about = (OUTSIDE, OUTSIDE, programme.label)

    def got_in(self) -> bool:
        """They start."""
        self._programme.started((self._programme.world.now, *self._about))
        return True

    def gave_up(self) -> None:
        """They have waited in vain."""
        self._programme.in_vain((self._programme.world.now, *self._about))
        self.over()

    def ended(self, completed: bool) -> bool:
        """They leave."""
        self._programme.ended((self._programme.world.now, *self._about, completed))
        return completed and self._lasts

    def over(self) -> None:
        """They may come again."""
        self._programme.forget_outsider(self._who)


def feed_outsiders(world: World, name: str, programme: RunningProgramme) -> None:
    """Appoint those who may ask for a place of a programme: keyed by day, the same whatever else happens.

    As many come as the settings of the day say: each has a rate from which on they do.
    """
    most = max(
        each.programmes[name].others_per_year for each in world.all_settings if name in each.programmes
    )
    if most <= 0:
        return
    days = np.arange(clock.year_start(world.years))
    keys = fold_array(fold(fold(world.key, Recurring.FROM_OUTSIDE), label_of(name)), days)
    counts = poisson(np.full(len(days), most / clock.DAYS_PER_YEAR), uniform_array(keys, _COUNT))
    day = np.repeat(days, counts)
    place = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = fold_array(keys[day], place + 1)
    times = day + uniform_array(own, _TIME)
    order = np.argsort(times, kind="stable")
    who, rates = own[order].tolist(), (most * uniform_array(own, _RATE))[order].tolist()
    world.kernel.feed(times[order], lambda number: programme.asked_from_outside(who[number], rates[number]))
