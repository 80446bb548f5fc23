"""People: their prevalences, their careers, and that nobody moves when others come."""

from __future__ import annotations

from dataclasses import fields
from math import exp, sqrt

import numpy as np
import pytest
from scipy import stats

from sim import clock
from sim.draws import run_key
from sim.model.events import SPELL_NEEDS, TRAITS
from sim.model.population import COHORT_BITS, Population, draw_entrants, draw_population
from sim.model.specialism import balanced_weights
from tests.pairing.counties import small

STOCK, ENTRANTS, YEARS = 60_000, 5_000, 3
KEY = run_key(3, 0)


@pytest.fixture(scope="module")
def people() -> Population:
    settings = small({"people.stock": STOCK, "people.entrants_per_year": ENTRANTS})
    return draw_population(settings, KEY, YEARS)


@pytest.fixture(scope="module")
def met() -> Population:
    """The people of day 0 alone: what is set of people holds of those met at a moment."""
    return draw_population(small({"people.stock": STOCK}), KEY, 0)


def near(share: float, expected: float, size: int) -> bool:
    return abs(share - expected) < 4 * sqrt(expected * (1 - expected) / size)


def columns(people: Population, ids: np.ndarray) -> dict[str, list[object]]:
    """Every column, for the people with these ids."""
    rows = people.row_of(ids)
    found = {
        field.name: getattr(people, field.name)[rows].tolist()
        for field in fields(people)
        if isinstance(getattr(people, field.name), np.ndarray)
    }
    for group in (people.traits, people.need_prevalence):
        found |= {name: values[rows].tolist() for name, values in group.items()}
    return found


def test_ids_say_cohort_and_place(people: Population) -> None:
    expected = [
        (cohort << COHORT_BITS) + place for cohort, size in ((0, 3), (1, 2), (2, 2)) for place in range(size)
    ]
    settings = small({"people.stock": 3, "people.entrants_per_year": 2})
    few = draw_population(settings, KEY, 2)
    assert few.id.tolist() == expected
    assert few.row_of(few.id).tolist() == list(range(7))
    assert (np.diff(people.id) > 0).all()
    assert people.size == STOCK + YEARS * ENTRANTS


@pytest.mark.parametrize(
    ("more", "years"),
    [({"people.stock": 641}, 3), ({"people.entrants_per_year": 111}, 3), ({"people.stock": 900}, 5), ({}, 8)],
    ids=["one more in the stock", "one more entrant a year", "many more and longer", "longer"],
)
def test_more_people_or_years_change_nobody(more: dict[str, object], years: int) -> None:
    few = draw_population(small(), KEY, 3)
    many = draw_population(small(more), KEY, years)
    assert many.size > few.size
    assert columns(few, few.id) == columns(many, few.id)


def test_where_nobody_begins_there_are_no_children_to_come() -> None:
    assert draw_entrants(small({"people.entrants_per_year": 0}), run_key(1, 0), 12).id.tolist() == []


def test_shares_are_as_set(met: Population) -> None:
    settings = small().people
    assert near(met.male.mean(), settings.male_share, met.size)
    for name in TRAITS:
        assert near(met.traits[name].mean(), getattr(settings.traits, name), met.size), name
    counts = np.bincount(met.district, minlength=2)
    shares = [district.share for district in small().districts.values()]
    assert stats.chisquare(counts, np.array(shares) * met.size).pvalue > 1e-4


def test_needs_have_their_prevalence_on_average(met: Population) -> None:
    for name in SPELL_NEEDS:
        chances = met.need_prevalence[name]
        expected = getattr(small().needs, name).prevalence
        assert abs(chances.mean() - expected) < 4 * chances.std() / sqrt(met.size), name


def test_rates_are_lognormal_with_their_mean_and_spread(met: Population) -> None:
    settings = small().people
    deviates = (np.log(met.rate * clock.DAYS_PER_YEAR / settings.offending_rate)) / settings.offending_log_sd
    deviates += settings.offending_log_sd / 2
    assert stats.kstest(deviates, "norm").pvalue > 1e-4


