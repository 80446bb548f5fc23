"""Fate stands: neither policy, head-room, years to come nor other people move a potential offence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.year import YearOfEvents
from sim.experiment.replication import draw
from sim.model import rates
from sim.model.fate import BASE, Fate
from sim.model.population import draw_population
from tests.model.test_fate import KEY, LAYERS, YEAR, fate_of, listed
from tests.pairing.counties import shipped, small

SMALL_FILES = (
    "county",
    "half-the-team",
    "two-more-constables",
    "no-iom-effect",
    "suite-closed",
    "nothing-shared",
)


@pytest.mark.parametrize("name", SMALL_FILES)
def test_every_scenario_of_the_county_has_the_same_fate(name: str) -> None:
    one, other = draw(shipped("county").opening, 4, 2, 2), draw(shipped(name).opening, 4, 2, 2)
    assert one.key == other.key
    for year in (-3, -1, 0, 1):
        for layer in LAYERS:
            mine, theirs = one.fate.draw(year, layer), other.fate.draw(year, layer)
            assert listed(mine, one.fate.people.id) == listed(theirs, other.fate.people.id)


def test_more_head_room_moves_nothing_below_it() -> None:
    fate = fate_of()
    chances = rates.attribution_chances(small())
    low, high = (YearOfEvents.draw(fate, YEAR, bands, chances) for bands in (2, 5))
    ids = fate.people.id
    assert listed(low.usual, ids) == listed(high.usual, ids)
    edge = rates.BAND_EDGES[2]
    shared = high.reserve.take(np.flatnonzero(high.reserve.height < edge))
    assert listed(low.reserve, ids) == listed(shared, ids)
    assert len(high.reserve.row) > len(shared.row) > 0


def test_among_some_draws_the_same_as_among_all() -> None:
    fate = fate_of()
    some = np.arange(fate.people.size) % 3 == 0
    everybody = listed(fate.draw(YEAR, BASE[True]), fate.people.id)
    wanted = {
        person: rows
        for person, rows in everybody.items()
        if fate.people.row_of(np.array([person]))[0] % 3 == 0
    }
    assert listed(fate.draw(YEAR, BASE[True], among=some), fate.people.id) == wanted


def test_a_longer_horizon_moves_nothing_in_earlier_years() -> None:
    short, long = fate_of(years=2), fate_of(years=8)
    for year in range(-3, 2):
        for layer in LAYERS:
            mine = listed(short.draw(year, layer), short.people.id)
            theirs = listed(long.draw(year, layer), long.people.id)
            assert mine == {person: rows for person, rows in theirs.items() if person in mine}
            newcomers = set(theirs) - set(mine)
            assert not newcomers & set(short.people.id.tolist())


@pytest.mark.parametrize(
    "more",
    [{"people.entrants_per_year": 111}, {"people.stock": 641}, {"people.stock": 665}],
    ids=["one more entrant a year", "one more in the stock", "25 more in the stock"],
)
def test_more_people_move_nobody_elses_offences(more: dict[str, object]) -> None:
    few, many = fate_of(), fate_of(more)
    known = set(few.people.id.tolist())
    for year in range(-3, 3):
        for layer in LAYERS:
            mine = listed(few.draw(year, layer), few.people.id)
            theirs = listed(many.draw(year, layer), many.people.id)
            assert mine == {person: rows for person, rows in theirs.items() if person in known}


def test_one_persons_rate_moves_nobody_elses_offences() -> None:
    settings = small()
    people = draw_population(settings, KEY, 3)
    rate = people.rate.copy()
    rate[7] *= 3
    one, other = Fate(settings, people, 3), Fate(settings, replace(people, rate=rate), 3)
    for layer in LAYERS:
        mine, theirs = (listed(each.draw(YEAR, layer), people.id) for each in (one, other))
        for found in (mine, theirs):
            found.pop(7, None)
        assert mine == theirs
