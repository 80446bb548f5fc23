"""Police custody as a place of safety: adults under section 136 of the Mental Health Act 1983.

They are anonymous. Children may not be held so (section 136A). Where no cell is free the person is taken to
hospital. What follows for them is not modelled.
"""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.agencies.custody import Custody
from sim.draws import fold, uniform_array
from sim.engine.anonymous_arrivals import TAKEN, at_any_hour, daily_arrivals
from sim.engine.world import World
from sim.model.events import PLACE_OF_SAFETY

_STREAM = 136
"""Label of these arrivals below the key of a run."""
_FIRST_IDENTITY = 10**15
"""Above those of other arrivals."""
_SUITE, _LENGTH = TAKEN, TAKEN + 1


def feed_places_of_safety(world: World, custody: Custody) -> None:
    """Appoint all arrivals: more often where a suite has more cells, at any hour alike."""
    rules = world.settings.custody.place_of_safety
    built = np.cumsum([suite.cells for suite in world.settings.custody.suites.values()])
    if not built[-1]:
        return
    days = clock.year_start(world.years)
    arrivals = daily_arrivals(fold(world.key, _STREAM), days, rules.a_year, at_any_hour)
    places = uniform_array(arrivals.key, _SUITE) * built[-1]
    suites = np.searchsorted(built, places, side="right").tolist()
    hours = -np.log(uniform_array(arrivals.key, _LENGTH)) * rules.mean_hours
    lengths = np.minimum(hours, rules.longest_hours).tolist()
    names = (_FIRST_IDENTITY + arrivals.number).tolist()
    record = world.ledger.recorder(PLACE_OF_SAFETY)

    def arrives(number: int) -> None:
        suite = suites[number]
        held = custody.hold_in_safety(names[number], suite, lengths[number])
        record((world.now, -1, names[number], suite, held))

    world.kernel.feed(arrivals.time, arrives)
