"""What is decided at the end of a detention and of an investigation, by shares, and what follows."""

from __future__ import annotations

import pytest

from sim.agencies.decisions import Decision, after_investigation, on_leaving_custody
from sim.model.disposals import Disposal
from sim.model.events import CHARGE, ENTERED, EXIT, LEFT, Stage
from sim.model.marks import Mark
from tests.agencies.quiet import Quiet, lognormal_mid

RULES: dict[str, object] = {
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
    assert after_investigation(case, area.settings.bail, Mark.AFTER_INVESTIGATION) is decision


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
