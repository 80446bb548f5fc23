"""Chance and parameters taken apart: by hand, by theory, and by known variances."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import special

from sim.outcomes.chance_and_parameters import Parts, parts
from sim.outcomes.comparison import COMPARISON_COLUMNS, compare, summarise

TWO_BY_TWO = np.array([1.0, 3.0, 8.0, 12.0]), np.array([0, 0, 1, 1])
"""Draws' means 2 and 10; squares within 2 and 8."""


def test_two_draws_of_two_runs_by_hand() -> None:
    found = parts(*TWO_BY_TWO)
    assert found.mean == 6.0
    # mean square within (2 + 8) / 2 = 5; variance of the means 32, of which chance leaves 5 / 2
    assert found.chance_sd == pytest.approx(math.sqrt(5.0))
    assert found.parameters_sd == pytest.approx(math.sqrt(32.0 - 2.5))
    assert found.parameters_percent == pytest.approx(100 * 29.5 / 34.5)
    assert found.monte_carlo_error == pytest.approx(math.sqrt(32.0 / 2))
    # chance alone: t with two degrees of freedom, standard error sqrt(5 / 4)
    half = float(special.stdtrit(2, 0.975)) * math.sqrt(5.0 / 4.0)
    assert found.parameters_known == pytest.approx((6.0, 6.0 - half, 6.0 + half))
    assert (found.draws, found.replications) == (2, 2.0)
    # sd 5.43 between draws: the error of the mean is a fifth of it with 25 (1 + 5 / 2 / 29.5) = 27.1 draws
    assert found.draws_needed == 28


def test_draws_that_differ_no_more_than_chance_have_no_variance_of_their_own() -> None:
    # means 2 and 2.5 with variance 0.125; mean square within 6.25, which would leave them 3.125
    found = parts(np.array([0.0, 4.0, 1.0, 4.0]), np.array([0, 0, 1, 1]))
    assert (found.mean, found.parameters_sd, found.parameters_percent) == (2.25, 0.0, 0.0)
    assert found.monte_carlo_error == pytest.approx(math.sqrt(6.25 / 4))
    assert math.isnan(found.draws_needed)
    # and yet so few draws cannot show that parameters make no difference
    assert found.parameters_unknown.high > found.parameters_known.high


def test_the_order_of_draws_and_runs_and_their_numbers_do_not_matter() -> None:
    values = np.array([3.0, 5.0, 4.0, 9.0, 8.0, 10.0, 1.0, 2.0, 0.0])
    draws = np.repeat([0, 1, 2], 3)
    order = np.array([8, 2, 5, 0, 7, 1, 4, 6, 3])
    assert _numbers(parts(values[order], 100 - draws[order])) == pytest.approx(_numbers(parts(values, draws)))


def test_units_and_origin_do_not_matter() -> None:
    values, draws = TWO_BY_TWO
    one, other = parts(values, draws), parts(1000.0 * values - 7000.0, draws)
    assert other.parameters_percent == pytest.approx(one.parameters_percent)
    for mine, theirs in ((one.parameters_known, other.parameters_known), (one.parameters_unknown,
                         other.parameters_unknown)):  # fmt: skip
        assert other.mean == pytest.approx(1000.0 * one.mean - 7000.0)
        assert theirs == pytest.approx([1000.0 * end - 7000.0 for end in mine])


def test_without_chance_the_interval_is_that_of_a_further_draw() -> None:
    """Student's prediction interval; the slices in which it is averaged leave a thousandth."""
    means = np.array([4.0, 7.0, 1.0, 6.0, 2.0])
    values = np.repeat(means, 2) + np.tile([1e-9, -1e-9], 5)
    found = parts(values, np.repeat(np.arange(5), 2))
    half = float(special.stdtrit(4, 0.975)) * means.std(ddof=1) * math.sqrt(1 + 1 / 5)
    assert found.parameters_unknown == pytest.approx((4.0, 4.0 - half, 4.0 + half), rel=2e-3)
    assert found.parameters_percent == pytest.approx(100.0)
    # p is such that the interval at the level 1 - p ends at zero
    level = parts(values, np.repeat(np.arange(5), 2), 1 - found.p)
    assert level.parameters_unknown.low == pytest.approx(0.0, abs=1e-6)


def test_missing_values_are_left_out_and_draws_keep_their_weight() -> None:
    values = np.array([1.0, 3.0, 8.0, np.nan, np.nan, np.nan])
    found = parts(values, np.repeat([0, 1, 2], 2))
    # means 2 and 8 weigh the same; mean square within 2, which leaves 2 (1/2 + 1) / 2 = 1.5 in a mean
    assert (found.mean, found.draws) == (5.0, 2)
    assert found.parameters_sd == pytest.approx(math.sqrt(18.0 - 1.5))


