"""How many replications are enough: by hand, against another program, and by how often the truth is held."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.outcomes.comparison import compare, differences
from sim.outcomes.goals import Goal
from sim.outcomes.intervals import mean_interval
from sim.outcomes.precision import (
    Achieved,
    achieved,
    budget_ended,
    half_widths,
    look_ahead,
    replications_needed,
)

TRIALS = 2_000
nan = float("nan")


def table(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float64)


def test_half_widths_by_hand() -> None:
    # Differences 0, 2, 4: standard errors 1 and 2 / sqrt 3; Student's t 12.7062 and 4.3027.
    found = half_widths(table([10, 20, 30], [10, 22, 34]))
    assert math.isnan(found[0, 0])
    assert found[0, 1:].tolist() == pytest.approx([12.7062, 4.3027 * 2 / math.sqrt(3)], abs=1e-3)


def test_single_scenario_has_the_interval_of_its_mean() -> None:
    assert half_widths(table([0, 2]))[0, 1] == pytest.approx(12.7062, abs=1e-3)


def test_half_widths_are_those_that_are_printed() -> None:
    chance = np.random.default_rng(20270201)
    values = 1e7 + 100 * chance.standard_normal((4, 15))
    values[2, 3] = values[0, 7] = nan
    values[3] = values[0] + 0.1
    names = ["base", "one", "two", "same"]
    rows = [
        (name, run, "offences", "a year", value)
        for name, row in zip(names, values, strict=True)
        for run, value in enumerate(row)
    ]
    for count in (2, 5, 9, 15):
        frame = pd.DataFrame(rows, columns=["scenario", "replication", "measure", "unit", "value"])
        frame = frame[frame["replication"] < count]
        printed = [
            (row.high - row.low) / 2 for row in differences(compare(frame, "base", {"offences": "Offences"}))
        ]
        assert half_widths(values)[:, count - 1].tolist() == pytest.approx(printed, rel=1e-6)


def test_the_baseline_can_stand_in_any_row() -> None:
    values = table([1, 5, 2, 8], [3, 1, 4, 1], [2, 7, 1, 8])
    moved = values[[1, 0, 2]]
    np.testing.assert_allclose(half_widths(values), half_widths(moved, baseline_row=1))


def test_look_ahead_by_hand() -> None:
    assert [look_ahead(n) for n in (1, 100, 119, 120, 139, 140, 1000)] == [5, 5, 5, 6, 6, 7, 50]


def needed(width: float, *rows: list[float]) -> int | None:
    return replications_needed({"a": table(*rows)}, [Goal("a", width)])


def test_no_spread_is_enough_after_five_and_their_look_ahead() -> None:
    assert needed(1, [7.0] * 9) is None
    assert needed(1, [7.0] * 10) == 5
    assert needed(1, [7.0] * 30) == 5
    assert needed(1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) == 5


def test_an_interval_that_does_not_stay_narrow_is_not_believed() -> None:
    # All the same for nine, then a value far off: it ends the look-ahead of 5, and no later one is narrow.
    assert needed(1, [7.0] * 9 + [1000.0] + [7.0] * 20) is None
    # The tenth is the last of the look-ahead of 5: what comes after it is not asked.
    assert needed(1, [7.0] * 10 + [1000.0] + [7.0] * 20) == 5


def test_narrow_again_later() -> None:
    # One of n values is 1, the others 0: half-width t(n - 1) / n, which is 0.1 or less from n = 22 on
    # (2.0796 / 22 = .0945; 21: 2.0860 / 21 = .0993; 20: 2.0930 / 20 = .1047).
    assert needed(0.1, [0, 0, 0, 0, 0, 0, 1, *[0] * 40]) == 21


def test_every_scenario_must_be_narrow() -> None:
    still, noisy = [0.0] * 30, [0.0, 9.0] * 15
    assert needed(1, still, still, still) == 5
    assert needed(1, still, still, noisy) is None


def test_every_measure_must_be_narrow_at_once() -> None:
    values = {"a": table([0, 0, 0, 0, 0, 0, 1, *[0] * 40]), "b": table([5.0] * 47)}
    goals = [Goal("a", 0.1), Goal("b", 1.0)]
    assert replications_needed(values, goals) == 21
    assert replications_needed(values, goals[1:]) == 5
    assert replications_needed(values, []) is None


def test_pairs_without_a_value_do_not_count_towards_the_five() -> None:
    assert needed(1, [nan, 7, nan, 7, 7, 7, *[7] * 6]) == 7
    assert needed(1, [nan] * 40) is None


def test_more_replications_change_no_answer() -> None:
    chance = np.random.default_rng(20270202)
    values = chance.normal(0, 1, size=(3, 200))
    found = [needed(0.6, *values[:, :n].tolist()) for n in range(1, 200)]
    first = next(answer for answer in found if answer is not None)
    assert set(found) == {None, first}
    assert found.index(first) + 1 == first + look_ahead(first)


OFFSET = 1e6
"""Makes a goal relative to the mean, as the other program has it, an absolute one but for a millionth."""


@pytest.mark.parametrize("others", [1, 4])
def test_the_same_number_as_sim_tools(others: int) -> None:
    """Its ReplicationsAlgorithm, on the difference that decides, at the level of each comparison."""
    from sim_tools.output_analysis import ReplicationsAlgorithm

    chance = np.random.default_rng(20270203 + others)
    for _ in range(12):
        base = chance.normal(50, 20, size=400)
        noisy = base + chance.normal(3, 10, size=400)
        still = [base + 1.0] * (others - 1)
        goal = float(chance.uniform(3, 6))

        class Model:
            def __init__(self, paired: np.ndarray) -> None:
                self.paired = paired

            def single_run(self, replication_number: int) -> dict[str, float]:
                return {"a": OFFSET + float(self.paired[replication_number])}

        algorithm = ReplicationsAlgorithm(
            alpha=0.05 / others, half_width_precision=goal / OFFSET, initial_replications=5, look_ahead=5
        )
        counts, _ = algorithm.select(Model(noisy - base), ["a"])
        assert 5 < counts["a"] < 100
        assert replications_needed({"a": np.array([base, noisy, *still])}, [Goal("a", goal)]) == counts["a"]


def stopped(seed: int) -> tuple[np.ndarray, list[int]]:
    """Studies of one normal value that 30 replications would tell to the goal, and when each stops."""
    values = np.random.default_rng(seed).normal(size=(TRIALS, 1, 140))
    goal = Goal("a", 1.96 / math.sqrt(30))
    counts = [replications_needed({"a": each}, [goal]) for each in values]
    assert None not in counts
    return values[:, 0], [count for count in counts if count is not None]


def test_truth_is_held_after_stopping_as_often_as_theory_has_it() -> None:
    """With the look-ahead kept.

    The mean of normal values does not depend on their running spreads, which alone decide when to stop. So
    given the half-width h after N values of spread 1, the truth is held with a chance of 2 Phi(h sqrt N) - 1.
    """
    values, counts = stopped(20270204)
    held, chance = [], []
    for row, count in zip(values, counts, strict=True):
        kept = row[: count + look_ahead(count)]
        mean, low, high = mean_interval(kept)
        held.append(low <= 0 <= high)
        chance.append(2 * stats.norm.cdf((high - mean) * math.sqrt(len(kept))) - 1)
    expected = float(np.mean(chance))
    assert np.mean(held) == pytest.approx(expected, abs=3 * math.sqrt(expected * (1 - expected) / TRIALS))
    # Stopping while the spread looks small costs something, and it is known that it does.
    assert expected < 0.95


def test_truth_is_held_95_times_in_100_by_the_replications_named() -> None:
    values, counts = stopped(20270205)
    held = [
        interval.low <= 0 <= interval.high
        for interval in (mean_interval(row[:count]) for row, count in zip(values, counts, strict=True))
    ]
    # Three standard errors of a share of 0.95 in 2,000 trials are 0.0146.
    assert np.mean(held) == pytest.approx(0.95, abs=0.0146)


def test_what_was_achieved() -> None:
    values = {"a": table([0.0, 2.0]), "b": table([nan, 1.0]), "c": table([4.0, 4.0])}
    a, b, c = achieved(values, [Goal("a", 100.0), Goal("b", 1.0), Goal("c", 1.0)])
    assert a.half_width == pytest.approx(12.7062, abs=1e-3)
    assert (a.met, b.met, c.met) == (True, False, True)
    assert c.half_width == 0


def test_what_is_said_when_the_budget_ends_first() -> None:
    found = [Achieved("offences", 131.7, 100.0), Achieved("arrests", 3.0, 5.0), Achieved("rate", nan, 0.5)]
    assert budget_ended(40, found) == (
        "the budget of 40 replications ended first: offences ±130, wanted ±100; rate has no interval, "
        "wanted ±0.5"
    )
    assert budget_ended(8, [Achieved("arrests", 3.0, 5.0)]) == (
        "the budget of 8 replications ended first: every goal is met, but has not been for long enough to be "
        "relied on"
    )


def test_a_goal_just_missed_is_not_printed_as_met() -> None:
    assert "offences ±100.3, wanted ±100" in budget_ended(40, [Achieved("offences", 100.31, 100.0)])
