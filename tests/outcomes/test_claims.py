"""Sentences: each says what its row bears, to no more digits than the interval bears."""

from dataclasses import replace
from math import nan

import pytest

from sim.outcomes.amounts import amounts, number, places, plain, wording
from sim.outcomes.claims import Verdict, claim, level
from sim.outcomes.comparison import Difference, Summary

SMALLEST = 50
# Baseline 6,300 offences a year.
ROW = Difference(
    scenario="more",
    baseline="base",
    measure="offences",
    label="Offences committed by the fixed cohort",
    unit="offences a year",
    difference=-123.4,
    low=-157.6,
    high=-89.2,
    future_low=-301.0,
    future_high=62.0,
    percent=-123.4 / 63,
    replications=16,
    variance_ratio=120.0,
)


def said(row: Difference) -> tuple[Verdict, str]:
    made = claim(row, SMALLEST)
    assert made.sentence.startswith(f"{row.label}: ")
    return made.verdict, made.sentence.removeprefix(f"{row.label}: ")


def test_difference() -> None:
    # Half-width 34: rounded to tens. As a percentage 0.54: rounded to tenths.
    assert said(ROW) == (
        Verdict.DIFFERENT,
        "120 fewer offences a year, down 2.0 % (95 % interval 90 to 160 fewer); "
        "in 8 of 10 futures between 300 fewer and 60 more.",
    )


def test_more() -> None:
    row = replace(ROW, difference=1234, low=1191, high=1277, future_low=905, future_high=1540, percent=19.59)
    assert said(row)[1] == (
        "1,230 more offences a year, up 19.6 % (95 % interval 1,190 to 1,280 more); "
        "in 8 of 10 futures between 900 and 1,540 more."
    )


def test_interval_with_zero_is_no_difference() -> None:
    row = replace(ROW, difference=-20, low=-44, high=4, future_low=-130, future_high=95)
    assert said(row) == (
        Verdict.NONE,
        "no difference that we can tell (95 % interval 44 fewer to 4 more); in 8 of 10 futures between 130 "
        "fewer and 95 more; a difference large enough to matter (50 offences a year) is unlikely.",
    )


def test_wide_interval_with_zero_rules_nothing_out() -> None:
    row = replace(ROW, difference=-20, low=-80, high=40, future_low=nan, future_high=nan)
    assert said(row) == (
        Verdict.NONE,
        "no difference that we can tell (95 % interval 80 fewer to 40 more); a difference large enough to "
        "matter (50 offences a year) cannot be ruled out.",
    )


def test_too_small_to_matter() -> None:
    row = replace(ROW, difference=-21, low=-33, high=-9, future_low=-60, future_high=18, percent=-21 / 63)
    assert said(row)[0] is Verdict.TOO_SMALL
    assert said(row)[1] == (
        "a difference too small to matter, 20 fewer offences a year, down 0.3 % "
        "(95 % interval 10 to 30 fewer); in 8 of 10 futures between 60 fewer and 20 more."
    )


def test_too_small_as_estimated_but_perhaps_not_in_truth() -> None:
    row = replace(ROW, difference=-45, low=-60, high=-30, future_low=nan, future_high=nan, percent=-45 / 63)
    assert said(row)[0] is Verdict.TOO_SMALL
    assert said(row)[1].endswith(
        "(95 % interval 30 to 60 fewer); the interval does not rule out one that matters "
        "(50 offences a year)."
    )


def test_smallest_difference_is_for_offences_only() -> None:
    row = replace(ROW, unit="days", difference=3.21, low=2.1, high=4.32, percent=4.5)
    row = replace(row, future_low=-1.2, future_high=7.9)
    assert said(row) == (
        Verdict.DIFFERENT,
        "3 more days, up 4 % (95 % interval 2 to 4 more); in 8 of 10 futures between 1 fewer and 8 more.",
    )


def test_smallest_difference_is_for_offences_committed() -> None:
    row = replace(ROW, unit="a year")
    assert said(row)[1].startswith("120 fewer a year, down 2.0 %")
    assert said(replace(row, difference=-45, low=-60))[0] is Verdict.TOO_SMALL
    arrests = replace(row, measure="arrests", difference=-45, low=-60, high=-30)
    assert said(arrests)[0] is Verdict.DIFFERENT


