"""One replication of one scenario over the years that the facts need, reduced to what the facts ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calibration.readings.catalogue import YEARS, read_facts
from sim.experiment.artefact import numbers_from_json, numbers_to_json
from sim.experiment.executors import Workers
from sim.experiment.gather import Job, Store, Unkept, gather
from sim.experiment.replication import draw, live
from sim.experiment.runner import Finished
from sim.outcomes.record import Record
from sim.scenario.scenario import Scenario

Readings = dict[str, float]
"""What a run says to each fact, by its id."""


@dataclass(frozen=True)
class Trial:
    """A scenario to be run once."""

    scenario: Scenario
    seed: int
    replication: int
    years: int = YEARS
    """Model years of the run."""

    def run(self) -> Record:
        """Run it; the record of all its years."""
        drawn = draw(self.scenario.opening, self.seed, self.replication, self.years)
        return live(self.scenario, drawn)


def read_trial(trial: Trial) -> Readings:
    """Run the trial; what it says to each fact."""
    return read_facts(trial.run())


def read_scenarios_often(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    workers: Workers,
    finished: Finished,
    store: Store | None = None,
) -> list[list[Readings]]:
    """Readings of each scenario in each replication, all scenarios on the same people and the same chance.

    What ``store`` holds already is not run again; it numbers the trials scenario by scenario.
    """

    def trial(number: int) -> Trial:
        return Trial(scenarios[number // replications], seed, number % replications)

    job = Job(
        read_trial, trial, len(scenarios) * replications, to_json=numbers_to_json, from_json=numbers_from_json
    )
    found = gather(job, workers, store or Unkept(), finished)
    return [found[place : place + replications] for place in range(0, len(found), replications)]
