import numpy as np
import pytest

from sim.model.events import Stage
from sim.outcomes.liberty import days_at_liberty, days_held, held_spells, people_held, walk_back
from sim.outcomes.rows import Span


def spells_of(record):
    found = held_spells(record)
    return list(zip(found.person.tolist(), found.start.tolist(), found.end.tolist(), strict=True))


def test_remand_that_turns_into_a_sentence_is_one_spell(story):
    story.stay(Stage.REMAND, 10.0, 20.0, person=1, case=1)
    story.stay(Stage.PRISON, 20.0, 50.0, person=1, case=1)
    story.stay(Stage.PRISON, 60.0, 70.0, person=1, case=2)
    assert spells_of(story.record()) == [(1, 10.0, 50.0), (1, 60.0, 70.0)]


def test_overlapping_cases_of_one_person_are_one_spell(story):
    story.stay(Stage.REMAND, 10.0, 30.0, person=1, case=1)
    story.stay(Stage.REMAND, 15.0, 20.0, person=1, case=2)
    story.stay(Stage.BAIL, 5.0, 90.0, person=1, case=3)
    assert spells_of(story.record()) == [(1, 10.0, 30.0)]


def test_an_open_spell_lasts_to_the_end_of_the_run(story):
    story.stay(Stage.PRISON, 10.0, None, person=1)
    story.stay(Stage.PRISON, 20.0, 25.0, person=2)
    story.stay(Stage.PRISON, 30.0, None, person=2)
    assert spells_of(story.record()) == [(1, 10.0, 2922.0), (2, 20.0, 25.0), (2, 30.0, 2922.0)]


def test_people_held_counts_each_person_once(story):
    story.stay(Stage.REMAND, 0.0, 105.0, person=1, case=1)
    story.stay(Stage.PRISON, 102.0, 108.0, person=1, case=2)
    story.stay(Stage.PRISON, 109.0, 300.0, person=2)
    assert people_held(story.record(), Span(100.0, 110.0)) == pytest.approx(0.9)


def test_days_held_and_at_liberty(story):
    story.stay(Stage.PRISON, 10.0, 20.0, person=1)
    story.stay(Stage.PRISON, 30.0, 40.0, person=1)
    spells = held_spells(story.record())
    person, start, end = (
        np.array([1, 1, 2, 1]),
        np.array([15.0, 0.0, 0.0, 50.0]),
        np.array([33.0, 100.0, 7.0, 45.0]),
    )
    assert days_held(spells, person[:3], start[:3], end[:3]).tolist() == [8.0, 20.0, 0.0]
    assert days_at_liberty(spells, person, start, end).tolist() == [10.0, 80.0, 7.0, 0.0]


@pytest.mark.parametrize(
    ("end", "days", "expected"),
    [
        (100.0, 10.0, 90.0),  # no prison in it
        (100.0, 60.0, 40.0),  # as far back as the end of the spell
        (100.0, 61.0, 29.0),  # over the second spell
        (100.0, 80.0, 0.0),  # over both: all there is
        (100.0, 200.0, 0.0),  # more than there is
        (35.0, 5.0, 25.0),  # ends in prison
        (35.0, 12.0, 8.0),  # ends in prison, over the first spell
    ],
)
def test_walk_back_skips_prison(story, end, days, expected):
    story.stay(Stage.PRISON, 10.0, 20.0, person=1)
    story.stay(Stage.PRISON, 30.0, 40.0, person=1)
    found = walk_back(held_spells(story.record()), np.array([1]), np.array([end]), days)
    assert found.tolist() == [expected]


def test_walk_back_of_somebody_never_in_prison(story):
    found = walk_back(held_spells(story.record()), np.array([1, 2]), np.array([400.0, 40.0]), 365.0)
    assert found.tolist() == [35.0, 0.0]


def test_walk_back_of_somebody_in_prison_on_day_zero(story):
    story.stay(Stage.PRISON, 0.0, 100.0, person=1)
    found = walk_back(held_spells(story.record()), np.array([1, 1]), np.array([500.0, 300.0]), 365.0)
    assert found.tolist() == [135.0, 0.0]
