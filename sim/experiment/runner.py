"""Many replications, on one process or several, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from sim.experiment.task import Result, Task, carry_out
from sim.scenario.scenario import Scenario

Finished = Callable[[int, int], None]
"""Told after each replication how many are done, of how many."""

Work = TypeVar("Work")
Outcome = TypeVar("Outcome")


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
    outcomes = carry_out_all(carry_out, tasks, workers, finished)
    return [result for outcome in outcomes for result in outcome]


def carry_out_all(
    do: Callable[[Work], Outcome], tasks: Sequence[Work], workers: int, finished: Finished
) -> list[Outcome]:
    """Do every task, on several processes where there are several tasks; outcomes in the order of ``tasks``.

    ``do`` must stand at the top of a module, and tasks and outcomes must be such as can be sent to a process.
    """
    found: list[Outcome] = []
    with _executor(min(workers, len(tasks))) as executor:
        outcomes = executor.map(do, tasks) if executor else map(do, tasks)
        for done, outcome in enumerate(outcomes, start=1):
            found.append(outcome)
            finished(done, len(tasks))
    return found


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
