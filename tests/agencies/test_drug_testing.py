"""Drug testing in custody: who is tested, who is assessed, and who comes to treatment."""

from __future__ import annotations

import pytest

from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.model.events import DRUG_TEST, REFERRAL, Referrer
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet

CERTAIN: dict[str, object] = {
    "drug_testing.tested": 1.0,
    "drug_testing.detects": 1.0,
    "drug_testing.positive_without_problem": 0.0,
    "drug_testing.attends": 1.0,
    "drug_testing.referral": 1.0,
}
HARD_DRUGS = 1


def leaves_custody(
    area: Quiet, offence: str = "shop_theft", *, need: bool = True, age: float = 30.0, person: int = 0
) -> Case:
    case = area.case(offence, person=person)
    case.offender.birth = -age * 365.25
    area.world.needs_of = lambda _: HARD_DRUGS if need else 0  # type: ignore[method-assign]
    area.world.meet("custody", case.offender, case)
    return case


def outcomes(area: Quiet) -> list[tuple[float, float]]:
    return [(row["positive"], row["assessed"]) for row in area.rows(DRUG_TEST)]


def test_a_positive_test_leads_to_an_assessment_and_from_there_to_treatment() -> None:
    area = Quiet(CERTAIN)
    case = leaves_custody(area)
    assert outcomes(area) == [(1, 1)]
    referred = [(row["person"], row["need"], row["referrer"]) for row in area.rows(REFERRAL)]
    assert referred == [(case.offender.id, 0, Referrer.DRUG_TESTING)]


def test_a_negative_test_leads_nowhere() -> None:
    area = Quiet(CERTAIN)
    leaves_custody(area, need=False)
    assert outcomes(area) == [(0, 0)]
    assert area.rows(REFERRAL) == []


def test_somebody_without_a_problem_who_tests_positive_is_assessed_and_not_referred() -> None:
    area = Quiet(CERTAIN | {"drug_testing.positive_without_problem": 1.0})
    leaves_custody(area, need=False)
    assert outcomes(area) == [(1, 1)]
    assert area.rows(REFERRAL) == []


@pytest.mark.parametrize(
    ("offence", "age", "number"),
    [
        ("shop_theft", 30.0, 1),
        ("domestic_burglary", 30.0, 1),
        ("robbery", 30.0, 1),
        ("drug_possession", 30.0, 1),
        ("violence_with_injury", 30.0, 0),
        ("public_order", 30.0, 0),
        ("shop_theft", 17.9, 0),
        ("shop_theft", 18.1, 1),
    ],
)
def test_adults_are_tested_for_trigger_offences(offence: str, age: float, number: int) -> None:
    area = Quiet(CERTAIN)
    leaves_custody(area, offence, age=age)
    assert len(outcomes(area)) == number


def test_who_is_remanded_is_not_assessed_in_the_community() -> None:
    area = Quiet(CERTAIN)
    case = area.case()
    area.pathway.prison.remand(case)
    case.offender.birth = -30 * 365.25
    area.world.needs_of = lambda _: HARD_DRUGS  # type: ignore[method-assign]
    area.world.meet("custody", case.offender, case)
    assert outcomes(area) == [(1, 0)]


def test_each_step_has_a_chance_of_its_own() -> None:
    shares = {"tested": 0.8, "detects": 0.7, "attends": 0.6, "referral": 0.5}
    area = Quiet(CERTAIN | {f"drug_testing.{name}": share for name, share in shares.items()})
    expected, referred = [], []
    for person in range(25):
        case = leaves_custody(area, person=person)
        key = fold(fold(case.lead.key, Recurring.DRUG_TEST), 0)
        tested, positive, attends, is_referred = (
            uniform(key, place) < share for place, share in enumerate(shares.values())
        )
        if tested:
            expected.append((int(positive), int(positive and attends)))
            if positive and attends and is_referred:
                referred.append(case.offender.id)
    assert outcomes(area) == expected
    assert [row["person"] for row in area.rows(REFERRAL)] == referred


def test_without_testing_nobody_listens() -> None:
    area = Quiet({"drug_testing.tested": 0.0})
    leaves_custody(area)
    assert outcomes(area) == []
