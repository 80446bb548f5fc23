import math

import pytest

from sim.model.events import Stage
from sim.outcomes.rows import Span
from sim.outcomes.stays import age_shares, mean_days, stays


def test_each_leaving_ends_the_stay_of_its_own_case(story):
    story.stay(Stage.BAIL, 1.0, 9.0, person=1, case=7)
    story.stay(Stage.BAIL, 2.0, 4.0, person=1, case=8)
    story.stay(Stage.BAIL, 3.0, None, person=2, case=7)
    found = stays(story.record(), Stage.BAIL)
    assert found.start.tolist() == [1.0, 2.0, 3.0]
    assert found.end.tolist() == [9.0, 4.0, math.inf]


def test_a_case_that_comes_back_has_two_stays(story):
    story.stay(Stage.MAGISTRATES, 1.0, 5.0)
    story.stay(Stage.MAGISTRATES, 5.0, 7.0)
    story.stay(Stage.MAGISTRATES, 8.0, None)
    assert stays(story.record(), Stage.MAGISTRATES).end.tolist() == [5.0, 7.0, math.inf]


def test_mean_days_are_of_stays_that_ended_in_the_stretch(story):
    story.stays(Stage.BAIL, [(0.0, 110.0), (105.0, 115.0), (90.0, 99.0), (100.0, None)])
    assert mean_days(story.record(), Span(100.0, 120.0), Stage.BAIL) == pytest.approx(60.0)


def test_mean_days_of_no_stay_is_not_a_number(story):
    assert math.isnan(mean_days(story.record(), Span(0.0, 1.0), Stage.BAIL))


def test_ages_are_in_whole_days(story):
    # On day 200: 0, 28 and 28.9 days; 29 and 90; 91 and 200; one has left, one is not yet there.
    starts = (200.0, 172.0, 171.1, 171.0, 110.0, 109.0, 0.0)
    story.stays(Stage.SUSPECT, [*((start, None) for start in starts), (150.0, 200.0), (200.5, None)])
    assert age_shares(story.record(), 200.0, Stage.SUSPECT).tolist() == pytest.approx([3 / 7, 2 / 7, 2 / 7])


def test_ages_of_nobody_are_not_numbers(story):
    shares = age_shares(story.record(), 200.0, Stage.SUSPECT)
    assert len(shares) == 3
    assert all(math.isnan(share) for share in shares)
