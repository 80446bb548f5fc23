"""The replications of a study: what each is, how it is kept, and when they are enough."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.artefact import results_from_json, results_to_json
from sim.experiment.asked import Asked
from sim.experiment.drawn import Drawn
from sim.experiment.enough import Precision
from sim.experiment.executors import Workers
from sim.experiment.gather import Job, Store, gather
from sim.experiment.runner import Finished
from sim.experiment.task import Result, Task, carry_out
from sim.scenario.scenario import Scenario


def simulate(
    scenarios: Sequence[Scenario],
    asked: Asked,
    workers: Workers,
    store: Store,
    finished: Finished,
    precision: Precision | None = None,
    drawn: Drawn | None = None,
) -> list[list[Result]]:
    """Run every scenario in every replication that is not kept yet.

    Parameters
    ----------
    scenarios
        The baseline first; all with the same settings on day 0.
    asked
        How many replications of how many years, from which seed.
    workers, store
        Where they are run, and where each is kept as soon as it is finished.
    finished
        Told of progress.
    precision
        If given, replications end as soon as intervals are that narrow.
    drawn
        If given, the scenarios by draw of parameters: each draw has its own replications, one after another,
        so that no two draws share people or chance.

    Returns
    -------
    list of list of Result
        By replication, and in each in the order of ``scenarios``, whatever finished first.
    """

    def task(replication: int) -> Task:
        of_it = drawn.scenarios(replication // asked.of_each_draw) if drawn else scenarios
        return Task(tuple(of_it), asked.seed, replication, asked.years)

    job = Job(
        do=carry_out,
        task=task,
        at_most=asked.replications,
        to_json=results_to_json,
        from_json=results_from_json,
        enough=precision.enough if precision else lambda _: None,
    )
    return gather(job, workers, store, finished)
