"""Practitioners and their caseload: the dose of contact, and what it thins."""

from __future__ import annotations

import pytest

from sim.model.events import BREACH, LEFT, REFERRAL, Stage
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet
from tests.pairing.counties import lived, small, with_values

UNIT: dict[str, object] = {
    "probation.own_unit.posts": 2.0,
    "probation.own_unit.other_caseload": 0.0,
    "probation.neighbour_unit.posts": 1.0,
    "probation.neighbour_unit.other_caseload": 7.0,
    "probation.caseload_per_post": 2.0,
    "sentencing.suspended": 0.0,
    "sentencing.community_order": 1.0,
    "orders.days": 100.0,
}


def test_contact_is_full_up_to_the_caseload_and_shared_out_beyond() -> None:
    """Two posts of two people each: 4 in full; 5 get 4/5, 8 get a half."""
    area = Quiet(UNIT)
    contact = []
    for person in range(8):
        case = area.ordered(person)
        contact.append(area.pathway.probation.contact(case))
    assert contact == [1, 1, 1, 1, 4 / 5, 4 / 6, 4 / 7, 4 / 8]
    area.run(101)
    assert contact[0] == area.pathway.probation.contact(area.ordered())


def test_a_person_on_two_orders_is_one_of_the_caseload() -> None:
    area = Quiet(UNIT | {"probation.own_unit.posts": 0.5})
    first, second = area.ordered(), area.ordered()
    assert first.offender.supervised == 2
    assert area.pathway.probation.contact(second) == 1.0


def test_people_whom_the_model_does_not_follow_take_time_too() -> None:
    area = Quiet(UNIT | {"probation.own_unit.other_caseload": 7.0})
    assert area.pathway.probation.contact(area.ordered()) == 4 / 8


def test_the_neighbours_share_goes_to_the_neighbours_practitioners() -> None:
    """One post of two people, seven of its own and one of ours: a quarter."""
    area = Quiet(UNIT | {"probation.neighbour_share": 1.0})
    assert area.pathway.probation.contact(area.ordered()) == 2 / 8


def test_fewer_posts_thin_contact_on_that_day_and_more_only_when_trained() -> None:
    area = Quiet(
        UNIT | {"probation.staffing.recruitment_days": 10.0, "probation.staffing.training_days": 20.0}
    )
    cases = [area.ordered(person) for person in range(4)]
    contact = area.pathway.probation.contact
    area.run(1)
    area.world._change(with_values(area.settings, {"probation.own_unit.posts": 1.0}))
    assert contact(cases[0]) == 0.5
    area.world._change(with_values(area.settings, {"probation.own_unit.posts": 2.0}))
    area.run(30.9)
    assert contact(cases[0]) == 0.5
    area.run(31.1)
    assert contact(cases[0]) == 1.0


@pytest.mark.parametrize(("posts", "contact"), [(100.0, 1.0), (5.0, 0.5), (0.0, 0.0)])
def test_breaches_are_brought_back_as_far_as_there_is_contact(posts: float, contact: float) -> None:
    """Twenty orders, ten of them in full contact with five posts: half of the chance of a breach is left."""
    area = Quiet(
        UNIT | {"probation.own_unit.posts": posts, "orders.breach": 0.8, "orders.breach_custody": 0.0}
    )
    cases = [area.ordered(person) for person in range(20)]
    area.run(99)
    breached = {int(row["case"]) for row in area.rows(BREACH)}
    due = {
        case.id
        for case in cases
        if area.decision(case, Recurring.ORDER_BREACH) < 0.8 * contact
        and area.decision(case, Recurring.ORDER_BREACH_TIME) < 0.99
    }
    assert breached == due
    area.run(102)
    assert len(area.rows(LEFT, stage=Stage.ORDER)) == 20


def test_needs_are_referred_as_far_as_there_is_contact_and_by_nobody_without_practitioners() -> None:
    referrals = {}
    for posts in (1000.0, 1.0, 0.0):
        area = Quiet(UNIT | {"probation.own_unit.posts": posts, "probation.referral": 1.0})
        for person in range(20):
            area.ordered(person)
        referrals[posts] = len(area.rows(REFERRAL))
    assert referrals[1000.0] > referrals[1.0] > referrals[0.0] == 0


@pytest.mark.parametrize(
    "values",
    [
        {"probation.own_unit.posts": 0.0},
        {"probation.caseload_per_post": 0.0},
        {"prison.places": 0, "resettlement.places": 0, "unpaid_work.places": 0},
        {"probation.own_unit.posts": 0.0, "prison.places": 0, "prison.early_release_days": 3650.0},
    ],
    ids=str,
)
def test_nothing_at_all_still_ends_cleanly(values: dict[str, object]) -> None:
    """The run itself checks that nobody is lost or counted twice."""
    record = lived(small({"people.stock": 1500, **values}), 3)
    assert len(record.table(LEFT)["time"]) > 1000


def test_a_licence_counts_like_an_order() -> None:
    area = Quiet(UNIT)
    case = area.sent_down(area.case(), 100.0, served=50.0)
    for person in range(1, 4):
        area.ordered(person)
    assert area.pathway.probation.contact(area.ordered(4)) == 1.0  # the release comes within the moment
    area.run(1)
    assert area.pathway.probation.contact(case) == 4 / 5
