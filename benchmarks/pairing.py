"""How much pairing takes out over all measured years: two more constables, small county.

``python benchmarks/pairing.py [PAIRS] [APART]`` prints how many times smaller the variance of the paired
difference in committed offences is than with events drawn apart for the same people.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sim import clock
from sim.draws import fold, fold_array
from sim.experiment.replication import Draws, draw, live
from sim.model.fate import Fate
from sim.model.history import draw_past
from sim.outcomes.measures import measure_all
from sim.outcomes.record import measured
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario
from sim.scenario.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "small"
SEED = 1
APART = 901
"""Label of the events drawn apart, below the key of a person."""


def scenarios() -> tuple[Scenario, Scenario]:
    """The small county, and the same with two more constables."""
    baseline, more = read_scenarios([FOLDER / "county.yaml", FOLDER / "two-more-constables.yaml"])
    return baseline, more


def offences(scenario: Scenario, drawn: Draws) -> float:
    """Offences committed a measured year."""
    record = live(scenario, drawn)
    return measure_all(record, measured(record))["offences"]


def pair(replication: int) -> tuple[float, float]:
    """Baseline and two more constables, on the same draws."""
    baseline, more = scenarios()
    drawn = draw(baseline.opening, SEED, replication)
    return offences(baseline, drawn), offences(more, drawn)


def same_people_other_events(settings: Settings, replication: int, years: int) -> Draws:
    """The people of a replication with their traits and spells; all that they may commit is drawn anew."""
    drawn = draw(settings, SEED, replication, years)
    fate = Fate(settings, drawn.fate.people, years)
    fate.people = replace(fate.people, key=fold_array(fate.people.key, APART))
    return Draws(fold(drawn.key, APART), fate, draw_past(settings, fate), years)


def apart(replication: int) -> float:
    """Two more constables, for the same people with the same spells and other events."""
    baseline, more = scenarios()
    return offences(more, same_people_other_events(baseline.opening, replication, clock.YEARS))


def main(pairs: int, others: int) -> None:
    """Run and print."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        run = partial(pool.map, chunksize=5)
        together = np.array(list(run(pair, range(pairs))))
        alone = np.array(list(run(apart, range(others))))
    paired = together[:, 1] - together[:, 0]
    separate = alone - together[:others, 0]
    ratio = separate.var(ddof=1) / paired.var(ddof=1)
    print(f"{pairs} pairs: {paired.mean():+.0f} offences a year; {others} with events apart")
    print(f"variance of the difference {ratio:.1f} times smaller than with events apart")


if __name__ == "__main__":
    main(*(int(text) for text in (*sys.argv[1:], "40", "40")[:2]))
