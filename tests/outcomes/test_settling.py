"""MSER-5: by hand, on series with a known beginning, and where there is no level to be found."""

import math

import numpy as np
import pytest

from sim.outcomes.settling import (
    BATCH,
    SETTLING_COLUMNS,
    Settled,
    Settling,
    marginal_standard_errors,
    no_settling,
    settle,
    settling_table,
)
from sim.outcomes.weekly import WEEKLY


def batched(*means: float) -> np.ndarray:
    """Weeks whose batches of five have these means."""
    spread = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    return np.concatenate([mean + spread for mean in means])


def test_statistic_by_hand() -> None:
    # Of 6, 1, 1, 1, 1, 2: mean 2, squares 16 + 4 x 1 + 0 = 20, over 36.
    # Without the first: mean 1.2, squares 4 x .04 + .64 = .8, over 25.
    found = marginal_standard_errors(np.array([6.0, 1, 1, 1, 1, 2]))
    assert found.tolist() == pytest.approx([20 / 36, 0.8 / 25])


def test_cut_by_hand() -> None:
    # Without the first: mean 2, squares 16 + 7 x 1 + 3 x 1 = 26, over 121. Without two: mean 1.6, squares
    # 7 x .36 + 3 x 1.96 = 8.4, over 100. Without three: mean 5/3, 6 x 4/9 + 3 x 16/9 = 8, over 81. Without
    # four: mean 1.75, 5 x .5625 + 3 x 1.5625 = 7.5, over 64. Without five: mean 11/7, 5 x 16/49 + 2 x 100/49
    # = 40/7, over 49. The smallest is the second.
    means = (10.0, 6.0, 1, 1, 3, 1, 1, 3, 1, 1, 3, 1)
    found = marginal_standard_errors(np.array(means))
    assert found[1:6].tolist() == pytest.approx([26 / 121, 0.084, 8 / 81, 7.5 / 64, 40 / 343])
    assert settle(batched(*means)) == Settling(10.0, Settled.IN_TIME)


def test_constant_series_is_cut_nowhere() -> None:
    assert settle(np.full(417, 0.1)) == Settling(0.0, Settled.IN_TIME)
    assert settle(np.zeros(417)) == Settling(0.0, Settled.IN_TIME)


def test_rounding_does_not_choose_the_cut() -> None:
    series = 115 + 1e-12 * np.random.default_rng(20270401).standard_normal(417)
    series[:7] = 0
    assert settle(series).cut_weeks == 10


def drifting(weeks: int, start: float, memory: float = 0.5) -> np.ndarray:
    """A hundred runs of an autoregressive series of mean 50 with a beginning that dies away."""
    chance = np.random.default_rng(20270402)
    noise = np.zeros((100, weeks))
    for week in range(1, weeks):
        noise[:, week] = memory * noise[:, week - 1] + chance.normal(0, 3, 100)
    return 50 + noise + start * np.exp(-np.arange(weeks) / 15)


def test_transient_that_dies_away_is_cut_off() -> None:
    found = settle(drifting(417, start=40))
    # At 25 weeks the mean is still 40 exp(-25 / 15) = 7.6 too high, at 100 weeks 0.05: a seventh of the
    # standard deviation of a mean of a hundred runs, 3 / sqrt(1 - 0.25) / 10 = 0.35.
    assert 25 < found.cut_weeks < 100
    assert found.verdict is Settled.IN_TIME
    assert found.cut_days == 7 * found.cut_weeks


def test_series_without_a_transient_has_settled() -> None:
    assert settle(drifting(417, start=0)).verdict is Settled.IN_TIME


def test_larger_transients_are_cut_no_sooner() -> None:
    cuts = [settle(drifting(417, start=start)).cut_weeks for start in (0, 10, 40, 160)]
    assert cuts == sorted(cuts)


def test_beginning_that_lasts_into_the_measured_years() -> None:
    series = np.where(np.arange(417) < 150, 90.0, 30.0)
    assert settle(series) == Settling(150.0, Settled.TOO_LATE)
    assert settle(series, settling_days=150 * 7) == Settling(150.0, Settled.IN_TIME)
    assert settle(series, settling_days=150 * 7 - 1).verdict is Settled.TOO_LATE


@pytest.mark.parametrize("series", [np.arange(417.0), -np.arange(417.0)])
def test_steady_drift_is_inconclusive(series: np.ndarray) -> None:
    # Of k values on a line the statistic is (k - 1 / k) / 12: the fewer are left, the smaller.
    found = settle(series)
    assert found.verdict is Settled.INCONCLUSIVE
    assert math.isnan(found.cut_weeks)


def test_cut_at_the_half_is_inconclusive() -> None:
    # Twenty batches: ten cut off is half, nine is not.
    assert settle(batched(*[9.0] * 10, *[0.0] * 10)).verdict is Settled.INCONCLUSIVE
    assert settle(batched(*[9.0] * 9, *[0.0] * 11)).cut_weeks == 45


def test_too_short_or_unknown_is_inconclusive() -> None:
    assert settle(np.zeros(BATCH * 10 - 1)).verdict is Settled.INCONCLUSIVE
    assert settle(np.zeros(BATCH * 10)).verdict is Settled.IN_TIME
    assert settle(np.empty(0)).verdict is Settled.INCONCLUSIVE
    assert settle(np.empty((0, 417))).verdict is Settled.INCONCLUSIVE
    assert settle(np.full(417, np.nan)).verdict is Settled.INCONCLUSIVE


def test_the_mean_over_replications_comes_first() -> None:
    # Each run jumps; their mean is level.
    up = np.where(np.arange(417) < 150, 90.0, 30.0)
    assert settle(np.array([up, 120 - up])).cut_weeks == 0


def test_table_of_all_series() -> None:
    one = {series.name: np.full(417, 4.0) for series in WEEKLY}
    other = {series.name: np.full(417, 6.0) for series in WEEKLY}
    frame = settling_table([one, other])
    assert tuple(frame.columns) == SETTLING_COLUMNS == tuple(no_settling().columns)
    assert len(frame) == 417 * len(WEEKLY)
    assert list(frame["measure"].unique()) == [series.name for series in WEEKLY]
    assert set(frame["value"]) == {5.0}
    row = frame.iloc[3]
    assert (row["measure"], row["unit"], row["week"], row["cut_week"], row["verdict"]) == (
        "arrests", "a week", 3, 0.0, "settled"
    )  # fmt: skip


def test_nothing_kept_is_an_empty_table() -> None:
    assert no_settling().empty
    assert settling_table([{}, {}]).empty
