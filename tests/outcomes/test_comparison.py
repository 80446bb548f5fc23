"""Summary and paired comparison, on numbers worked out by hand."""

import math
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.outcomes.comparison import (
    COMPARISON_COLUMNS,
    SUMMARY_COLUMNS,
    compare,
    differences,
    summaries,
    summarise,
)

T_2 = 4.3027  # Student's t with two degrees of freedom, 97.5th percentile
LABELS = {"offences": "Offences committed", "wait": "Wait for a trial"}


def runs(measure: str = "offences", unit: str = "offences a year", **scenarios: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (scenario, replication, measure, unit, value)
            for scenario, values in scenarios.items()
            for replication, value in enumerate(values)
        ],
        columns=["scenario", "replication", "measure", "unit", "value"],
    )


def test_columns_stand_in_the_agreed_order() -> None:
    agreed = "scenario measure label unit mean low high future_low future_high replications"
    assert " ".join(SUMMARY_COLUMNS) == agreed
    agreed = (
        "scenario baseline measure label unit difference low high low_alone high_alone p p_holm future_low "
        "future_high percent replications variance_ratio low_parameters_known high_parameters_known "
        "sd_parameters sd_chance parameters_percent monte_carlo_error draws_needed"
    )
    assert " ".join(COMPARISON_COLUMNS) == agreed


def test_summary_by_hand() -> None:
    frame = summarise(runs(base=[2, 4, 6]), LABELS)
    assert tuple(frame.columns) == SUMMARY_COLUMNS
    (row,) = summaries(frame)
    assert (row.scenario, row.measure, row.label, row.unit) == (
        "base",
        "offences",
        "Offences committed",
        "offences a year",
    )
    half = T_2 * 2 / math.sqrt(3)
    assert (row.mean, row.low, row.high) == pytest.approx((4, 4 - half, 4 + half), abs=1e-3)
    assert row.replications == 3


def test_comparison_by_hand() -> None:
    # Differences -1, -2, -3: mean -2, variance 1. Variances of the two sides 100 (110, 100, 90) and
    # (109, 98, 87) 121: two independent runs would differ with variance 221.
    frame = compare(runs(base=[110, 100, 90], more=[109, 98, 87]), "base", LABELS)
    assert tuple(frame.columns) == COMPARISON_COLUMNS
    (row,) = differences(frame)
    assert (row.scenario, row.baseline) == ("more", "base")
    half = T_2 / math.sqrt(3)
    assert (row.difference, row.low, row.high) == pytest.approx((-2, -2 - half, -2 + half), abs=1e-3)
    assert row.percent == pytest.approx(-2)
    assert row.variance_ratio == pytest.approx(221)
    assert row.replications == 3


def test_p_value_of_a_comparison_is_that_of_the_paired_t_test() -> None:
    chance = np.random.default_rng(20270101)
    base = chance.normal(100, 20, 12)
    more = base + chance.normal(1, 3, 12)
    (row,) = differences(compare(runs(base=list(base), more=list(more)), "base", LABELS))
    expected = stats.ttest_rel(more, base)
    assert row.p == row.p_holm == pytest.approx(expected.pvalue, rel=1e-9)
    limits = expected.confidence_interval(0.95)
    assert (row.low, row.high) == pytest.approx((limits.low, limits.high), rel=1e-9)


def test_one_comparison_is_not_adjusted() -> None:
    (row,) = differences(compare(runs(base=[110, 100, 90], more=[109, 98, 87]), "base", LABELS))
    assert (row.low, row.high, row.p) == (row.low_alone, row.high_alone, row.p_holm)
    # Mean -2, standard error 1 / sqrt 3: t = -2 sqrt 3. With two degrees of freedom P(|T| > t) is
    # 1 - t / sqrt(2 + t^2) = 1 - sqrt(12 / 14).
    assert row.p == pytest.approx(1 - math.sqrt(12 / 14))


def test_two_comparisons_by_hand() -> None:
    base = [110.0, 100.0, 90.0]
    frame = compare(runs(base=base, more=[109, 98, 87], fewer=[112, 101, 93]), "base", LABELS)
    more, fewer = differences(frame)
    # Each at 97.5 %: with two degrees of freedom the quantile q is a / sqrt(a (1 - a) / 2), with a = 2 q - 1
    # over 2: t = (2 q - 1) sqrt(2 / (1 - (2 q - 1)^2)) and q = 1 - 0.05 / 4.
    centre = 0.975
    half = centre * math.sqrt(2 / (1 - centre**2)) / math.sqrt(3)
    assert (more.low, more.high) == pytest.approx((-2 - half, -2 + half))
    assert (more.low_alone, more.high_alone) == pytest.approx(
        (-2 - T_2 / math.sqrt(3), -2 + T_2 / math.sqrt(3)), abs=1e-4
    )
    # Both have a mean of 2 and a variance of 1: the first is doubled, the second cannot be below it.
    assert fewer.difference == 2
    assert more.p_holm == fewer.p_holm == pytest.approx(2 * (1 - math.sqrt(12 / 14)))


def test_each_measure_is_adjusted_for_its_own_scenarios_only() -> None:
    one = runs(base=[110, 100, 90], more=[109, 98, 87], same=[110, 100, 90])
    other = runs("wait", "days", base=[1, 2, 3], more=[3, 3, 3], same=[1, 2, 3])
    rows = differences(compare(pd.concat([one, other]), "base", LABELS))
    assert [(row.scenario, row.measure) for row in rows] == [
        ("more", "offences"), ("more", "wait"), ("same", "offences"), ("same", "wait")
    ]  # fmt: skip
    # The scenario that is the same has p 1, so the other's is doubled.
    assert rows[0].p_holm == pytest.approx(2 * rows[0].p)
    assert (rows[2].p, rows[2].p_holm) == (1, 1)


