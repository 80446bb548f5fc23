"""Many replications, on one process or several, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from sim.experiment.task import Result, Task, carry_out
from sim.scenario.scenario import Scenario

Finished = Callable[[int, int], None]
"""Told after each replication how many are done, of how many."""


def run_study(
    scenarios: Sequence[Scenario], replications: int, seed: int, workers: int, finished: Finished
) -> list[Result]:
    """Run every scenario in every replication.

    Parameters
    ----------
    scenarios
        The baseline first; all with the same settings on day 0.
    replications, seed, workers
        How many, from which seed, on how many processes.
    finished
        Told of progress.

    Returns
    -------
    list of Result
        By replication and then in the order of ``scenarios``, whatever finished first.
    """
    tasks = [Task(tuple(scenarios), seed, replication) for replication in range(replications)]
    results: list[Result] = []
    with _executor(min(workers, replications)) as executor:
        outcomes = executor.map(carry_out, tasks) if executor else map(carry_out, tasks)
        for done, outcome in enumerate(outcomes, start=1):
            results.extend(outcome)
            finished(done, replications)
    return results


def usual_workers() -> int:
    """Processes to use unless told otherwise: one a core."""
    return max(1, os.cpu_count() or 1)


@contextmanager
def _executor(workers: int) -> Iterator[Executor | None]:
    """A pool of fresh processes, or none where one process does."""
    if workers <= 1:
        yield None
        return
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as executor:
        yield executor
