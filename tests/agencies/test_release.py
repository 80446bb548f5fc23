"""Release of people inside: when a rule changes, when prison is full, and in which order."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.agencies.serving import ReleaseWay
from sim.engine.case import Case
from sim.model.events import ENTERED, LEFT, RECEPTION, RELEASE, Reception, Stage
from tests.agencies.quiet import Quiet, on
from tests.pairing.counties import with_values

RULES: dict[str, object] = {"prison.places": 1000, "prison.early_release_days": 70.0}


def sent_down(area: Quiet, term: float, name: str = "shop_theft", person: int = 0, **marks: float) -> Case:
    return area.sent_down(area.case(name, person=person, **marks), term)


def remanded(area: Quiet, person: int) -> Case:
    case = area.case(person=person)
    area.pathway.prison.remand(case)
    return case


def released(area: Quiet) -> dict[int, tuple[float, int]]:
    return {int(row["case"]): (row["time"], int(row["way"])) for row in area.rows(RELEASE)}


def test_a_new_share_reaches_those_inside_on_its_day_and_not_before() -> None:
    """1,000 days from day 1,200: half is day 1,700; 40 per cent is day 1,600, before the rule's day 1,623."""
    area = Quiet(RULES, years=6)
    assert on(2024, 9, 10) == 1623
    area.run(1200)
    past_it = sent_down(area, 1000.0)
    later = sent_down(area, 1100.0, person=1)
    grave = sent_down(area, 1000.0, "other_sexual", person=2)
    before = sent_down(area, 800.0, person=3)
    area.run(2000)
    assert {case: time for case, (time, _) in released(area).items()} == {
        before.id: 1600,  # at half: 40 per cent was not known on its day
        past_it.id: 1623,  # all at once those who have served enough
        later.id: 1640,
        grave.id: 1700,
    }
    assert {way for _, way in released(area).values()} == {ReleaseWay.AUTOMATIC}
    area.run(2190)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.LICENCE)] == pytest.approx([2000])


def test_a_rule_moved_by_a_scenario_holds_from_the_day_it_is_moved() -> None:
    area = Quiet(RULES, years=6)
    case = sent_down(area, 1000.0)
    area.run(450)
    earlier = with_values(area.settings, {"release.reduced_from": dt.date(2021, 1, 1)})
    area.world.kernel.at(450, lambda: area.world._change(earlier))
    area.run(600)
    assert released(area) == {case.id: (450, ReleaseWay.AUTOMATIC)}


def test_curfew_is_for_the_share_that_the_rules_say() -> None:
    area = Quiet(RULES | {"release.curfew_share": 1.0})
    case = sent_down(area, 800.0)
    area.run(500)
    assert released(area) == {case.id: (265, ReleaseWay.CURFEW)}
    (licence,) = area.rows(ENTERED, stage=Stage.LICENCE)
    assert licence["time"] == 265


def test_when_full_the_nearest_to_release_go_first_and_the_lighter_within_a_week() -> None:
    """Four places; on day 0 the days still to serve are 30, 33, 60 and 73, the last of them too many."""
    area = Quiet(RULES | {"prison.places": 4})
    heavy = sent_down(area, 60.0, "robbery", person=0)  # 30 days: week 4
    light = sent_down(area, 66.0, "shop_theft", person=1)  # 33 days: week 4 too
    far = sent_down(area, 120.0, person=2)
    sent_down(area, 146.0, person=3)
    area.run(0.25)
    for person in (4, 5, 6, 7):
        remanded(area, person)
        area.run(0.25 * (person - 2))
    assert released(area) == {
        light.id: (0.25, ReleaseWay.EARLY),
        heavy.id: (0.5, ReleaseWay.EARLY),
        far.id: (0.75, ReleaseWay.EARLY),
    }
    assert len(area.rows(RECEPTION, reason=Reception.REMAND)) == 4  # nobody is refused
    area.run(1.9)
    assert len(released(area)) == 3
    area.run(8.1)  # a week after nobody could be let out, the last has fewer than 70 days to go
    assert len(released(area)) == 4


def test_grave_sentences_and_people_held_for_something_else_too_are_not_let_out_early() -> None:
    area = Quiet(RULES | {"prison.places": 0})
    sent_down(area, 100.0, "other_sexual", person=0)
    remanded(area, 1)
    twice = sent_down(area, 100.0, person=1)
    assert twice.offender.in_prison == 2
    area.run(20)
    assert released(area) == {}
    area.run(51)
    assert {way for _, way in released(area).values()} == {ReleaseWay.AUTOMATIC}


def test_with_no_places_all_with_ten_weeks_or_less_to_go_leave_at_once_and_the_others_then() -> None:
    area = Quiet(RULES | {"prison.places": 0})
    short, longer = sent_down(area, 100.0, person=0), sent_down(area, 400.0, person=1)
    area.run(190)
    times = released(area)
    assert times[short.id] == (0.0, ReleaseWay.EARLY)
    time, way = times[longer.id]
    assert way == ReleaseWay.EARLY
    assert 130 <= time < 137  # looked at once a week


@pytest.mark.parametrize("days", [0.0, 70.0])
def test_no_early_release_where_the_rule_gives_no_days(days: float) -> None:
    area = Quiet(RULES | {"prison.places": 0, "prison.early_release_days": days})
    case = sent_down(area, 100.0)
    area.run(60)
    assert released(area)[case.id] == ((50.0, ReleaseWay.AUTOMATIC) if days == 0 else (0.0, ReleaseWay.EARLY))
