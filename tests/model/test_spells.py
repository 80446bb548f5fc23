"""Natural lives: stretches without gaps, that cover as much as their prevalence says."""

from __future__ import annotations

import itertools
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim import clock
from sim.draws import run_key
from sim.model.events import EDUCATION, SPELL_NEEDS
from sim.model.population import Population, draw_population
from sim.model.spells import BEYOND_DAYS, Profile, draw_profile
from tests.pairing.counties import small

YEARS = 4
KEY = run_key(5, 0)
MONTH = clock.DAYS_PER_YEAR / 12


@pytest.fixture(scope="module")
def people() -> Population:
    return draw_population(small({"people.stock": 3000, "people.entrants_per_year": 500}), KEY, YEARS)


@pytest.fixture(scope="module")
def profile(people: Population) -> Profile:
    return draw_profile(small(), people, YEARS)


def stretches(profile: Profile, row: int) -> list[tuple[object, ...]]:
    """A person's stretches: start, end, needs, active, beyond."""
    own = slice(profile.first[row], profile.first[row + 1])
    values = (profile.start, profile.end, profile.needs, profile.active, profile.beyond)
    return list(zip(*(column[own].tolist() for column in values), strict=True))


def test_stretches_follow_one_another_from_the_first_day_to_the_last(
    people: Population, profile: Profile
) -> None:
    for row in range(people.size):
        own = stretches(profile, row)
        begin = max(people.onset[row], clock.year_start(-clock.HISTORY_YEARS))
        end = min(people.career_end[row] + BEYOND_DAYS, people.gone[row], clock.year_start(YEARS))
        if begin >= end:
            assert own == []
            continue
        assert own[0][0] == begin
        assert own[-1][1] == end
        assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(own))
        assert all(start <= finish for start, finish, *_ in own)
    assert (profile.row == np.repeat(np.arange(people.size), np.diff(profile.first))).all()


def test_a_career_ends_where_fate_says(people: Population, profile: Profile) -> None:
    ends = people.career_end[profile.row]
    assert (profile.beyond == (profile.start >= ends)).all()
    assert (profile.end[~profile.beyond] <= ends[~profile.beyond]).all()


def test_a_career_begins_with_offending(people: Population, profile: Profile) -> None:
    begun = np.flatnonzero(
        (people.onset >= clock.year_start(-clock.HISTORY_YEARS)) & (np.diff(profile.first) > 0)
    )
    assert len(begun) > 1000
    assert profile.active[profile.first[begun]].all()


def test_needs_are_there_for_their_share_of_the_time(people: Population, profile: Profile) -> None:
    """Spells begin in their steady state: at any moment the chance is the personal prevalence."""
    for day in (-500.0, 100.0, 1200.0):
        rows = np.flatnonzero((people.onset < day) & (np.minimum(people.career_end, people.gone) > day))
        masks = np.array([profile.needs_at(int(row), day) for row in rows])
        for bit, name in enumerate(SPELL_NEEDS):
            chances = people.need_prevalence[name][rows]
            error = sqrt((chances * (1 - chances)).sum())
            assert abs((masks >> bit & 1).sum() - chances.sum()) < 4.2 * error, (day, name)


def test_low_education_is_a_need_throughout_and_nobody_elses(people: Population, profile: Profile) -> None:
    there = (profile.needs >> EDUCATION & 1).astype(bool)
    assert 0.2 < there.mean() < 0.6
    assert (there == people.traits["low_education"][profile.row]).all()


def test_spells_of_offending_have_their_mean_length() -> None:
    """One person in many copies with needs that hardly change: full active spells are exponential."""
    steady = {f"needs.{name}.mean_months": 240.0 for name in SPELL_NEEDS}
    settings = small(
        steady
        | {
            "people.stock": 4000,
            "people.entrants_per_year": 1,
            "people.active_months": 2.0,
            "people.quiet_months": 3.0,
            "people.moving_rate": 0.0,
            "people.death_rate": 0.0,
            "people.career_years_mean": 40.0,
        }
    )
    profile = draw_profile(settings, draw_population(settings, KEY, YEARS), YEARS)
    spells: dict[bool, list[float]] = {True: [], False: []}
    for row in range(4000):
        runs: list[list[float]] = []
        for start, end, _, active, _ in stretches(profile, row):
            if runs and runs[-1][2] == active:
                runs[-1][1] = end
            else:
                runs.append([start, end, active])
        # the second and third of many: whole spells, too early to be cut by the end of the run
        for start, end, active in runs[1:3]:
            spells[bool(active)].append(end - start)
    for active, months in ((True, 2.0), (False, 3.0)):
        lengths = np.array(spells[active])
        assert len(lengths) > 3000
        assert stats.kstest(lengths / (months * MONTH), "expon").pvalue > 1e-4


def test_needs_at_a_day(profile: Profile, people: Population) -> None:
    for row in range(0, people.size, 40):
        own = stretches(profile, row)
        for start, end, needs, _, _ in own:
            middle = (start + end) / 2
            if start < middle < end:
                assert profile.needs_at(row, middle) == needs
        if own:
            assert profile.needs_at(row, own[0][0] - 1) == 0


@pytest.mark.parametrize(
    ("more", "years"), [({"people.stock": 660}, 3), ({"people.entrants_per_year": 111}, 3), ({}, 4)]
)
def test_more_people_or_years_change_no_life(more: dict[str, object], years: int) -> None:
    few, many = (draw_population(small(changes), KEY, run) for changes, run in (({}, 3), (more, years)))
    mine, theirs = draw_profile(small(), few, 3), draw_profile(small(more), many, years)
    horizon = clock.year_start(3)
    for row, other in enumerate(many.row_of(few.id).tolist()):
        longer = [each for each in stretches(theirs, other) if each[0] < horizon]
        cut = [(start, min(end, horizon), *rest) for start, end, *rest in longer]
        assert stretches(mine, row) == cut
