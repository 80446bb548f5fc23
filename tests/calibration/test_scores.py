"""Scores of forecasts, against what they are by hand and by theory."""

import math

import numpy as np
import pytest
from scipy import special

from calibration.validation.scores import central, crps


def test_a_single_future_scores_its_absolute_error() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0
    assert crps(np.array([3.0, 3.0, 3.0]), 1.0) == 2.0


def test_two_futures_by_hand() -> None:
    # mean distance from 0: (1 + 3) / 2 = 2; between two of the four pairs: (0 + 2 + 2 + 0) / 4 = 1; 2 - 1 / 2
    assert crps(np.array([1.0, 3.0]), 0.0) == pytest.approx(1.5)
    assert crps(np.array([3.0, 1.0]), 2.0) == pytest.approx(0.5)  # 1 - 1 / 2


def test_it_is_the_area_between_the_two_distributions() -> None:
    """Four futures, 0, 1, 2 and 6, outcome 2: squares of 1/4 and 2/4 before 2, of 1/4 from 2 to 6."""
    by_hand = 1 * (1 / 4) ** 2 + 1 * (2 / 4) ** 2 + 4 * (1 / 4) ** 2
    assert crps(np.array([6.0, 0.0, 2.0, 1.0]), 2.0) == pytest.approx(by_hand)


def test_the_standard_normal_at_its_middle() -> None:
    """(sqrt(2) - 1) / sqrt(pi) = 0.2337, with the normal as its quantiles."""
    normal = special.ndtri((np.arange(20_000) + 0.5) / 20_000)
    assert (math.sqrt(2) - 1) / math.sqrt(math.pi) == pytest.approx(0.2337, abs=5e-5)
    assert crps(normal, 0.0) == pytest.approx((math.sqrt(2) - 1) / math.sqrt(math.pi), abs=1e-4)


def test_nineteen_futures_hold_nine_in_ten_between_the_outermost() -> None:
    futures = np.arange(1.0, 20.0)
    assert central(futures, 0.9) == pytest.approx((1.0, 19.0))
    assert central(futures, 0.5) == pytest.approx((5.0, 15.0))  # 5 / 20 and 15 / 20
