"""Distributions by inverse: against SciPy's, and against closed forms."""

from __future__ import annotations

from math import asin, exp, pi, sqrt

import numpy as np
import pytest
from scipy import stats

from sim.distributions import lognormal_location, normal, poisson, wanted_share
from sim.draws import fold_array, run_key, uniform_array

MEANS = (0.0, 1e-9, 0.001, 0.1, 0.7, 1.0, 3.3, 12.0, 60.0, 499.999, 500.0, 500.001, 1234.5, 40_000.0)
MANY = 200_000


def uniforms(column: int, size: int = MANY) -> np.ndarray:
    return uniform_array(fold_array(run_key(7, 0), np.arange(size)), column)


def test_the_poisson_inverse_is_the_exact_one() -> None:
    chances = np.concatenate([uniforms(0, 1500), [1e-12, 1e-6, 0.5, 1 - 1e-6, 1 - 1e-10]])
    for mean in MEANS:
        found = poisson(np.full(len(chances), mean), chances)
        expected = np.zeros(len(chances)) if mean == 0 else stats.poisson.ppf(chances, mean)
        assert found.tolist() == expected.tolist(), mean


def test_mixed_means_are_the_same_as_one_by_one() -> None:
    means = np.array(MEANS * 20)
    chances = uniforms(1, len(means))
    alone = [int(poisson(means[[at]], chances[[at]])[0]) for at in range(len(means))]
    assert poisson(means, chances).tolist() == alone


@pytest.mark.parametrize("changed", [0.0, 0.2, 5.0, 499.0, 700.0])
def test_a_changed_mean_moves_no_neighbour(changed: float) -> None:
    means = np.geomspace(0.01, 900, 500)
    chances = uniforms(2, len(means))
    before = poisson(means, chances)
    means[250] = changed
    after = poisson(means, chances)
    others = np.arange(len(means)) != 250
    assert (after[others] == before[others]).all()


def test_more_mean_never_gives_fewer() -> None:
    chances = uniforms(3, 300)
    counts = np.array([poisson(np.full(300, mean), chances) for mean in np.geomspace(0.01, 2000, 60)])
    assert (np.diff(counts, axis=0) >= 0).all()


def test_no_extreme_uniform_hangs_the_search() -> None:
    extreme = np.array([2.0**-54, 1 - 2.0**-53])
    for mean in (0.001, 1.0, 30.0, 499.0, 600.0):
        low, high = poisson(np.full(2, mean), extreme).tolist()
        assert 0 <= low <= mean <= high < mean + 12 * sqrt(mean) + 40


def test_normal_deviates() -> None:
    found = normal(np.array([0.5, 0.975, 0.025, stats.norm.cdf(3.0)]))
    assert found == pytest.approx([0.0, 1.959963985, -1.959963985, 3.0], abs=1e-9)


@pytest.mark.parametrize(("mean", "log_sd"), [(14.0, 0.7), (0.2, 1.28), (5.0, 0.0)])
def test_the_location_of_a_lognormal_gives_its_mean(mean: float, log_sd: float) -> None:
    """The mean of a lognormal is exp(location + variance / 2)."""
    assert exp(lognormal_location(mean, log_sd) + log_sd**2 / 2) == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize("share", [0.02, 0.12, 0.35, 0.5, 0.9])
@pytest.mark.parametrize("correlation", [0.0, 0.35, 0.8])
def test_a_trait_has_its_prevalence_however_strong_the_common_factor(
    share: float, correlation: float
) -> None:
    chances = wanted_share(share, correlation, normal(uniforms(4)))
    there = uniforms(5) < chances
    assert abs(there.mean() - share) < 4 * sqrt(share * (1 - share) / MANY)


@pytest.mark.parametrize("correlation", [0.0, 0.35, 0.8])
def test_two_traits_meet_as_often_as_a_gaussian_copula_says(correlation: float) -> None:
    """With prevalence one half, both are there with chance 1/4 + arcsin(correlation) / (2 pi)."""
    chances = wanted_share(0.5, correlation, normal(uniforms(6)))
    both = ((uniforms(7) < chances) & (uniforms(8) < chances)).mean()
    expected = 0.25 + asin(correlation) / (2 * pi)
    assert abs(both - expected) < 4 * sqrt(expected * (1 - expected) / MANY)


def test_certain_traits_are_certain() -> None:
    factor = normal(uniforms(9, 50))
    assert wanted_share(0.0, 0.3, factor).tolist() == [0.0] * 50
    assert wanted_share(1.0, 0.3, factor).tolist() == [1.0] * 50
