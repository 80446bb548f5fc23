"""An ordinary programme: who is referred, who gets in, what it does, and how it ends."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.draws import fold, label_of, uniform
from sim.model.events import (
    PROGRAMME_ENDED,
    PROGRAMME_REFERRED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
    Referrer,
)
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.referral import POINTS
from tests.agencies.quiet import TOWN, Quiet, mean_of, on

COURSE: dict[str, object] = {
    "kind": "support",
    "referred_from": ("custody",),
    "referral": 1.0,
    "places": 100,
    "patience_days": 20.0,
    "stay_days": 60.0,
    "completion": 1.0,
    "offending_effect": -0.3,
    "after_effect": -0.1,
    "lasting_days": 90.0,
}


class Course:
    """The only programme of a quiet area, and people who pass its points."""

    def __init__(self, **changes: object) -> None:
        self.area = Quiet({"programmes": {"course": COURSE | changes}})
        self.world = self.area.world
        self.keys: dict[int, int] = {}

    def meet(self, number: int, offence: str = "shop_theft", point: str = "custody") -> Offender:
        case = self.area.case(offence, person=number)
        start = fold(fold(case.lead.key, Recurring.PROGRAMME), label_of("course"))
        self.keys[case.offender.id] = fold(fold(start, POINTS.index(point)), 0)  # type: ignore[arg-type]
        self.world.meet(point, case.offender, case)  # type: ignore[arg-type]
        return case.offender

    def days(self, offender: Offender, decision: int, mean: float) -> float:
        return mean_of(uniform(self.keys[offender.id], decision), mean)

    def stay(self, offender: Offender) -> float:
        return self.days(offender, Recurring.PROGRAMME_STAY, 60.0)

    def people(self, kind: object) -> list[float]:
        return [row["person"] for row in self.area.rows(kind)]  # type: ignore[arg-type]


def test_the_effect_holds_on_the_programme_then_the_lesser_one_and_then_exactly_none() -> None:
    course = Course()
    person = course.meet(0)
    ends = course.stay(person)
    lasts = ends + course.days(person, Recurring.PROGRAMME_LASTING, 90.0)
    assert person.scale == 0.7
    course.area.run(ends - 1e-6)
    assert person.scale == 0.7
    course.area.run(ends + 1e-6)
    assert person.scale == 0.9
    course.area.run(lasts + 1e-6)
    assert person.scale == 1.0
    assert [row["completed"] for row in course.area.rows(PROGRAMME_ENDED)] == [1]


def test_who_does_not_complete_it_keeps_nothing_of_it() -> None:
    course = Course(completion=0.0)
    person = course.meet(0)
    course.area.run(course.stay(person) + 1e-6)
    assert person.scale == 1.0
    assert [row["completed"] for row in course.area.rows(PROGRAMME_ENDED)] == [0]


def test_referral_and_agreeing_have_a_chance_each() -> None:
    course = Course(referral=0.5, uptake=0.5)
    people = [course.meet(number) for number in range(25)]
    chances = {
        person.id: [
            uniform(course.keys[person.id], decision)
            for decision in (Recurring.PROGRAMME_REFERRAL, Recurring.PROGRAMME_UPTAKE)
        ]
        for person in people
    }
    referred = {
        person: agrees < 0.5 for person, (is_referred, agrees) in chances.items() if is_referred < 0.5
    }
    assert 5 < len(referred) < 20
    assert {row["person"]: row["agreed"] for row in course.area.rows(PROGRAMME_REFERRED)} == referred
    assert course.people(PROGRAMME_STARTED) == [person for person, agrees in referred.items() if agrees]


def test_nobody_is_referred_twice_while_it_is_under_way() -> None:
    course = Course()
    course.meet(0)
    course.meet(0)
    assert len(course.area.rows(PROGRAMME_REFERRED)) == 1


def test_places_are_limited_and_the_queue_has_patience() -> None:
    course = Course(places=1)
    first, second = course.meet(0), course.meet(1)
    leaves = course.stay(first)
    course.area.run(max(leaves, 20.0) + 1e-6)
    started = course.people(PROGRAMME_STARTED)
    gave_up = course.people(PROGRAMME_WAITED_IN_VAIN)
    assert (started, gave_up) == (([first.id, second.id], []) if leaves < 20.0 else ([first.id], [second.id]))


def test_a_closed_programme_is_referred_nobody() -> None:
    course = Course(places=0)
    course.meet(0)
    course.area.run(100.0)
    assert course.people(PROGRAMME_REFERRED) == []


def test_posts_carry_their_caseload_beside_the_places() -> None:
    course = Course(places=1, posts=1.5, caseload=3.0)  # 1 + the whole part of 4.5
    for number in range(7):
        course.meet(number)
    assert len(course.people(PROGRAMME_STARTED)) == 5


def test_a_programme_takes_nobody_before_it_opens() -> None:
    course = Course(opens=dt.date(2020, 6, 1))
    early = course.meet(0)
    course.area.run(on(2020, 6, 1) - 1e-6)
    assert course.people(PROGRAMME_REFERRED) == []
    course.area.run(on(2020, 6, 1) + 1e-6)
    course.meet(1)
    assert len(course.people(PROGRAMME_STARTED)) == 1
    assert early.scale == 1.0


def on_date(year: int, month: int, day: int) -> object:
    import datetime as dt

    return dt.date(year, month, day)


@pytest.mark.parametrize(("in_prison", "scale"), [("leaves", 1.0), ("stays", 0.7)])
def test_prison_ends_a_stay_or_does_not(in_prison: str, scale: float) -> None:
    course = Course(in_prison=in_prison, stay_days=1e4)
    person = course.meet(0)
    course.area.run(5.0)
    case = course.area.case(person=0)
    course.area.pathway.prison.remand(case)
    course.area.run(6.0)
    assert person.scale == scale
    ended = [(row["time"], row["completed"]) for row in course.area.rows(PROGRAMME_ENDED)]
    assert ended == ([(5.0, 0)] if in_prison == "leaves" else [])


def test_a_place_that_comes_free_is_no_use_to_somebody_in_prison() -> None:
    course = Course(places=1, patience_days=1e4)
    first, second = course.meet(0), course.meet(1)
    course.area.pathway.prison.remand(course.area.case(person=1))
    third = course.meet(2)
    course.area.run(course.stay(first) + 1e-6)
    assert course.people(PROGRAMME_STARTED) == [first.id, third.id]
    assert course.people(PROGRAMME_WAITED_IN_VAIN) == [second.id]


def test_death_ends_a_stay_without_completing_it() -> None:
    course = Course(stay_days=1e4)
    person = course.area.resident(TOWN, 0)
    person.gone = 7.0
    course.meet(0)
    course.area.run(8.0)
    ended = [(row["time"], row["completed"]) for row in course.area.rows(PROGRAMME_ENDED)]
    assert ended == [(7.0, 0)]
    assert person.scale == 1.0


def test_who_dies_on_the_waiting_list_takes_no_place() -> None:
    course = Course(places=1, patience_days=1e4)
    first = course.meet(0)
    course.area.resident(TOWN, 1).gone = 1e-3
    course.meet(1)
    third = course.meet(2)
    course.area.run(course.stay(first) + 1e-6)
    assert course.people(PROGRAMME_STARTED) == [first.id, third.id]


def test_a_need_stays_met_until_the_last_service_lets_go() -> None:
    course = Course(meets=("work",), completion=0.0, stay_days=1e-3)
    work = 3
    person = course.meet(0)
    course.area.pathway.probation._treatment.refer(person, work, Referrer.PROBATION, fold(77, 0))
    assert person.suppressed == 1 << work
    assert person.suppressors == {1 << work: 2}
    course.area.run(0.1)
    assert len(course.area.rows(PROGRAMME_ENDED)) == 1
    assert person.suppressed == 1 << work
    course.area.run(course.world.now + 3000.0)
    assert (person.suppressed, person.suppressors) == (0, {1 << work: 0})


ASKED: list[tuple[dict[str, object], bool]] = [
    ({"offences": ("shop_theft",)}, True),
    ({"offences": ("acquisitive",)}, True),
    ({"offences": ("violence", "drugs")}, False),
    ({"sex": "men"}, True),
    ({"sex": "women"}, False),
    ({"ages": (30.0, 30.0)}, True),
    ({"ages": (10.0, 29.0)}, False),
    ({"ages": (31.0, 120.0)}, False),
    ({"prior_sanctions": (2.0, 2.0)}, True),
    ({"prior_sanctions": (3.0, 1000.0)}, False),
    ({"prior_sanctions": (0.0, 1.0)}, False),
    ({"traits": ("excluded", "care")}, True),
    ({"traits": ("excluded",)}, False),
    ({"needs": ("alcohol", "work")}, True),
    ({"needs": ("alcohol",)}, False),
    ({"term_months": (0.0, 12.0)}, True),
    ({"term_months": (6.0, 12.0)}, False),
    ({"ogrs": (0.0, 1.0)}, True),
    ({"ogrs": (0.0, 0.001)}, False),
]


@pytest.mark.parametrize(("asks", "joins"), ASKED)
def test_eligibility_asks_what_it_says(asks: dict[str, object], joins: bool) -> None:
    """A man of 30 with two sanctions, once in care, without work, arrested for shop theft."""
    course = Course(**asks, justification="To see who is let in")
    person, world = course.area.resident(TOWN, 0), course.world
    person.male, person.birth = True, -30.5 * 365.25
    for name, traits in world.fate.people.traits.items():
        traits[person.row] = name == "care"
    world.needs_of = lambda _: 1 << 3  # type: ignore[method-assign]
    for day in (-900.0, -400.0):
        world.history.sanction(person.row, day, 6)
    course.meet(0)
    assert bool(course.people(PROGRAMME_STARTED)) is joins


def test_a_referral_point_at_which_nobody_listens_does_nothing() -> None:
    course = Course()
    course.meet(0, point="charge")
    assert course.people(PROGRAMME_REFERRED) == []
