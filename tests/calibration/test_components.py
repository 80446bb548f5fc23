"""Figures on the scale on which they are emulated, and back."""

import math

import numpy as np
import pytest

from calibration.published.components import Component, Kind
from sim.errors import DesistError

COUNT = Component("thefts", "Thefts", Kind.COUNT, "thefts", observed=8.625)
SHARE = Component("charged", "Charged", Kind.SHARE, "charged_per_cent", observed=0.25)
PART = Component("old", "Old", Kind.SHARE, "old", observed=0.25, cases=40.0, whole="all", less=("young",))
MEAN = Component("hours", "Hours", Kind.MEAN, "hours", observed=14.0)


def test_a_count_is_read_by_twice_its_root_with_three_eighths() -> None:
    assert COUNT.read({"thefts": 8.625}) == pytest.approx(6.0)
    assert COUNT.observed_on_scale == pytest.approx(6.0)
    assert COUNT.back(np.array([6.0])) == pytest.approx([8.625])


def test_a_share_in_per_cent_is_read_as_log_odds_and_never_without_end() -> None:
    assert SHARE.read({"charged_per_cent": 25.0}) == pytest.approx(-math.log(3.0))
    assert SHARE.read({"charged_per_cent": 0.0}) == pytest.approx(-SHARE.read({"charged_per_cent": 100.0}))
    assert math.isfinite(SHARE.read({"charged_per_cent": 0.0}))
    assert SHARE.back(np.array([-math.log(3.0)])) == pytest.approx([0.25])


def test_a_part_is_a_share_of_what_the_parts_before_leave_with_half_a_case_on_both_sides() -> None:
    # 10 of 100 - 60 = 40: 10.5 against 30.5
    assert PART.read({"old": 10.0, "young": 60.0, "all": 100.0}) == pytest.approx(math.log(10.5 / 30.5))
    assert PART.observed_on_scale == pytest.approx(math.log(10.5 / 30.5))


def test_what_is_more_than_its_whole_is_no_part_of_it() -> None:
    for more in ({"old": 41.0, "young": 60.0, "all": 100.0}, {"old": 1.0, "young": 60.0, "all": 50.0}):
        with pytest.raises(DesistError, match="'old' is no part of 'all'"):
            PART.read(more)


def test_a_part_of_nothing_says_nothing_either_way() -> None:
    nothing = {"old": 0.0, "young": 60.0, "all": 60.0}
    assert PART.read(nothing) == 0.0
    assert PART.observed_in(nothing).observed_on_scale == 0.0


def test_a_reading_that_is_none_is_not_a_number() -> None:
    assert math.isnan(SHARE.read({"charged_per_cent": math.nan}))


def test_a_share_of_an_unknown_number_is_not_told_from_none_below_half_a_per_cent() -> None:
    assert SHARE.read({"charged_per_cent": 0.0}) == pytest.approx(math.log(0.005 / 0.995))


def test_a_mean_is_read_as_it_is() -> None:
    assert MEAN.read({"hours": 9.0}) == MEAN.back(np.array([9.0]))[0] == MEAN.on_scale(9.0) == 9.0


@pytest.mark.parametrize("each", [COUNT, SHARE, MEAN])
def test_a_small_deviation_is_carried_to_the_scale_by_its_slope(each: Component) -> None:
    unit = 100.0 if each.kind is Kind.SHARE else 1.0
    step = 1e-6
    high, low = (each.read({each.reading: unit * (each.observed + move)}) for move in (step, -step))
    assert each.on_scale(2.0 * step) == pytest.approx(high - low, rel=1e-6)


def test_the_expected_count_follows_from_mean_and_variance_on_the_scale() -> None:
    counts = np.array([3.0, 7.0, 20.0])
    places = np.array([COUNT.read({"thefts": count}) for count in counts])
    expected = COUNT.expected(np.array([places.mean()]), np.array([places.var()]))
    assert expected == pytest.approx([10.0])


def test_a_run_can_stand_for_what_is_published() -> None:
    seen = PART.observed_in({"old": 5.0, "young": 60.0, "all": 70.0})
    assert (seen.observed, seen.cases, seen.has_county_chance) == (0.5, 10.0, True)
    assert seen.observed_on_scale == 0.0
