"""Police custody as a place of safety: adults under section 136 of the Mental Health Act 1983.

They are anonymous, keyed by day, the same in every scenario. Children may not be held so (section 136A).
Where no cell is free the person is taken to hospital. What follows for them is not modelled.
"""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.agencies.custody import Custody
from sim.distributions import poisson
from sim.draws import fold, fold_array, uniform_array
from sim.engine.world import World
from sim.model.events import PLACE_OF_SAFETY

_STREAM = 136
"""Label of these arrivals below the key of a run."""
_FIRST_IDENTITY = 10**15
"""Above those of other arrivals."""
_COUNT, _HOUR, _SUITE, _LENGTH = 0, 1, 2, 3


def feed_places_of_safety(world: World, custody: Custody) -> None:
    """Appoint all arrivals: more often where a suite has more cells, at any hour alike."""
    rules = world.settings.custody.place_of_safety
    days = np.arange(clock.year_start(world.years))
    keys = fold_array(fold(world.key, _STREAM), days)
    counts = poisson(np.full(len(days), rules.a_year / clock.DAYS_PER_YEAR), uniform_array(keys, _COUNT))
    day = np.repeat(days, counts)
    place = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = fold_array(keys[day], place + 1)
    times = day + uniform_array(own, _HOUR)
    order = np.argsort(times, kind="stable")
    built = np.cumsum([suite.cells for suite in world.settings.custody.suites.values()])
    if not built[-1]:
        return
    suites = np.searchsorted(built, uniform_array(own, _SUITE)[order] * built[-1], side="right").tolist()
    hours = np.minimum(-np.log(uniform_array(own, _LENGTH)) * rules.mean_hours, rules.longest_hours)
    lengths, names = hours[order].tolist(), (_FIRST_IDENTITY + 1000 * day + place)[order].tolist()
    record = world.ledger.recorder(PLACE_OF_SAFETY)

    def arrives(number: int) -> None:
        suite = suites[number]
        held = custody.hold_in_safety(names[number], suite, lengths[number])
        record((world.now, -1, names[number], suite, held))

    world.kernel.feed(times[order], arrives)
