"""The Interventions Hub: courses by offence and need, completion, early word of a breach, and the effect."""

from __future__ import annotations

import pytest

from sim.model.courses import COURSES, FAMILIES, suited
from sim.model.events import BREACH, COURSE_ENDED, COURSE_STARTED, NEEDS
from sim.model.marks import Recurring
from sim.model.offences import CODE, OFFENCES
from tests.agencies.quiet import Quiet
from tests.agencies.test_diversion_team import TEAM, cautioned

HUB: dict[str, object] = TEAM | {
    "interventions_hub.places": 1,
    "interventions_hub.days_a_session": 7.0,
    "interventions_hub.effect_days": 365.0,
    **{f"interventions_hub.{family}.sessions": 4 for family in FAMILIES},
    **{f"interventions_hub.{family}.offending_effect": -0.1 for family in FAMILIES},
}


def labels(offence: str, *needs: str) -> set[str]:
    mask = sum(1 << NEEDS.index(need) for need in needs)
    return {COURSES[place].label for place in suited(CODE[offence], mask)}


def test_a_course_is_for_an_offence_or_for_a_need() -> None:
    assert labels("shop_theft") == {"Shop theft", "Theft and its victims", "Money and debt"}
    assert labels("drug_possession") == {"Drug taking", "Cannabis"}
    assert labels("drug_possession", "alcohol") == {
        "Drug taking",
        "Cannabis",
        "Alcohol and offending",
        "Alcohol and violence",
    }
    assert labels("weapons") == {"Knives and other weapons", "Thinking before acting"}
    for offence in OFFENCES:
        assert offence.serious or labels(offence.name) < {course.label for course in COURSES}


def test_a_completed_course_lowers_offending_for_a_year() -> None:
    area = Quiet(HUB)
    case = cautioned(area, 5.0, breach_of_conditions=0.5)
    area.run(32.9)
    assert [row["time"] for row in area.rows(COURSE_STARTED)] == [5.0]
    assert case.offender.scale == 1.0
    area.run(33.1)  # four sessions a week apart: 5 + 28
    assert [(row["time"], row["completed"]) for row in area.rows(COURSE_ENDED)] == [(33.0, 1)]
    assert case.offender.scale == pytest.approx(0.9)
    area.run(397.9)
    assert case.offender.scale == pytest.approx(0.9)
    area.run(398.1)  # 33 + 365
    assert case.offender.scale == 1.0


def test_a_breach_shows_when_the_course_is_left() -> None:
    area = Quiet(HUB)
    case = cautioned(area, 5.0, breach_of_conditions=0.05)
    area.run(150)
    left = 5.0 + 28.0 * area.decision(case, Recurring.COURSE_LEFT)
    assert [(row["time"], row["completed"]) for row in area.rows(COURSE_ENDED)] == [(left, 0)]
    assert [row["time"] for row in area.rows(BREACH)] == [left]
    assert case.offender.scale == 1.0


def test_without_the_hub_the_same_breach_shows_at_the_end() -> None:
    area = Quiet(HUB | {"interventions_hub.places": 0})
    cautioned(area, 5.0, breach_of_conditions=0.05)
    area.run(150)
    assert not area.rows(COURSE_STARTED)
    assert [row["time"] for row in area.rows(BREACH)] == [117.0]


def test_who_finds_no_place_has_conditions_of_another_sort() -> None:
    area = Quiet(HUB)
    first, second = cautioned(area, 5.0, 0), cautioned(area, 6.0, 1)
    area.run(200)
    assert [row["case"] for row in area.rows(COURSE_STARTED)] == [first.id]
    assert second.closed
    third = cautioned(area, 201.0, 2)
    area.run(202)
    assert [row["case"] for row in area.rows(COURSE_STARTED)] == [first.id, third.id]


def test_a_second_course_prolongs_the_effect() -> None:
    area = Quiet(HUB | {"interventions_hub.other.offending_effect": -0.1})
    case = cautioned(area, 5.0, breach_of_conditions=0.5)
    area.run(200.0)
    again = cautioned(area, 200.0, breach_of_conditions=0.5)
    assert again.offender is case.offender
    area.run(399.0)  # the first effect would have ended on day 398
    assert case.offender.scale == pytest.approx(0.9)
    area.run(593.1)  # 200 + 28 + 365
    assert case.offender.scale == 1.0
