"""Arrivals from outside the model: a neighbouring force's arrests, and non-notifiable detentions.

They use the desk and cells only.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim import clock
from sim.agencies.custody import Custody
from sim.distributions import normal
from sim.draws import fold, uniform_array
from sim.engine.anonymous_arrivals import NUMBERS, TAKEN, Arrivals, Floats, daily_arrivals
from sim.engine.world import World

_STREAM = 2
"""Label of these arrivals below the key of a run."""
_LENGTH, _EXTENSION = TAKEN, TAKEN + 1


def feed_other_arrivals(world: World, custody: Custody) -> None:
    """Appoint all arrivals from outside the model, suite by suite."""
    days = clock.year_start(world.years)
    for suite, rules in enumerate(world.settings.custody.suites.values()):
        key = fold(fold(world.key, _STREAM), suite)
        per_year = rules.neighbour_arrests + rules.other_detentions
        hour = partial(_hour, np.cumsum(world.settings.custody.arrivals_by_hour))
        _feed(world, custody, suite, daily_arrivals(key, days, per_year, hour))


def _hour(by_hour: Floats, uniforms: Floats) -> Floats:
    """Parts of a day by the profile of arrivals, summed up hour by hour."""
    edges = np.concatenate([[0.0], by_hour / by_hour[-1]])
    hours: Floats = np.interp(uniforms, edges, np.arange(25.0))
    return hours / 24


def _feed(world: World, custody: Custody, suite: int, arrivals: Arrivals) -> None:
    names = (suite * NUMBERS + arrivals.number).tolist()
    deviates = normal(uniform_array(arrivals.key, _LENGTH)).tolist()
    chances = uniform_array(arrivals.key, _EXTENSION).tolist()

    def arrives(place: int) -> None:
        custody.hold_stranger(names[place], suite, deviates[place], chances[place])

    world.kernel.feed(arrivals.time, arrives)
