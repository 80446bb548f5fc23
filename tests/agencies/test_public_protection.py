"""Public protection: visits by risk and hours, meetings to a schedule, and a register that loses nobody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from sim.agencies.register import intervals
from sim.model.events import PROTECTION_WEEK, REGISTERED
from sim.outcomes.measures_of_public_protection import visits_made_share, visits_overdue
from sim.outcomes.record import Window
from tests.agencies.quiet import Quiet
from tests.pairing.counties import lived, small

NOBODY: dict[str, object] = {
    f"public_protection.{path}": value
    for path, value in {
        "registered.in_community": 0, "registered.in_custody": 0, "registered.transfers_in_per_year": 0.0,
        "registered.added_per_year": 0.0, "mappa.level_2_per_year": 0.0, "mappa.level_3_per_year": 0.0,
        "approved_premises.others_per_year": 0.0,
    }.items()
}  # fmt: skip
ALL_LOW: dict[str, object] = {
    f"public_protection.registered.{risk}": 0.0 for risk in ("very_high", "high", "medium")
}


def weeks(values: Mapping[str, object], until: float = 730.0) -> list[dict[str, float]]:
    quiet = Quiet(NOBODY | dict(values))
    quiet.run(until)
    return quiet.rows(PROTECTION_WEEK)


def test_an_empty_register_has_no_work() -> None:
    found = weeks({})
    assert len(found) == 104
    assert {
        row["due"] + row["made"] + row["meetings"] + row["community"] + row["custody"] for row in found
    } == {0}


def test_everybody_of_low_risk_is_visited_once_a_year() -> None:
    """100 people, nobody leaves: 100 visits in the 52 weeks and a day after the first, whoever comes when."""
    found = weeks(ALL_LOW | {
        "public_protection.registered.in_community": 100,
        "public_protection.registered.leaving_per_year": 0.0,
        "public_protection.officers": 50.0,
    })  # fmt: skip
    assert {row["community"] for row in found} == {100}
    assert all(row["made"] == row["due"] for row in found)
    # every person once in each 365.25 days: after 104 weeks (728 days) all have had one, almost all two
    assert 195 <= sum(row["made"] for row in found) <= 200


def test_hours_decide_how_many_visits_are_made() -> None:
    """One officer: 40 x .9 x .8 x (1 - .5) = 14.4 hours a week, so 144 in ten weeks: 28 visits of 5 hours."""
    found = weeks(ALL_LOW | {
        "public_protection.registered.in_community": 3000,
        "public_protection.registered.leaving_per_year": 0.0,
        "public_protection.officers": 1.0,
        "public_protection.staffing.sickness": 0.1,
        "public_protection.staffing.abstraction": 0.2,
        "public_protection.visits.other_work": 0.5,
        "public_protection.visits.hours": 5.0,
    }, until=70.5)  # fmt: skip
    assert [row["due"] > 40 for row in found] == [True] * 10
    assert sum(row["made"] for row in found) == 28


def test_without_officers_visits_wait_and_the_run_ends() -> None:
    found = weeks({"public_protection.registered.in_community": 50, "public_protection.officers": 0.0})
    assert {row["made"] for row in found} == {0}
    assert found[-1]["due"] > found[10]["due"] > 0


def test_the_highest_risk_is_visited_first() -> None:
    """Half of very high risk, half of low: every very high one stands before any low."""
    quiet = Quiet(NOBODY | {
        "public_protection.registered.in_community": 200,
        "public_protection.registered.leaving_per_year": 0.0,
        "public_protection.registered.very_high": 0.5,
        "public_protection.registered.high": 0.0,
        "public_protection.registered.medium": 0.0,
    })  # fmt: skip
    register = quiet.pathway.public_protection._register
    due = register.due(200.0)
    risks = register._risk[due].tolist()
    assert risks == sorted(risks)
    assert {0, 3} <= set(risks)


def test_meetings_come_to_their_schedule() -> None:
    """A case at level 2 that never ends is met on every 42 days: 17 times in 728 days."""
    found = weeks({
        "public_protection.mappa.level_2_per_year": 0.01,
        "public_protection.mappa.level_2_days": 36525.0,
        "public_protection.mappa.days_between_meetings": 42.0,
    })  # fmt: skip
    assert found[0]["level_2"] == 1
    cases = found[-1]["level_2"]
    assert cases >= 1
    assert 17 <= sum(row["meetings"] for row in found) <= 17 * cases


def test_a_conviction_for_a_sexual_offence_registers_once() -> None:
    quiet = Quiet(NOBODY)
    rape, again, theft = quiet.case("rape"), quiet.case("other_sexual"), quiet.case("shop_theft", person=1)
    for case in (rape, again, theft):
        quiet.pathway.public_protection.convicted(case, custody=False)
    quiet.run(8.0)
    assert [row["case"] for row in quiet.rows(REGISTERED)] == [rape.id]
    (week,) = quiet.rows(PROTECTION_WEEK)
    assert (week["community"], week["custody"], week["newly"]) == (1, 0, 1)


def test_somebody_in_prison_is_in_custody_until_prison_lets_them_go() -> None:
    quiet = Quiet(NOBODY)
    case = quiet.case("rape")
    case.offender.in_prison = 1
    quiet.pathway.public_protection.convicted(case, custody=True)
    quiet.run(15.0)
    case.offender.in_prison = 0
    quiet.run(22.0)
    found = quiet.rows(PROTECTION_WEEK)
    assert [(row["community"], row["custody"]) for row in found] == [(0, 1), (0, 1), (1, 0)]


def test_no_visits_a_year_are_never_due() -> None:
    rules = small({"public_protection.visits.low_per_year": 0.0}).public_protection
    assert intervals(rules)[3] == np.inf
    assert intervals(rules)[1] == pytest.approx(365.25 / 4)


def test_fewer_officers_are_more_overdue_in_every_replication() -> None:
    for replication in (0, 1, 2):
        few, many = (
            lived(small({"public_protection.officers": officers}), 3, replication) for officers in (0.2, 0.6)
        )
        assert visits_overdue(few, Window(2, 3)) > visits_overdue(many, Window(2, 3))
        assert visits_made_share(few, Window(2, 3)) < 100
