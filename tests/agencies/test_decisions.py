"""What is decided at the end of a detention and of an investigation, by shares, and what follows."""

from __future__ import annotations

import pytest

from sim.agencies.decisions import Decision, after_investigation, on_leaving_custody
from sim.model.disposals import Disposal
from sim.model.events import CHARGE, ENTERED, EXIT, LEFT, Stage
from sim.model.marks import Mark
from tests.agencies.quiet import Quiet, lognormal_mid

RULES: dict[str, object] = {
    "offences.shop_theft.charge_odds": 1.0,
    "leaving.charge": 0.2,
    "leaving.bail": 0.15,
    "leaving.released_under_investigation": 0.35,
    "leaving.out_of_court": 0.1,
    "courts.remand": 0.3,
    "bail.charge": 0.4,
    "bail.out_of_court": 0.2,
    "bail.mean_days": 110.0,
    "bail.log_sd": 0.5,
    "voluntary.charge": 0.1,
    "voluntary.out_of_court": 0.3,
    "voluntary.mean_days": 40.0,
    "voluntary.log_sd": 0.5,
}


@pytest.mark.parametrize(
    ("leaving", "remand", "decision"),
    [
        (0.19, 0.29, Decision.CHARGE_REMANDED),
        (0.19, 0.31, Decision.CHARGE),
        (0.21, 0.0, Decision.BAIL),
        (0.34, 0.0, Decision.BAIL),
        (0.36, 0.0, Decision.RELEASE_UNDER_INVESTIGATION),
        (0.69, 0.0, Decision.RELEASE_UNDER_INVESTIGATION),
        (0.71, 0.0, Decision.OUT_OF_COURT),
        (0.79, 0.0, Decision.OUT_OF_COURT),
        (0.81, 0.0, Decision.NO_FURTHER_ACTION),
    ],
)
def test_leaving_custody(leaving: float, remand: float, decision: Decision) -> None:
    area = Quiet(RULES)
    assert on_leaving_custody(area.case(leaving=leaving, remand=remand), area.settings) is decision


@pytest.mark.parametrize(
    ("mark", "decision"),
    [
        (0.39, Decision.CHARGE),
        (0.41, Decision.OUT_OF_COURT),
        (0.59, Decision.OUT_OF_COURT),
        (0.61, Decision.NO_FURTHER_ACTION),
    ],
)
def test_after_an_investigation_nobody_is_remanded(mark: float, decision: Decision) -> None:
    area = Quiet(RULES)
    case = area.case(after_investigation=mark, remand=0.0)
    assert after_investigation(case, area.settings.bail, Mark.AFTER_INVESTIGATION, area.settings) is decision


@pytest.mark.parametrize(
    ("mark", "decision"),
    [
        (0.33, Decision.CHARGE),
        (0.34, Decision.BAIL),
        (0.45, Decision.BAIL),
        (0.46, Decision.RELEASE_UNDER_INVESTIGATION),
        (0.74, Decision.RELEASE_UNDER_INVESTIGATION),
        (0.76, Decision.OUT_OF_COURT),
        (0.83, Decision.OUT_OF_COURT),
        (0.84, Decision.NO_FURTHER_ACTION),
    ],
)
def test_twice_the_odds_of_charge_take_from_all_other_decisions_alike(
    mark: float, decision: Decision
) -> None:
    """.2 against .8 are odds of 1 to 4; twice that is 1 to 2, a third. The rest: .8 becomes two thirds."""
    area = Quiet(RULES | {"offences.shop_theft.charge_odds": 2.0})
    assert on_leaving_custody(area.case(leaving=mark, remand=0.9), area.settings) is decision


def test_odds_of_charge_hold_after_an_investigation_too() -> None:
    """.4 against .6 at half the odds: 1 to 3, a quarter; out of court .2 x .75 / .6, another quarter."""
    area = Quiet(RULES | {"offences.shop_theft.charge_odds": 0.5})
    marks = 0.24, 0.26, 0.49, 0.51
    cases = [area.case(after_investigation=mark) for mark in marks]
    found = [
        after_investigation(each, area.settings.bail, Mark.AFTER_INVESTIGATION, area.settings)
        for each in cases
    ]
    assert found == [
        Decision.CHARGE,
        Decision.OUT_OF_COURT,
        Decision.OUT_OF_COURT,
        Decision.NO_FURTHER_ACTION,
    ]


def test_bail_lasts_its_median_and_then_the_case_is_decided() -> None:
    area = Quiet(RULES)
    case = area.arrest(4.5, leaving=0.3, after_investigation=0.39)
    area.run(200)
    (entered,), (left,) = area.rows(ENTERED, stage=Stage.BAIL), area.rows(LEFT, stage=Stage.BAIL)
    assert left["time"] - entered["time"] == pytest.approx(lognormal_mid(110.0, 0.5))
    assert [(row["case"], row["time"]) for row in area.rows(CHARGE)] == [(case.id, left["time"])]


def test_a_voluntary_attendance_has_an_investigation_of_its_own() -> None:
    area = Quiet(RULES | {"suspects.arrest_share": 0.5, "suspects.voluntary_share": 0.4})
    case = area.case(route=0.6, after_attendance=0.5)
    area.pathway.suspect(case, 2.0)
    area.run(100)
    (entered,), (left,) = (area.rows(kind, stage=Stage.VOLUNTARY_INVESTIGATION) for kind in (ENTERED, LEFT))
    assert left["time"] - entered["time"] == pytest.approx(lognormal_mid(40.0, 0.5))
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.NO_FURTHER_ACTION]
