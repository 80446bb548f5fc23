"""Custody by month and suite, counted by hand."""

import datetime as dt

import pytest

from sim import clock
from sim.model.events import ACCOMMODATION_ASKED, ADMISSION, CHILD_LEFT_CELL, PLACE_OF_SAFETY
from sim.outcomes.custody_months import COUNTS, custody_months
from sim.outcomes.record import Window

YEAR = Window(2, 3)  # April 2022 to March 2023


def on(year, month, day):
    return clock.day_of(dt.date(year, month, day)) + 0.5


def test_each_event_stands_in_its_suite_and_month(story):
    story.add(ADMISSION, on(2022, 4, 1), 1, suite=0)
    story.add(ADMISSION, on(2022, 4, 30), -1, suite=0)
    story.add(ADMISSION, on(2022, 5, 1), 1, suite=1)
    story.add(ADMISSION, on(2022, 3, 31), 1, suite=1)  # before the window
    story.add(ADMISSION, on(2023, 4, 1), 1, suite=1)  # after it
    story.add(PLACE_OF_SAFETY, on(2022, 6, 1), -1, suite=1, cell=1)
    story.add(PLACE_OF_SAFETY, on(2022, 6, 1), -1, suite=1, cell=0)  # taken to hospital
    story.add(CHILD_LEFT_CELL, on(2023, 3, 31), 2, suite=0, hours=6.5)
    story.add(CHILD_LEFT_CELL, on(2023, 3, 1), 3, suite=0, hours=20.0)
    story.add(ACCOMMODATION_ASKED, on(2023, 3, 1), 2, suite=0, given=1)
    story.add(ACCOMMODATION_ASKED, on(2023, 3, 1), 3, suite=0, given=0)
    found = custody_months(story.record(), YEAR)
    assert found.shape == (2, 12, len(COUNTS))
    expected = {
        ("detentions", 0, 0): 2, ("detentions", 1, 1): 1, ("section_136", 1, 2): 1, ("children", 0, 11): 2,
        ("child_hours", 0, 11): 26.5, ("accommodation_asked", 0, 11): 2, ("accommodation_given", 0, 11): 1,
    }  # fmt: skip
    for (name, suite, month), value in expected.items():
        assert found[suite, month, COUNTS.index(name)] == pytest.approx(value)
    assert found.sum() == pytest.approx(sum(expected.values()))
