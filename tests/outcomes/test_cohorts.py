import numpy as np
import pytest

from sim.model.events import IOM_ELIGIBLE, OFFENCE, SANCTION, UNDETECTED
from sim.outcomes.cohorts import (
    fixed_cohort,
    harm_of,
    iom_eligible,
    offences_of,
    proven_offences_of,
)
from sim.outcomes.record import Window

TWO_YEARS = Window(2, 4)


def test_fixed_cohort_was_sanctioned_in_the_year_before_the_first_measured_day(story, ids):
    for time, person in ((364.9, 0), (365.0, ids[4]), (500.0, 1), (600.0, 1), (729.9, 2), (730.0, 3)):
        story.add(SANCTION, time, person)
    assert fixed_cohort(story.record()).tolist() == [1, 2, ids[4]]


def test_iom_eligible_is_the_list_of_the_first_measured_day(story):
    story.add(IOM_ELIGIBLE, 730.0, 3)
    story.add(IOM_ELIGIBLE, 730.0, 1)
    assert iom_eligible(story.record()).tolist() == [1, 3]


@pytest.fixture
def record(story, ids):
    for time, person in ((729.0, 1), (730.0, 1), (900.0, 2), (1460.5, ids[4]), (1461.0, 1)):
        story.add(OFFENCE, time, person, type=1)
    story.add(UNDETECTED, 800.0, ids[4], type=2)
    story.add(UNDETECTED, 800.0, 0, type=2)
    story.hidden.by_person[:, 2] = [0, 3, 50, 50, 2, 50]
    story.hidden.by_person[:, 3] = [0, 1, 50, 50, 0, 50]
    story.hidden.by_person[:, 4] = 1000
    story.hidden.harm_by_person[:, 2] = [0, 7.5, 9, 9, 0.25, 9]
    story.hidden.harm_by_person[:, 3] = [0, 1.0, 9, 9, 0, 9]
    return story.record()


def test_offences_of_people_are_listed_or_counted_only(record, ids):
    people = np.array([1, ids[4]])
    assert offences_of(record, TWO_YEARS, people) == 2 + 1 + 6


def test_harm_of_people(record, ids):
    people = np.array([1, ids[4]])
    assert harm_of(record, TWO_YEARS, people) == pytest.approx(2 * 20 + 300 + 8.75)


def test_nobody_commits_nothing(record):
    nobody = np.array([], dtype=np.int64)
    assert offences_of(record, TWO_YEARS, nobody) == 0.0
    assert harm_of(record, TWO_YEARS, nobody) == 0.0
    assert proven_offences_of(record, TWO_YEARS, nobody) == 0.0


def test_proven_offences_count_by_the_day_they_were_committed_and_once(story):
    story.add(SANCTION, 1000.0, 1, offence=11, committed=700.0)  # before the window
    story.add(SANCTION, 1000.0, 1, offence=12, committed=800.0)
    story.add(SANCTION, 1200.0, 1, offence=12, committed=800.0)  # caution breached, then convicted
    story.add(SANCTION, 2900.0, 1, offence=13, committed=1400.0)  # proven after the window
    story.add(SANCTION, 1300.0, 2, offence=14, committed=1200.0)  # somebody else's
    assert proven_offences_of(story.record(), TWO_YEARS, np.array([1])) == 2.0
