import pytest

from sim.model.events import OFFENCE, UNDETECTED
from sim.outcomes.harm import crime_harm
from sim.outcomes.offending import (
    attributed_by_type,
    committed_by_type,
    recorded_by_type,
    undetected_by_type,
)
from sim.outcomes.record import Window

YEAR = Window(2, 3)


@pytest.fixture
def record(story):
    for time, sort in ((729.9, 0), (730.0, 0), (800.0, 1), (1094.9, 1), (1095.0, 1)):
        story.add(OFFENCE, time, type=sort)
    story.add(UNDETECTED, 900.0, type=1, recorded=1)
    story.add(UNDETECTED, 900.0, type=2, recorded=0)
    story.hidden.offences[1] = 99
    story.hidden.offences[2] = [[5, 2], [0, 1], [1, 0]]  # unrecorded, recorded
    return story.record()


def test_each_offence_is_counted_once(record):
    assert attributed_by_type(record, YEAR).tolist() == [1, 2, 0]
    assert undetected_by_type(record, YEAR).tolist() == [7, 2, 2]
    assert committed_by_type(record, YEAR).tolist() == [8, 4, 2]


def test_recorded_offences_are_a_part(record):
    assert recorded_by_type(record, YEAR).tolist() == [3, 4, 0]


def test_harm_weighs_every_committed_offence(record):
    assert crime_harm(record, YEAR) == pytest.approx(8 * 1 + 4 * 20 + 2 * 300)


def test_nothing_happened(other_story):
    assert committed_by_type(other_story.record(), YEAR).tolist() == [0, 0, 0]
    assert crime_harm(other_story.record(), YEAR) == 0.0
