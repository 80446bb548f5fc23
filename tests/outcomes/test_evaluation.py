import math

import numpy as np
import pytest

from sim.model.events import IOM_ADOPTED, IOM_REMOVED, OFFENCE, UNDETECTED, Cohort, Stage
from sim.outcomes.evaluation import (
    Periods,
    before_and_after,
    harm_of_same_people,
    members_removed,
)
from sim.outcomes.record import Window

MEASURED = Window(2, 8)


def member(story, person, adopted, removed, cohort=Cohort.FIXED):
    story.add(IOM_ADOPTED, adopted, person, cohort=cohort)
    if removed is not None:
        story.add(IOM_REMOVED, removed, person, cohort=cohort, days=removed - adopted)


def test_before_and_after_are_years_in_the_community(story):
    member(story, 1, adopted=800.0, removed=1500.0)
    story.stay(Stage.PRISON, 600.0, 650.0, person=1)  # before goes back to 800 - 365 - 50
    story.stay(Stage.PRISON, 1450.0, 1550.0, person=1)  # in prison when removed: after is 1085 to 1450
    found = members_removed(story.record(), MEASURED)
    assert found.before.start.tolist() == [385.0]
    assert found.before.end.tolist() == [800.0]
    assert found.after.start.tolist() == [1085.0]
    assert found.after.end.tolist() == [1500.0]
    assert found.short.tolist() == [False]


def test_after_begins_no_earlier_than_adoption(story):
    member(story, 1, adopted=1000.0, removed=1100.0)  # 100 days
    member(story, 2, adopted=800.0, removed=1300.0)  # 500 days: the last 365
    member(story, 3, adopted=800.0, removed=1300.0)
    story.stay(Stage.PRISON, 1000.0, 1100.0, person=3)  # 400 days in the community: the last 365
    member(story, 4, adopted=900.0, removed=1300.0)
    story.stay(Stage.PRISON, 1000.0, 1100.0, person=4)  # 300 days in the community
    record = story.record()
    found = members_removed(record, MEASURED)
    assert found.after.start.tolist() == [1000.0, 935.0, 835.0, 900.0]
    assert found.before.end.tolist() == [1000.0, 800.0, 800.0, 900.0]
    assert not found.short.any()
    days = [
        harm_of_same_people(record, found.after.only(found.after.person == each)).days for each in range(1, 5)
    ]
    assert days == [100.0, 365.0, 365.0, 300.0]
    assert harm_of_same_people(record, found.before).days == 4 * 365.0


def test_what_came_before_adoption_is_not_counted_after(story):
    member(story, 1, adopted=1000.0, removed=1100.0)
    for time in (950.0, 999.0, 1050.0):
        story.add(OFFENCE, time, 1, type=1)
    both = before_and_after(story.record(), MEASURED)[-1]
    assert (both.harm_before, both.harm_after) == (40.0, 20.0)


def test_the_table(story):
    member(story, 1, adopted=400.0, removed=1000.0)
    member(story, 2, adopted=100.0, removed=900.0, cohort=Cohort.FLEXIBLE)
    member(story, 3, adopted=700.0, removed=None)
    for time, person, sort in (
        (20.0, 1, 2),  # more than a year before adoption
        (35.0, 1, 2),
        (399.0, 1, 1),
        (400.0, 1, 2),  # a member, but more than a year before removal
        (999.0, 1, 1),
        (50.0, 2, 1),
        (899.0, 2, 1),
        (899.5, 2, 0),
        (690.0, 3, 2),  # never removed
    ):
        story.add(OFFENCE, time, person, type=sort)
    story.add(UNDETECTED, 999.0, 1, type=2)  # a scheme cannot see it
    fixed, flexible, _, both = before_and_after(story.record(), MEASURED)
    assert (fixed.cohort, fixed.members, fixed.harm_before, fixed.harm_after) == ("fixed", 1, 320.0, 20.0)
    assert (flexible.cohort, flexible.members) == ("flexible", 1)
    assert (flexible.harm_before, flexible.harm_after) == (20.0, 21.0)
    assert (both.cohort, both.members, both.harm_before, both.harm_after) == ("all", 2, 340.0, 41.0)
    assert (fixed.mean_tenure_days, flexible.mean_tenure_days, both.mean_tenure_days) == (600.0, 800.0, 700.0)
    assert (fixed.short, flexible.short, both.short) == (0, 1, 1)
    assert fixed.fall == pytest.approx(93.75)
    assert flexible.fall == pytest.approx(-5.0)


def test_a_second_membership_is_judged_by_its_own_adoption(story):
    member(story, 1, adopted=100.0, removed=500.0)
    member(story, 1, adopted=1000.0, removed=1600.0)
    found = members_removed(story.record(), MEASURED)
    assert found.before.end.tolist() == [1000.0]
    assert found.tenure_days.tolist() == [600.0]


def test_adopted_before_the_run_began(story):
    story.add(IOM_REMOVED, 800.0, 1, days=900.0)
    found = members_removed(story.record(), MEASURED)
    assert found.before.end.tolist() == [-100.0]
    assert found.after.start.tolist() == [435.0]
    assert harm_of_same_people(story.record(), found.before).days == 0.0
    assert found.short.tolist() == [True]
    assert before_and_after(story.record(), MEASURED)[-1].harm_before == 0.0


def test_nobody_was_removed(story):
    for line in before_and_after(story.record(), MEASURED):
        assert (line.members, line.harm_before, line.harm_after, line.short) == (0, 0.0, 0.0, 0)
        assert math.isnan(line.fall)
        assert math.isnan(line.mean_tenure_days)


def test_the_same_people_in_another_run(story, other_story, ids):
    member(story, ids[4], adopted=1300.0, removed=1826.0)
    periods = members_removed(story.record(), MEASURED).after  # 1461 to 1826: model year 4
    for time, sort in ((1460.0, 2), (1461.0, 1), (1825.0, 1), (1826.0, 2)):
        other_story.add(OFFENCE, time, ids[4], type=sort)
    other_story.add(OFFENCE, 1500.0, 1, type=2)
    other_story.add(UNDETECTED, 1600.0, ids[4], type=0)
    other_story.hidden.harm_by_person[4, 4] = 2.5
    other_story.hidden.harm_by_person[4, 5] = 1000.0
    harm = harm_of_same_people(other_story.record(), periods)
    assert harm.attributed == 40.0
    assert harm.committed == pytest.approx(40.0 + 1.0 + 2.5)


def test_undated_harm_is_spread_over_days_in_the_community(story):
    # Model year 2 has 365 days, of which 65 in prison: 300 in the community, 75 of them in the period.
    story.stay(Stage.PRISON, 780.0, 845.0, person=1)
    story.hidden.harm_by_person[1, 2] = 40.0
    periods = Periods(np.array([1]), np.array([730.0]), np.array([870.0]))
    assert harm_of_same_people(story.record(), periods).committed == pytest.approx(10.0)


def test_a_person_may_have_two_periods(story):
    story.add(OFFENCE, 800.0, 1, type=1)
    story.add(OFFENCE, 900.0, 1, type=1)
    periods = Periods(np.array([1, 1]), np.array([790.0, 850.0]), np.array([910.0, 950.0]))
    assert harm_of_same_people(story.record(), periods).attributed == 60.0
    first = periods.only(np.array([True, False]))
    assert harm_of_same_people(story.record(), first).attributed == 40.0
