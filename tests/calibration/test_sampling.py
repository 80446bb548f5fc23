"""The population method against volumes, means, covariances and evidence known from theory.

Errors allowed are four standard deviations of what chance does to so many members: each halving of the part,
and each resampling, adds about 1/number to the variance of a logarithm of a volume or an evidence.
"""

import math

import numpy as np
import pytest

from calibration.inference.sampling import sample_below, sample_posterior

NUMBER = 1000


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng([2026, seed])


def log_ball(dimensions: int, radius: float) -> float:
    """Logarithm of a ball's volume."""
    half = dimensions / 2
    return half * math.log(math.pi) - math.lgamma(half + 1) + dimensions * math.log(radius)


def error_of_log(log_volume: float) -> float:
    """Standard deviation of the logarithm of a volume that is reached by halving."""
    return math.sqrt(-log_volume / math.log(2) / NUMBER)


@pytest.mark.parametrize(("dimensions", "radius"), [(2, 0.05), (5, 0.1), (15, 0.4)])
def test_a_ball(dimensions: int, radius: float) -> None:
    part = sample_below(
        lambda points: np.sqrt(((points - 0.5) ** 2).sum(axis=1)), radius, dimensions, NUMBER, rng(dimensions)
    )
    volume = log_ball(dimensions, radius)
    assert part.log_volume == pytest.approx(volume, abs=4 * error_of_log(volume))
    assert np.all(part.scores <= radius)
    # spread evenly over the ball: distance over radius, to the power of the dimensions, is even over 0 to 1,
    # and so is the mean of each value 0, with variance radius squared over (dimensions + 2)
    even = (part.scores / radius) ** dimensions
    assert even.mean() == pytest.approx(0.5, abs=4 * math.sqrt(2 / 12 / NUMBER))
    spread = radius / math.sqrt(dimensions + 2)
    assert part.points.mean(axis=0) == pytest.approx(
        np.full(dimensions, 0.5), abs=4 * math.sqrt(2 / NUMBER) * spread
    )
    assert part.least < radius
    assert np.sqrt(((part.where - 0.5) ** 2).sum()) == pytest.approx(part.least)


def test_a_corner() -> None:
    """A simplex at a corner of the cube: volume, and each value's mean 1/(dimensions + 1) of its side."""
    side, dimensions = 0.2, 4
    part = sample_below(lambda points: points.sum(axis=1), side, dimensions, NUMBER, rng(1))
    volume = dimensions * math.log(side) - math.lgamma(dimensions + 1)
    assert part.log_volume == pytest.approx(volume, abs=4 * error_of_log(volume))
    spread = side * math.sqrt(4 / (25 * 6))  # of a Dirichlet distribution with five ones
    assert part.points.mean(axis=0) == pytest.approx(
        np.full(4, side / 5), abs=4 * math.sqrt(2 / NUMBER) * spread
    )
    assert np.all((part.points >= 0) & (part.points <= 1))


def test_the_whole_cube() -> None:
    part = sample_below(lambda points: np.zeros(len(points)), 0.0, 3, NUMBER, rng(2))
    assert part.log_volume == 0.0
    assert part.points.mean(axis=0) == pytest.approx(np.full(3, 0.5), abs=4 / math.sqrt(12 * NUMBER))


def test_two_separate_parts_are_both_kept() -> None:
    """Two squares, one with four times the area of the other."""
    large, small = (0.2, 0.2, 0.04), (0.8, 0.7, 0.02)

    def score(points: np.ndarray) -> np.ndarray:
        far = [np.abs(points - [x, y]).max(axis=1) / half for x, y, half in (large, small)]
        return np.minimum(*far)

    part = sample_below(score, 1.0, 2, NUMBER, rng(3))
    volume = math.log(0.08**2 + 0.04**2)
    assert part.log_volume == pytest.approx(volume, abs=4 * error_of_log(volume))
    halvings = -volume / math.log(2)
    error = math.sqrt(0.8 * 0.2 * (1 + halvings) / NUMBER)
    assert (part.points[:, 0] < 0.5).mean() == pytest.approx(0.8, abs=4 * error)


def test_a_level_out_of_reach_is_said_with_the_least_and_where() -> None:
    def score(points: np.ndarray) -> np.ndarray:
        return 7.0 + np.abs(points - 0.3).max(axis=1)

    part = sample_below(score, 3.0, 4, NUMBER, rng(4), give_up=100.0)
    assert part.is_empty
    assert part.points.shape == (0, 4)
    assert part.log_volume == -math.inf
    assert part.least == pytest.approx(7.0, abs=0.04)  # a hundredth of the four that are wanting
    assert part.where == pytest.approx(np.full(4, 0.3), abs=0.04)


