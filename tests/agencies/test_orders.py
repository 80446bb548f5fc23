"""Orders in the community: their length, breach, custody for it, and what IOM reads of it."""

from __future__ import annotations

import pytest

from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import (
    BREACH,
    ENTERED,
    LEFT,
    NEEDS,
    RECEPTION,
    REFERRAL,
    RELEASE,
    Reception,
    Referrer,
    Stage,
)
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet

RULES: dict[str, object] = {
    "orders.days": 365.0,
    "orders.suspended_days": 540.0,
    "orders.breach": 0.5,
    "orders.breach_custody": 0.5,
    "orders.breach_term_days": 60.0,
    "probation.supervision_effect": -0.2,
    "courts.magistrates.sitting_days": 1000,
    "courts.magistrates.guilty_plea": 1.0,
}


def sentenced(area: Quiet, name: str = "shop_theft", non_custodial: float = 0.0) -> Case:
    """A case that gets its sentence in the community now."""
    case = area.case(name, custody=0.999999, non_custodial=non_custodial)
    area.pathway.set_out(case, area.pathway.after_verdict(case, convicted=True))
    return case


@pytest.mark.parametrize(
    ("disposal", "mark", "days"),
    [
        (Disposal.SUSPENDED_SENTENCE, 0.05, 540.0),
        (Disposal.COMMUNITY_ORDER, 0.2, 365.0),
    ],
)
def test_an_order_runs_its_time(disposal: Disposal, mark: float, days: float) -> None:
    area = Quiet(
        RULES | {"orders.breach": 0.0, "sentencing.suspended": 0.1, "sentencing.community_order": 0.5}
    )
    case = sentenced(area, non_custodial=mark)
    assert case.exit is disposal
    assert case.offender.supervised == 1
    assert case.offender.scale == pytest.approx(0.8)
    assert case.offender.suspended_until == (540.0 if disposal is Disposal.SUSPENDED_SENTENCE else -1.0)
    area.run(600)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.ORDER)] == [days]
    assert (case.offender.supervised, case.offender.scale) == (0, 1.0)


def test_a_breach_brings_custody_by_its_own_numbers() -> None:
    area = Quiet(RULES | {"sentencing.suspended": 0.0, "sentencing.community_order": 1.0})
    cases = [sentenced(area) for _ in range(60)]
    for case in cases:  # one person each would do as well; none is in prison when the next is breached
        case.offender.in_prison = 0
    area.run(364)
    breaches = {row["case"]: row["time"] for row in area.rows(BREACH)}
    for case in cases:
        if area.decision(case, Recurring.ORDER_BREACH) >= 0.5:
            assert case.id not in breaches
            continue
        day = 365 * area.decision(case, Recurring.ORDER_BREACH_TIME)
        if day < 364:
            assert breaches[case.id] == pytest.approx(day)
    assert 15 < len(breaches) < 45


def test_custody_for_a_breach_is_served_in_full_and_ends_the_order() -> None:
    area = Quiet(RULES | {"orders.breach": 1.0, "orders.breach_custody": 1.0})
    case = sentenced(area, non_custodial=0.0)
    area.run(1400)
    day = 540 * area.decision(case, Recurring.ORDER_BREACH_TIME)
    assert case.exit is Disposal.SUSPENDED_SENTENCE
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.ORDER)] == pytest.approx([day])
    assert [(row["reason"], row["time"]) for row in area.rows(RECEPTION)] == [
        (Reception.BREACH, pytest.approx(day))
    ]
    assert [row["time"] for row in area.rows(RELEASE)] == pytest.approx([day + 60])
    assert case.offender.held == 0


def test_an_order_goes_on_after_a_breach_without_custody() -> None:
    area = Quiet(RULES | {"orders.breach": 1.0, "orders.breach_custody": 0.0})
    sentenced(area)
    area.run(1400)
    assert len(area.rows(BREACH)) == 1
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.ORDER)] == pytest.approx([540.0])
    assert not area.rows(RECEPTION)


@pytest.mark.parametrize(("name", "linked"), [("domestic_burglary", 1), ("shop_theft", 0)])
def test_supervision_for_neighbourhood_crime_is_known_while_it_runs(name: str, linked: int) -> None:
    area = Quiet(RULES | {"orders.breach": 0.0})
    case = sentenced(area, name)
    supervision = area.world.history.neighbourhood_supervision
    assert supervision[case.offender.row] == linked
    area.run(600)
    assert supervision[case.offender.row] == 0


def test_needs_found_at_the_start_are_referred() -> None:
    area = Quiet(RULES | {"probation.referral": 1.0, "orders.breach": 0.0})
    case = area.case(custody=0.999999, non_custodial=0.0)
    case.offender.induced = 0b00101
    natural = area.world.fate.profile.needs_at(case.offender.row, 0.0)
    area.pathway.set_out(case, area.pathway.after_verdict(case, convicted=True))
    referred = [(int(row["need"]), row["referrer"]) for row in area.rows(REFERRAL)]
    expected = [need for need in range(len(NEEDS)) if (natural | 0b00101) >> need & 1]
    assert referred == [(need, Referrer.PROBATION) for need in expected]
    assert len(area.rows(ENTERED, stage=Stage.ORDER)) == 1
