"""The calendar, against dates counted by hand."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import clock


@pytest.mark.parametrize(
    ("date", "day"),
    [
        (dt.date(2020, 4, 1), 0),
        (dt.date(2020, 3, 31), -1),
        (dt.date(2021, 4, 1), 365),
        (dt.date(2022, 4, 1), 730),
        (dt.date(2022, 6, 1), 730 + 30 + 31),
        (dt.date(2021, 10, 20), 365 + 30 + 31 + 30 + 31 + 31 + 30 + 19),
        (dt.date(2024, 2, 29), 3 * 365 + 366 - 32),
        (dt.date(2017, 4, 1), -(365 + 365 + 366)),
        (dt.date(2028, 4, 1), 8 * 365 + 2),
    ],
)
def test_days_and_dates(date: dt.date, day: int) -> None:
    assert clock.day_of(date) == day
    assert clock.date_of(day) == date
    assert clock.date_of(day + 0.999) == date
    assert clock.date_of(day - 0.001) == date - dt.timedelta(days=1)


def test_the_model_years_begin_on_1_april() -> None:
    leap = {-1, 3, 7}  # those with a 29 February: 2020, 2024 and 2028
    assert clock.year_start(0) == 0
    for year in range(-clock.HISTORY_YEARS, clock.YEARS):
        assert clock.year_start(year + 1) - clock.year_start(year) == (366 if year in leap else 365)


def test_the_fixed_points_of_the_design() -> None:
    assert clock.FIRST_MEASURED_DAY == clock.year_start(clock.FIRST_MEASURED_YEAR) == 730
    assert clock.date_of(clock.year_start(clock.VALIDATION_YEAR + 1) - 1) == dt.date(2022, 3, 31)
    assert clock.HORIZON == 2922
    assert clock.DAYS_PER_YEAR == (3 * 365 + 366) / 4


def test_panels_meet_every_four_weeks_and_on_the_day_of_the_published_one() -> None:
    days = clock.panel_days(clock.HORIZON)
    assert days[0] == 567 - 20 * 28 == 7  # 20 October 2021 is day 567
    assert 567 in days
    assert {later - earlier for earlier, later in itertools.pairwise(days)} == {28}
    assert len(days) == 105  # 7 + 28 x 104 = 2919; the next would be 2947
    assert {clock.date_of(day).weekday() for day in days} == {2}  # Wednesdays


@pytest.mark.parametrize(
    ("until", "days"), [(0, []), (7, []), (7.5, [7]), (8, [7]), (35, [7]), (35.1, [7, 35]), (36, [7, 35])]
)
def test_a_panel_on_the_last_day_is_no_longer_one(until: float, days: list[int]) -> None:
    assert clock.panel_days(until) == days


def test_months_are_counted_from_april_2020() -> None:
    assert [clock.month_of(day) for day in (0, 29.9, 30, 60.9, 61, 275, 365, 730)] == [
        0,
        0,
        1,
        1,
        2,
        9,
        12,
        24,
    ]
    assert clock.month_of(-1) == -1
    assert [clock.first_of_month(month) for month in (-4, 0, 8, 9, 24)] == [
        dt.date(2019, 12, 1),
        dt.date(2020, 4, 1),
        dt.date(2020, 12, 1),
        dt.date(2021, 1, 1),
        dt.date(2022, 4, 1),
    ]


@given(st.integers(-3000, 6000))
def test_there_and_back(day: int) -> None:
    assert clock.day_of(clock.date_of(day)) == day
