"""Replications in order, whatever was kept and whatever finished first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sim.experiment.executors import on_this_machine
from sim.experiment.gather import Job, gather
from tests.experiment.made_up import squared


class Shelf:
    """Keeps in memory, and notes what it was given."""

    def __init__(self, kept: dict[int, Any] | None = None) -> None:
        self.content = dict(kept or {})
        self.given: list[int] = []

    def kept(self) -> dict[int, Any]:
        return dict(self.content)

    def keep(self, replication: int, content: Any) -> None:
        self.given.append(replication)
        self.content[replication] = content


def squares(at_most: int, enough: Callable[[Sequence[int]], int | None] = lambda _: None) -> Job[int, int]:
    return Job(squared, lambda number: number, at_most, to_json=str, from_json=int, enough=enough)


def ignore(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def test_only_what_is_missing_is_done_and_each_is_kept() -> None:
    shelf = Shelf({1: "1", 3: "9"})
    told: list[tuple[int, int]] = []
    found = gather(squares(5), on_this_machine(1), shelf, lambda done, total: told.append((done, total)))
    assert found == [0, 1, 4, 9, 16]
    assert shelf.given == [0, 2, 4]
    assert shelf.content == {0: "0", 1: "1", 2: "4", 3: "9", 4: "16"}
    assert told == [(3, 5), (4, 5), (5, 5)]


def test_nothing_is_done_where_all_is_kept() -> None:
    shelf = Shelf({0: "0", 1: "1"})
    assert gather(squares(2), on_this_machine(1), shelf, ignore) == [0, 1]
    assert shelf.given == []


def test_more_than_is_asked_for_is_left_out() -> None:
    assert gather(squares(2), on_this_machine(1), Shelf({0: "0", 1: "1", 2: "4"}), ignore) == [0, 1]


def at_least_three(outcomes: Sequence[int]) -> int | None:
    """Enough when the sum of the first outcomes exceeds ten: of 0, 1, 4, 9, ... these are four."""
    return len(outcomes) if sum(outcomes) > 10 else None


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kept", [{}, {3: "9"}, {0: "0", 1: "1", 2: "4", 3: "9", 4: "16", 5: "25"}])
def test_as_many_as_are_enough_whatever_was_kept_and_however_many_work(
    workers: int, kept: dict[int, str]
) -> None:
    assert gather(squares(50, at_least_three), on_this_machine(workers), Shelf(kept), ignore) == [0, 1, 4, 9]


def test_a_budget_that_ends_first_gives_all() -> None:
    assert gather(squares(3, at_least_three), on_this_machine(1), Shelf(), ignore) == [0, 1, 4]


def test_fewer_may_be_enough_than_were_looked_at() -> None:
    job = squares(9, lambda outcomes: 2 if len(outcomes) == 4 else None)
    assert gather(job, on_this_machine(1), Shelf(), ignore) == [0, 1]
