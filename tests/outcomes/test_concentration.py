import math

import numpy as np
import pytest

from sim.model.events import OFFENCE, RECEPTION, UNDETECTED, Reception
from sim.outcomes.concentration import offences_by_person, prevalence_at_reception, share_of_most_active
from sim.outcomes.record import Window


@pytest.fixture
def record(story, ids):
    # In model year 2: 10, 5, 3, 2 offences by four people, and two people who did nothing.
    story.hidden.number[:, 2] = [8, 5, 0, 0, 2, 0]
    story.hidden.number[:, 3] = 7
    story.add(OFFENCE, 800.0, 0)
    story.add(UNDETECTED, 800.0, 0)
    for time in (731.0, 732.0, 1000.0):
        story.add(OFFENCE, time, ids[5])
    story.add(OFFENCE, 100.0, 3)
    return story.record()


def test_offences_by_person(record):
    assert offences_by_person(record, Window(2, 3)).tolist() == [10, 5, 0, 0, 2, 3]


@pytest.mark.parametrize(
    ("top", "share"),
    [(0.25, 0.5), (0.5, 0.75), (1.0, 1.0), (0.1, 0.2), (0.005, 0.01), (0.375, 0.625)],
)
def test_share_of_the_most_active_of_those_who_offended(record, top, share):
    # A tenth of four people is 0.4 of the first: 0.4 x 10 of 20 offences.
    assert share_of_most_active(record, 2, top) == pytest.approx(share)


def test_equal_offenders_share_equally(record):
    assert share_of_most_active(record, 3, 0.1) == pytest.approx(0.1)


def test_share_without_offenders_is_not_a_number(record):
    assert math.isnan(share_of_most_active(record, 6, 0.1))


def test_prevalence_at_reception_on_a_sentence(story, ids):
    story.care = np.array([True, False, False, True, True, False])
    for person, needs in ((0, 0b00001), (1, 0b00101), (ids[4], 0b10100), (ids[5], 0)):
        story.add(RECEPTION, 800.0, person, reason=Reception.SENTENCE, needs=needs)
    story.add(RECEPTION, 800.0, 3, reason=Reception.RECALL, needs=0b11111)
    story.add(RECEPTION, 200.0, 3, reason=Reception.SENTENCE, needs=0b11111)
    assert prevalence_at_reception(story.record(), Window(2, 3)) == {
        "care": 0.5,
        "excluded": 0.0,
        "low_education": 0.0,
        "convicted_peers": 0.0,
        "hard_drugs": 0.5,
        "alcohol": 0.0,
        "housing": 0.5,
        "work": 0.0,
        "mental_health": 0.25,
    }


def test_prevalence_of_nobody_is_not_a_number(story):
    found = prevalence_at_reception(story.record(), Window(2, 3))
    assert len(found) == 9
    assert all(math.isnan(share) for share in found.values())
