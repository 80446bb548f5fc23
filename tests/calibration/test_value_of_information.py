"""Value of information: a linear problem with normal values, whose answer is known, and idle values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from calibration.sensitivity.benefit_curve import Floats, fit_curve
from calibration.sensitivity.value_of_information import (
    Information,
    information,
    information_table,
    value_of_knowing,
)

DRAWS = 300
LEVEL, SLOPES = -0.5, np.array([1.0, 0.5, 0.0])
"""Net benefit is the level, and slopes times standard normal values; the third has no bearing."""
CHANCE = 1.0


def unit_normal_loss(level: float, spread: float) -> float:
    """Expected gain from knowing a net benefit that is normal with this mean and standard deviation."""
    far = abs(level) / spread
    return float(spread * (norm.pdf(far) - far * norm.sf(far)))


def problem(seed: int, chance: float = CHANCE) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((DRAWS, 3))
    expected = LEVEL + values @ SLOPES
    return values, expected[:, None] + chance * rng.standard_normal((DRAWS, 2))


@pytest.fixture(scope="module")
def found() -> Information:
    return information(["one", "other", "idle"], *problem(seed=1), seed=1)


def test_knowing_all_and_knowing_one_are_worth_what_theory_says(found: Information) -> None:
    by_id = {worth.id: worth for worth in found.singles}
    truths = {
        "one": unit_normal_loss(LEVEL, 1.0),
        "other": unit_normal_loss(LEVEL, 0.5),
        "everything": unit_normal_loss(LEVEL, float(np.hypot(1.0, 0.5))),
    }
    for worth in (by_id["one"], by_id["other"], found.everything):
        assert worth.low <= truths[worth.id] <= worth.high
        assert worth.told
    assert found.singles[0].id == "one"


def test_a_value_without_bearing_is_worth_nothing(found: Information) -> None:
    idle = next(worth for worth in found.singles if worth.id == "idle")
    assert not idle.told
    assert idle.low == pytest.approx(0.0, abs=1e-3)
    assert idle.value < 0.01


def test_the_estimates_are_right_on_average() -> None:
    # The gain at a draw has a standard deviation below 0.45, so a mean of 300 draws is known to 0.026, and
    # one of six such to 0.011; the curve's own error is of the same size. Three standard errors are 0.05.
    found = [fit_curve(values[:, [0]], both.mean(axis=1)).mean for values, both in map(problem, range(6))]
    mean = np.mean([value_of_knowing(curve) for curve in found])
    assert mean == pytest.approx(unit_normal_loss(LEVEL, 1.0), abs=0.05)


def test_chance_of_the_runs_is_no_value_of_information() -> None:
    # Taken as it stands, chance alone would seem to be worth more than everything that could be known.
    values, both = problem(seed=3, chance=4.0)
    noise = np.random.default_rng(4).permutation(both)
    naive = float(value_of_knowing(noise.mean(axis=1)))
    found = information(["one", "other", "idle"], values, noise, seed=1)
    assert naive > 0.5
    assert found.everything.value < naive / 5
    assert not any(worth.told for worth in found.singles)
    # Chance is 16 / 2 of the variance of a mean, and what the values do is 1.25: 8 of 9.25.
    assert found.chance == pytest.approx(8 / 9.25, abs=0.12)


def test_a_bent_curve_is_found() -> None:
    rng = np.random.default_rng(5)
    places = rng.uniform(-1, 1, (DRAWS, 1))
    expected = np.sin(3 * places[:, 0])
    curve = fit_curve(places, expected + 0.3 * rng.standard_normal(DRAWS))
    assert np.abs(curve.mean - expected).max() < 0.2
    inside = np.abs(curve.mean - expected) < 2 * np.sqrt((curve.root**2).sum(axis=1))
    assert inside.mean() > 0.8


def test_what_does_not_vary_teaches_nothing() -> None:
    values, both = problem(seed=1)
    flat = fit_curve(np.ones((DRAWS, 1)), both.mean(axis=1))
    assert flat.mean == pytest.approx(np.full(DRAWS, both.mean()))
    assert value_of_knowing(flat.mean) == 0.0
    same = fit_curve(values, np.full(DRAWS, 2.0))
    assert same.mean == pytest.approx(np.full(DRAWS, 2.0))


def test_gain_by_hand() -> None:
    # Better choice at each draw: 3, 0, 0, on average 1; on average the other scenario loses, so nothing is 0.
    assert value_of_knowing(np.array([3.0, -5.0, -1.0])) == pytest.approx(1.0)
    # 3, 0, 5: 8 / 3; on average it gains 7 / 3.
    assert value_of_knowing(np.array([3.0, -1.0, 5.0])) == pytest.approx(1 / 3)
    assert value_of_knowing(np.array([[1.0, 2.0], [-1.0, -2.0]])) == pytest.approx([0.0, 0.0])


def test_the_table_has_everything_first(found: Information) -> None:
    table = information_table(found)
    assert list(table["parameter"]) == ["everything", "one", "other", "idle"]
    assert list(table["told_from_chance"])[-1] == "no"
