"""Intervals: by hand, and by how often they hold the truth."""

import math

import numpy as np
import pytest

from sim.outcomes.intervals import mean_interval, p_value, power, spread, variance

# Student's t, 97.5th percentile, from printed tables.
T_1, T_2 = 12.7062, 4.3027


def values(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def test_interval_of_three_values_by_hand() -> None:
    # Mean 4, standard deviation 2, standard error 2 / sqrt 3.
    mean, low, high = mean_interval(values(2, 4, 6))
    assert mean == 4
    assert low == pytest.approx(4 - T_2 * 2 / math.sqrt(3), abs=1e-3)
    assert high == pytest.approx(4 + T_2 * 2 / math.sqrt(3), abs=1e-3)


def test_interval_of_two_values_by_hand() -> None:
    # Standard deviation sqrt 2, standard error 1.
    assert mean_interval(values(0, 2)) == pytest.approx((1, 1 - T_1, 1 + T_1), abs=1e-3)


def test_interval_at_another_level_by_hand() -> None:
    # Half-width 12.706 / 63.657 (97.5th and 99.5th percentile, one degree of freedom).
    assert mean_interval(values(0, 2), level=0.99).high == pytest.approx(1 + 63.657, abs=1e-2)


def test_one_value_has_no_limits_and_none_has_no_mean() -> None:
    one = mean_interval(values(7))
    assert one.mean == 7
    assert math.isnan(one.low)
    assert math.isnan(one.high)
    assert all(math.isnan(end) for end in mean_interval(values()))


def test_missing_values_are_left_out() -> None:
    assert mean_interval(values(2, np.nan, 4, 6)) == mean_interval(values(2, 4, 6))
    assert variance(values(1, np.nan, 3)) == 2


def test_p_value_by_hand() -> None:
    # One degree of freedom: Student's t is Cauchy's. Mean 1, standard error 1: P(|T| > 1) is a half.
    assert p_value(values(0, 2)) == pytest.approx(0.5)
    assert p_value(values(0, -2)) == pytest.approx(0.5)


def test_p_value_of_equal_values_of_one_and_of_none() -> None:
    assert p_value(values(0, 0, 0)) == 1
    assert p_value(values(3, 3)) == 0
    assert math.isnan(p_value(values(3)))
    assert math.isnan(p_value(values(np.nan, 4)))
    assert p_value(values(np.nan, 0, 2)) == pytest.approx(0.5)


def test_infinite_value_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        mean_interval(values(1, np.inf))


def test_equal_values_give_an_interval_without_width() -> None:
    assert mean_interval(values(3, 3, 3)) == (3, 3, 3)


def test_spread_of_nineteen_values_by_hand() -> None:
    # 1 .. 19: the i-th stands at i / 20, so the 10th percentile is the second and the 90th the eighteenth.
    assert spread(np.arange(19, 0, -1, dtype=np.float64)) == pytest.approx((2, 18))


def test_spread_of_nine_values_is_their_range_and_of_fewer_is_not_given() -> None:
    assert spread(np.arange(1, 10, dtype=np.float64)) == pytest.approx((1, 9))
    assert all(math.isnan(end) for end in spread(np.arange(8, dtype=np.float64)))


def test_interval_holds_the_mean_95_times_in_100() -> None:
    generator = np.random.default_rng(20220401)
    trials = 4_000
    held = 0
    for sample in generator.normal(10, 3, size=(trials, 5)):
        _, low, high = mean_interval(sample)
        held += low <= 10 <= high
    # Three standard errors of a share of 0.95 in 4,000 trials are 0.0103.
    assert held / trials == pytest.approx(0.95, abs=0.0104)


def test_spread_holds_a_further_future_8_times_in_10() -> None:
    # Skewed on purpose: the property does not depend on the distribution. Three standard errors: 0.019.
    generator = np.random.default_rng(20220402)
    trials = 4_000
    held = 0
    for *sample, future in generator.exponential(1, size=(trials, 17)):
        low, high = spread(np.array(sample))
        held += low <= future <= high
    assert held / trials == pytest.approx(0.8, abs=0.019)


def test_power_by_published_tables() -> None:
    # Paired t test, effect of half a standard deviation, 34 pairs: 0.808 (Cohen 1988; G*Power). Its interval
    # reaches 2.0345 standard errors (33 degrees of freedom).
    assert power(0.5, 2.0345 / math.sqrt(34), 34) == pytest.approx(0.808, abs=0.001)


def test_power_without_any_difference_is_the_share_of_false_alarms() -> None:
    assert power(0, 3, 16) == pytest.approx(0.05)


def test_power_is_certain_where_the_difference_is_many_half_widths() -> None:
    assert power(50, 10, 16) == pytest.approx(1.0)
    assert power(5000, 10, 2) == pytest.approx(1.0, abs=0.01)


def test_power_does_not_depend_on_the_direction_or_the_unit() -> None:
    assert power(-2, 1, 16) == pytest.approx(power(2000, 1000, 16))
