"""Treatment: places and patience, suppression while it lasts, and relapse."""

from __future__ import annotations

import pytest

from sim.draws import fold, uniform
from sim.model.events import REFERRAL, TREATMENT_ENDED, TREATMENT_STARTED, WAITED_IN_VAIN, Referrer
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.treatment import Treatment
from tests.agencies.quiet import TOWN, Quiet, mean_of

HOUSING, WORK = 2, 3
RULES: dict[str, object] = {
    "treatments.work.places": 2,
    "treatments.work.stay_days": 60.0,
    "treatments.work.suppression_days": 182.0,
    "treatments.work.completion": 0.5,
    "treatments.work.patience_days": 20.0,
    "iom.referral_effect": 1.0,
}


class Service:
    """The service for work, with people who are referred to it."""

    def __init__(self, **changes: float) -> None:
        names = {name.replace("__", "."): value for name, value in changes.items()}
        self.area = Quiet(RULES | names)
        self.treatment: Treatment = self.area.pathway.probation._treatment
        self.keys: dict[int, int] = {}

    def refer(self, number: int, referrer: Referrer = Referrer.PROBATION, key: int | None = None) -> Offender:
        offender = self.area.resident(TOWN, number)
        self.keys[offender.id] = fold(77, number) if key is None else key
        self.treatment.refer(offender, WORK, referrer, self.keys[offender.id])
        return offender

    def drawn(self, offender: Offender, decision: int) -> float:
        return uniform(self.keys[offender.id], decision)

    def stay(self, offender: Offender) -> float:
        return mean_of(self.drawn(offender, Recurring.TREATMENT_STAY), 60.0)

    def completes(self, offender: Offender) -> bool:
        return self.drawn(offender, Recurring.TREATMENT_COMPLETION) < 0.5


def test_the_need_is_held_down_during_the_stay_and_for_a_time_after_completing() -> None:
    service = Service(treatments__work__places=100)
    people = [service.refer(number) for number in range(20)]
    assert {person.suppressed for person in people} == {1 << WORK}
    assert 3 < sum(map(service.completes, people)) < 17
    moments = []
    for person in people:
        ends = service.stay(person)
        if service.completes(person):
            ends += mean_of(service.drawn(person, Recurring.TREATMENT_SUPPRESSION), 182.0)
        moments.append((ends, person))
    for ends, person in sorted(moments, key=lambda moment: moment[0]):
        service.area.run(ends - 1e-6)
        assert person.suppressed == person.treated == 1 << WORK
        service.area.run(ends + 1e-6)
        assert person.suppressed == person.treated == 0
    ended = {row["person"]: row["completed"] for row in service.area.rows(TREATMENT_ENDED)}
    assert ended == {person.id: service.completes(person) for person in people}


def test_places_are_limited_and_the_queue_has_patience() -> None:
    service = Service()
    first, second = service.refer(0), service.refer(1)
    third = service.refer(2)
    assert [row["person"] for row in service.area.rows(TREATMENT_STARTED)] == [first.id, second.id]
    assert third.suppressed == 0
    soonest = min(service.stay(first), service.stay(second))
    service.area.run(soonest + 25)
    started = {row["person"]: row["time"] for row in service.area.rows(TREATMENT_STARTED)}
    vain = {row["person"]: row["time"] for row in service.area.rows(WAITED_IN_VAIN)}
    if soonest < 20:
        assert started[third.id] == pytest.approx(soonest)
        assert vain == {}
    else:
        assert vain == {third.id: 20.0}
        assert third.treated == 0


def test_without_places_everybody_waits_in_vain_and_may_be_referred_again() -> None:
    service = Service(treatments__work__places=0)
    person = service.refer(0)
    service.area.run(19.9)
    assert person.treated == 1 << WORK
    service.refer(0)
    assert len(service.area.rows(REFERRAL)) == 1  # under way already
    service.area.run(20.1)
    assert [row["time"] for row in service.area.rows(WAITED_IN_VAIN)] == [20.0]
    service.refer(0)
    assert len(service.area.rows(REFERRAL)) == 2


def test_two_needs_are_met_apart() -> None:
    service = Service(treatments__work__places=5)
    person = service.refer(0)
    service.treatment.refer(person, HOUSING, Referrer.PROBATION, fold(78, 0))
    assert person.suppressed == (1 << WORK) + (1 << HOUSING)
    assert [row["need"] for row in service.area.rows(REFERRAL)] == [WORK, HOUSING]


@pytest.mark.parametrize("effect", [0.0, 0.4, 1.0])
def test_places_got_through_iom_work_for_the_set_share(effect: float) -> None:
    service = Service(treatments__work__places=100, iom__referral_effect=effect)
    people = [service.refer(number, Referrer.IOM) for number in range(20)]
    for person in people:
        works = service.drawn(person, Recurring.TREATMENT_SHARE) < effect
        assert person.suppressed == (1 << WORK if works else 0)
    others = service.refer(20)
    assert others.suppressed == 1 << WORK  # through probation it always does
