"""Counting alone: the movement that no change in offending accounts for."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.outcomes.counting import Counting, counted, counting_alone, sentence
from sim.outcomes.intervals import Interval


def runs(**values: tuple[list[float], list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (scenario, replication, measure, "offences a year", value)
            for scenario, pair in values.items()
            for measure, column in zip(("proven", "committed"), pair, strict=True)
            for replication, value in enumerate(column)
        ],
        columns=["scenario", "replication", "measure", "unit", "value"],
    )


def test_by_hand() -> None:
    # 50 of 1,000 offences are proven. 100 fewer offences would make 5 fewer proven; 20 fewer are proven.
    one = [np.array([value]) for value in (30.0, 50.0, 900.0, 1000.0)]
    assert counted(*one) == pytest.approx([-15])


def test_pairs_by_hand() -> None:
    frame = runs(base=([50, 100], [1000, 1000]), tiers=([30, 70], [900, 900]))
    result = counting_alone(frame, "tiers", "base", "proven", "committed")
    # Replication 0 as above: -20 moved, -5 expected. Replication 1: -30 moved, -10 expected.
    assert result.proven.mean == -25
    assert result.expected.mean == pytest.approx(-7.5)
    assert result.alone.mean == pytest.approx(-17.5)
    # Standard error of -15 and -20 is 2.5; Student's t with one degree of freedom 12.706.
    assert result.alone.low == pytest.approx(-17.5 - 2.5 * 12.7062, abs=1e-3)
    assert result.replications == 2


def test_proving_at_the_same_rate_is_not_counting() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), fewer=([40, 60], [800, 1200]))
    result = counting_alone(frame, "fewer", "base", "proven", "committed")
    assert result.alone == pytest.approx((0, 0, 0))
    assert result.expected.mean == result.proven.mean == -15


def test_counting_moves_without_any_change_in_offending() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), tiers=([40, 70], [1000, 1600]))
    result = counting_alone(frame, "tiers", "base", "proven", "committed")
    assert result.alone == (-10, -10, -10)
    assert result.expected.mean == 0


def test_cohort_without_offences_is_left_out() -> None:
    frame = runs(base=([50, 0], [1000, 0]), tiers=([40, 0], [1000, 0]))
    result = counting_alone(frame, "tiers", "base", "proven", "committed")
    assert result.replications == 1
    assert math.isnan(result.alone.low)


def test_missing_or_unpaired_values_are_refused() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), tiers=([40], [1000]))
    with pytest.raises(ValueError, match="same replications"):
        counting_alone(frame, "tiers", "base", "proven", "committed")
    with pytest.raises(ValueError, match="no values of cautions"):
        counting_alone(frame, "tiers", "base", "cautions", "committed")


def result_of(proven: float, expected: float, *alone: float) -> Counting:
    nothing = Interval(math.nan, math.nan, math.nan)
    return Counting(
        "tiers",
        "base",
        nothing._replace(mean=proven),
        nothing._replace(mean=expected),
        Interval(*alone),
        16,
    )


def test_sentence_when_counting_is_part_of_it() -> None:
    assert sentence(result_of(-251, -69, -182, -205, -159)) == (
        "Proven reoffences of the fixed cohort: 250 fewer a year. The change in offences committed accounts "
        "for 70 fewer; counting alone, with no change in what people do, for 180 fewer "
        "(95 % interval 160 to 200 fewer)."
    )


def test_sentence_when_nothing_can_be_told() -> None:
    assert sentence(result_of(-12, -9, -3, -8, 2)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. We cannot tell that any of it is counting "
        "alone (95 % interval 8 fewer to 2 more)."
    )


def test_sentence_when_nothing_is_counting() -> None:
    assert sentence(result_of(-12, -12, 0, 0, 0)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. Nothing of that is counting alone."
    )


def test_sentence_with_one_replication() -> None:
    assert sentence(result_of(-12, -9, -3, math.nan, math.nan)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. With one replication nobody can say how "
        "much of that is counting alone: here it is 3 fewer."
    )


def test_sentence_without_any_value() -> None:
    assert sentence(result_of(math.nan, math.nan, math.nan, math.nan, math.nan)) == (
        "Proven reoffences: no replication allows counting to be told from offending."
    )
