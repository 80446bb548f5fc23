"""Emulators: known functions are given back, and their errors are the errors they make."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from calibration.inference.emulator import Emulators, Runs
from calibration.inference.left_out import coverage
from sim.errors import DesistError

SEED = 7


def spread(number: int, values: int, seed: int = SEED) -> np.ndarray:
    """A Latin hypercube: each value in each of ``number`` slices once."""
    rng = np.random.default_rng(seed)
    slices = np.column_stack([rng.permutation(number) for _ in range(values)])
    return (slices + rng.random((number, values))) / number


def bent(points: np.ndarray) -> np.ndarray:
    """Two figures of three values, neither a straight line."""
    first, second, third = points.T
    return np.column_stack(
        [4.0 + np.sin(4.0 * first) + second * third, 100.0 - 30.0 * second + 20.0 * (third - 0.5) ** 2]
    )


def with_chance(figures: np.ndarray, runs: int, sd: np.ndarray | float, seed: int = SEED) -> np.ndarray:
    noise = np.random.default_rng([seed, 1]).normal(size=(len(figures), runs, figures.shape[1]))
    return figures[:, None, :] + sd * noise


@pytest.fixture(scope="module")
def noisy() -> tuple[Runs, Emulators]:
    points = spread(120, 3)
    runs = Runs(points, with_chance(bent(points), 3, np.array([0.3, 6.0])), waves=(70, 50))
    return runs, Emulators.fit(runs, SEED)


def test_without_chance_the_runs_are_given_back() -> None:
    points = spread(40, 3)
    runs = Runs(points, with_chance(bent(points), 2, 0.0))
    mean, sd = Emulators.fit(runs, SEED).predict(points)
    # what is put in for chance has a variance of 1e-7, so a standard deviation of 3e-4, of the figure's own
    assert np.all(np.abs(mean - bent(points)) <= 1e-3 * bent(points).std(axis=0))
    assert np.all(sd <= 3.2e-4 * bent(points).std(axis=0))


def test_new_points_lie_inside_the_intervals(noisy: tuple[Runs, Emulators]) -> None:
    points = np.random.default_rng(1).random((2000, 3))
    mean, sd = noisy[1].predict(points)
    assert np.all(np.abs(mean - bent(points)) < 6 * sd)
    # the line and the bends take out far more than they leave: a mean of three runs errs by 0.17 and 3.5
    assert np.all(np.sqrt(((mean - bent(points)) ** 2).mean(axis=0)) < np.array([0.3, 6.0]) / np.sqrt(3))


def test_intervals_for_points_left_out_cover_as_often_as_they_say() -> None:
    points = spread(200, 3)
    runs = Runs(points, with_chance(bent(points), 2, np.array([0.3, 6.0])))
    emulators = Emulators.fit(runs, SEED)
    found = coverage(emulators.left_out(), runs.means)
    assert np.all((found.by_figure >= 0.90) & (found.by_figure <= 0.98))
    assert found.overall == pytest.approx(found.by_figure.mean())


def test_same_predictions_as_the_library(noisy: tuple[Runs, Emulators]) -> None:
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern

    runs, emulators = noisy
    points = np.random.default_rng(2).random((50, 3))
    mean, sd = emulators.predict(points)
    for place, one in enumerate(emulators.figures):
        kernel = ConstantKernel(one.variance) * Matern(one.lengths, nu=2.5) + DotProduct() * 25.0
        alpha = runs.noise[:, place] / one.scale**2
        library = GaussianProcessRegressor(kernel, alpha=alpha, optimizer=None)
        line = one.level + (2 * runs.points - 1) @ one.slopes
        library.fit(2 * runs.points - 1, (runs.means[:, place] - line) / one.scale)
        there, error = library.predict(2 * points - 1, return_std=True)
        assert mean[:, place] == pytest.approx(
            one.level + (2 * points - 1) @ one.slopes + one.scale * there, rel=1e-9
        )
        assert sd[:, place] == pytest.approx(one.scale * error, rel=1e-6)


def test_leaving_out_is_leaving_out(noisy: tuple[Runs, Emulators]) -> None:
    """Solved anew without one point, lengths kept: the same as the closed form."""
    runs, emulators = noisy
    foretold, error = emulators.left_out()
    for place, one in enumerate(emulators.figures):
        covariance = one.covariance(emulators.centred, emulators.centred)
        noise = runs.noise[:, place] / one.scale**2
        line = one.level + emulators.centred @ one.slopes
        bends = (runs.means[:, place] - line) / one.scale
        for out in (0, 17, 119):
            kept = np.arange(120) != out
            solved = np.linalg.solve(
                covariance[np.ix_(kept, kept)] + np.diag(noise[kept]),
                np.column_stack([bends[kept], covariance[kept, out]]),
            )
            mean = line[out] + one.scale * covariance[out, kept] @ solved[:, 0]
            variance = covariance[out, out] + noise[out] - covariance[out, kept] @ solved[:, 1]
            assert foretold[out, place] == pytest.approx(mean, rel=1e-8)
            assert error[out, place] == pytest.approx(one.scale * np.sqrt(variance), rel=1e-6)


def test_a_straight_line_is_found_with_its_slopes() -> None:
    points = spread(200, 4)
    slopes = np.array([3.0, -2.0, 0.0, 0.5])
    runs = Runs(points, with_chance((5.0 + points @ slopes)[:, None], 2, 0.2))
    emulators = Emulators.fit(runs, SEED)
    # least squares over 200 means of two runs, each value's variance 1/12
    error = 0.2 / np.sqrt(2) / np.sqrt(200 / 12)
    ends, _ = emulators.predict(0.5 + np.vstack([np.eye(4), -np.eye(4)]) / 2)
    assert 2 * emulators.figures[0].slopes == pytest.approx(slopes, abs=4 * error)
    assert ends[:4, 0] - ends[4:, 0] == pytest.approx(slopes, abs=6 * error)


def test_the_error_of_a_pure_line_is_that_of_least_squares() -> None:
    """With nothing bent, the error is at least that of least squares: noise by leverage."""
    points = spread(200, 2)
    runs = Runs(points, with_chance((points @ [10.0, 20.0])[:, None], 2, 0.4))
    places = np.array([[0.5, 0.5], [1.0, 1.0], [0.0, 1.0]])
    _, sd = Emulators.fit(runs, SEED).predict(places)
    line, there = (np.column_stack([np.ones(len(each)), each]) for each in (points, places))
    leverage = np.einsum("ij,jk,ik->i", there, np.linalg.inv(line.T @ line), there)
    least = np.sqrt(runs.chance[0, 0] / 2 * leverage)
    assert np.all(sd[:, 0] >= 0.999 * least)


@pytest.mark.parametrize("level", [0.0, 5.0, -1e6])
def test_a_constant_figure_stays_constant(level: float) -> None:
    points = spread(30, 3)
    emulators = Emulators.fit(Runs(points, np.full((30, 2, 1), level)), SEED)
    mean, sd = emulators.predict(np.random.default_rng(3).random((20, 3)))
    assert mean == pytest.approx(np.full((20, 1), level), abs=1e-8 * max(1, abs(level)))
    assert np.all(sd <= 1e-8 * max(1, abs(level)))
    assert np.all(np.isfinite(emulators.left_out()))


def test_some_of_the_figures(noisy: tuple[Runs, Emulators]) -> None:
    points = np.random.default_rng(4).random((3, 3))
    whole, part = noisy[1].predict(points), noisy[1].only([1]).predict(points)
    assert np.array_equal(np.stack(whole)[:, :, 1:], np.stack(part))
    assert np.array_equal(noisy[1].only([1]).left_out()[0], noisy[1].left_out()[0][:, 1:])


def test_the_same_wherever_it_is_fitted(noisy: tuple[Runs, Emulators]) -> None:
    runs, here = noisy
    with ThreadPoolExecutor(2) as executor:
        there = Emulators.fit(runs, SEED, executor)
    assert np.array_equal(here.predict(runs.points), there.predict(runs.points))


def test_chance_is_pooled_over_the_points() -> None:
    # three points whose two runs differ by 2, 4 and 0 in one figure and by 0, 2 and 2 in the other
    figures = np.array([[[0, 0], [2, 0]], [[0, 0], [4, 2]], [[5, 1], [5, 3]]], dtype=float)
    runs = Runs(np.array([[0.1], [0.5], [0.9]]), figures)
    # half the squares and products of the differences, over three points
    assert runs.chance == pytest.approx(np.array([[10 / 3, 4 / 3], [4 / 3, 4 / 3]]))
    assert runs.means == pytest.approx(np.array([[1, 0], [2, 1], [5, 2]]))


def test_chance_is_that_of_the_waves_after_the_first_and_noise_that_of_each() -> None:
    # runs differ by 6 and 2 in the first wave, by 2, 0 and 1 in the next two: variances of 10, 1 and 1/2
    figures = np.array([[[0], [6]], [[4], [2]], [[0], [2]], [[5], [5]], [[1], [2]]], dtype=float)
    runs = Runs(np.linspace(0.1, 0.9, 5)[:, None], figures, waves=(2, 2, 1))
    assert runs.chance == pytest.approx(np.array([[(4 + 0 + 1) / 2 / 3]]))
    # of a mean of two runs
    assert runs.noise == pytest.approx(np.array([[5], [5], [0.5], [0.5], [0.25]]))


def test_a_quiet_wave_counts_for_more_than_a_noisy_one() -> None:
    """A level alone, the same points twice: the error of a mean weighted by the noise of each wave."""
    points = spread(40, 1)
    figures = np.concatenate(
        [with_chance(np.zeros((40, 1)), 2, 4.0), with_chance(np.ones((40, 1)), 2, 0.1, seed=1)]
    )
    runs = Runs(np.concatenate([points, points]), figures, waves=(40, 40))
    mean, _ = Emulators.fit(runs, SEED).predict(np.array([[0.5]]))
    # the noisy wave's level of 0 has a weight of one in 1600
    assert mean[0, 0] == pytest.approx(1.0, abs=0.1)


def test_figures_without_a_number_are_named() -> None:
    figures = np.ones((10, 2, 3))
    figures[3, 1, 0] = figures[4, :, 2] = np.nan
    with pytest.raises(DesistError, match=r"arrests: 1 of 20 runs.*delay: 2 of 20 runs"):
        Runs(spread(10, 2), figures, ("arrests", "stock", "delay"))
    with pytest.raises(DesistError, match="figure number 1: 1 of 20"):
        Runs(spread(10, 2), figures)


def test_too_little_to_go_on_is_refused() -> None:
    with pytest.raises(DesistError, match="4 points are too few to emulate 3 free values: more than 4"):
        Runs(spread(4, 3), np.ones((4, 2, 1)))
    for waves in ((5, 4), (10, 0)):
        with pytest.raises(ValueError, match="not the 10 points"):
            Runs(spread(10, 3), np.ones((10, 2, 1)), waves=waves)
    with pytest.raises(DesistError, match="at least 2"):
        Runs(spread(10, 3), np.ones((10, 1, 1)))