def test_the_share_of_the_busiest_tenth_follows_from_the_spread(met: Population) -> None:
    """Lognormal: the top share p holds Phi(sd - z), with z the normal point that p lies above."""
    settings = small().people
    ranked = np.sort(met.rate)[::-1]
    found = ranked[: met.size // 10].sum() / ranked.sum()
    assert found == pytest.approx(stats.norm.cdf(settings.offending_log_sd - stats.norm.isf(0.1)), abs=0.02)


def test_rate_and_traits_share_one_factor(met: Population) -> None:
    """A median split of the rate and a trait: correlated through the factor with the set correlation."""
    settings = small().people
    fast = (
        met.rate
        > np.exp(np.log(settings.offending_rate) - settings.offending_log_sd**2 / 2) / clock.DAYS_PER_YEAR
    )
    share = settings.traits.convicted_peers
    z = stats.norm.ppf(share)
    both = stats.multivariate_normal.cdf(
        [0.0, z], cov=[[1, settings.factor_correlation], [settings.factor_correlation, 1]]
    )
    assert near((fast & met.traits["convicted_peers"]).mean(), both, met.size)


def test_careers_that_begin_in_a_year_have_the_set_mean(people: Population) -> None:
    settings = small().people
    begun = people.id >= 1 << COHORT_BITS
    length = (people.career_end - people.onset)[begun] / clock.DAYS_PER_YEAR
    error = settings.career_years_mean * sqrt(exp(settings.career_log_sd**2) - 1) / sqrt(begun.sum())
    assert abs(length.mean() - settings.career_years_mean) < 4 * error
    for year in range(YEARS):
        cohort = people.id >> COHORT_BITS == year + 1
        start, end = clock.year_start(year), clock.year_start(year + 1)
        share = (people.onset[cohort] - start) / (end - start)
        assert stats.kstest(share, "uniform").pvalue > 1e-4


def test_careers_open_on_day_0_are_met_by_their_length_and_at_any_point(people: Population) -> None:
    """Length-biased lognormal: its mean is that of all careers times exp(variance of the log)."""
    settings = small().people
    stock = people.id < 1 << COHORT_BITS
    length = (people.career_end - people.onset)[stock]
    deviates = np.log(length / clock.DAYS_PER_YEAR / settings.career_years_mean) / settings.career_log_sd
    assert stats.kstest(deviates - settings.career_log_sd / 2, "norm").pvalue > 1e-4
    assert stats.kstest(-people.onset[stock] / length, "uniform").pvalue > 1e-4
    assert (people.career_end[stock] > 0).all()


def test_the_first_offence_comes_at_the_set_age(people: Population) -> None:
    settings = small().people
    age = (people.onset - people.birth) / clock.DAYS_PER_YEAR
    assert age.min() > 10
    assert abs(age.mean() - settings.onset_age_mean) < 4 * settings.onset_age_sd / sqrt(people.size)
    assert age.std() == pytest.approx(settings.onset_age_sd, rel=0.05)


def test_people_die_and_move_at_the_set_rates(people: Population) -> None:
    settings = small().people
    yearly = settings.death_rate + settings.moving_rate
    start = np.maximum((people.id >> COHORT_BITS) - 1, 0)
    wait = people.gone - np.array([clock.year_start(year) for year in range(YEARS)])[start]
    assert stats.kstest(wait / clock.DAYS_PER_YEAR * yearly, "expon").pvalue > 1e-4


def test_who_offends_more_goes_on_for_longer(people: Population) -> None:
    """Of those who begin, the logs of rate and length correlate as set; careers met on day 0 are longer."""
    settings = small().people
    rate, length = np.log(people.rate), np.log(people.career_end - people.onset)
    begin = people.id >> COHORT_BITS > 0
    found = np.corrcoef(rate[begin], length[begin])[0, 1]
    error = (1 - settings.career_correlation**2) / sqrt(begin.sum())
    assert abs(found - settings.career_correlation) < 4 * error
    # meeting by length moves the mean of the log rate by the covariance of the two logs
    shift = settings.career_correlation * settings.career_log_sd * settings.offending_log_sd
    error = settings.offending_log_sd * sqrt(1 / begin.sum() + 1 / (~begin).sum())
    assert abs(rate[~begin].mean() - rate[begin].mean() - shift) < 4 * error


def test_personal_mixes_are_shares_and_come_to_the_mix_of_the_area(people: Population) -> None:
    settings = small()
    assert people.mix.sum(axis=1) == pytest.approx(np.ones(people.size))
    volume = np.array(
        [each.recorded_per_year * each.committed_per_recorded for each in settings.offences.values()]
    )
    # chance is in the people here and in the 32,768 of the pattern by which the weights are balanced
    error = people.mix.std(axis=0) * sqrt(1 / people.size + 1 / 32_768)
    assert (np.abs(people.mix.mean(axis=0) - volume / volume.sum()) < 4 * error).all()


def test_without_specialism_everybody_has_the_mix_of_the_area() -> None:
    weights = balanced_weights((3.0, 0.0, 1.0), 0.0)
    assert weights.tolist() == [0.75, 0.0, 0.25]