def test_certain_difference_leaves_nothing_to_chance() -> None:
    (row,) = differences(compare(runs(base=[1, 2, 3], more=[3, 4, 5]), "base", LABELS))
    assert (row.low, row.high, row.p, row.p_holm) == (2, 2, 0, 0)


def test_scenario_without_pairs_stays_without_p_and_still_counts() -> None:
    frame = runs("wait", "days", base=[1, 2, 3], more=[2, 4, 6], none=[np.nan] * 3)
    more, none = differences(compare(frame, "base", LABELS))
    assert more.p_holm == pytest.approx(2 * more.p)
    assert math.isnan(none.p)
    assert math.isnan(none.p_holm)


def test_futures_are_of_paired_differences() -> None:
    # Nineteen differences 1 .. 19 on a baseline that swings: 8 of 10 lie between 2 and 18.
    base = [1000.0 * (-1) ** i for i in range(19)]
    frame = compare(
        runs(base=base, more=[b + d for b, d in zip(base, range(1, 20), strict=True)]), "base", LABELS
    )
    (row,) = differences(frame)
    assert (row.future_low, row.future_high) == pytest.approx((2, 18))


def test_pairs_follow_the_replication_and_not_the_order_of_rows() -> None:
    frame = runs(base=[110, 100, 90], more=[109, 98, 87])
    pd.testing.assert_frame_equal(
        compare(frame, "base", LABELS), compare(frame.iloc[[0, 2, 1, 4, 3, 5]], "base", LABELS)
    )


def test_one_replication_has_no_interval() -> None:
    (row,) = differences(compare(runs(base=[10], more=[12]), "base", LABELS))
    assert (row.difference, row.percent, row.replications) == (2, 20, 1)
    empty = (
        row.low,
        row.low_alone,
        row.p,
        row.p_holm,
        row.high,
        row.future_low,
        row.future_high,
        row.variance_ratio,
    )
    assert all(math.isnan(value) for value in empty)


def test_scenario_equal_to_the_baseline() -> None:
    (row,) = differences(compare(runs(base=[1, 2, 3], same=[1, 2, 3]), "base", LABELS))
    assert (row.difference, row.low, row.high, row.percent) == (0, 0, 0, 0)
    assert math.isnan(row.variance_ratio)


def test_rounding_of_the_computer_is_no_spread() -> None:
    # 0.3 - 0.1 and 0.2 are not the same number to a computer; the difference is 0.2 in every replication.
    (row,) = differences(compare(runs(base=[0.1, 0.3, 0.7], more=[0.3, 0.5, 0.9]), "base", LABELS))
    assert row.low == row.high == row.difference == pytest.approx(0.2)
    assert math.isnan(row.variance_ratio)


def test_pair_without_a_value_is_left_out_whole() -> None:
    # The baseline of replication 1 goes too: its mean is that of 10 and 30.
    (row,) = differences(
        compare(runs("wait", "days", base=[10, 999, 30], more=[14, np.nan, 38]), "base", LABELS)
    )
    assert (row.difference, row.percent, row.replications) == (6, 30, 2)


def test_measure_without_any_value_is_empty() -> None:
    (row,) = differences(compare(runs(base=[np.nan], more=[3]), "base", LABELS))
    assert row.replications == 0
    assert math.isnan(row.difference)
    (first, _) = summaries(summarise(runs(base=[np.nan], more=[3]), LABELS))
    assert (first.replications, math.isnan(first.mean)) == (0, True)


def test_percent_of_nothing_is_empty() -> None:
    (row,) = differences(compare(runs(base=[0, 0], more=[1, 2]), "base", LABELS))
    assert row.difference == 1.5
    assert math.isnan(row.percent)


def test_one_scenario_has_nothing_to_be_compared_with() -> None:
    frame = compare(runs(base=[1, 2]), "base", LABELS)
    assert frame.empty
    assert tuple(frame.columns) == COMPARISON_COLUMNS


def test_unpaired_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="same replications"):
        compare(runs(base=[1, 2, 3], more=[1, 2]), "base", LABELS)
    two = pd.concat([runs(base=[1], more=[2]), runs("wait", "days", base=[1])])
    with pytest.raises(ValueError, match="same replications"):
        compare(two, "base", LABELS)


def test_two_values_for_one_replication_are_refused() -> None:
    frame = runs(base=[1, 2])
    with pytest.raises(ValueError, match="two values"):
        summarise(pd.concat([frame, frame]), LABELS)


def test_two_units_for_one_measure_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one unit"):
        summarise(pd.concat([runs(base=[1]), runs(unit="days", more=[1])]), LABELS)


def test_unknown_baseline_is_refused() -> None:
    with pytest.raises(ValueError, match="baseline"):
        compare(runs(base=[1]), "other", LABELS)


def test_rows_survive_a_file() -> None:
    frame = compare(runs(base=[10], more=[12]), "base", LABELS)
    text = frame.to_csv(index=False)
    (row,) = differences(pd.read_csv(StringIO(text)))
    assert (row.difference, math.isnan(row.low)) == (2, True)
