"""Which needs of a member are referred, and who goes first on a waiting list."""

from __future__ import annotations

import pytest

from sim.draws import fold, uniform
from sim.model.events import NEEDS, REFERRAL, TREATMENT_STARTED, Referrer
from sim.model.marks import Recurring
from sim.model.offender import Offender
from tests.agencies.quiet import TOWN, Quiet, mean_of

WORK = NEEDS.index("work")
EVERY_NEED = (1 << len(NEEDS)) - 1


def with_needs(area: Quiet, number: int, *needs: int) -> Offender:
    """A person with just these needs."""
    person = area.resident(TOWN, number)
    person.induced = sum(1 << need for need in needs)
    person.suppressed = EVERY_NEED & ~person.induced
    return person


@pytest.mark.parametrize(("members_first", "second"), [(1.0, 2), (0.0, 1)])
def test_a_member_goes_before_those_who_wait_or_takes_a_turn(members_first: float, second: int) -> None:
    area = Quiet(
        {
            "treatments.work.places": 1,
            "treatments.work.stay_days": 60.0,
            "treatments.work.patience_days": 10_000.0,
            "iom.referral": 1.0,
            "iom.pathways.work.members_first": members_first,
        }
    )
    pathways = area.pathway.iom._pathways
    people = [with_needs(area, number, WORK) for number in range(3)]
    keys = [fold(77, number) for number in range(2)]
    for person, key in zip(people, keys, strict=False):  # the first gets in, the second waits
        pathways._treatment.refer(person, WORK, Referrer.PROBATION, key)
    pathways.refer(people[2], 0)
    area.run(mean_of(uniform(keys[0], Recurring.TREATMENT_STAY), 60.0) + 1e-6)
    started = [row["person"] for row in area.rows(TREATMENT_STARTED)]
    assert started == [people[0].id, people[second].id]


def test_every_unmet_need_is_referred_by_its_own_chance() -> None:
    area = Quiet({"iom.referral": 0.5})
    expected = []
    for number in range(12):
        person = with_needs(area, number, 0, WORK)
        area.pathway.iom._pathways.refer(person, 3)
        panel = fold(fold(person.key, Recurring.PANEL_REFERRAL), 3)
        expected += [
            (person.id, need) for need in (0, WORK) if uniform(fold(panel, need), Recurring.REFERRAL) < 0.5
        ]
    assert [(row["person"], row["need"]) for row in area.rows(REFERRAL)] == expected
    assert 0 < len(expected) < 24


def test_nobody_is_referred_in_a_cell_or_in_prison() -> None:
    area = Quiet({"iom.referral": 1.0})
    person = with_needs(area, 0, WORK)
    person.held = 1
    area.pathway.iom._pathways.refer(person, 0)
    assert area.rows(REFERRAL) == []
