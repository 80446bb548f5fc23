"""The tornado: ends, plan and bars, on outcomes written by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from calibration.fitting.free import Free, Scale
from calibration.sensitivity.tornado import Ends, ends_of, plan, tornado, tornado_table

RATE = Free("rate", start=4.0, low=1.0, high=100.0, scale=Scale.LOG, whole=False)
POSTS = Free("posts", start=3.0, low=1.0, high=9.0, scale=Scale.LOG, whole=True)
ENDS = (Ends("small", 0.0, 1.0, 2.0), Ends("large", 5.0, 6.0, 7.0))
CHANCE = np.array([-1.0, 0.0, 1.0, 0.0])


def test_ends_are_those_of_the_range_or_of_an_ensemble() -> None:
    assert ends_of([RATE]) == (Ends("rate", 1.0, 4.0, 100.0),)
    ensemble = pd.DataFrame({"rate": np.linspace(0.0, 100.0, 101), "posts": np.linspace(1.0, 9.0, 101)})
    rate, posts = ends_of([RATE, POSTS], ensemble)
    assert (rate.low, rate.middle, rate.high) == pytest.approx((5.0, 50.0, 95.0))
    assert posts == Ends("posts", 1.0, 5.0, 9.0)  # 1.4, 5 and 8.6, as whole numbers
    assert ends_of([POSTS], ensemble[["rate"]]) == ends_of([POSTS])


def test_the_plan_moves_one_value_at_a_time_on_the_same_chance() -> None:
    planned = plan(ENDS, replications=2)
    assert [each.values["small"] for each in planned[::2]] == [1.0, 0.0, 2.0, 1.0, 1.0]
    assert [each.values["large"] for each in planned[::2]] == [6.0, 6.0, 6.0, 5.0, 7.0]
    assert [each.replication for each in planned] == [0, 1] * 5


def test_bars_are_paired_and_the_longest_is_first() -> None:
    # The middle is 10 give or take chance; on the same chance the ends of "small" lie 1 off, of "large" 5.
    middle = 10.0 + CHANCE
    outcomes = np.array([middle, middle - 1.0, middle + 1.0, middle + 5.0, middle - 5.0])
    large, small = tornado(ENDS, outcomes).bars
    assert (large.ends.id, small.ends.id) == ("large", "small")
    assert tuple(large.swing) == pytest.approx((-10.0, -10.0, -10.0))
    assert (small.low.mean, small.high.mean) == pytest.approx((-1.0, 1.0))
    assert large.told
    assert small.told


def test_a_bar_that_is_chance_is_said_to_be() -> None:
    middle = 10.0 + CHANCE
    outcomes = np.array([middle, middle, middle + CHANCE, middle, middle + 3.0])
    large, small = tornado(ENDS, outcomes).bars
    assert large.told
    assert not small.told
    # Mean 0, standard deviation sqrt(2 / 3), so its error is sqrt(1 / 6); two values together, so Student's t
    # with 3 degrees of freedom at 1 - 0.05 / 4, which is 4.1765.
    assert small.swing.high == pytest.approx(4.1765 / np.sqrt(6), rel=1e-4)
    table = tornado_table(tornado(ENDS, outcomes))
    assert list(table["parameter"]) == ["large", "small"]
    assert list(table["told_from_chance"]) == ["yes", "no"]


def test_one_pair_has_no_interval() -> None:
    found = tornado(ENDS, np.array([[1.0], [2.0], [3.0], [4.0], [5.0]]))
    assert not any(bar.told for bar in found.bars)
    assert all(np.isnan(bar.swing.low) for bar in found.bars)
