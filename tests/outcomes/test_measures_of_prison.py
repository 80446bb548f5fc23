"""Figures of prison, probation and unpaid work, from made-up rows and accounts."""

from __future__ import annotations

import math

import pytest

from sim.model import events
from sim.model.events import RecallReason
from sim.outcomes.measures import measure_all
from sim.outcomes.measures_of_prison import caseload_a_practitioner
from sim.outcomes.record import Window
from tests.pairing.counties import lived, small

TWO_YEARS = Window(2, 4)  # days 730 to 1461


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("recalls_further_charge", events.RECALL, {"reason": RecallReason.FURTHER_CHARGE}),
        ("recalls_non_compliance", events.RECALL, {"reason": RecallReason.NON_COMPLIANCE}),
        ("recalls_other", events.RECALL, {"reason": RecallReason.OTHER}),
        ("curfew_releases", events.RELEASE, {"way": 1}),
        ("early_releases", events.RELEASE, {"way": 2}),
        ("homeless_releases", events.RELEASE, {"homeless": 1}),
        ("jobs_on_release", events.JOB_STARTED, {}),
    ],
)
def test_events_are_counted_a_year(story, name, kind, columns):
    for time in (729.9, 730.0, 1000.0, 1460.9, 1461.0):
        story.add(kind, time, 1, **columns)
    found = measure_all(story.record(), TWO_YEARS)
    assert found[name] == 1.5


def test_hours_wait_from_the_order_until_work_begins_or_they_lapse(story):
    """731 days: 100 hours for 73.1 days, 200 hours for 146.2 days, 50 hours throughout."""
    story.add(events.UNPAID_WORK_ORDERED, 800.0, 1, hours=100.0)
    story.add(events.UNPAID_WORK_STARTED, 873.1, 1, hours=100.0)
    story.add(events.UNPAID_WORK_ENDED, 900.0, 1, hours=100.0, worked=100.0)
    story.add(events.UNPAID_WORK_ORDERED, 900.0, 2, hours=200.0)
    story.add(events.UNPAID_WORK_ENDED, 1046.2, 2, hours=200.0, worked=0.0)
    story.add(events.UNPAID_WORK_ORDERED, 100.0, 3, hours=50.0)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["unpaid_work_waiting"] == pytest.approx(100 * 0.1 + 200 * 0.2 + 50)
    assert found["unpaid_work_hours"] == 50.0  # 100 hours in two years


def test_caseload_is_people_over_practitioners_at_work():
    """Nobody but 35 people from outside, for two practitioners of 35 people each; then no practitioners."""
    outside = {"people.stock": 1, "people.entrants_per_year": 0, "probation.own_unit.other_caseload": 35.0}
    assert caseload_a_practitioner(lived(small(outside), 3), Window(2, 3)) == pytest.approx(17.5)
    nobody = {"people.stock": 1, "people.entrants_per_year": 0, "probation.own_unit.posts": 0.0}
    assert math.isnan(caseload_a_practitioner(lived(small(nobody), 3), Window(2, 3)))
