"""One replication of one scenario over the years that the facts need, reduced to what the facts ask."""

from __future__ import annotations

from dataclasses import dataclass

from calibration.readings.catalogue import YEARS, read_facts
from sim.experiment.replication import draw, live
from sim.outcomes.record import Record
from sim.scenario.scenario import Scenario

Readings = dict[str, float]
"""What a run says, by the id of a fact."""


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
