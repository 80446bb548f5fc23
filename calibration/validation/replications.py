"""All replications of a scenario that is held against what is published."""

from __future__ import annotations

from collections.abc import Callable

from calibration.readings.trial import Readings, Trial
from sim.experiment.artefact import numbers_from_json, numbers_to_json
from sim.experiment.asked import Asked
from sim.experiment.drawn import Drawn
from sim.experiment.executors import Workers
from sim.experiment.gather import Job, Store, gather
from sim.experiment.runner import Finished
from sim.scenario.scenario import Scenario


def read_replications(
    read: Callable[[Trial], Readings],
    scenario: Scenario,
    asked: Asked,
    workers: Workers,
    store: Store,
    finished: Finished,
    drawn: Drawn | None = None,
) -> list[Readings]:
    """What each run of the scenario says, or of each draw of parameters if there are any.

    What ``store`` holds is not run again.
    """

    def trial(replication: int) -> Trial:
        of_it = drawn.scenarios(replication // asked.of_each_draw)[0] if drawn else scenario
        return Trial(of_it, asked.seed, replication, asked.years)

    job = Job(read, trial, asked.replications, to_json=numbers_to_json, from_json=numbers_from_json)
    return gather(job, workers, store, finished)
