"""Arrivals from outside the model: a neighbouring force's arrests, and non-notifiable detentions.

They are anonymous, keyed by suite and day, the same in every scenario. They use the desk and cells only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.agencies.custody import Custody
from sim.distributions import normal, poisson
from sim.draws import fold, fold_array, uniform_array
from sim.engine.world import World

_STREAM = 2
"""Label of these arrivals below the key of a run."""
_DAYS = 100_000
_COUNT, _HOUR, _LENGTH, _EXTENSION = 0, 1, 2, 3


def feed_other_arrivals(world: World, custody: Custody) -> None:
    """Appoint all arrivals from outside the model, suite by suite."""
    days = np.arange(clock.year_start(world.years))
    by_hour = np.cumsum(world.settings.custody.arrivals_by_hour)
    for number, suite in enumerate(world.settings.custody.suites.values()):
        daily = (suite.neighbour_arrests + suite.other_detentions) / clock.DAYS_PER_YEAR
        keys = fold_array(fold(fold(world.key, _STREAM), number), days)
        counts = poisson(np.full(len(days), daily), uniform_array(keys, _COUNT))
        day = np.repeat(days, counts)
        place = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
        own = fold_array(keys[day], place + 1)
        times = day + _hours(uniform_array(own, _HOUR), by_hour) / 24
        order = np.argsort(times, kind="stable")
        _feed(
            world,
            custody,
            number,
            times[order],
            ((number * _DAYS + day) * 1000 + place)[order],
            normal(uniform_array(own, _LENGTH))[order],
            uniform_array(own, _EXTENSION)[order],
        )


def _hours(uniforms: NDArray[np.float64], by_hour: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hours of the day by the profile of arrivals."""
    edges = np.concatenate([[0.0], by_hour / by_hour[-1]])
    hours: NDArray[np.float64] = np.interp(uniforms, edges, np.arange(25.0))
    return hours


def _feed(
    world: World,
    custody: Custody,
    suite: int,
    times: NDArray[np.float64],
    identities: NDArray[np.int64],
    lengths: NDArray[np.float64],
    extensions: NDArray[np.float64],
) -> None:
    names, deviates, chances = identities.tolist(), lengths.tolist(), extensions.tolist()

    def arrives(place: int) -> None:
        custody.hold_stranger(names[place], suite, deviates[place], chances[place])

    world.kernel.feed(times, arrives)
