"""Rules of release by date, offence and length, from the text of the law and by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.agencies.release_rules import curfew_days, days_to_serve, may_have_curfew, share_to_serve
from sim.agencies.serving import BEFORE_DAY_ZERO, Term
from sim.model.offences import CODE
from sim.scenario.settings import Release
from tests.agencies.quiet import on
from tests.pairing.counties import small

YEAR = 365.25
RULES: Release = small().release
BEFORE, AFTER = on(2024, 9, 9), on(2024, 9, 10)


def term(years: float, name: str = "shop_theft", passed: float = 0.0) -> Term:
    return Term(years * YEAR, CODE[name], passed)


@pytest.mark.parametrize(
    ("name", "years", "passed", "today", "share"),
    [
        ("shop_theft", 1, on(2020, 4, 1), BEFORE, 0.5),
        ("shop_theft", 1, on(2020, 4, 1), AFTER, 0.4),
        ("shop_theft", 10, on(2023, 1, 1), AFTER, 0.4),
        # violence: excluded from the reduced share from four years on
        ("violence_with_injury", 3.9, on(2021, 1, 1), AFTER, 0.4),
        ("violence_with_injury", 4, on(2021, 1, 1), AFTER, 0.5),
        # sexual offences: excluded whatever their length
        ("other_sexual", 1, on(2021, 1, 1), AFTER, 0.5),
        # two thirds: seven years at first, four years for sentences passed from 28 June 2022 on
        ("rape", 6.9, on(2022, 6, 27), BEFORE, 0.5),
        ("rape", 7, on(2022, 6, 27), BEFORE, 0.6667),
        ("rape", 4, on(2022, 6, 27), BEFORE, 0.5),
        ("rape", 4, on(2022, 6, 28), BEFORE, 0.6667),
        ("robbery", 4, on(2022, 6, 28), AFTER, 0.6667),
        ("domestic_burglary", 8, on(2022, 6, 28), BEFORE, 0.5),
        # nothing passed before 1 April 2020 is touched by either
        ("rape", 20, BEFORE_DAY_ZERO, AFTER, 0.5),
    ],
)
def test_the_share_served_by_date_offence_and_length(
    name: str, years: float, passed: float, today: float, share: float
) -> None:
    assert share_to_serve(RULES, term(years, name, passed), today) == share


def test_the_day_of_a_rule_is_a_lever() -> None:
    later = RULES.model_copy(update={"reduced_from": dt.date(2025, 1, 1)})
    assert share_to_serve(later, term(1), on(2024, 12, 31)) == 0.5
    assert share_to_serve(later, term(1), on(2025, 1, 1)) == 0.4


@pytest.mark.parametrize(
    ("name", "days", "may"),
    [
        ("shop_theft", 83.9, False),
        ("shop_theft", 84.0, True),
        ("shop_theft", 4 * YEAR - 0.1, True),
        ("shop_theft", 4 * YEAR, False),
        ("violence_with_injury", 200.0, True),
        ("other_sexual", 200.0, False),
    ],
)
def test_who_may_have_a_curfew(name: str, days: float, may: bool) -> None:
    assert may_have_curfew(RULES, Term(days, CODE[name], 0.0)) == may


def test_the_longest_curfew_grows_on_its_day() -> None:
    assert (curfew_days(RULES, on(2023, 6, 5)), curfew_days(RULES, on(2023, 6, 6))) == (135, 180)


@pytest.mark.parametrize(
    ("days", "served", "on_curfew"),
    [
        (800.0, 265.0, True),  # 400 - 135
        (400.0, 100.0, True),  # a quarter, since 200 - 135 is less
        (100.0, 28.0, True),  # four weeks, since a quarter is less
        (56.0, 28.0, False),  # four weeks are all of the half
    ],
)
def test_a_curfew_begins_after_a_quarter_and_four_weeks(days: float, served: float, on_curfew: bool) -> None:
    one = Term(days, CODE["shop_theft"], 0.0)
    assert days_to_serve(RULES, one, True, 0.0) == (served, on_curfew)
    assert days_to_serve(RULES, one, False, 0.0) == (days / 2, False)
