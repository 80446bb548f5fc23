"""Day 0: the stocks lie close to what the settings ask for."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from sim import clock
from sim.agencies.opening import open_on_day_zero
from sim.agencies.pathway import Pathway
from sim.engine.world import World
from sim.experiment.replication import Draws, draw
from sim.model.events import ENTERED, OFFENCE, OPENED, RECEPTION, SANCTION, Reception, Stage
from tests.pairing.counties import small

SETTINGS = small({"people.stock": 12_000, "people.entrants_per_year": 10})


@pytest.fixture(scope="module")
def drawn() -> Draws:
    return draw(SETTINGS, 6, 0, 1)


@pytest.fixture(scope="module")
def world(drawn: Draws) -> World:
    found = World(((0.0, SETTINGS),), drawn.fate, drawn.past, drawn.key, 1)
    open_on_day_zero(found, Pathway(found))
    return found


def candidates(drawn: Draws) -> np.ndarray:
    """Attributed offences of the last year that may be open: unproven, of people here and not in prison."""
    past = drawn.past
    recent = (past.attributed.time >= -365.25) & ~past.proven
    here = drawn.fate.people.gone[past.attributed.row] > 0
    return recent & here & ~np.isin(past.attributed.row, past.prisoners)


@pytest.mark.parametrize(
    ("stage", "share"),
    [
        (Stage.SUSPECT, SETTINGS.opening.suspects),
        (Stage.BAIL, SETTINGS.opening.bail),
        (Stage.RELEASED_UNDER_INVESTIGATION, SETTINGS.opening.released_under_investigation),
        (Stage.MAGISTRATES, SETTINGS.opening.magistrates),
        (Stage.CROWN, SETTINGS.opening.crown),
    ],
)
def test_open_cases_by_stage(drawn: Draws, world: World, stage: Stage, share: float) -> None:
    entered = world.ledger.table(ENTERED)
    stock = int((entered["stage"] == stage).sum())
    size = int(candidates(drawn).sum())
    assert size > 1000
    assert abs(stock - share * size) < 4 * sqrt(share * (1 - share) * size)
    assert (entered["time"] == 0).all()


def test_prison_holds_those_who_were_drawn(drawn: Draws, world: World) -> None:
    received = world.ledger.table(RECEPTION)
    assert set(received["person"].tolist()) == set(drawn.fate.people.id[drawn.past.prisoners].tolist())
    assert set(received["reason"].tolist()) == {Reception.BEFORE_DAY_ZERO}
    for row in drawn.past.prisoners.tolist():
        assert world.lives.of(row).in_prison == 1


def test_prison_holds_as_many_as_the_odds_say(drawn: Draws) -> None:
    """Chance 1 - exp(-odds x yearly sanctions): twice the odds is hardly twice the people."""
    stock = {}
    for odds in (0.02, 0.04):
        settings = small(
            {"people.stock": 12_000, "people.entrants_per_year": 10, "opening.prison_odds": odds}
        )
        stock[odds] = set(draw(settings, 6, 0, 1).past.prisoners.tolist())
    assert stock[0.02] < stock[0.04]
    assert len(stock[0.02]) < len(stock[0.04]) < 2 * len(stock[0.02]) + 4 * sqrt(len(stock[0.02]))


def test_open_cases_lead_on_and_none_is_lost(world: World) -> None:
    opened = world.ledger.table(OPENED)["case"]
    assert len(np.unique(opened)) == len(opened) == world.tally.opened == len(world.tally.open_cases)
    offences = set(world.ledger.table(OFFENCE)["case"].tolist())
    assert set(opened.tolist()) <= offences


def test_the_past_is_in_the_ledger_with_its_days(drawn: Draws, world: World) -> None:
    offences, sanctions = world.ledger.table(OFFENCE), world.ledger.table(SANCTION)
    assert len(offences["time"]) == len(drawn.past.attributed.time)
    assert clock.year_start(-3) <= offences["time"].min()
    assert offences["time"].max() < 0
    assert len(sanctions["time"]) == int(drawn.past.proven.sum())
    assert (sanctions["committed"] <= sanctions["time"]).all()
    assert (sanctions["time"] < 0).all()
    assert set(sanctions["offence"].tolist()) <= set(offences["case"].tolist())
