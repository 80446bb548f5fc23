"""What a scheme would publish of those who join it: offences in the year before and in the year after."""

from __future__ import annotations

import pytest

from sim.draws import label_of
from sim.model.events import OFFENCE, PROGRAMME_STARTED
from sim.model.offences import CODE
from sim.outcomes.programmes import before_and_after_starting
from sim.outcomes.rows import Span
from sim.scenario.settings import Programme
from tests.outcomes.conftest import Story

LISTED = label_of("a_list")
BURGLARY, OTHER, SHOP = (CODE[name] for name in ("domestic_burglary", "other_burglary", "shop_theft"))


def told(story: Story, *offences: str) -> tuple[int, int]:
    programme = Programme.model_construct(offences=offences)
    return before_and_after_starting(story.record(), Span(730.0, 2000.0), programme, LISTED)


@pytest.fixture
def started(story: Story) -> Story:
    """Person 0 starts on day 800; persons 1 and 2 do other things on days around it."""
    story.add(PROGRAMME_STARTED, 800.0, 0, programme=LISTED)
    for day, kind in (
        (434.9, BURGLARY),  # too early by a tenth of a day
        (435.0, BURGLARY),
        (799.0, OTHER),
        (799.5, SHOP),
        (800.0, BURGLARY),
        (1164.9, SHOP),
        (1165.0, BURGLARY),  # a year later to the day: too late
    ):
        story.add(OFFENCE, day, 0, type=kind)
    story.add(OFFENCE, 790.0, 1, type=BURGLARY)
    return story


def test_a_year_on_each_side_of_the_start_of_that_person(started: Story) -> None:
    assert told(started) == (3, 2)


def test_only_the_types_that_the_scheme_asks_for(started: Story) -> None:
    assert told(started, "domestic_burglary", "other_burglary") == (2, 1)
    assert told(started, "acquisitive") == (3, 2)
    assert told(started, "violence") == (0, 0)


def test_nobody_who_starts_another_programme_or_outside_the_time(started: Story) -> None:
    started.add(PROGRAMME_STARTED, 700.0, 1, programme=LISTED)
    started.add(PROGRAMME_STARTED, 900.0, 1, programme=label_of("another"))
    assert told(started) == (3, 2)


def test_starts_whose_year_the_run_does_not_hold_are_left_out(story: Story) -> None:
    story.years = 3  # 1,095 days
    story.add(PROGRAMME_STARTED, 800.0, 0, programme=LISTED)
    story.add(OFFENCE, 790.0, 0, type=BURGLARY)
    assert told(story) == (0, 0)
