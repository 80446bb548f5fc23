"""Who is in which cohort of a social impact bond, and in which group men are matched."""

import numpy as np
import pytest

from sim import clock
from sim.model.disposals import Disposal
from sim.model.events import RELEASE, SANCTION, Reception
from sim.outcomes.bond_cohorts import Bond, bond_counts, bond_of, cohorts, groups
from sim.outcomes.social_impact_bond import Men
from tests.outcomes.test_bond_payment import PETERBOROUGH
from tests.pairing.counties import small


def released(story, time, person):
    story.care[:] = True  # in these stories the flags of care and sex are one array
    story.add(RELEASE, time, person, reason=Reception.SENTENCE, term_days=200.0)


def convicted(story, time, case, committed, person):
    story.add(SANCTION, time, person, case, offence=case, committed=committed, disposal=Disposal.FINE)


def bond(**terms):
    return Bond(730.0, PETERBOROUGH.model_copy(update=terms))


def people_of(found):
    return [each.person.tolist() for each in found]


@pytest.mark.parametrize(("cohorts", "men", "carried"), [(2, 15, True), (0, 15, False), (2, 0, False)])
def test_without_cohorts_or_men_there_is_no_bond(cohorts, men, carried):
    settings = small({"social_impact_bond.cohorts": cohorts, "social_impact_bond.men": men})
    found = bond_of([(0.0, small()), (730.0, settings)])
    assert (found is not None and found.begins == 730.0) is carried


def test_a_cohort_closes_when_it_is_full_or_its_time_is_up(story):
    for person, day in enumerate((700.0, 740.0, 750.0, 760.0)):
        released(story, day, person)
    # person 0 was released before it began; 1 and 2 fill the first, which closes on day 750; the second
    # closes 100 days later with one man, and the third with none
    found = cohorts(story.record(), bond(men=2, cohort_days=100.0))
    assert people_of(found) == [[1, 2], [3], []]


def test_a_man_is_in_one_cohort_once(story):
    for day in (740.0, 800.0, 1500.0):
        released(story, day, 1)
    released(story, 1510.0, 2)
    assert people_of(cohorts(story.record(), bond(cohorts=2))) == [[1], [2]]


def test_a_cohort_that_cannot_be_followed_does_not_count(story):
    # of three cohorts of 730 days the second closes on day 2190 and is followed to day 2737.5, the third
    # closes on day 2920; the run ends on day 2922
    assert len(cohorts(story.record(), bond())) == 2


def test_groups_are_by_age_and_by_cases_convicted_in_two_years(story):
    day = 30 * clock.DAYS_PER_YEAR  # everybody was born on day 0
    for case, when in enumerate((day - 10, day - 700, day - 731)):  # the last is too long ago
        convicted(story, when, case, when - 1, 1)
    convicted(story, day - 10, 0, day - 12, 1)  # another offence of the first case
    men = Men(np.array([0, 1, 1]), np.array([day, day, 20 * clock.DAYS_PER_YEAR]))
    # aged 30, 30 and 20: third, third and first age; 0, 2 and 0 convictions before
    assert groups(story.record(), men).tolist() == [6, 7, 0]


def test_the_same_men_are_followed_in_the_baseline(story, other_story):
    for each in (story, other_story):
        released(each, 740.0, 1)
        convicted(each, 800.0, 1, 790.0, 1)
    released(other_story, 745.0, 2)  # of the baseline's own cohort only
    convicted(other_story, 1200.0, 2, 1000.0, 1)  # with the programme this did not happen
    found = bond_counts(story.record(), other_story.record(), bond(cohorts=1))
    assert (found.men.sum(), found.events.sum(), found.same_men.tolist()) == (1, 1, [2])
    assert (found.baseline_men.sum(), found.baseline_events.sum()) == (2, 2)
