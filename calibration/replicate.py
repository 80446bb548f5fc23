"""One replication of one scenario over the years that the facts need, reduced to what the facts ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calibration.readings import YEARS, read_facts
from sim.experiment.replication import draw, live
from sim.experiment.runner import Finished, carry_out_all
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Trial:
    """A scenario to be run once."""

    scenario: Scenario
    seed: int
    replication: int


def read_trial(trial: Trial) -> dict[str, float]:
    """Run the trial; what it says to each fact."""
    drawn = draw(trial.scenario.opening, trial.seed, trial.replication, YEARS)
    return read_facts(live(trial.scenario, drawn))


def read_scenarios_often(
    scenarios: Sequence[Scenario], replications: int, seed: int, workers: int, finished: Finished
) -> list[list[dict[str, float]]]:
    """Readings of each scenario in each replication, all scenarios on the same people and the same chance."""
    trials = [Trial(each, seed, number) for each in scenarios for number in range(replications)]
    found = carry_out_all(read_trial, trials, workers, finished)
    return [found[place : place + replications] for place in range(0, len(found), replications)]
