"""The likelihood of published figures: against SciPy's distributions, worked values, limits and symmetry."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from calibration.inference.likelihood import log_likelihood, total_variance
from calibration.published.components import Component, Kind

COUNT = Component("c", "Count", Kind.COUNT, "c", observed=100.0, has_county_chance=True)
SHARE = Component("s", "Share", Kind.SHARE, "s", observed=0.25, cases=40.0, has_county_chance=True, whole="n")
MEAN = Component("m", "Mean", Kind.MEAN, "m", observed=1.0, has_county_chance=True)


def of(each: Component, mean: float, sd: float = 0.0, chance: float = 0.0) -> float:
    found = log_likelihood([each], np.array([[mean]]), np.array([[sd]]), np.array([[chance]]))
    return float(found[0])


def both(first: Component, second: Component, mean: tuple[float, float], chance: list[list[float]]) -> float:
    return float(log_likelihood([first, second], np.array([mean]), np.zeros((1, 2)), np.array(chance))[0])


def test_a_count_is_negative_binomial_with_the_variance_of_all_that_is_unsure() -> None:
    # On the scale: mean 19, variance 1 + 0.6^2 + 0.8^2 = 2; so (361 + 2)/4 - 3/8 = 90.375 is expected, with
    # twice Poisson's variance: size 90.375/(2 - 1), chance of success 1/2.
    each = replace(COUNT, discrepancy=0.8)
    assert of(each, 19.0, sd=0.6, chance=1.0) == pytest.approx(stats.nbinom.logpmf(100, 90.375, 0.5))


@pytest.mark.parametrize("chance", [0.2, 1.0])
def test_a_count_with_no_more_than_its_own_chance_is_poisson(chance: float) -> None:
    expected = (20.0**2 + chance) / 4 - 3 / 8
    assert of(COUNT, 20.0, chance=chance) == pytest.approx(stats.poisson.logpmf(100, expected), abs=1e-4)


def test_a_scaled_count_is_nobodys_count_and_normal_on_the_scale() -> None:
    each = replace(COUNT, has_county_chance=False, discrepancy=0.5)
    place = 2 * np.sqrt(100.375)
    assert of(each, 20.5, chance=9.0) == pytest.approx(stats.norm.logpdf(place, 20.5, 0.5))


def test_a_share_of_known_cases_is_beta_binomial() -> None:
    # p = 1/4 of 40 cases: binomial variance of the log odds 1/(40 x 3/16) = 2/15; 1/10 more is spread, so
    # that a = 1/(.1 x 3/4) = 40/3 and b = 1/(.1 x 1/4) = 40.
    chance = 2 / 15 + 0.1
    assert of(SHARE, -np.log(3), chance=chance) == pytest.approx(stats.betabinom.logpmf(10, 40, 40 / 3, 40))


def test_a_share_whose_cases_are_not_the_countys_has_their_binomial_chance_and_the_rest_as_spread() -> None:
    each = replace(SHARE, has_county_chance=False, discrepancy=np.sqrt(0.06))
    found = of(each, -np.log(3), sd=0.2, chance=9.0)
    assert found == pytest.approx(stats.betabinom.logpmf(10, 40, 40 / 3, 40))


def test_a_share_with_no_more_than_its_own_chance_is_binomial() -> None:
    for each in (SHARE, replace(SHARE, has_county_chance=False)):
        assert of(each, np.log(0.3 / 0.7)) == pytest.approx(stats.binom.logpmf(10, 40, 0.3), abs=1e-5)


def test_no_cases_are_as_likely_anywhere() -> None:
    nothing = replace(SHARE, observed=0.5, cases=0.0)
    assert of(nothing, -3.0, chance=0.4) == pytest.approx(0.0, abs=1e-9)


def test_a_mean_is_normal_with_its_standard_error() -> None:
    each = replace(MEAN, has_county_chance=False, standard_error=3.0, discrepancy=2.0)
    assert of(each, 4.0, sd=6.0, chance=99.0) == pytest.approx(stats.norm.logpdf(1.0, 4.0, 7.0))


def test_a_share_of_unknown_cases_is_normal_on_the_log_odds() -> None:
    each = replace(SHARE, cases=float("nan"), whole=None, discrepancy=0.3)
    assert of(each, 0.0, chance=0.16) == pytest.approx(stats.norm.logpdf(-np.log(3), 0.0, 0.5))


def test_without_shared_chance_the_figures_stand_alone() -> None:
    mean, chance = (19.0, -1.0), [[2.0, 0.0], [0.0, 0.3]]
    apart = of(COUNT, 19.0, chance=2.0) + of(SHARE, -1.0, chance=0.3)
    assert both(COUNT, SHARE, mean, chance) == pytest.approx(apart)


def test_two_normals_that_share_chance_are_bivariate_normal() -> None:
    first, second = replace(MEAN, discrepancy=1.0), replace(MEAN, id="w", observed=-2.0)
    covariance = [[2.0, 1.5], [1.5, 3.0]]
    with_discrepancy = [[3.0, 1.5], [1.5, 3.0]]
    expected = stats.multivariate_normal.logpdf([1.0, -2.0], [0.5, 0.25], with_discrepancy)
    assert both(first, second, (0.5, 0.25), covariance) == pytest.approx(expected)


def test_figures_not_of_the_county_share_no_chance() -> None:
    elsewhere = replace(MEAN, id="w", has_county_chance=False, discrepancy=1.0)
    covariance = [[2.0, 1.4], [1.4, 1.0]]
    apart = of(MEAN, 0.5, chance=2.0) + of(elsewhere, 0.25, chance=1.0)
    assert both(MEAN, elsewhere, (0.5, 0.25), covariance) == pytest.approx(apart)


def test_large_counts_that_share_chance_are_nearly_bivariate_normal_on_the_scale() -> None:
    first, second = (replace(COUNT, id=name, observed=1e6 + move) for name, move in (("a", 900), ("b", -700)))
    covariance = np.array([[1.5, 1.0], [1.0, 1.2]])
    mean = np.full(2, 2 * np.sqrt(1e6 + 3 / 8))
    seen = [first.observed_on_scale, second.observed_on_scale]
    # A count moves by the square root of itself where its place moves by one.
    expected = stats.multivariate_normal.logpdf(seen, mean, covariance) - np.log(1e6)
    assert both(first, second, tuple(mean), covariance.tolist()) == pytest.approx(expected, abs=2e-2)


def test_shares_that_share_chance_change_sides_together() -> None:
    other = replace(SHARE, id="t", observed=0.4)
    turned = (replace(SHARE, observed=0.75), replace(other, observed=0.6))
    covariance = [[0.3, 0.2], [0.2, 0.3]]
    as_it_is = both(SHARE, other, (-1.0, -0.2), covariance)
    assert as_it_is == pytest.approx(both(*turned, (1.0, 0.2), covariance))
    assert as_it_is == pytest.approx(both(other, SHARE, (-0.2, -1.0), covariance))


def test_shared_chance_makes_agreeing_misses_likelier_and_opposing_ones_less_so() -> None:
    twin, chance = replace(COUNT, id="d"), [[1.5, 1.0], [1.0, 1.5]]
    alone = of(COUNT, 18.0, chance=1.5) + of(COUNT, 18.0, chance=1.5)
    assert both(COUNT, twin, (18.0, 18.0), chance) > alone
    assert both(COUNT, twin, (18.0, 22.0), chance) < of(COUNT, 18.0, chance=1.5) + of(COUNT, 22.0, chance=1.5)


def test_points_are_judged_one_by_one() -> None:
    rng = np.random.default_rng(1)
    components = [COUNT, SHARE, MEAN]
    mean = rng.normal([20.0, -1.0, 1.0], 1.0, (7, 3))
    sd, chance = rng.uniform(0.1, 0.5, (7, 3)), np.diag([1.0, 0.2, 0.5]) + 0.05
    together = log_likelihood(components, mean, sd, chance)
    alone = [log_likelihood(components, mean[[n]], sd[[n]], chance)[0] for n in range(7)]
    assert together == pytest.approx(np.array(alone))


def test_probabilities_of_all_counts_add_up_to_one() -> None:
    seen = [of(replace(COUNT, observed=float(count)), 4.0, chance=2.0) for count in range(200)]
    assert np.exp(seen).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("mean", [0.0, 3.0, 60.0, 400.0])
def test_far_away_is_very_unlikely_and_never_not_a_number(mean: float) -> None:
    twin = replace(COUNT, id="d")
    found = both(COUNT, twin, (mean, mean), [[1.5, 1.0], [1.0, 1.5]])
    assert np.isfinite(found)
    assert found < of(COUNT, 20.0, chance=1.5) * 2


@pytest.mark.parametrize("mean", [-900.0, -30.0, 30.0, 900.0])
def test_a_share_far_away_is_very_unlikely_on_both_sides(mean: float) -> None:
    assert np.isfinite(of(SHARE, mean, chance=0.2))
    assert of(SHARE, mean, chance=0.2) < of(SHARE, -1.0, chance=0.2) - 8


def test_nothing_published_is_refused() -> None:
    with pytest.raises(ValueError, match="'c' has nothing published"):
        of(replace(COUNT, observed=float("nan")), 1.0)


def test_what_is_no_covariance_is_refused() -> None:
    with pytest.raises(ValueError, match="covariance"):
        both(MEAN, replace(MEAN, id="w"), (1.0, 1.0), [[1.0, 2.0], [2.0, 1.0]])


def test_variance_adds_up_by_what_a_figure_is() -> None:
    scaled = replace(COUNT, id="d", has_county_chance=False, discrepancy=0.5)
    survey = replace(SHARE, has_county_chance=False)
    found = total_variance([COUNT, scaled, survey], np.full((1, 3), 0.1), np.diag([0.5, 7.0, 7.0]))
    assert found[0] == pytest.approx([1.0, 0.26, 0.01 + 1 / 10.5 + 1 / 30.5])