@pytest.mark.parametrize(("values", "draws"), [([1.0, 2.0], [0, 1]), ([1.0, 2.0], [0, 0]), ([], [])])
def test_what_cannot_be_taken_apart_is_not(values: list[float], draws: list[int]) -> None:
    found = parts(np.array(values), np.array(draws, dtype=np.int64))
    assert math.isnan(found.parameters_sd)
    assert math.isnan(found.chance_sd)
    assert math.isnan(found.parameters_unknown.low)


def test_what_is_one_in_every_run_has_no_interval() -> None:
    found = parts(np.zeros(6), np.repeat([0, 1, 2], 2))
    assert found.parameters_known == found.parameters_unknown == (0.0, 0.0, 0.0)
    assert (found.parameters_sd, found.chance_sd, found.p) == (0.0, 0.0, 1.0)
    assert math.isnan(found.parameters_percent)


@pytest.mark.parametrize(("parameters", "chance"), [(2.0, 1.0), (1.0, 1.0)])
def test_variances_that_are_known_are_found_without_bias(parameters: float, chance: float) -> None:
    """Where draws lie so far apart that nothing is cut off at 0; a mean may stray by four standard errors."""
    rng = np.random.default_rng(5)
    number, draws, runs = 300, 30, 3
    of_draw = np.repeat(np.arange(draws), runs)
    found = []
    for _ in range(number):
        own = np.repeat(rng.normal(0.0, parameters, draws), runs)
        each = parts(10.0 + own + rng.normal(0.0, chance, draws * runs), of_draw)
        found.append((each.mean, each.parameters_sd**2, each.chance_sd**2, each.monte_carlo_error**2))
    means, error = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / math.sqrt(number)
    truth = np.array([10.0, parameters**2, chance**2, (parameters**2 + chance**2 / runs) / draws])
    assert (np.abs(means - truth) < 4 * error).all()


@pytest.mark.parametrize(("parameters", "least"), [(1.0, 0.9), (0.3, 0.88)])
def test_the_interval_holds_the_expected_figure_of_the_true_parameters(
    parameters: float, least: float
) -> None:
    """In 95 of 100 studies, less four standard errors of 300; a little less is allowed where chance rules."""
    rng = np.random.default_rng(9)
    of_draw, held = np.repeat(np.arange(20), 2), 0
    for _ in range(300):
        own = np.repeat(rng.normal(0.0, parameters, 20), 2)
        found = parts(own + rng.normal(0.0, 1.0, 40), of_draw).parameters_unknown
        held += found.low <= rng.normal(0.0, parameters) <= found.high
    assert held >= 300 * least


def _numbers(found: Parts) -> list[float]:
    return [
        *found.parameters_known, *found.parameters_unknown, found.parameters_sd, found.chance_sd, found.p,
    ]  # fmt: skip


def test_a_comparison_over_draws_has_both_parts() -> None:
    runs = pd.DataFrame(
        [
            (name, run, "offences", "a year", 100.0 + run + (extra[run] if name == "more" else 0.0), run // 2)
            for extra in ([1.0, 3.0, 8.0, 12.0],)
            for name in ("base", "more")
            for run in range(4)
        ],
        columns=["scenario", "replication", "measure", "unit", "value", "draw"],
    )
    (row,) = compare(runs, "base", {"offences": "Offences"}).to_dict("records")
    by_hand = parts(*TWO_BY_TWO)
    assert row["difference"] == 6.0
    assert (row["low"], row["high"]) == (by_hand.parameters_unknown.low, by_hand.parameters_unknown.high)
    assert row["low_parameters_known"] == pytest.approx(by_hand.parameters_known.low)
    assert row["sd_parameters"] == pytest.approx(math.sqrt(29.5))
    assert row["sd_chance"] == pytest.approx(math.sqrt(5.0))
    assert row["p"] == by_hand.p
    assert row["percent"] == pytest.approx(100 * 6.0 / 101.5)
    base = summarise(runs, {"offences": "Offences"}).iloc[0]
    of_levels = parts(np.array([100.0, 101.0, 102.0, 103.0]), np.array([0, 0, 1, 1])).parameters_unknown
    assert (base["low"], base["high"]) == (of_levels.low, of_levels.high)


def test_without_draws_the_columns_of_both_parts_are_empty() -> None:
    runs = pd.DataFrame(
        [(name, run, "offences", "a year", 1.0 * run) for name in ("base", "more") for run in range(3)],
        columns=["scenario", "replication", "measure", "unit", "value"],
    )
    table = compare(runs, "base", {"offences": "Offences"})
    empty = list(COMPARISON_COLUMNS[COMPARISON_COLUMNS.index("low_parameters_known") :])
    assert len(empty) == 7
    assert table[empty].isna().all(axis=None)
