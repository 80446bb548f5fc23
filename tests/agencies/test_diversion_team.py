"""The Offender Diversion Team: places, waiting, what is done when it is full, compliance and breach."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import (
    BREACH,
    CHARGE,
    DISPOSED,
    DIVERSION_FULL,
    ENTERED,
    EXIT,
    LEFT,
    OUT_OF_COURT,
    SANCTION,
    Stage,
)
from tests.agencies.quiet import Quiet
from tests.agencies.test_out_of_court import RULES, dealt_with

TEAM: dict[str, object] = RULES | {
    "districts.town.two_tier_from": dt.date(2020, 1, 1),
    "out_of_court.conditions_days": 112.0,
    "out_of_court.breach": 0.12,
    "out_of_court.breach_charged": 0.8,
    "diversion_team.sergeants": 1.0,
    "diversion_team.caseworkers": 1.0,
    "diversion_team.cases_per_caseworker": 2.0,
    "diversion_team.patience_days": 28.0,
    "diversion_team.charged_when_full": 0.0,
    "interventions_hub.places": 0,
}
CONDITIONAL = {"out_of_court_kind": 0.9}


def cautioned(area: Quiet, day: float, person: int = 0, **marks: float) -> Case:
    """An adult who is to be given a conditional caution."""
    return dealt_with(area, day, person=person, **CONDITIONAL, **marks)


def test_conditions_that_are_kept_end_the_case_after_their_time() -> None:
    area = Quiet(TEAM)
    cautioned(area, 5.0, breach_of_conditions=0.13)
    area.run(5 + 111.9)
    assert len(area.rows(ENTERED, stage=Stage.CONDITIONS)) == 1
    assert not area.rows(DISPOSED)
    area.run(5 + 112.1)
    assert [row["disposal"] for row in area.rows(DISPOSED)] == [Disposal.CONDITIONAL_CAUTION]
    assert not area.rows(BREACH)


@pytest.mark.parametrize(("prosecuted", "charges"), [(0.79, 1), (0.81, 0)])
def test_a_breach_leads_to_a_charge_four_times_in_five(prosecuted: float, charges: int) -> None:
    area = Quiet(TEAM | {"courts.magistrates.first_hearing_days": 28.0})
    cautioned(area, 5.0, breach_of_conditions=0.11, prosecuted_breach=prosecuted, custody=0.999)
    area.run(5 + 112 + 100)
    assert [row["stage"] for row in area.rows(BREACH)] == [Stage.CONDITIONS]
    assert [row["time"] for row in area.rows(CHARGE)] == [117.0] * charges
    assert len(area.rows(ENTERED, stage=Stage.MAGISTRATES)) == charges
    # proven once by the caution, and once more by the court if it comes to that
    assert len(area.rows(SANCTION)) == 1 + charges
    assert len(area.rows(DISPOSED)) == 1


def test_the_third_case_waits_for_one_of_two_places() -> None:
    area = Quiet(TEAM)
    cases = [cautioned(area, day, person) for person, day in enumerate((5.0, 10.0, 100.0))]
    area.run(116.9)
    assert [row["case"] for row in area.rows(OUT_OF_COURT)] == [cases[0].id, cases[1].id]
    area.run(117.1)  # 5 + 112: the first place is free, after a wait of 17 days
    assert [(row["time"], row["case"]) for row in area.rows(OUT_OF_COURT)][2] == (117.0, cases[2].id)
    assert not area.rows(DIVERSION_FULL)


@pytest.mark.parametrize("charged", [0.0, 1.0])
def test_after_four_weeks_a_full_team_means_a_community_resolution_or_a_charge(charged: float) -> None:
    area = Quiet(TEAM | {"diversion_team.charged_when_full": charged})
    for person, day in enumerate((5.0, 5.0)):
        cautioned(area, day, person)
    late = cautioned(area, 10.0, 2)
    area.run(39.0)  # 10 + 28 = 38
    assert [(row["time"], row["case"], row["charged"]) for row in area.rows(DIVERSION_FULL)] == [
        (38.0, late.id, charged)
    ]
    assert [(row["time"], row["case"]) for row in area.rows(CHARGE)] == [(38.0, late.id)] * int(charged)
    resolved = area.rows(OUT_OF_COURT, disposal=Disposal.COMMUNITY_RESOLUTION)
    assert [(row["time"], row["case"]) for row in resolved] == [(38.0, late.id)] * int(not charged)
    assert len(area.rows(SANCTION, case=late.id)) == 0


@pytest.mark.parametrize("closed", ["sergeants", "caseworkers", "cases_per_caseworker"])
def test_nobody_waits_for_a_team_that_is_closed(closed: str) -> None:
    area = Quiet(TEAM | {f"diversion_team.{closed}": 0.0})
    case = cautioned(area, 5.0)
    assert [row["time"] for row in area.rows(DIVERSION_FULL)] == [5.0]
    assert [row["disposal"] for row in area.rows(EXIT, case=case.id)] == [Disposal.COMMUNITY_RESOLUTION]


def test_a_sergeant_supervises_so_many_caseworkers_and_the_others_carry_no_cases() -> None:
    area = Quiet(TEAM | {"diversion_team.caseworkers": 10.0, "diversion_team.caseworkers_per_sergeant": 1.5})
    for person in range(5):
        cautioned(area, 5.0, person)
    assert len(area.rows(OUT_OF_COURT)) == 3  # 1.5 x 2


def test_twice_the_caseworkers_wait_less() -> None:
    waits = []
    for posts in (1.0, 2.0):
        area = Quiet(TEAM | {"diversion_team.caseworkers": posts})
        for person in range(6):
            cautioned(area, 10.0 + 20 * person, person)
        area.run(400)
        area.world.services.close_year()
        accounts = area.world.services.accounts()
        place = [service.name for service in accounts.services].index("diversion_team.caseworkers")
        waits.append(accounts.values[1, place, 2])
    # two places: those of days 50, 70, 90 give up after 28 days, that of 110 waits for the place of day 122;
    # four places: that of day 90 gives up, that of 110 gets the same place
    assert waits == [28 + 28 + 28 + 12, 28 + 12]


def test_somebody_who_dies_on_the_list_takes_no_place() -> None:
    area = Quiet(TEAM)
    for person, day in enumerate((5.0, 100.0)):
        cautioned(area, day, person)
    waiting = cautioned(area, 101.0, 2)
    waiting.offender.gone = 110.0
    later = cautioned(area, 102.0, 3)
    area.run(118.0)
    assert [row["disposal"] for row in area.rows(EXIT, case=waiting.id)] == [Disposal.LEFT_THE_AREA]
    assert [row["time"] for row in area.rows(OUT_OF_COURT, case=later.id)] == [117.0]


def test_somebody_who_dies_under_conditions_frees_the_place_at_once() -> None:
    area = Quiet(TEAM | {"diversion_team.cases_per_caseworker": 1.0})
    gone = cautioned(area, 5.0)
    gone.offender.gone = 20.0
    later = cautioned(area, 10.0, 1)
    area.run(21.0)
    assert [row["time"] for row in area.rows(LEFT, case=gone.id, stage=Stage.CONDITIONS)] == [20.0]
    assert [row["time"] for row in area.rows(OUT_OF_COURT, case=later.id)] == [20.0]
