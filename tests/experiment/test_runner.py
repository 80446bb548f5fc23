"""Work on several processes: all of it is done, once, whatever becomes of a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.errors import DesistError
from sim.experiment import runner
from sim.experiment.executors import on_this_machine
from sim.experiment.runner import LostError, as_finished
from tests.experiment.made_up import killed_if_seven, refused_if_three, squared, squared_or_killed_once

SQUARES = {number: number * number for number in range(9)}


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers: int) -> None:
    found = list(as_finished(squared, ((n, n) for n in range(9)), on_this_machine(workers)))
    assert len(found) == 9
    assert dict(found) == SQUARES


def test_one_worker_hands_on_each_outcome_before_it_takes_the_next_task() -> None:
    taken = []

    def tasks() -> Iterator[tuple[int, int]]:
        for number in range(9):
            taken.append(number)
            yield number, number

    outcomes = as_finished(squared, tasks(), on_this_machine(1))
    assert next(outcomes) == (0, 0)
    assert next(outcomes) == (1, 1)
    assert taken == [0, 1]
    outcomes.close()  # type: ignore[attr-defined]


def test_tasks_whose_process_is_killed_are_done_again(tmp_path: Path) -> None:
    tasks = ((n, (n, str(tmp_path) if n in (2, 5) else "")) for n in range(9))
    found = list(as_finished(squared_or_killed_once, tasks, on_this_machine(2)))
    assert len(found) == 9
    assert dict(found) == SQUARES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["killed-2", "killed-5"]


def test_a_task_that_kills_every_process_is_named_and_the_others_are_not_blamed() -> None:
    with pytest.raises(LostError, match="replication 7 has ended its process 3 times") as caught:
        list(as_finished(killed_if_seven, ((n, n) for n in range(9)), on_this_machine(2)))
    assert caught.value.exit_code == 3


def _noted(outcomes: Iterator[tuple[int, int]], found: dict[int, int]) -> Iterator[tuple[int, int]]:
    for number, outcome in outcomes:
        found[number] = outcome
        yield number, outcome


def test_what_was_finished_before_a_task_was_given_up_has_been_handed_on() -> None:
    outcomes = as_finished(killed_if_seven, ((n, n) for n in range(9)), on_this_machine(2))
    found: dict[int, int] = {}
    with pytest.raises(LostError):
        found.update(_noted(outcomes, found))
    assert set(range(5)) <= set(found)  # at most four were in hand with the seventh
    assert 7 not in found


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_task_raises_is_raised_here(workers: int) -> None:
    with pytest.raises(ValueError, match="three is refused"):
        list(as_finished(refused_if_three, ((n, n) for n in range(9)), on_this_machine(workers)))


def test_a_worker_with_another_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "code_fingerprint", lambda: "another")
    with pytest.raises(DesistError, match="another version of desist"):
        list(as_finished(squared, iter([(0, 0)]), on_this_machine(2)))
