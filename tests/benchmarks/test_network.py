"""The network: a case worked by hand, and the same answer from every program that the tests can run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.network import by_desist, by_simpy, floor
from benchmarks.network.plan import Marks, Places, Waits, draw
from benchmarks.network.side_by_side import apart, outcome, same

Program = Callable[[Marks, Places], tuple[float, Waits]]

PROGRAMS = pytest.mark.parametrize("program", [by_desist.run, by_simpy.run, floor.run])

ONE_OF_EACH = Places(cells=1, magistrates=1, crown=1)

# Named on days 1, 2, 3 and 4.5, found half a day later (C three quarters); all stay two days in the one cell.
#
#   A  cell 1.5 to 3.5; on bail to 4.25; charged, court 4.25 to 14.25; to the Crown Court 14.25 to 44.25
#   B  found 2.5, waits 1 for the cell, 3.5 to 5.5; charged, waits 8.75 for the court, 14.25 to 15.25; to the
#      Crown Court, waits 29 days for A to leave
#   C  found 3.75, waits 1.75, cell 5.5 to 7.5; not charged
#   D  found 5.0, waits 2.5, cell 7.5 to 9.5; on bail to 17.5; charged, court is free again at 15.25: no wait
BY_HAND = Marks(
    gap=np.array([1.0, 1.0, 1.0, 1.5]),
    pursuit=np.array([0.5, 0.5, 0.75, 0.5]),
    detention=np.array([2.0, 2.0, 2.0, 2.0]),
    bailed=np.array([True, False, False, True]),
    bail=np.array([0.75, 99.0, 99.0, 8.0]),
    charged=np.array([True, True, False, True]),
    magistrates=np.array([10.0, 1.0, 99.0, 1.0]),
    to_crown=np.array([True, True, True, False]),
    crown=np.array([30.0, 1.0, 99.0, 99.0]),
)


@PROGRAMS
def test_waits_are_those_worked_out_by_hand(program: Program) -> None:
    _, waits = program(BY_HAND, ONE_OF_EACH)
    assert waits == Waits(
        cells=[0.0, 1.0, 1.75, 2.5], magistrates=[0.0, 8.75, 0.0], crown=[0.0, 29.0], bailed=2
    )


@PROGRAMS
def test_nobody_waits_where_there_is_room(program: Program) -> None:
    _, waits = program(BY_HAND, Places(cells=4, magistrates=4, crown=4))
    assert waits == Waits(cells=[0.0] * 4, magistrates=[0.0] * 3, crown=[0.0] * 2, bailed=2)


@PROGRAMS
def test_counts_are_those_of_the_marks(program: Program) -> None:
    marks = draw(800, seed=3)
    found = program(marks, Places())[1].summary()
    assert found["arrested"] == 800
    assert found["bailed"] == marks.bailed.sum()
    assert found["served_magistrates"] == marks.charged.sum()
    assert found["served_crown"] == (marks.charged & marks.to_crown).sum()


def test_all_programs_find_exactly_the_same_in_a_crowded_network() -> None:
    marks, few = draw(800, seed=4), Places(cells=13, magistrates=20, crown=4)
    found = [program(marks, few)[1].summary() for program in (by_desist.run, by_simpy.run, floor.run)]
    assert found[0] == found[1] == found[2]
    assert found[0]["mean_wait_cells"] > 0
    assert found[0]["mean_wait_magistrates"] > 0


def test_one_cell_is_a_queue_of_lindley() -> None:
    # The wait of the next is that of the one before, plus the stay before, less the gap: never below 0.
    marks = draw(300, seed=5)
    found = np.sort(marks.named + marks.pursuit)
    order = np.argsort(marks.named + marks.pursuit)
    expected = [0.0]
    for place in range(1, 300):
        stay = marks.detention[order[place - 1]]
        expected.append(max(0.0, expected[-1] + stay - (found[place] - found[place - 1])))
    _, waits = by_desist.run(marks, Places(cells=1))
    assert waits.cells == pytest.approx(expected, abs=1e-9)


def found(wait: float, microseconds: float) -> dict[str, float]:
    return {
        "microseconds": microseconds,
        "arrested": 10.0,
        "bailed": 4.0,
        "served_magistrates": 3.0,
        "served_crown": 1.0,
        "mean_wait_cells": wait,
        "mean_wait_magistrates": 0.0,
        "mean_wait_crown": 0.0,
    }


def test_rounding_is_no_difference_and_cost_is_none_either() -> None:
    assert same(found(1.0, 5.0), found(1.0 + 1e-12, 7.0))
    assert not same(found(1.0, 5.0), found(1.001, 5.0))
    assert apart([found(1.0, 5.0)], [found(1.5, 5.0)]) == "mean_wait_cells 1.0 and 1.5"


def test_the_ratio_to_the_floor_is_the_median_of_runs_side_by_side() -> None:
    runs = {
        "compiled floor": [found(1.0, 1.0), found(1.0, 2.0), found(1.0, 1.0)],
        "desist": [found(1.0, 6.0), found(1.0, 14.0), found(1.0, 9.0)],  # 6, 7 and 9 times
    }
    report = outcome(runs, {"compiled floor": 10, "desist": 10}, missing=[])
    assert [(goal.value, goal.verdict) for goal in report.goals] == [(7.0, "met")]


def test_a_program_that_finds_something_else_is_named() -> None:
    runs = {"desist": [found(1.0, 6.0)], "SimPy": [found(2.0, 6.0)]}
    lines = outcome(runs, {"desist": 10, "SimPy": 10}, missing=["numba"]).lines
    assert [line for line in lines if "NOT the same" in line] == [
        f"{'SimPy':<22}{'10':>10}{'6.00':>14}{'-':>14}{'1.0':>12}  NOT the same: mean_wait_cells 2.0 and 1.0"
    ]
    assert "Not installed, left out: numba (pip install numba)" in lines


def test_without_the_floor_its_goal_is_not_measured() -> None:
    report = outcome({"desist": [found(1.0, 6.0)]}, {"desist": 10}, missing=["numba"])
    assert [goal.verdict for goal in report.goals] == ["not measured"]