def test_scores_that_are_all_the_same_end() -> None:
    part = sample_below(lambda points: np.full(len(points), 5.0), 3.0, 2, 50, rng(5))
    assert part.is_empty
    assert part.least == 5.0


def test_a_plateau_is_left_for_what_lies_below() -> None:
    """A part that the score shows only from within: a tenth of the cube."""
    part = sample_below(lambda points: (points[:, 0] > 0.1) * 1.0, 0.0, 2, NUMBER, rng(6))
    error = math.sqrt(0.9 / 0.1 / NUMBER)
    assert part.log_volume == pytest.approx(math.log(0.1), abs=4 * error)


@pytest.mark.parametrize("dimensions", [2, 15])
def test_a_normal_distribution(dimensions: int) -> None:
    """Neighbouring values correlated by 0.6, standard deviations from 0.02 to 0.06."""
    sds = np.linspace(0.02, 0.06, dimensions)
    places = np.arange(dimensions)
    covariance = 0.6 ** np.abs(places[:, None] - places) * np.outer(sds, sds)
    inverse, log_root = np.linalg.inv(covariance), np.linalg.slogdet(2 * np.pi * covariance)[1] / 2

    def log_likelihood(points: np.ndarray) -> np.ndarray:
        apart = points - 0.45
        return 3.0 - np.einsum("ij,jk,ik->i", apart, inverse, apart) / 2 - log_root

    sample = sample_posterior(log_likelihood, dimensions, NUMBER, rng(dimensions))
    assert sample.log_evidence == pytest.approx(3.0, abs=4 * math.sqrt(sample.rounds / NUMBER))
    assert sample.log_likelihood == pytest.approx(log_likelihood(sample.points))
    # the last resampling, from weights worth at least half, doubles the variance at the most
    error = math.sqrt(2 / NUMBER)
    assert (sample.points.mean(axis=0) - 0.45) / sds == pytest.approx(np.zeros(dimensions), abs=4 * error)
    correlations = np.cov(sample.points.T) / np.outer(sds, sds)
    wanted = covariance / np.outer(sds, sds)
    errors = error * np.sqrt(1 + wanted**2)  # of a sample covariance of normal values
    assert np.all(np.abs(correlations - wanted) < 4.5 * errors)  # 120 of them


def test_two_modes_keep_their_weights() -> None:
    """Three tenths in a narrow mode, seven in a wide one, thirty and twelve standard deviations apart."""
    weights, places, sds = (0.3, 0.7), ([0.2, 0.25], [0.8, 0.7]), (0.02, 0.05)

    def log_likelihood(points: np.ndarray) -> np.ndarray:
        parts = [
            math.log(weight / (2 * math.pi * sd**2)) - ((points - place) ** 2).sum(axis=1) / (2 * sd**2)
            for weight, place, sd in zip(weights, places, sds, strict=True)
        ]
        return np.logaddexp(*parts)

    sample = sample_posterior(log_likelihood, 2, NUMBER, rng(7))
    error = math.sqrt(0.3 * 0.7 * (1 + sample.rounds) / NUMBER)
    first = sample.points[:, 0] < 0.5
    assert first.mean() == pytest.approx(0.3, abs=4 * error)
    assert sample.log_evidence == pytest.approx(0.0, abs=4 * math.sqrt(sample.rounds / NUMBER))
    for inside, sd in ((first, 0.02), (~first, 0.05)):
        spread = sample.points[inside].std(axis=0) / sd
        assert spread == pytest.approx(np.ones(2), abs=4 / math.sqrt(inside.sum()))  # twice a sample's own


def test_a_likelihood_that_says_nothing_leaves_the_cube() -> None:
    sample = sample_posterior(lambda points: np.full(len(points), -2.5), 3, NUMBER, rng(8))
    assert sample.log_evidence == pytest.approx(-2.5)
    assert sample.rounds == 1
    assert sample.points.var(axis=0) == pytest.approx(np.full(3, 1 / 12), abs=4 * math.sqrt(2 / 180 / NUMBER))


def test_a_likelihood_that_is_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="none of 20 points"):
        sample_posterior(lambda points: np.full(len(points), -np.inf), 2, 20, rng(9))


def test_half_the_cube_without_likelihood() -> None:
    """A likelihood of one in a quarter of the cube and none elsewhere."""
    sample = sample_posterior(lambda points: np.where(points[:, 0] < 0.25, 0.0, -np.inf), 2, NUMBER, rng(10))
    assert sample.log_evidence == pytest.approx(math.log(0.25), abs=4 * math.sqrt(3 / NUMBER))
    assert np.all(sample.points[:, 0] < 0.25)


def test_the_same_seed_gives_the_same_sample() -> None:
    one, same, other = (
        sample_posterior(lambda points: -50 * points.sum(axis=1), 3, 200, rng(seed)).points
        for seed in (11, 11, 12)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
