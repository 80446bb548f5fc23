"""Education as a pathway: low education is a need, and a completed course meets it for years."""

from __future__ import annotations

import pytest

from sim.draws import uniform
from sim.experiment.replication import draw, live
from sim.model.events import (
    EDUCATION,
    RECEPTION,
    REFERRAL,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    WAITED_IN_VAIN,
    Referrer,
)
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.outcomes.record import Window
from sim.outcomes.services import service_use
from tests.agencies.quiet import TOWN, Quiet, mean_of
from tests.pairing.counties import committed_since, scenario_of, small

RULES: dict[str, object] = {
    "treatments.education.places": 1,
    "treatments.education.stay_days": 100.0,
    "treatments.education.completion": 1.0,
    "treatments.education.suppression_days": 5000.0,
    "treatments.education.patience_days": 10.0,
    "needs.education.rate_multiplier": 1.25,
}
KEY = 77


def taught(**changes: object) -> tuple[Quiet, Offender]:
    """Somebody with low education and no other need, referred on day 0."""
    area = Quiet(RULES | {f"treatments.education.{name}": value for name, value in changes.items()})
    person = area.resident(TOWN)
    area.pathway.probation._treatment.refer(person, EDUCATION, Referrer.PROBATION, KEY)
    return area, person


def test_a_course_takes_what_low_education_adds_and_nothing_else() -> None:
    area, person = taught()
    with_need, without = 1 << EDUCATION, 0
    # 1 / 1.25 while it is met; nothing to meet in somebody who has no such need
    assert area.world.lives.policy_factor(person, with_need) == pytest.approx(0.8)
    assert area.world.lives.policy_factor(person, without) == 1.0


def test_what_was_learned_lasts_and_then_wears_off() -> None:
    area, person = taught()
    ends = mean_of(uniform(KEY, Recurring.TREATMENT_STAY), 100.0)
    lasts = ends + mean_of(uniform(KEY, Recurring.TREATMENT_SUPPRESSION), 5000.0)
    area.run(min(lasts, 1400.0) - 1e-6)
    assert person.suppressed == 1 << EDUCATION
    assert [row["completed"] for row in area.rows(TREATMENT_ENDED)] == [1]
    assert [row["time"] for row in area.rows(TREATMENT_ENDED)] == [pytest.approx(ends)]


def test_who_does_not_complete_it_has_learned_nothing() -> None:
    area, person = taught(completion=0.0)
    area.run(mean_of(uniform(KEY, Recurring.TREATMENT_STAY), 100.0) + 1e-6)
    assert (person.suppressed, person.treated) == (0, 0)


def test_places_are_limited_and_closed_ones_are_waited_for_in_vain() -> None:
    area, _ = taught(places=0)
    area.run(10.0 + 1e-6)
    assert [row["time"] for row in area.rows(WAITED_IN_VAIN)] == [10.0]
    assert area.rows(TREATMENT_STARTED) == []


def test_members_of_iom_are_referred_by_their_own_chance() -> None:
    area = Quiet(RULES | {"iom.referral": 1.0})
    people = [area.resident(TOWN, number) for number in range(10)]
    for person in people:
        person.suppressed = (1 << EDUCATION) - 1
        area.pathway.iom._pathways.refer(person, 3)
    low = area.world.fate.people.traits["low_education"]
    referred = [row["person"] for row in area.rows(REFERRAL)]
    assert referred == [person.id for person in people if low[person.row]]
    assert 0 < len(referred) < 10


def test_without_effect_and_with_room_nobody_offends_otherwise() -> None:
    """With a multiplier of 1 places move only who is on a course, and needs brought to prison."""
    none = small({"needs.education.rate_multiplier": 1.0, "treatments.education.places": 0})
    many = small({"needs.education.rate_multiplier": 1.0, "treatments.education.places": 500})
    closed, open_ = (live(scenario_of((0, each)), draw(each, 1, 0, 3)) for each in (none, many))
    own = [kind.name for kind in (TREATMENT_STARTED, TREATMENT_ENDED, WAITED_IN_VAIN, REFERRAL, RECEPTION)]
    assert closed.ledger.sorted_rows(without=own) == open_.ledger.sorted_rows(without=own)


def test_places_in_overload_doubled_lower_waiting_and_offending() -> None:
    few, more = (
        small({"needs.education.rate_multiplier": 2.0, "treatments.education.places": places})
        for places in (1, 8)
    )
    waits, committed = [], []
    for settings in (few, more):
        record = live(scenario_of((0, settings)), draw(settings, 1, 0, 4))
        use = {each.service.name: each.figures for each in service_use(record, Window(1, 4))}
        waits.append(use["treatments.education"]["gave_up"])
        committed.append(committed_since(record, 1))
    assert waits[1] < waits[0]
    assert committed[1] < committed[0]
