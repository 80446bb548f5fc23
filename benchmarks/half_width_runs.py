"""Runs of the small county, with and without two more constables, for what a difference costs to estimate."""

from __future__ import annotations

import time

from benchmarks.pairing import offences, same_people_other_events, scenarios
from benchmarks.tutorial import Tutorial
from sim.experiment.replication import draw

_SEED = 1

Runs = dict[str, list[float]]


def paired(first: int, runs: int, years: int) -> Runs:
    """Offences a year in both scenarios on the same draws; CPU seconds of the draw and of the two runs."""
    baseline, more = scenarios()
    found: Runs = {"baseline": [], "more": [], "draw_seconds": [], "live_seconds": []}
    for replication in range(first, first + runs):
        began = time.process_time()
        drawn = draw(baseline.opening, _SEED, replication, years)
        drew = time.process_time()
        found["baseline"].append(offences(baseline, drawn))
        found["more"].append(offences(more, drawn))
        found["draw_seconds"].append(drew - began)
        found["live_seconds"].append(time.process_time() - drew)
    return found


def events_apart(first: int, runs: int, years: int) -> Runs:
    """Offences a year with two more constables, by the people of the replication with events of their own."""
    baseline, more = scenarios()
    return {
        "more": [
            offences(more, same_people_other_events(baseline.opening, replication, years))
            for replication in range(first, first + runs)
        ]
    }


def tutorial(first: int, runs: int, years: int) -> Runs:
    """Offences a year in the tutorial's baseline, seed after seed, and the CPU seconds of each run."""
    baseline, _ = scenarios()
    found: Runs = {"baseline": [], "seconds": []}
    for seed in range(first, first + runs):
        began = time.process_time()
        found["baseline"].append(Tutorial(baseline, seed, years).run()["offences"])
        found["seconds"].append(time.process_time() - began)
    return found
