"""With arrivals held fixed, a service in overload makes people wait less when it has twice the room.

In each world of the table everything has room but the services of its rows, which are too small; then one of
them is doubled and all else stays: the people, what they would do, and every chance. Waiting, taken from the
service's own account, must fall in every replication. Where nobody waits, those who find no place must be
fewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from sim.experiment.replication import Draws, draw, live
from sim.outcomes.record import Record
from tests.pairing.counties import scenario_of, small
from tests.properties.capacities import capacities
from tests.properties.overloaded import RULES, WORLDS

REPLICATIONS = range(5)
CASES = [
    pytest.param(world, row, id=row if world == row else f"{world}, {row}")
    for world, content in WORLDS.items()
    for row in content.rows
]


@cache
def draws(world: str, replication: int) -> Draws:
    """The people, what they would do, and every chance."""
    return draw(small(WORLDS[world].settings({})), 1, replication, WORLDS[world].years)


@cache
def overloaded(world: str, replication: int) -> Record:
    return lived(world, replication, {})


def lived(world: str, replication: int, changed: Mapping[str, object]) -> Record:
    settings = small(WORLDS[world].settings(changed))
    return live(scenario_of((0, settings)), draws(world, replication))


def test_every_capacity_has_its_row() -> None:
    rows = {path for world in WORLDS.values() for row in world.rows.values() for path in row.capacity}
    missing = [
        path
        for path in map(".".join, capacities())
        if path not in rows and not any(path.startswith(rule) for rule in RULES)
    ]
    assert missing == []


@pytest.mark.parametrize(("world", "row"), CASES)
def test_twice_the_room_is_less_waiting_in_every_replication(world: str, row: str) -> None:
    service = WORLDS[world].rows[row]
    before = [service.measure(overloaded(world, number)) for number in REPLICATIONS]
    after = [service.measure(lived(world, number, service.doubled())) for number in REPLICATIONS]
    assert min(before) > 0
    assert all(less < more for less, more in zip(after, before, strict=True)), (before, after)
