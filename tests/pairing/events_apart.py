"""What pairing buys: a county with and without two more constables, paired and with chance of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks import pairing
from sim.draws import fold, fold_array, run_key
from sim.experiment.replication import Draws, draw, live
from sim.model.fate import Fate
from sim.model.history import draw_past
from sim.model.population import draw_population
from tests.pairing.counties import committed_since, scenario_of, small

YEARS = 1
SEED = pairing.SEED
_OTHER_LIVES = 902

COUNTY = small()
BASELINE = scenario_of((0, COUNTY))
MORE = scenario_of((0, COUNTY), (1, small({"iom.constables": COUNTY.iom.constables + 2})))
"""Two more constables from the second day on, so that a short run shows what they do."""


def same_people_other_events(replication: int) -> Draws:
    """The people of a replication with their traits and spells; all that they may commit is drawn anew."""
    return pairing.same_people_other_events(COUNTY, replication, YEARS)


def same_traits_other_lives(replication: int) -> Draws:
    """A straw man: the people of a replication with their traits only; spells and events are drawn anew."""
    key = run_key(SEED, replication)
    people = draw_population(COUNTY, key, YEARS)
    fate = Fate(COUNTY, replace(people, key=fold_array(people.key, _OTHER_LIVES)), YEARS)
    return Draws(fold(key, _OTHER_LIVES), fate, draw_past(COUNTY, fate), YEARS)


def paired(replication: int) -> tuple[int, int]:
    """Offences committed in a year: baseline, and two more constables."""
    drawn = draw(COUNTY, SEED, replication, YEARS)
    base, more = (committed_since(live(scenario, drawn), 0) for scenario in (BASELINE, MORE))
    return base, more


def with_other_events(replication: int) -> int:
    """The same with two more constables, by people to whom other things happen."""
    return committed_since(live(MORE, same_people_other_events(replication)), 0)


def with_other_lives(replication: int) -> int:
    """The same with two more constables, by people alike in their traits only."""
    return committed_since(live(MORE, same_traits_other_lives(replication)), 0)


def variance(differences: np.ndarray) -> float:
    """Sample variance."""
    return float(differences.var(ddof=1))
