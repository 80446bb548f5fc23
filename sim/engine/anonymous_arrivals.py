"""Arrivals of people whom the model does not follow: they have a number in place of a name.

Chance hangs on the key of the stream and on the day or week, never on what else happens, so that the same
people come in every scenario, and more a year adds some and moves none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from sim.clock import DAYS_PER_YEAR
from sim.distributions import poisson
from sim.draws import Keys, fold, fold_array, uniform, uniform_array

Floats = NDArray[np.float64]

_COUNT, _HOUR = 0, 1
TAKEN = 2
"""So many columns below the key of an arrival are used here; those from this one on are free."""
_MOST_A_DAY = 1000
NUMBERS = 100_000 * _MOST_A_DAY
"""Above the number of every arrival of one stream."""


@dataclass(frozen=True)
class Arrivals:
    """All arrivals of one stream, by time."""

    time: Floats
    number: NDArray[np.int64]
    """By day, and by order of being drawn within it."""
    key: Keys


def daily_arrivals(key: int, days: int, per_year: float, hour: Callable[[Floats], Floats]) -> Arrivals:
    """Who comes from day 0 on for so many days, at so many a year.

    ``hour`` turns uniforms into parts of a day.
    """
    day_keys = fold_array(key, np.arange(days))
    counts = poisson(np.full(days, per_year / DAYS_PER_YEAR), uniform_array(day_keys, _COUNT))
    day = np.repeat(np.arange(days), counts)
    place = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = fold_array(day_keys[day], place + 1)
    time = day + hour(uniform_array(keys, _HOUR))
    order = np.argsort(time, kind="stable")
    return Arrivals(time[order], (day * _MOST_A_DAY + place)[order], keys[order])


def at_any_hour(uniforms: Floats) -> Floats:
    """For ``daily_arrivals``: every hour of the day alike."""
    return uniforms


def weekly_arrivals(key: int, week: int, per_year: float) -> Keys:
    """Keys of people who come in a week, at so many a year.

    Weeks are drawn one by one as they come, because the number a year may change. As many come as gaps of a
    unit Poisson process fit into the week's mean.
    """
    mean = per_year * 7.0 / DAYS_PER_YEAR
    own = fold(key, week)
    number, passed = 0, -log(uniform(own, 0))
    while passed <= mean:
        number += 1
        passed -= log(uniform(own, number))
    return fold_array(own, np.arange(number))
