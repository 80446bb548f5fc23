"""The scrutiny panel: a quarterly sample drawn by the case's own number, held against the rules."""

from __future__ import annotations

from sim.draws import fold, uniform
from sim.model.events import SCRUTINISED, Finding
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, on
from tests.agencies.test_diversion_team import TEAM, cautioned
from tests.agencies.test_out_of_court import RULES, dealt_with

FIRST, SECOND = on(2020, 7, 1), on(2020, 10, 1)


def seen(area: Quiet) -> list[tuple[float, int, int]]:
    return [(row["time"], int(row["case"]), int(row["finding"])) for row in area.rows(SCRUTINISED)]


def test_the_cases_of_a_quarter_are_seen_on_the_first_day_of_the_next() -> None:
    area = Quiet(RULES | {"scrutiny_panel.cases_a_quarter": 10})
    first, second, third = (
        dealt_with(area, day, person=person, out_of_court_kind=0.2)
        for person, day in enumerate((5.0, FIRST - 0.1, FIRST + 1.0))
    )
    area.run(SECOND + 1)
    assert {(time, case) for time, case, _ in seen(area)} == {
        (FIRST, first.id),
        (FIRST, second.id),
        (SECOND, third.id),
    }
    assert {finding for *_, finding in seen(area)} == {Finding.CONSISTENT}


def test_the_sample_is_drawn_by_each_cases_own_number() -> None:
    area = Quiet(RULES | {"scrutiny_panel.cases_a_quarter": 2})
    cases = [dealt_with(area, 5.0 + person, person=person, out_of_court_kind=0.2) for person in range(6)]
    area.run(FIRST + 1)
    lowest = sorted(cases, key=lambda case: uniform(fold(case.lead.key, Recurring.SCRUTINY), 0))[:2]
    assert [case for _, case, _ in seen(area)] == [case.id for case in lowest]


def test_no_cases_a_quarter_is_no_panel() -> None:
    area = Quiet(RULES | {"scrutiny_panel.cases_a_quarter": 0})
    dealt_with(area, 5.0, out_of_court_kind=0.2)
    area.run(FIRST + 1)
    assert seen(area) == []


def test_the_panel_finds_who_had_too_many_before_and_who_was_let_off_for_want_of_a_caseworker() -> None:
    area = Quiet(
        RULES
        | {
            "scrutiny_panel.cases_a_quarter": 10,
            "out_of_court.earlier_allowed": 0,
            "out_of_court.repeats_let_through": 1.0,
        }
    )
    first, again = (dealt_with(area, day, out_of_court_kind=0.2) for day in (5.0, 6.0))
    area.run(FIRST + 1)
    assert {case: finding for _, case, finding in seen(area)} == {
        first.id: Finding.CONSISTENT,
        again.id: Finding.TOO_MANY_BEFORE,
    }
    area = Quiet(TEAM | {"scrutiny_panel.cases_a_quarter": 10, "diversion_team.caseworkers": 0.0})
    case = cautioned(area, 5.0)
    area.run(FIRST + 1)
    assert seen(area) == [(FIRST, case.id, Finding.TEAM_FULL)]
