"""People without a name: so many a year, the same ones in every scenario."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draws import fold
from sim.engine.anonymous_arrivals import daily_arrivals, weekly_arrivals


def test_more_a_year_add_to_the_same_arrivals_day_by_day() -> None:
    few, many = (daily_arrivals(fold(1, 2), 1000, per_year, np.asarray) for per_year in (300.0, 600.0))
    chosen = np.isin(many.number, few.number)
    assert chosen.sum() == len(few.number)
    assert np.array_equal(many.time[chosen], few.time)
    assert np.array_equal(many.key[chosen], few.key)


def test_daily_arrivals_are_as_many_as_said_in_order_and_on_their_day() -> None:
    found = daily_arrivals(fold(1, 2), 4000, 730.5, lambda uniforms: uniforms / 2)  # two a day
    assert len(found.time) == pytest.approx(8000, abs=4 * 8000**0.5)
    assert (np.diff(found.time) >= 0).all()
    assert (found.time % 1 < 0.5).all()  # in the forenoon
    assert np.array_equal(found.number // 1000, found.time.astype(int))
    assert len(np.unique(found.number)) == len(found.number)
    counts = np.bincount(found.time.astype(int), minlength=4000)
    assert counts.var() == pytest.approx(2.0, rel=0.1)


def test_nobody_comes_where_none_are_expected() -> None:
    assert len(daily_arrivals(fold(1, 2), 100, 0.0, np.asarray).time) == 0
    assert len(weekly_arrivals(fold(1, 2), 1, 0.0)) == 0


def test_more_a_year_add_to_the_same_arrivals_week_by_week() -> None:
    key = fold(1, 2)
    for week in range(30):
        few, many = (weekly_arrivals(key, week, per_year).tolist() for per_year in (50.0, 100.0))
        assert few == many[: len(few)]
    number = [len(weekly_arrivals(key, week, 100.0)) for week in range(4000)]
    mean = 100.0 * 7 / 365.25
    assert np.mean(number) == pytest.approx(mean, abs=4 * np.sqrt(mean / 4000))
    assert np.var(number) == pytest.approx(mean, rel=0.1)
