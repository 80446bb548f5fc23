"""Schools: where children are met before their first offence.

Each child who would begin to offend before 18 passes once in every school year, on a day of the child's own,
until the first offence. Programmes of support that take children from school look at them then; enforcement
and supervision never do. Children who begin only after the run are there too, so that the places they take do
not hang on how long the run is. Whoever never would, or only as an adult, is one of a programme's
``others_per_year``.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from sim import clock
from sim.draws import fold, fold_array, uniform_array
from sim.engine.world import World
from sim.model.events import TRAITS
from sim.model.lives import DECISIONS
from sim.model.marks import Recurring
from sim.model.population import Entrants, draw_entrants
from sim.programmes.prevention import Child
from sim.programmes.referral import Programmes

YOUNGEST, OLDEST = 5.0, 18.0
"""Ages at school, in years, the oldest left out."""


class Schools:
    """The children of a run, and the days on which they pass."""

    def __init__(self, world: World, programmes: Programmes) -> None:
        self._programmes = programmes
        every = (each for settings in world.all_settings for each in settings.programmes.values())
        if not any("school" in programme.referred_from for programme in every):
            return
        entrants = draw_entrants(world.all_settings[0], world.key, world.years + ceil(OLDEST - YOUNGEST))
        times, self._who = _days(entrants, world.years)
        self._describe(world, entrants)
        world.kernel.feed(times, self._passes)

    def _describe(self, world: World, entrants: Entrants) -> None:
        """Everything about the children that is asked of them, in Python's own numbers."""
        in_the_run = entrants.onset < clock.year_start(world.years)
        rows = np.full(len(entrants.id), -1)
        rows[in_the_run] = world.fate.people.row_of(entrants.id[in_the_run])
        self._rows, self._keys = rows.tolist(), entrants.key.tolist()
        self._male, self._birth = entrants.male.tolist(), entrants.birth.tolist()
        self._traits = [entrants.traits[name].tolist() for name in TRAITS]

    def _passes(self, number: int) -> None:
        if not self._programmes.take_children:
            return
        who = self._who[number]
        row = self._rows[who]
        self._programmes.meet_child(
            Child(
                row if row >= 0 else None,
                fold(self._keys[who], DECISIONS),
                self._male[who],
                self._birth[who],
                frozenset(name for name, has in zip(TRAITS, self._traits, strict=True) if has[who]),
            )
        )


def _days(entrants: Entrants, years: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], list[int]]:
    """Ascending moments at which a child passes, and which one of the entrants it is."""
    young = np.flatnonzero(entrants.onset - entrants.birth < OLDEST * clock.DAYS_PER_YEAR)
    birth, onset = entrants.birth[young], entrants.onset[young]
    keys = fold_array(entrants.key[young], Recurring.SCHOOL_YEAR)
    times, places = [], []
    for year in range(years):
        first = clock.year_start(year)
        day = first + uniform_array(keys, year) * (clock.year_start(year + 1) - first)
        age = (day - birth) / clock.DAYS_PER_YEAR
        there = (age >= YOUNGEST) & (age < OLDEST) & (day < onset)
        times.append(day[there])
        places.append(young[there])
    time, place = np.concatenate(times), np.concatenate(places)
    order = np.argsort(time, kind="stable")
    return time[order], place[order].tolist()
