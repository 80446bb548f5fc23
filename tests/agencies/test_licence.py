"""Recall by reason: a further charge, being out of contact, and anything else."""

from __future__ import annotations

import pytest

from sim.engine.case import Case
from sim.model.events import LEFT, RECALL, RECEPTION, RELEASE, RecallReason, Reception, Stage
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, mean_of

RULES: dict[str, object] = {
    "licence.charged_recall": 1.0,
    "licence.fixed_recall_share": 1.0,
    "licence.fixed_recall_days": 28.0,
    "courts.magistrates.sitting_days": 1000,
    "courts.magistrates.first_hearing_days": 1000.0,
}


def on_licence(area: Quiet, term: float = 400.0) -> Case:
    """Somebody released halfway through a sentence that began now."""
    return area.sent_down(area.case(), term, served=term / 2)


def charge(area: Quiet, case: Case | None = None) -> Case:
    """Charge somebody on bail for an offence committed now, or with a case that has been open for a while."""
    case = case or area.case()
    area.pathway.set_out(case, area.pathway._prosecute(case))
    return case


def recalls(area: Quiet) -> list[tuple[float, int]]:
    return [(row["time"], int(row["reason"])) for row in area.rows(RECALL)]


def test_a_charge_with_an_offence_committed_on_licence_brings_a_recall_at_once() -> None:
    area = Quiet(RULES)
    on_licence(area)
    area.run(30)
    charge(area)
    area.run(40)
    assert recalls(area) == [(30.0, RecallReason.FURTHER_CHARGE)]
    assert [row["time"] for row in area.rows(RECEPTION, reason=Reception.RECALL)] == [30.0]
    area.run(300)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.LICENCE)] == [200.0]


@pytest.mark.parametrize(("term", "days"), [(365.0, 14.0), (366.0, 28.0)])
def test_a_fixed_recall_is_shorter_after_a_sentence_of_under_a_year(term: float, days: float) -> None:
    area = Quiet(RULES | {"licence.short_fixed_recall_days": 14.0})
    on_licence(area, term)
    area.run(30)
    charge(area)
    area.run(100)
    assert [row["served_days"] for row in area.rows(RELEASE, reason=Reception.RECALL)] == [days]


def test_an_offence_from_before_the_release_brings_none() -> None:
    area = Quiet(RULES)
    old = area.case()
    area.run(10)
    on_licence(area)
    area.run(30)
    charge(area, old)
    area.run(250)
    assert recalls(area) == []


def test_a_charge_without_a_licence_or_during_a_recall_brings_none() -> None:
    area = Quiet(RULES)
    charge(area)
    on_licence(area)
    area.run(30)
    charge(area)
    area.run(31)
    charge(area)  # inside on the recall
    area.run(250)
    charge(area)  # the licence has ended
    area.run(300)
    assert recalls(area) == [(30.0, RecallReason.FURTHER_CHARGE)]


def test_remand_for_the_charge_itself_is_no_bar_and_another_sentence_is() -> None:
    area = Quiet(RULES)
    on_licence(area)
    area.run(30)
    remanded = area.case(crown=0.99, plea=0.99, preparation=1e-9)  # the trial is far away
    area.pathway.prison.remand(remanded)
    charge(area, remanded)
    area.run(60)
    assert recalls(area) == [(30.0, RecallReason.FURTHER_CHARGE)]
    other = area.case()
    charge(area, other)  # still on remand in the earlier case
    area.run(100)
    assert len(recalls(area)) == 1


def test_the_chance_of_recall_on_a_charge_is_that_of_the_charge() -> None:
    area = Quiet(RULES | {"licence.charged_recall": 0.5, "licence.fixed_recall_days": 0.5})
    on_licence(area, 4000.0)
    expected = []
    for number in range(30):
        area.run(10.0 * (number + 1))
        case = charge(area)
        if area.decision(case, Recurring.RECALL_CHARGED) < 0.5:
            expected.append((10.0 * (number + 1), RecallReason.FURTHER_CHARGE))
    area.run(400)
    assert recalls(area) == expected
    assert 5 < len(expected) < 25


@pytest.mark.parametrize("posts", [1000.0, 0.0])
def test_without_practitioners_nobody_is_found_out_of_contact_and_the_rest_goes_on(posts: float) -> None:
    """Two breaches in three, by the mark, are of contact: they are noticed by somebody or not at all."""
    area = Quiet(
        RULES
        | {
            "probation.own_unit.posts": posts,
            "licence.noncompliance_per_year": 4.0,
            "licence.other_per_year": 2.0,
            "licence.fixed_recall_days": 1e-6,
        }
    )
    case = on_licence(area, 1600.0)
    area.run(1000)
    day, expected, number = 0.0, [], 0
    while True:
        day += mean_of(area.decision(case, Recurring.RECALL_TIME, number), 365.25 / 6)
        if day >= 800:
            break
        contact = area.decision(case, Recurring.RECALL_REASON, number) < 4 / 6
        if not contact or posts:
            reason = RecallReason.NON_COMPLIANCE if contact else RecallReason.OTHER
            expected.append((pytest.approx(day, abs=1e-3), reason))
        number += 1
    assert recalls(area) == expected
    assert len({reason for _, reason in expected}) == (2 if posts else 1)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.LICENCE)] == pytest.approx([800.0])
