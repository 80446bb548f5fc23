"""Potential offences within a person's reach go on the agenda, whatever way the person came to reach them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.engine.world import World
from sim.experiment.replication import draw
from sim.model.offender import Reach
from tests.pairing.counties import small

ATTENTION, ROOM = Reach.ATTENTION, Reach.ROOM
BOTH = ATTENTION + ROOM
STEPS = (Reach.NONE, ATTENTION, ROOM, BOTH)


@pytest.fixture(scope="module")
def county() -> tuple[object, object]:
    settings = small({"people.stock": 400, "people.entrants_per_year": 5, "iom.detection_effect": 0.5})
    return settings, draw(settings, 3, 0, 1)


@pytest.mark.parametrize(
    "way", list(itertools.permutations(STEPS, 3)), ids=lambda way: "-".join(map(str, way))
)
def test_all_that_is_within_reach_now_is_on_the_agenda(
    county: tuple[object, object], way: tuple[int, ...]
) -> None:
    settings, drawn = county
    world = World(((0.0, settings),), drawn.fate, drawn.past, drawn.key, 1)  # type: ignore[attr-defined,arg-type]
    world.begin_year(0)
    year = world._events
    busiest = np.bincount(year.reserve.row[(year.needs == BOTH) & (year.reserve.time > 200)]).argmax()
    offender = world.lives.of(int(busiest))
    for number, reach in enumerate(way):
        world.kernel.run(50.0 * (number + 1))
        offender.attention = 1.4 if reach & ATTENTION else 1.0
        offender.scale = 1.3 if reach & ROOM else 1.0
        world.changed(offender)
        assert offender.reach == reach
        mine = (year.reserve.row == busiest) & (year.reserve.time > world.now)
        within = mine & (year.needs & ~reach == 0)
        assert year.fed[within].all(), f"after {way[: number + 1]}"
    beyond = ~np.isin(year.reserve.row, [busiest])
    assert not year.fed[beyond].any()
