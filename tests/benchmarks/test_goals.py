"""Goals are met or missed as they should be, and figures can be read."""

from __future__ import annotations

from math import inf, nan

import pytest

from benchmarks.goals import Goal, count, figure, table


@pytest.mark.parametrize(
    ("value", "at_most", "verdict"),
    [
        (2.5, True, "met"),
        (2.51, True, "MISSED"),
        (2.5, False, "met"),
        (2.49, False, "MISSED"),
        (nan, True, "MISSED"),
        (nan, False, "MISSED"),
        (inf, True, "MISSED"),
        (None, True, "not measured"),
    ],
)
def test_a_goal_is_met_at_its_bound_and_missed_beyond(
    value: float | None, at_most: bool, verdict: str
) -> None:
    assert Goal("what", value, 2.5, at_most=at_most).verdict == verdict


def test_a_line_has_the_figure_the_bound_and_the_verdict() -> None:
    goal = Goal("Pathway: CPU seconds", 7.231, 2.5, "s")
    assert goal.line() == f"{'Pathway: CPU seconds':<58}{'7.23':>10}   {'at most 2.5 s':<26}MISSED"
    assert Goal("Cheaper", None, 1000, "times", at_most=False).line().split()[1:] == [
        "-", "at", "least", "1,000", "times", "not", "measured",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.012345, "0.0123"),
        (1.2345, "1.23"),
        (12.345, "12.3"),
        (99.96, "100"),
        (12345.6, "12,346"),
        (2.0, "2"),
        (-0.5, "-0.5"),
        (nan, "nan"),
    ],
)
def test_figures_have_three_digits_that_count(value: float, text: str) -> None:
    assert figure(value) == text


def test_goals_are_counted_by_verdict() -> None:
    goals = [Goal("a", 1, 2), Goal("b", 3, 2), Goal("c", 1, 2)]
    assert count(goals) == "2 of 3 goals met, 1 missed"
    assert count([*goals, Goal("d", None, 2)]) == "2 of 4 goals met, 1 missed, 1 not measured"
    assert [line.split()[0] for line in table(goals)] == ["Goal", "a", "b", "c"]
    assert table([]) == []
