"""Proven reoffences: the movement that the number of offences committed does not account for."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.outcomes.counting import Counting, apart_from_offending, left_over, sentence
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
    assert left_over(*one) == pytest.approx([-15])


def test_pairs_by_hand() -> None:
    frame = runs(base=([50, 100], [1000, 1000]), tiers=([30, 70], [900, 900]))
    result = apart_from_offending(frame, "tiers", "base", "proven", "committed")
    # Replication 0 as above: -20 moved, -5 expected. Replication 1: -30 moved, -10 expected.
    assert result.proven.mean == -25
    assert result.expected.mean == pytest.approx(-7.5)
    assert result.rest.mean == pytest.approx(-17.5)
    # Standard error of -15 and -20 is 2.5; Student's t with one degree of freedom 12.706.
    assert result.rest.low == pytest.approx(-17.5 - 2.5 * 12.7062, abs=1e-3)
    assert result.replications == 2


def test_proving_at_the_same_rate_is_not_counting() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), fewer=([40, 60], [800, 1200]))
    result = apart_from_offending(frame, "fewer", "base", "proven", "committed")
    assert result.rest == pytest.approx((0, 0, 0))
    assert result.expected.mean == result.proven.mean == -15


def test_counting_moves_without_any_change_in_offending() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), tiers=([40, 70], [1000, 1600]))
    result = apart_from_offending(frame, "tiers", "base", "proven", "committed")
    assert result.rest == (-10, -10, -10)
    assert result.expected.mean == 0


def test_cohort_without_offences_is_left_out() -> None:
    frame = runs(base=([50, 0], [1000, 0]), tiers=([40, 0], [1000, 0]))
    result = apart_from_offending(frame, "tiers", "base", "proven", "committed")
    assert result.replications == 1
    assert math.isnan(result.rest.low)


def test_missing_or_unpaired_values_are_refused() -> None:
    frame = runs(base=([50, 80], [1000, 1600]), tiers=([40], [1000]))
    with pytest.raises(ValueError, match="same replications"):
        apart_from_offending(frame, "tiers", "base", "proven", "committed")
    with pytest.raises(ValueError, match="no values of cautions"):
        apart_from_offending(frame, "tiers", "base", "cautions", "committed")


def result_of(proven: float, expected: float, *rest: float) -> Counting:
    nothing = Interval(math.nan, math.nan, math.nan)
    return Counting(
        "tiers",
        "base",
        nothing._replace(mean=proven),
        nothing._replace(mean=expected),
        Interval(*rest),
        16,
    )


def test_the_rest_holds_a_change_in_who_offends() -> None:
    # Half of the offences by people found out always, half by people never. The first commit 100 fewer, the
    # others 100 more: as many offences, nothing counted otherwise, and yet 100 fewer proven.
    frame = runs(base=([500, 500], [1000, 1000]), other=([400, 400], [1000, 1000]))
    result = apart_from_offending(frame, "other", "base", "proven", "committed")
    assert (result.expected.mean, result.rest.mean) == (0, -100)
    assert "any change in who offends and in which offences" in sentence(result_of(-100, 0, -100, -101, -99))


def test_sentence_when_something_is_left() -> None:
    assert sentence(result_of(-251, -69, -182, -205, -159)) == (
        "Proven reoffences of the fixed cohort: 250 fewer a year. The change in the number of offences "
        "committed accounts for 70 fewer. What is left, 180 fewer (95 % interval 160 to 200 fewer), is "
        "counting, and any change in who offends and in which offences."
    )


def test_sentence_when_nothing_can_be_told() -> None:
    assert sentence(result_of(-12, -9, -3, -8, 2)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. We cannot tell that anything is left once "
        "the change in the number of offences committed is taken off (95 % interval 8 fewer to 2 more)."
    )


def test_sentence_when_nothing_is_left() -> None:
    assert sentence(result_of(-12, -12, 0, 0, 0)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. Nothing is left once the change in the "
        "number of offences committed is taken off."
    )


def test_sentence_with_one_replication() -> None:
    assert sentence(result_of(-12, -9, -3, math.nan, math.nan)) == (
        "Proven reoffences of the fixed cohort: 12 fewer a year. With one replication nobody can say how "
        "much of that is left once the change in the number of offences committed is taken off: here it is "
        "3 fewer."
    )


def test_sentence_without_any_value() -> None:
    assert sentence(result_of(math.nan, math.nan, math.nan, math.nan, math.nan)) == (
        "Proven reoffences: no replication has what it takes to set them beside offences committed."
    )
