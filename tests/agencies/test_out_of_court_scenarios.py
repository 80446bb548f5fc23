"""The shipped scenarios of out-of-court disposals do what their titles say."""

from __future__ import annotations

from functools import cache

import pytest

from sim.experiment.replication import draw, live
from sim.model.disposals import Disposal
from sim.model.events import COURSE_STARTED, DIVERSION_FULL, OUT_OF_COURT
from sim.outcomes.record import Record
from tests.pairing.counties import shipped

CHANGE = 730
"""1 April 2022."""


@cache
def record_of(name: str) -> Record:
    return live(shipped(name), draw(shipped("county").opening, 1, 0, 4))


def given(name: str, disposal: Disposal) -> tuple[int, int]:
    """Crimes with a disposal before and after the change."""
    table = record_of(name).table(OUT_OF_COURT)
    days = table["time"][table["disposal"] == disposal]
    return int((days < CHANGE).sum()), int((days >= CHANGE).sum())


def test_without_the_team_there_are_no_conditional_cautions() -> None:
    before, after = given("no-diversion-team", Disposal.CONDITIONAL_CAUTION)
    assert before > 0
    assert after == 0
    full = record_of("no-diversion-team").table(DIVERSION_FULL)
    since = full["time"] >= CHANGE
    assert since.sum() > 5
    assert 0 < full["charged"][since].sum() < since.sum()  # a quarter are charged


def test_with_the_hub_closed_nobody_starts_a_course_and_cautions_go_on() -> None:
    closed = record_of("interventions-hub-closed")
    days = closed.table(COURSE_STARTED)["time"]
    assert (days < CHANGE).sum() > 0
    assert (days >= CHANGE).sum() == 0
    assert given("interventions-hub-closed", Disposal.CONDITIONAL_CAUTION)[1] > 5


@pytest.mark.parametrize("disposal", [Disposal.CAUTION, Disposal.PENALTY_NOTICE])
def test_six_outcomes_come_back_where_two_tiers_never_do(disposal: Disposal) -> None:
    assert given("two-tier-never", disposal)[1] > given("county", disposal)[1]


def test_what_each_file_changes() -> None:
    def changes(name: str) -> dict[str, object]:
        return {change.path: change.new for change in shipped(name, "suffolk").audit if change.day == CHANGE}

    assert changes("diversion-team-doubled") == {"diversion_team.caseworkers": 6.0}
    assert changes("one-caseworker") == {"diversion_team.caseworkers": 1.0}
    assert changes("no-diversion-team") == {"diversion_team.caseworkers": 0.0}
    assert changes("interventions-hub-closed") == {"interventions_hub.places": 0}
    days = {path: str(day) for path, day in changes("two-tier-april-2022").items()}
    assert days == {"districts.south.two_tier_from": "2022-04-01"}
    assert len(changes("two-tier-never")) == 3
