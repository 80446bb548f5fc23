"""Sentences: each says what its row bears, to no more digits than the interval bears."""

from dataclasses import replace
from math import nan

import pytest

from sim.outcomes.amounts import amounts, number, places, plain, wording
from sim.outcomes.claims import Verdict, claim, level, limit_said, verdict_of
from sim.outcomes.comparison import Difference, Summary

SMALLEST = {"offences": 50.0}
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
    low_alone=-150.1,
    high_alone=-96.7,
    p=0.0001,
    p_holm=0.0004,
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
    row = replace(ROW, difference=-24, low=-52, high=4, p_holm=0.2, future_low=-130, future_high=95)
    assert said(replace(row, measure="detentions")) == (
        Verdict.NONE,
        "no difference that we can tell (95 % interval 52 fewer to 4 more); in 8 of 10 futures between 130 "
        "fewer and 95 more.",
    )


def test_interval_within_what_matters_rules_out_what_matters() -> None:
    row = replace(ROW, difference=-20, low=-44, high=4, p_holm=0.2, future_low=-130, future_high=95)
    assert said(row) == (
        Verdict.TOO_SMALL,
        "no difference that we can tell, and none large enough to matter (50 offences a year) (95 % interval "
        "44 fewer to 4 more); in 8 of 10 futures between 130 fewer and 95 more.",
    )


def test_wide_interval_with_zero_rules_nothing_out() -> None:
    row = replace(ROW, difference=-20, low=-80, high=40, p_holm=0.6, future_low=nan, future_high=nan)
    assert said(row) == (
        Verdict.NONE,
        "no difference that we can tell (95 % interval 80 fewer to 40 more); one large enough to matter (50 "
        "offences a year) cannot be ruled out.",
    )


def test_too_small_to_matter() -> None:
    row = replace(ROW, difference=-21, low=-33, high=-9, future_low=-60, future_high=18, percent=-21 / 63)
    assert said(row)[0] is Verdict.TOO_SMALL
    assert said(row)[1] == (
        "a difference too small to matter (50 offences a year), 21 fewer offences a year, down 0.33 % "
        "(95 % interval 9 to 33 fewer); in 8 of 10 futures between 60 fewer and 18 more."
    )


@pytest.mark.parametrize("difference", [-45, -55])
def test_interval_on_both_sides_of_what_matters(difference: float) -> None:
    row = replace(ROW, difference=difference, low=-70, high=-30, future_low=nan, future_high=nan)
    assert said(row)[0] is Verdict.MAY_MATTER
    assert said(row)[1].endswith(
        "(95 % interval 30 to 70 fewer); it may or may not be large enough to matter (50 offences a year)."
    )


def test_interval_that_ends_where_what_matters_begins_matters() -> None:
    assert said(replace(ROW, difference=75, low=50, high=100))[0] is Verdict.DIFFERENT
    assert said(replace(ROW, difference=75, low=49, high=101))[0] is Verdict.MAY_MATTER
    assert said(replace(ROW, difference=25, low=1, high=50))[0] is Verdict.MAY_MATTER


def test_told_by_holm_while_the_wider_interval_reaches_zero() -> None:
    row = replace(ROW, difference=-61, low=-123, high=1, p=0.03, p_holm=0.03, percent=-0.97)
    row = replace(row, future_low=nan, future_high=nan, measure="arrests")
    assert said(row) == (
        Verdict.DIFFERENT,
        "61 fewer offences a year, down 1.0 % (95 % interval 123 fewer to 1 more); told from zero by Holm's "
        "test, but only just: the interval reaches zero.",
    )
    assert said(replace(row, measure="offences"))[0] is Verdict.MAY_MATTER
    assert said(replace(row, p_holm=0.05))[0] is Verdict.NONE


def test_measure_without_a_smallest_difference() -> None:
    row = replace(ROW, measure="bail_days", unit="days", difference=3.21, low=2.1, high=4.32, percent=4.5)
    row = replace(row, future_low=-1.2, future_high=7.9)
    assert said(row) == (
        Verdict.DIFFERENT,
        "3.2 more days, up 4.5 % (95 % interval 2.1 to 4.3 more); in 8 of 10 futures between 1.2 fewer and "
        "7.9 more.",
    )


def test_smallest_difference_in_the_unit_of_its_measure() -> None:
    limits = {"offences": 25.0, "arrests": 50.0, "court_backlog": 10.0, "cost_agencies": 65000.0, "rate": 0.5}
    units = {
        ("offences", "a year"): "25 offences a year",
        ("arrests", "a year"): "50 a year",
        ("court_backlog", "cases"): "10 cases",
        ("cost_agencies", "GBP a year"): "£65,000 a year",
        ("rate", "per cent"): "0.5 percentage points",
        ("bail_days", "days"): "",
    }
    assert {key: limit_said(*key, limits) for key in units} == units


def test_limit_is_that_of_the_measure() -> None:
    row = replace(ROW, difference=-45, low=-48, high=-42)
    assert verdict_of(row, {"offences": 50.0, "arrests": 20.0}) is Verdict.TOO_SMALL
    assert (
        verdict_of(replace(row, measure="arrests"), {"offences": 50.0, "arrests": 20.0}) is Verdict.DIFFERENT
    )
    assert verdict_of(row, {"offences": 0.0}) is Verdict.DIFFERENT


def test_money() -> None:
    row = replace(
        ROW, measure="cost", unit="GBP a year", difference=-123456, low=-145678, high=-101234, percent=-1.26
    )
    row = replace(row, future_low=nan, future_high=nan)
    assert said(row)[1] == "£120,000 less a year, down 1.3 % (95 % interval £100,000 to £150,000 less)."


def test_percentage_points() -> None:
    row = replace(ROW, measure="rate", unit="per cent", difference=-0.52, low=-0.81, high=-0.23, percent=-2.0)
    row = replace(row, future_low=-1.4, future_high=0.3)
    assert said(row)[1] == (
        "0.5 percentage points lower (95 % interval 0.2 to 0.8 percentage points lower); in 8 of 10 futures "
        "between 1.4 percentage points lower and 0.3 percentage points higher."
    )


def test_same_in_every_replication() -> None:
    row = replace(
        ROW, measure="cost", unit="GBP a year", difference=120000, low=120000, high=120000, percent=1.2345
    )
    assert said(row)[1] == "£120,000 more a year, up 1.23 % (the same in every replication)."
    row = replace(ROW, difference=0, low=0, high=0, p=1, p_holm=1, percent=0, future_low=0, future_high=0)
    assert said(row) == (
        Verdict.NONE,
        "no difference that we can tell; the two are the same in every replication.",
    )


def test_one_replication_claims_nothing() -> None:
    row = replace(ROW, low=nan, high=nan, p_holm=nan, future_low=nan, future_high=nan, replications=1)
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
    ("half_width", "expected"),
    [(34, -1), (9.6, 0), (2, 0), (0.34, 1), (200, -2), (4321, -3), (1, 1), (199, -1), (0.15, 2)],
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
