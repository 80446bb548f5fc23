"""Measures of custody: each counts its own rows, a year."""

import pytest

from sim.model import events
from sim.model.events import Authoriser
from sim.outcomes.measures import measure_all
from sim.outcomes.record import Window

TWO_YEARS = Window(2, 4)


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("detention_extensions", events.DETENTION_EXTENDED, {"authority": Authoriser.SUPERINTENDENT}),
        ("detention_warrants", events.DETENTION_EXTENDED, {"authority": Authoriser.MAGISTRATES}),
        ("children_detained", events.CHILD_LEFT_CELL, {"hours": 3.0}),
        ("accommodation_asked", events.ACCOMMODATION_ASKED, {}),
        ("accommodation_given", events.ACCOMMODATION_ASKED, {"given": 1}),
        ("places_of_safety", events.PLACE_OF_SAFETY, {"cell": 1}),
        ("remand_hearings", events.REMAND_HEARING, {}),
        ("custody_staff_moves", events.CUSTODY_STAFF_MOVED, {}),
    ],
)
def test_events_are_counted_a_year(story, name, kind, columns):
    for time in (729.9, 730.0, 1000.0, 1460.9, 1461.0):
        story.add(kind, time, 1, **columns)
    assert measure_all(story.record(), TWO_YEARS)[name] == 1.5


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("detention_warrants", events.DETENTION_EXTENDED, {"authority": Authoriser.SUPERINTENDENT}),
        ("accommodation_given", events.ACCOMMODATION_ASKED, {"given": 0}),
        ("places_of_safety", events.PLACE_OF_SAFETY, {"cell": 0}),
    ],
)
def test_other_events_are_not_counted(story, name, kind, columns):
    story.add(kind, 1000.0, 1, **columns)
    assert measure_all(story.record(), TWO_YEARS)[name] == 0.0


def test_means_and_shares_by_hand(story):
    for hours in (4.0, 20.0):
        story.add(events.CHILD_LEFT_CELL, 1000.0, 1, hours=hours)
    for video, passed in ((1, 0), (1, 1), (0, 1), (1, 0)):
        story.add(events.REMAND_HEARING, 1000.0, 1, video=video, sittings_waited=passed)
    story.add(events.CELL_LEFT, 1000.0, 1, hours=20.0, reviews=2)
    story.add(events.CELL_LEFT, 1000.0, -1, hours=20.0, reviews=2)  # nobody of the area
    found = measure_all(story.record(), TWO_YEARS)
    assert found["child_hours"] == 12.0
    assert found["remand_hearings_by_video"] == 75.0
    assert found["remand_days_waited"] == 0.5
    assert found["detention_reviews"] == 1.0  # two in two years
