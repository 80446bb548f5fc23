"""Bail: its limits by the rules of the day, what lapses, and what the bail team gets to."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest

from sim.agencies.bail_rules import BailLaws
from sim.agencies.decisions import Decision
from sim.distributions import lognormal_location, normal
from sim.engine.case import Case
from sim.evidence.register import load_register
from sim.model.events import (
    BAIL_LIMIT,
    BAIL_NOT_ANSWERED,
    CHARGE,
    ENTERED,
    EXIT,
    INVESTIGATION_REVIEWED,
    LEFT,
    AtLimit,
    Authoriser,
    Stage,
)
from tests.agencies.quiet import Quiet, always_there, on
from tests.pairing.counties import small, with_values

RELEASED = 10.0
NEVER, ALWAYS = dt.date(2050, 1, 1), dt.date(2020, 4, 1)

CERTAIN: dict[str, object] = {
    "bail.mean_days": 200.0,
    "bail.log_sd": 0.0,
    "bail.charge": 1.0,
    "bail.out_of_court": 0.0,
    "bail.rules_2022_from": NEVER,
    "bail.asked": 1.0,
    "bail.officers_extend": 1.0,
    "bail.court_extends": 1.0,
    "bail.instead": 1.0,
    "released_under_investigation.mean_days": 400.0,
    "released_under_investigation.log_sd": 0.0,
    "released_under_investigation.charge": 0.0,
    "released_under_investigation.out_of_court": 0.0,
    "bail_management.sergeants": 1.0,
    "bail_management.staff": 0.0,
    "bail_management.own_share": 1.0,
    **always_there("bail_management", 28.0),
    "bail_management.lead_days": 7.0,
    "bail_management.extension_hours": 4.0,
    "bail_management.court_hours": 4.0,
    "bail_management.review_days": 180.0,
    "bail_management.review_hours": 4.0,
}
"""An investigation of 200 days on bail or 400 without, and a team that does four hours of work a day."""


def released(area: Quiet, decision: Decision, day: float = RELEASED, person: int = 0) -> Case:
    """A case whose suspect leaves custody on this day."""
    area.run(day)
    case = area.case(person=person)
    area.pathway.set_out(case, area.pathway.after(case, decision))
    return case


def bailed(values: dict[str, object] | None = None, decision: Decision = Decision.BAIL) -> Quiet:
    """One release, followed for two years."""
    area = Quiet(CERTAIN | (values or {}))
    released(area, decision)
    area.run(RELEASED + 730)
    return area


def limits(area: Quiet) -> list[tuple[float, float, float]]:
    """Days since release, authoriser and outcome of each limit reached."""
    rows = area.rows(BAIL_LIMIT)
    return [(round(row["time"] - RELEASED, 6), row["authoriser"], row["outcome"]) for row in rows]


def stays(area: Quiet, stage: Stage) -> list[tuple[float, float]]:
    """Days since release on which a stage was entered and left."""
    pairs = zip(area.rows(ENTERED, stage=stage), area.rows(LEFT, stage=stage), strict=True)
    return [(round(a["time"] - RELEASED, 6), round(b["time"] - RELEASED, 6)) for a, b in pairs]


def test_under_the_rules_of_2017_28_days_then_three_months_then_a_court() -> None:
    area = bailed()
    assert limits(area) == [
        (28, Authoriser.SUPERINTENDENT, AtLimit.EXTENDED),
        (91, Authoriser.MAGISTRATES, AtLimit.EXTENDED),
        (182, Authoriser.MAGISTRATES, AtLimit.EXTENDED),
    ]
    assert stays(area, Stage.BAIL) == [(0, 200)]
    assert [row["time"] for row in area.rows(CHARGE)] == pytest.approx([RELEASED + 200])


def test_under_the_rules_of_2022_three_six_and_nine_months_by_rank_then_a_court() -> None:
    area = bailed({"bail.rules_2022_from": ALWAYS, "bail.mean_days": 400.0})
    assert limits(area) == [
        (91, Authoriser.INSPECTOR, AtLimit.EXTENDED),
        (183, Authoriser.SUPERINTENDENT, AtLimit.EXTENDED),
        (274, Authoriser.MAGISTRATES, AtLimit.EXTENDED),
        (365, Authoriser.MAGISTRATES, AtLimit.EXTENDED),
    ]


def test_a_rank_that_reaches_no_further_than_the_one_below_is_passed_over() -> None:
    laws = BailLaws(small({"bail.rules_2017.superintendent_days": 28.0, "bail.rules_2022_from": NEVER}))
    first, second, *_ = zip(laws.on(0.0).limits(), range(2), strict=False)
    assert [(limit.days, limit.authoriser) for limit, _ in (first, second)] == [
        (28, Authoriser.MAGISTRATES),
        (119, Authoriser.MAGISTRATES),
    ]


def test_an_investigation_that_is_over_by_the_limit_needs_no_extension() -> None:
    area = bailed({"bail.mean_days": 28.0})
    assert limits(area) == []
    assert stays(area, Stage.BAIL) == [(0, 28)]


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"bail.asked": 0.0}, AtLimit.NOT_ASKED),
        ({"bail.officers_extend": 0.0}, AtLimit.REFUSED),
        ({"bail_management.sergeants": 0.0}, AtLimit.NO_TIME),
        ({"bail_management.own_share": 0.0}, AtLimit.NO_TIME),
        (
            {"bail_management.extension_hours": 28.1},
            AtLimit.NO_TIME,
        ),  # four hours a day for seven days are 28
    ],
)
def test_bail_lapses_at_the_limit_and_the_investigation_goes_on_to_the_same_end(
    values: dict[str, object], outcome: AtLimit
) -> None:
    area = bailed(values)
    assert limits(area) == [(28, Authoriser.SUPERINTENDENT, outcome)]
    assert stays(area, Stage.BAIL) == [(0, 28)]
    assert stays(area, Stage.RELEASED_UNDER_INVESTIGATION) == [(28, 200)]
    assert [row["time"] for row in area.rows(CHARGE)] == pytest.approx([RELEASED + 200])


def test_a_court_can_refuse_where_an_officer_has_extended() -> None:
    area = bailed({"bail.court_extends": 0.0})
    assert limits(area)[1:] == [(91, Authoriser.MAGISTRATES, AtLimit.REFUSED)]
    assert stays(area, Stage.BAIL) == [(0, 91)]


@pytest.mark.parametrize(("posts", "in_time"), [(1.0, 1), (2.0, 2), (3.0, 4)])
def test_a_larger_team_gets_to_more_of_the_requests(posts: float, in_time: int) -> None:
    """Five requests on one day, 20 hours each, seven days: 5, 2.5 or 1.67 days of the team for each."""
    area = Quiet(
        CERTAIN
        | {
            "bail_management.sergeants": posts,
            "bail_management.extension_hours": 20.0,
            "bail.court_extends": 0.0,
        }
    )
    for person in range(5):
        released(area, Decision.BAIL, person=person)
    area.run(RELEASED + 300)
    first = [row["outcome"] for row in area.rows(BAIL_LIMIT) if row["time"] < RELEASED + 30]
    assert first.count(AtLimit.EXTENDED) == in_time
    assert first.count(AtLimit.NO_TIME) == 5 - in_time


def test_requests_go_before_reviews() -> None:
    """Three reviews of three days each on day 190; an extension asked for on day 191 goes second."""
    area = Quiet(CERTAIN | {"bail_management.review_hours": 12.0})
    for person in range(3):
        released(area, Decision.RELEASE_UNDER_INVESTIGATION, person=person)
    case = released(area, Decision.BAIL, day=191 - 21, person=3)
    area.run(201)
    assert [row["outcome"] for row in area.rows(BAIL_LIMIT, case=case.id)] == [AtLimit.EXTENDED]
    reviewed = [row["time"] for row in area.rows(INVESTIGATION_REVIEWED)]
    assert reviewed == pytest.approx([190 + 3, 190 + 3 + 1 + 3, 190 + 3 + 1 + 3 + 3])


def test_the_rules_change_for_those_released_from_the_day_on() -> None:
    change = dt.date(2020, 6, 1)
    area = Quiet(CERTAIN | {"bail.rules_2022_from": change})
    before = released(area, Decision.BAIL, on(2020, 5, 31, 23.9))
    after = released(area, Decision.BAIL, on(2020, 6, 1), person=1)
    area.run(on(2021, 6, 1))
    reached = {
        case.id: [row["time"] for row in area.rows(BAIL_LIMIT, case=case.id)] for case in (before, after)
    }
    start = on(2020, 5, 31, 23.9)
    assert reached[before.id] == pytest.approx([start + 28, start + 91, start + 182])
    assert reached[after.id] == pytest.approx([on(2020, 6, 1) + 91, on(2020, 6, 1) + 183])


def test_with_the_presumption_gone_bail_takes_the_place_of_release_under_investigation() -> None:
    """The investigation is the same, and so is its end: only the state in which it is waited for changes."""
    before = bailed({"bail.rules_2022_from": NEVER}, Decision.RELEASE_UNDER_INVESTIGATION)
    after = bailed({"bail.rules_2022_from": ALWAYS}, Decision.RELEASE_UNDER_INVESTIGATION)
    none = bailed({"bail.rules_2022_from": ALWAYS, "bail.instead": 0.0}, Decision.RELEASE_UNDER_INVESTIGATION)
    for area in (before, none):
        assert stays(area, Stage.BAIL) == []
        assert stays(area, Stage.RELEASED_UNDER_INVESTIGATION) == [(0, 400)]
    assert stays(after, Stage.BAIL) == [(0, 400)]
    assert stays(after, Stage.RELEASED_UNDER_INVESTIGATION) == []
    ends = [[(row["time"], row["disposal"]) for row in area.rows(EXIT)] for area in (before, after)]
    assert ends[0] == ends[1]
    assert len(ends[0]) == 1


def test_the_share_on_bail_instead_hangs_on_the_case() -> None:
    area = Quiet(CERTAIN | {"bail.rules_2022_from": ALWAYS, "bail.instead": 0.4})
    for person in range(30):
        released(area, Decision.RELEASE_UNDER_INVESTIGATION, person=person % 10)
    on_bail = len(area.rows(ENTERED, stage=Stage.BAIL))
    assert on_bail + len(area.rows(ENTERED, stage=Stage.RELEASED_UNDER_INVESTIGATION)) == 30
    assert 4 <= on_bail <= 20  # binomial(30, .4): outside of this in 1 of 500 draws


def test_long_investigations_are_reviewed_when_the_team_has_time() -> None:
    area = bailed(decision=Decision.RELEASE_UNDER_INVESTIGATION)
    reviewed = [row["time"] for row in area.rows(INVESTIGATION_REVIEWED)]
    assert reviewed == pytest.approx([RELEASED + 180 + 1, RELEASED + 360 + 1])  # four hours: a day
    closed = bailed({"bail_management.sergeants": 0.0}, Decision.RELEASE_UNDER_INVESTIGATION)
    assert closed.rows(INVESTIGATION_REVIEWED) == []
    assert len(closed.rows(EXIT)) == 1


def test_bail_of_day_zero_has_run_for_up_to_three_months() -> None:
    """So limits of that stock come on many days, none of them later than day 91."""
    area = Quiet(CERTAIN | {"bail_management.extension_hours": 0.0, "bail_management.court_hours": 0.0})
    for person in range(10):
        area.pathway.on_day_zero(area.case(person=person), Stage.BAIL, 150.0)
    area.run(91.001)
    first = {row["case"]: row["time"] for row in reversed(area.rows(BAIL_LIMIT))}
    assert len(first) == len(set(first.values())) == 10
    assert min(first.values()) < 28
    area.run(160)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.BAIL)] == [150.0] * 10


@pytest.mark.parametrize(("charged", "wanted"), [(1.0, 1), (0.0, 0)])
def test_who_does_not_answer_bail_is_wanted_if_there_is_a_charge_to_give(charged: float, wanted: int) -> None:
    area = bailed({"bail.failing_to_answer": 1.0, "bail.charge": charged, "bail.mean_days": 20.0})
    assert len(area.rows(BAIL_NOT_ANSWERED)) == len(area.rows(ENTERED, stage=Stage.WANTED)) == wanted
    (lost,) = area.rows(BAIL_NOT_ANSWERED) or [{"time": RELEASED + 20}]
    assert lost["time"] == pytest.approx(RELEASED + 20)
    assert all(row["time"] > lost["time"] for row in area.rows(CHARGE))
    assert len(area.rows(CHARGE)) == wanted
    assert len(area.rows(EXIT)) == 1


def test_whose_bail_has_lapsed_need_not_answer_it() -> None:
    area = bailed({"bail.failing_to_answer": 1.0, "bail.asked": 0.0})
    assert area.rows(BAIL_NOT_ANSWERED) == []
    assert [row["time"] for row in area.rows(CHARGE)] == pytest.approx([RELEASED + 200])


def test_a_team_taken_away_leaves_what_was_asked_to_lapse() -> None:
    """The request waits behind another when the posts go; nothing hangs, and the case still ends."""
    area = Quiet(CERTAIN | {"bail_management.extension_hours": 12.0})
    first, second = (released(area, Decision.BAIL, person=person) for person in range(2))
    none = with_values(area.settings, {"bail_management.sergeants": 0.0})
    area.world.kernel.at(RELEASED + 22, lambda: area.world._change(none))
    area.run(RELEASED + 400)
    outcomes = {row["case"]: row["outcome"] for row in area.rows(BAIL_LIMIT) if row["time"] < RELEASED + 30}
    assert outcomes == {first.id: AtLimit.EXTENDED, second.id: AtLimit.NO_TIME}
    assert len(area.rows(CHARGE)) == 2


def test_the_evidence_table_comes_to_the_385_on_bail() -> None:
    """Little's law, by quadrature: releases a day times mean days on bail, lapses included."""
    number = load_register().number
    deviates = normal((np.arange(20_000) + 0.5) / 20_000)
    mean, log_sd = number("bail.mean_days"), number("bail.log_sd")
    days = np.exp(lognormal_location(mean, log_sd) + log_sd * deviates)
    on_bail, still = np.zeros_like(days), 1.0
    edges = [0.0, 28.0, 91.0, *(91.0 + 91.0 * times for times in range(1, 40))]
    for start, end in pairwise(edges):
        on_bail += still * np.clip(np.minimum(days, end) - start, 0.0, None)
        granted = number("bail.officers_extend" if end == 28.0 else "bail.court_extends")
        still *= number("bail.asked") * granted
    assert on_bail.mean() == pytest.approx(109.3, abs=0.1)
    stock = 6845 * number("leaving.bail") * on_bail.mean() / 365
    assert stock == pytest.approx(385, rel=0.02)
