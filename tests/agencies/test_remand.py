"""Remand by the court: the decision at the first hearing, later bail, and custody time limits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sim.engine.case import Case
from sim.model.events import HEARING, RECEPTION, RELEASE, Hearing, Reception
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, called, mean_of
from tests.agencies.test_courts import RULES

DENIED: dict[str, float] = {
    "crown": 0.99, "plea": 0.99, "first_hearing": 0.9, "preparation": 0.5, "custody": 0.999999,
}  # fmt: skip


def sent(area: Quiet, marks: Mapping[str, float] = DENIED, *, remanded: bool = False, **more: float) -> Case:
    """A case charged now; the police keep the person for the court, or not."""
    case = area.case(**(dict(marks) | more))
    if remanded:
        area.pathway.prison.remand(case)
    area.pathway.set_out(case, area.pathway._prosecute(case))
    return case


def test_who_is_kept_for_the_court_is_heard_on_the_next_court_day() -> None:
    area = Quiet(RULES)
    sent(area, remanded=True)
    area.run(1)
    assert [row["time"] for row in area.rows(HEARING)] == [pytest.approx(called(0))]


def test_the_court_bails_some_of_those_the_police_kept() -> None:
    area = Quiet(RULES | {"courts.bailed_at_first_hearing": 0.5, "people.stock": 150})
    cases = [sent(area, remanded=True) for _ in range(30)]
    area.run(1)
    for case in cases:
        bailed = area.decision(case, Recurring.BAIL_AT_FIRST_HEARING) < 0.5
        assert (case.remanded_since is None) == bailed
    released = [row["time"] for row in area.rows(RELEASE)]
    assert released == pytest.approx([called(0)] * len(released))
    assert 5 <= len(released) <= 25  # 15 with standard deviation 2.7


@pytest.mark.parametrize(("crown", "refused"), [(0.99, 0.2), (0.01, 0.6)])
def test_bail_is_refused_at_the_first_hearing_more_often_in_what_is_sent_up(
    crown: float, refused: float
) -> None:
    area = Quiet(RULES | {"courts.bail_refused": 0.2, "courts.bail_refused_sent_up": 0.6})
    cases = [sent(area, crown=crown) for _ in range(30)]
    heard = called(mean_of(0.9, 28))
    area.run(heard + 0.1)
    for case in cases:
        kept = area.decision(case, Recurring.BAIL_AT_FIRST_HEARING) < refused
        assert case.remanded_since == (pytest.approx(heard) if kept else None)
    assert {row["reason"] for row in area.rows(RECEPTION)} == {Reception.REMAND}


def test_bail_can_be_granted_later() -> None:
    area = Quiet(RULES | {"courts.bailed_later": 1.0, "courts.bail_application_days": 5.0})
    case = sent(area, remanded=True, preparation=0.4)
    area.run(400)
    applied = called(0) + mean_of(area.decision(case, Recurring.BAIL_APPLICATION_TIME), 5)
    tried = called(called(0) + mean_of(0.4, 60))
    assert [row["time"] for row in area.rows(RELEASE)] == [pytest.approx(min(applied, tried))]


def test_a_trial_is_listed_within_the_custody_time_limit() -> None:
    """Prepared for 276 days on bail; in custody the trial is on the last court day within 56 days."""
    area = Quiet(RULES | {"courts.magistrates.custody_limit_days": 56.0})
    case = sent(area, remanded=True, preparation=0.01)
    area.run(400)
    assert [row["time"] for row in area.rows(HEARING, case=case.id)] == [
        pytest.approx(called(0)), pytest.approx(called(55)),
    ]  # fmt: skip
    assert len(area.rows(RELEASE)) == 1


def test_who_is_not_reached_within_the_limit_is_bailed_and_waits_on() -> None:
    """The trial list is closed: out of prison after 56 days, and never tried."""
    values = {"courts.magistrates.trial_share": 0.0, "courts.magistrates.custody_limit_days": 56.0}
    area = Quiet(RULES | values)
    case = sent(area, remanded=True, preparation=0.5)
    area.run(1000)
    assert [row["time"] for row in area.rows(RELEASE)] == [pytest.approx(56.0)]
    assert not case.closed
    assert case.offender.held == 0


def test_a_trial_put_off_beyond_the_limit_frees_the_defendant() -> None:
    values = {"courts.magistrates.custody_limit_days": 30.0, "courts.ineffective_prosecution": 1.0}
    area = Quiet(RULES | values)
    sent(area, remanded=True, preparation=0.1)
    area.run(31)
    # prepared for 138 days on bail; in custody listed for day 29, put off, and bailed on day 30
    assert area.rows(HEARING)[1]["time"] == pytest.approx(called(29))
    assert area.rows(HEARING)[1]["outcome"] == Hearing.INEFFECTIVE_PROSECUTION
    assert [row["time"] for row in area.rows(RELEASE)] == [pytest.approx(30.0, abs=0.5)]


def test_the_end_of_the_case_ends_remand_for_people_who_have_gone() -> None:
    area = Quiet(RULES)
    case = sent(area, remanded=True, preparation=0.5)
    case.offender.gone = 20.0
    area.run(400)
    assert len(area.rows(RECEPTION)) == len(area.rows(RELEASE)) == 1
    assert case.closed
