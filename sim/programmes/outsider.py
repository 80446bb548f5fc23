"""People without a life in the model who take places of a programme: children who never offend, and others.

They wait, stay and leave like everybody else and fill the places; nothing else is known of them.
"""

from __future__ import annotations

from math import ceil, inf, log2
from typing import TYPE_CHECKING

import numpy as np

from sim import clock
from sim.draws import fold, label_of, uniform_array
from sim.engine.anonymous_arrivals import TAKEN, Arrivals, Floats, at_any_hour, daily_arrivals
from sim.engine.world import World
from sim.model.marks import Recurring
from sim.model.offender import Offender

if TYPE_CHECKING:
    from sim.programmes.programme import RunningProgramme

OUTSIDE = -1
"""Person, and case, of whoever is outside the model."""
FROM_OUTSIDE = -1
"""Their referral point."""
_RATE = TAKEN


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
    key = fold(fold(world.key, Recurring.FROM_OUTSIDE), label_of(name))
    layers = [_layer(key, number, world.years) for number in range(_layers(most))]
    times = np.concatenate([arrivals.time for arrivals, _ in layers])
    own = np.concatenate([arrivals.key for arrivals, _ in layers])
    rates = np.concatenate([from_rate for _, from_rate in layers])
    order = np.argsort(times, kind="stable")
    order = order[rates[order] < most]
    who, from_rate = own[order].tolist(), rates[order].tolist()
    world.kernel.feed(
        times[order], lambda number: programme.asked_from_outside(who[number], from_rate[number])
    )


def _layers(most: float) -> int:
    """Layers that reach up to ``most`` people a year: they end at 1, 2, 4, 8, ...

    Where they lie does not hang on it, so that nobody of earlier days moves if more are to come later.
    """
    return 1 + max(0, ceil(log2(most)))


def _layer(key: int, number: int, years: int) -> tuple[Arrivals, Floats]:
    """The people of one layer, and the rate from which on each of them comes."""
    low, high = (0.0 if number == 0 else 2.0 ** (number - 1)), 2.0**number
    arrivals = daily_arrivals(fold(key, number), clock.year_start(years), high - low, at_any_hour)
    return arrivals, low + (high - low) * uniform_array(arrivals.key, _RATE)
