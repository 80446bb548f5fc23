"""One replication: the same again every time, and no scenario leaves a trace in the next."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from sim.errors import DesistError
from sim.experiment.executors import on_this_machine
from sim.experiment.gather import Unkept
from sim.experiment.replication import draw, live, live_all
from sim.experiment.simulate import simulate
from sim.experiment.task import Result
from sim.model.events import IOM_PANEL
from tests.experiment.made_up import EVALUATION, asked
from tests.pairing.counties import hidden_by_person, shipped, small

YEARS = 3


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    scenario = shipped("county")
    runs = [
        live(scenario, draw(scenario.opening, seed, replication, 1))
        for seed, replication in ((1, 0), (1, 0), (2, 0), (1, 1))
    ]
    rows = [run.ledger.sorted_rows() for run in runs]
    assert rows[0] == rows[1]
    assert hidden_by_person(runs[0]) == hidden_by_person(runs[1])
    assert rows[0] != rows[2] != rows[3] != rows[0]


def test_scenarios_lived_one_after_the_other_leave_no_trace() -> None:
    """A run reads people, fate and past, and changes none of them."""
    base, more = shipped("county"), shipped("half-the-team")
    drawn = draw(base.opening, 1, 0, YEARS)
    before = (
        copy.deepcopy(drawn.past.history),
        drawn.fate.people.rate.copy(),
        drawn.fate.people.career_end.copy(),
    )
    first = live(base, drawn).ledger.sorted_rows()
    second = live(more, drawn).ledger.sorted_rows()
    assert live(base, drawn).ledger.sorted_rows() == first
    assert live(more, draw(base.opening, 1, 0, YEARS)).ledger.sorted_rows() == second
    assert np.array_equal(drawn.past.history.sanctions, before[0].sanctions)
    assert np.array_equal(drawn.fate.people.rate, before[1])
    assert np.array_equal(drawn.fate.people.career_end, before[2])


def test_live_all_gives_each_scenario_in_turn() -> None:
    scenarios = [shipped(name) for name in ("county", "half-the-team", "two-more-constables")]
    found = [
        (scenario.name, record.table(IOM_PANEL)["capacity"][-1])
        for scenario, record in live_all(scenarios, 1, 0, YEARS)
    ]
    assert [name for name, _ in found] == [scenario.name for scenario in scenarios]
    assert [capacity for _, capacity in found] == [28.0, 14.0, 57.0]


def test_nothing_happens_in_the_future_or_after_the_end() -> None:
    record = live(shipped("county"), draw(small(), 1, 0, YEARS))
    times = [row[0] for row in record.ledger.sorted_rows()]
    assert times == sorted(times)
    assert times[-1] < record.until == 3 * 365  # type: ignore[operator]


def test_a_study_is_in_the_order_of_replications_and_scenarios(monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [shipped("county"), shipped("two-more-constables")]
    told: list[tuple[int, int]] = []

    def quickly(task: object) -> list[Result]:
        return [
            Result(scenario.name, task.replication, {}, np.empty(0), np.empty(0), EVALUATION)  # type: ignore[attr-defined]
            for scenario in task.scenarios  # type: ignore[attr-defined]
        ]

    monkeypatch.setattr("sim.experiment.simulate.carry_out", quickly)
    results = simulate(
        scenarios,
        asked(replications=3),
        on_this_machine(1),
        Unkept(),
        lambda done, total: told.append((done, total)),
    )
    assert [(result.replication, result.scenario) for of_one in results for result in of_one] == [
        (replication, scenario.name) for replication in range(3) for scenario in scenarios
    ]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_errors_of_users_have_an_exit_code() -> None:
    assert DesistError("x").exit_code == 2
