"""Many pieces of work: what finishes is handed on at once, and a lost worker loses nothing."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice
from typing import Generic, TypeVar

from sim.errors import DesistError, StoppedError
from sim.experiment.executors import Workers, abandon
from sim.experiment.manifest import code_fingerprint

Finished = Callable[[int, int], None]
"""Told after each piece of work how many are done, of how many."""

Work = TypeVar("Work")
Outcome = TypeVar("Outcome")

_AHEAD = 2
"""Pieces of work handed in at a time, for each worker: one in hand and one that waits."""
_DEATHS = 3
"""Deaths of its process after which a piece of work is given up."""


class LostError(StoppedError):
    """Work whose process ended again and again, or whose cluster is gone."""


def as_finished(
    do: Callable[[Work], Outcome], tasks: Iterator[tuple[int, Work]], workers: Workers
) -> Iterator[tuple[int, Outcome]]:
    """Do the tasks and hand on each outcome, with the number of its task, as soon as it is there.

    Tasks are taken from ``tasks`` as workers become free, so the caller may stop early: closing the iterator
    gives up what has not begun. When a process dies, those in hand are done again in fresh processes.

    Parameters
    ----------
    do
        Must stand at the top of a module; tasks and outcomes must be such as can be sent to a process.
    tasks
        Numbered tasks.
    workers
        Where they are done.

    Raises
    ------
    LostError
        If a task has ended its process three times.
    Exception
        Whatever ``do`` raises.
    """
    crew = _Crew(do, tasks, workers)
    try:
        while crew.hand_in():
            yield from crew.collect()
    finally:
        crew.close()


def _by_this_program(code: str, do: Callable[[Work], Outcome], task: Work) -> Outcome:
    """Do a task, unless this process has another version of the program than the one that asks."""
    if code_fingerprint() != code:
        raise DesistError(
            f"a worker on {platform.node()} has another version of desist: install the same one everywhere"
        )
    return do(task)


class _Crew(Generic[Work, Outcome]):
    """Tasks in hand, and the executor that has them."""

    def __init__(
        self, do: Callable[[Work], Outcome], tasks: Iterator[tuple[int, Work]], workers: Workers
    ) -> None:
        self._do = do
        self._tasks = tasks
        self._workers = workers
        # a single worker is this process itself, and does all it is given before it hands anything on
        self._most = workers.number * _AHEAD if workers.number > 1 else 1
        self._executor: Executor | None = None
        self._in_hand: dict[Future[Outcome], tuple[int, Work]] = {}
        self._again: list[tuple[int, Work]] = []
        self._deaths: dict[int, int] = {}

    def hand_in(self) -> bool:
        """Hand in as many tasks as there is room for; False once none is left.

        What may have ended a process is done again one at a time, so that the blame falls on the right task.
        """
        room = self._most - len(self._in_hand)
        if self._again and self._in_hand:
            return True
        batch = [self._again.pop(0)] if self._again else list(islice(self._tasks, max(0, room)))
        for number, task in batch:
            if self._executor is None:
                self._executor = self._workers.fresh(self._workers.number)
            try:
                future = self._executor.submit(_by_this_program, code_fingerprint(), self._do, task)
            except BrokenExecutor:  # it broke between two tasks: nobody's fault
                self._let_go()
                self._again.append((number, task))
                continue
            self._in_hand[future] = (number, task)
        return bool(self._in_hand or self._again)

    def collect(self) -> Iterator[tuple[int, Outcome]]:
        """Wait for one task at least; the outcomes of those that are done."""
        done, _ = wait(self._in_hand, return_when=FIRST_COMPLETED)
        broken = False
        for future in sorted(done, key=lambda each: self._in_hand[each][0]):
            try:
                outcome = future.result()
            except BrokenExecutor:
                broken = True
                continue
            except self._workers.lost:
                raise LostError("the cluster was lost, or one of its workers again and again") from None
            number, _ = self._in_hand.pop(future)
            yield number, outcome
        if broken:
            self._start_again()

    def _start_again(self) -> None:
        """After a process died: whatever was in hand is done again, one at a time.

        The dead process takes the others' executor with it; those that were only waiting are suspects too.
        """
        self._let_go()
        for number, task in sorted(self._in_hand.values(), key=lambda each: each[0]):
            self._deaths[number] = self._deaths.get(number, 0) + 1
            if self._deaths[number] >= _DEATHS:
                raise LostError(
                    f"replication {number} has ended its process {_DEATHS} times, the last time alone: "
                    "most likely there was not memory enough (try fewer --workers)"
                )
            self._again.append((number, task))
        self._in_hand.clear()

    def _let_go(self) -> None:
        if self._executor is not None:
            abandon(self._executor)
            self._executor = None

    def close(self) -> None:
        """Give up whatever is still in hand."""
        for future in self._in_hand:
            future.cancel()
        if self._in_hand:
            self._let_go()
        elif self._executor is not None:
            self._executor.shutdown()
