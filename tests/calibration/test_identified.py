"""What is said of made samples, whose widths, correlations and groups are known."""

import math

import numpy as np
import pytest

from calibration.inference.identified import Identified, Verdict, identified

NUMBER = 2000
NAMES = ("rate", "share", "days")


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng([41, seed])


def even(number: int, low: float, high: float) -> np.ndarray:
    """Spread evenly from ``low`` to ``high``, without chance."""
    return low + (high - low) * (np.arange(number) + 0.5) / number


def shuffled(*columns: np.ndarray) -> np.ndarray:
    """The columns side by side, each in an order of its own."""
    return np.column_stack([rng(place).permutation(column) for place, column in enumerate(columns)])


def of(points: np.ndarray) -> Identified:
    return identified(points, NAMES[: points.shape[1]], seed=3)


def test_widths_are_set_against_those_beforehand() -> None:
    found = of(shuffled(even(NUMBER, 0.4, 0.6), even(NUMBER, 0.2, 0.7), even(NUMBER, 0, 1)))
    assert [each.of_width for each in found.values] == pytest.approx([0.2, 0.5, 1.0], abs=1e-3)
    assert [each.verdict for each in found.values] == [
        Verdict.PINNED_DOWN,
        Verdict.NARROWED,
        Verdict.UNDETERMINED,
    ]
    assert found.together == ()
    assert found.modes is None
    assert [each.judgement for each in found.values] == [
        "pinned down (90 % interval 20 % as wide as beforehand)",
        "narrowed (90 % interval 50 % as wide as beforehand)",
        "left undetermined (90 % interval 100 % as wide as beforehand)",
    ]


def test_a_sample_that_crowds_against_an_end_is_said() -> None:
    low = np.concatenate([even(600, 0.0, 0.05), even(1400, 0.05, 0.5)])
    found = of(shuffled(low, 1 - low, even(NUMBER, 0, 1)))
    assert [each.end for each in found.values] == ["low", "high", None]
    assert found.values[1].judgement.endswith("high end of its range, which may be too tight")


def test_values_known_only_together() -> None:
    """A sum of two values that is known to a hundredth, while each may lie anywhere: correlation near -1."""
    first = rng(5).uniform(0.1, 0.9, NUMBER)
    second = 1.0 - first + 0.01 * rng(6).normal(size=NUMBER)
    found = of(np.column_stack([first, second, rng(7).random(NUMBER)]))
    (pair,) = found.together
    assert pair.values == ("rate", "share")
    variance = 0.8**2 / 12
    assert pair.correlation == pytest.approx(-1 / math.sqrt(1 + 0.0001 / variance), abs=1e-3)
    assert found.values[0].verdict is Verdict.UNDETERMINED
    assert pair.sentence == (
        "rate and share are known in combination only: where one is high, the other is low "
        "(correlation -1.00)."
    )
    assert found.modes is None


def test_a_correlation_below_the_threshold_is_not_listed() -> None:
    normal = rng(8).normal(size=(NUMBER, 2))
    other = 0.6 * normal[:, 0] + 0.8 * normal[:, 1]
    assert of(0.5 + 0.1 * np.column_stack([normal[:, 0], other])).together == ()


def test_two_modes_along_a_value() -> None:
    """Three quarters about 0.2 and a quarter about 0.8, standard deviations of 0.05, among flat values."""
    first = np.where(np.arange(NUMBER) % 4 < 3, 0.2, 0.8) + 0.05 * rng(9).normal(size=NUMBER)
    modes = of(np.column_stack([first, rng(10).random(NUMBER), rng(11).random(NUMBER)])).modes
    assert modes is not None
    assert modes.values == ("rate",)
    assert modes.shares == pytest.approx((0.75, 0.25), abs=1e-9)  # six standard deviations from the middle
    assert modes.centres[:, 0] == pytest.approx([0.2, 0.8], abs=4 * 0.05 / math.sqrt(500))
    assert modes.sentence == (
        "There are two separate groups of values that meet the figures (75 % and 25 %), chiefly in rate."
    )


def test_two_modes_that_no_value_shows_alone() -> None:
    """Two parallel lines: each value is spread evenly over much the same places in both."""
    along = rng(12).uniform(0.2, 0.8, NUMBER)
    side = np.where(np.arange(NUMBER) % 2 == 0, 0.1, -0.1)
    noise = 0.01 * rng(13).normal(size=(NUMBER, 2))
    modes = of(np.column_stack([along + side, along - side]) + noise).modes
    assert modes is not None
    assert modes.shares == pytest.approx((0.5, 0.5), abs=1e-9)
    assert modes.values == ()


@pytest.mark.parametrize("seed", range(3))
def test_one_mode_of_whatever_shape_is_one(seed: int) -> None:
    """Flat, lopsided and with long tails: two normal distributions fit better, but there is no dip."""
    flat = rng(20 + seed).random(NUMBER)
    lopsided = rng(30 + seed).beta(1.0, 6.0, NUMBER)
    tailed = 0.5 + 0.02 * rng(40 + seed).standard_t(4, NUMBER)
    assert of(np.column_stack([flat, lopsided, tailed])).modes is None


def test_a_bent_ridge_is_one_mode() -> None:
    first = rng(50).uniform(0.0, 1.0, NUMBER)
    second = 0.2 + 2.0 * (first - 0.5) ** 2 + 0.02 * rng(51).normal(size=NUMBER)
    assert of(np.column_stack([first, second])).modes is None


def test_a_value_that_does_not_move() -> None:
    found = of(np.column_stack([np.full(NUMBER, 0.5), rng(60).random(NUMBER)]))
    assert found.values[0].of_width == 0.0
    assert found.values[0].verdict is Verdict.PINNED_DOWN
    assert found.together == ()
    assert found.modes is None


def test_nineteen_values_without_groups() -> None:
    points = rng(70).random((1000, 19))
    assert identified(points, [f"value {place}" for place in range(19)], seed=3).modes is None
