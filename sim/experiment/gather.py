"""The replications of a study, in order: those kept from before, and those that are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sim.experiment.executors import Workers
from sim.experiment.runner import Finished, as_finished

Work = TypeVar("Work")
Outcome = TypeVar("Outcome")


class Store(Protocol):
    """Where finished replications are kept."""

    def kept(self) -> dict[int, Any]:
        """What is kept of each replication, as it was given."""

    def keep(self, replication: int, content: Any) -> None:
        """Keep a finished replication, whole or not at all."""


class Unkept:
    """Keeps nothing: for work that is not worth going on with another day."""

    def kept(self) -> dict[int, Any]:
        """Nothing."""
        return {}

    def keep(self, replication: int, content: Any) -> None:
        """Let it go."""


@dataclass(frozen=True)
class Job(Generic[Work, Outcome]):
    """What is to be done in each replication, and how it is kept."""

    do: Callable[[Work], Outcome]
    task: Callable[[int], Work]
    """The work of a replication, by its number."""
    at_most: int
    """Replications."""
    to_json: Callable[[Outcome], Any]
    from_json: Callable[[Any], Outcome]
    enough: Callable[[Sequence[Outcome]], int | None] = lambda _: None
    """Given the first outcomes in order: how many of them are enough; None while they are not."""


def gather(job: Job[Work, Outcome], workers: Workers, store: Store, finished: Finished) -> list[Outcome]:
    """Outcomes of the replications from 0 on: all of them, or as many as are enough.

    What is kept already is not done again. The outcomes, and their number, are the same whatever was kept and
    whatever finished first.
    """
    done = {number: job.from_json(content) for number, content in store.kept().items()}
    in_order: list[Outcome] = []
    wanted = _advance(job, done, in_order)
    if wanted is None:
        missing = ((number, job.task(number)) for number in range(job.at_most) if number not in done)
        for number, outcome in as_finished(job.do, missing, workers):
            store.keep(number, job.to_json(outcome))
            done[number] = outcome
            finished(len(done), job.at_most)
            wanted = _advance(job, done, in_order)
            if wanted is not None:
                break
    return in_order[:wanted]


def _advance(job: Job[Work, Outcome], done: dict[int, Outcome], in_order: list[Outcome]) -> int | None:
    """Take what now follows in order, one by one; the number that is enough, as soon as it is."""
    for number in _following(len(in_order), job.at_most, done):
        in_order.append(done[number])
        wanted = job.enough(in_order)
        if wanted is not None:
            return wanted
    return job.at_most if len(in_order) == job.at_most else None


def _following(first: int, at_most: int, done: dict[int, Outcome]) -> Iterator[int]:
    number = first
    while number < at_most and number in done:
        yield number
        number += 1
