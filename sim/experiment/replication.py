"""One replication: the same people and the same potential offences, lived through under each scenario."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sim import clock
from sim.agencies.opening import open_on_day_zero
from sim.agencies.pathway import Pathway
from sim.draws import run_key
from sim.engine.conservation import check_run
from sim.engine.world import World
from sim.model.fate import Fate
from sim.model.history import Past, draw_past
from sim.model.population import draw_population
from sim.outcomes.record import Record
from sim.scenario.scenario import Scenario
from sim.scenario.settings import Settings


@dataclass(frozen=True)
class Draws:
    """All that a replication draws before any policy: shared by its scenarios."""

    key: int
    fate: Fate
    past: Past
    years: int


def draw(settings: Settings, seed: int, replication: int, years: int = clock.YEARS) -> Draws:
    """Draw people, fate and past from the settings of day 0."""
    key = run_key(seed, replication)
    fate = Fate(settings, draw_population(settings, key, years), years)
    return Draws(key, fate, draw_past(settings, fate), years)


def live(scenario: Scenario, drawn: Draws) -> Record:
    """Run one scenario through all years and check that nothing was lost or counted twice.

    Raises
    ------
    ConservationError
        If a person, case or offence was lost or counted twice.
    """
    phases = tuple((float(phase.start), phase.settings) for phase in scenario.phases)
    world = World(phases, drawn.fate, drawn.past, drawn.key, drawn.years)
    open_on_day_zero(world, Pathway(world))
    with _without_collector():
        world.run()
    check_run(world.tally, world.ledger)
    accounts = world.services.accounts()
    return Record(world.ledger, drawn.fate.people, world.hidden, phases, drawn.years, accounts)


def live_all(
    scenarios: Sequence[Scenario], seed: int, replication: int, years: int = clock.YEARS
) -> Iterator[tuple[Scenario, Record]]:
    """Run several scenarios with the same opening on the same draws, one after the other."""
    drawn = draw(scenarios[0].opening, seed, replication, years)
    for scenario in scenarios:
        yield scenario, live(scenario, drawn)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A run makes objects that live long and few cycles: looking for those costs a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
