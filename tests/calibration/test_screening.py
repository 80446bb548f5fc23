"""Screening: known indices of known functions, and no index where the emulator does not bear it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_design

from calibration.sensitivity.screening import (
    Floats,
    Screening,
    explained_share,
    screen,
    screening_table,
)

Function = Callable[[Floats], Floats]


class Known:
    """An emulator that knows the function, and says of itself that it may be off by ``error``."""

    def __init__(self, function: Function, error: float = 0.0) -> None:
        self.function, self.error = function, error

    def predict(self, points: Floats) -> tuple[Floats, Floats]:
        means = self.function(points)
        return means, np.full_like(means, self.error)


def ishigami(points: Floats) -> Floats:
    first, second, third = (2 * np.pi * points - np.pi).T
    return (np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first))[:, None]


def linear(points: Floats) -> Floats:
    return np.column_stack([points @ [3.0, -4.0, 0.0], points @ [0.0, 0.0, 2.0]])


def only(function: Function, dimensions: int, error: float = 0.0) -> Screening:
    return screen(Known(function, error), dimensions, ("figure",), seed=1)[0]


def test_ishigami_has_its_known_indices() -> None:
    # With a = 7, b = 0.1: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 (1 / 18 - 1 / 50).
    one, two, both = (1 + np.pi**4 / 50) ** 2 / 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    found = only(ishigami, 3)
    assert found.first == pytest.approx([one / whole, two / whole, 0.0], abs=0.03)
    assert found.total == pytest.approx([(one + both) / whole, two / whole, both / whole], abs=0.03)
    assert found.spread == pytest.approx(np.sqrt(whole), rel=0.02)
    assert np.all(found.first_low <= found.first)
    assert np.all(found.first <= found.first_high)


def test_of_a_line_morris_gives_the_slopes_and_nothing_beside() -> None:
    one, other = screen(Known(linear), 3, ("one", "other"), seed=1)
    assert one.mu_star == pytest.approx([3.0, 4.0, 0.0])
    assert one.sigma == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert one.mu_star_reach == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert other.mu_star == pytest.approx([0.0, 0.0, 2.0])
    assert one.first == pytest.approx([9 / 25, 16 / 25, 0.0], abs=0.01)
    assert other.total == pytest.approx([0.0, 0.0, 1.0], abs=0.01)


def test_a_product_hangs_on_both_so_sigma_is_not_zero() -> None:
    found = only(lambda points: points.prod(axis=1, keepdims=True), 2)
    # x1 x2 with x uniform: V1 = V2 = 1/48, V = 1/9 - 1/16 = 7/144, so first order 3/7 and total 4/7.
    assert found.first == pytest.approx([3 / 7, 3 / 7], abs=0.02)
    assert found.total == pytest.approx([4 / 7, 4 / 7], abs=0.02)
    assert np.all(found.sigma > 0.1)


def test_the_same_indices_as_salib_finds() -> None:
    def twisted(points: Floats) -> Floats:
        return (np.exp(points[:, 0]) + 2 * points[:, 1] * points[:, 2] + points[:, 3] ** 2)[:, None]

    cube = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.0, 1.0]] * 4}
    design = salib_design.sample(cube, 1024, calc_second_order=False, seed=7)
    other = salib_sobol.analyze(cube, twisted(design)[:, 0], calc_second_order=False, seed=7)
    found = only(twisted, 4)
    assert found.first == pytest.approx(other["S1"], abs=0.02)
    assert found.total == pytest.approx(other["ST"], abs=0.02)


def test_no_index_of_what_the_emulator_does_not_explain() -> None:
    # Variance of the line over the cube: 25 / 12. An error of the same variance leaves half explained.
    poor = only(lambda points: linear(points)[:, :1], 3, error=float(np.sqrt(25 / 12)))
    assert poor.explained == pytest.approx(0.5, abs=0.005)
    assert not poor.is_given
    table = screening_table([poor], ["a", "b", "c"])
    assert table["explained_by_emulator"].notna().all()
    assert table.loc[:, "mu_star":].isna().all().all()


def test_what_was_seen_at_points_left_out_counts_if_it_is_worse() -> None:
    found = screen(Known(linear), 3, ("one", "other"), seed=1, known=np.array([0.2, 0.9]))
    assert [each.explained for each in found] == pytest.approx([0.2, 0.9])
    assert [each.is_given for each in found] == [False, True]


def test_a_figure_that_does_not_move_has_no_index() -> None:
    found = only(lambda points: np.ones((len(points), 1)), 2)
    assert found.explained == 0.0
    assert np.isnan(found.total).all()


def test_shares_explained() -> None:
    means, errors = np.array([[0.0], [2.0]]), np.array([[1.0], [1.0]])
    assert explained_share(means, errors) == pytest.approx([0.5])


def test_the_same_seed_gives_the_same_numbers() -> None:
    first, second = (screening_table([only(ishigami, 3)], ["a", "b", "c"]) for _ in range(2))
    assert first.equals(second)