def test_money() -> None:
    row = replace(ROW, unit="GBP a year", difference=-123456, low=-145678, high=-101234, percent=-1.26)
    row = replace(row, future_low=nan, future_high=nan)
    assert said(row)[1] == "£120,000 less a year, down 1.3 % (95 % interval £100,000 to £150,000 less)."


def test_percentage_points() -> None:
    row = replace(ROW, unit="per cent", difference=-0.52, low=-0.81, high=-0.23, percent=-2.0)
    row = replace(row, future_low=-1.4, future_high=0.3)
    assert said(row)[1] == (
        "0.5 percentage points lower (95 % interval 0.2 to 0.8 percentage points lower); in 8 of 10 futures "
        "between 1.4 percentage points lower and 0.3 percentage points higher."
    )


def test_same_in_every_replication() -> None:
    row = replace(ROW, unit="GBP a year", difference=120000, low=120000, high=120000, percent=1.2345)
    assert said(row)[1] == "£120,000 more a year, up 1.23 % (the same in every replication)."
    row = replace(ROW, difference=0, low=0, high=0, percent=0, future_low=0, future_high=0)
    assert said(row) == (
        Verdict.NONE,
        "no difference that we can tell; the two are the same in every replication.",
    )


def test_one_replication_claims_nothing() -> None:
    row = replace(ROW, low=nan, high=nan, future_low=nan, future_high=nan, replications=1)
    assert said(row) == (
        Verdict.ONE_REPLICATION,
        "123 fewer offences a year in the one replication that was run; with one replication nobody can say "
        "whether that is chance.",
    )


def test_no_value() -> None:
    row = replace(ROW, difference=nan, low=nan, high=nan, replications=0)
    assert said(row) == (
        Verdict.NOT_MEASURED,
        "not measured: no replication has a value for both sides.",
    )


def test_limit_that_is_not_zero_is_not_printed_as_zero() -> None:
    row = replace(ROW, difference=-62, low=-120, high=-4, future_low=nan, future_high=nan, percent=-0.98)
    assert "(95 % interval 0 to" not in said(row)[1]


@pytest.mark.parametrize(
    ("half_width", "expected"), [(34, -1), (9.6, 0), (1, 0), (0.34, 1), (100, -2), (4321, -3)]
)
def test_places_by_hand(half_width: float, expected: int) -> None:
    assert places(half_width) == expected


def test_numbers() -> None:
    assert number(-1234.56, 1) == "−1,234.6"
    assert number(1234567, -3) == "1,235,000"
    assert number(-0.2, 0) == "0"
    assert number(nan, 0) == "not known"
    shown = [plain(value) for value in (12345.6, 12.30, 0.05, 0.0, 7.0, 120.0)]
    assert shown == ["12,346", "12.3", "0.05", "0", "7", "120"]


def test_range_that_holds_zero_is_said_from_fewer_to_more() -> None:
    words = wording("people")
    assert amounts(-5, 3, 0, words) == "5 fewer to 3 more"
    assert amounts(3, 5, 0, words) == "3 to 5 more"
    assert amounts(-5, 0, 0, words) == "5 fewer to 0"


def test_level_of_one_scenario() -> None:
    row = Summary(
        "base", "offences", "Offences committed", "offences a year", 6312, 6271, 6353, 6120, 6490, 16
    )
    assert level(row) == (
        "Offences committed: 6,310 offences a year (95 % interval 6,270 to 6,350); "
        "in 8 of 10 futures between 6,120 and 6,490."
    )
    assert level(replace(row, low=nan, high=nan)) == (
        "Offences committed: 6,312 offences a year in the one replication that was run."
    )
    assert level(replace(row, unit="GBP a year", mean=5e6, low=5e6, high=5e6)) == (
        "Offences committed: £5,000,000 a year, the same in every replication."
    )
    assert level(replace(row, mean=nan)) == "Offences committed: not measured in any replication."
