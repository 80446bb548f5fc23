"""Out-of-court disposals by framework, age, offence and history, on the day."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.agencies.decisions import Decision
from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import CHARGE, OUT_OF_COURT, SANCTION
from sim.model.marks import Recurring
from tests.agencies.quiet import COAST, TOWN, Quiet, on
from tests.pairing.counties import lived, shipped

RULES: dict[str, object] = {
    "out_of_court.cautioned.theft": 0.5,
    "out_of_court.cautioned.drugs": 0.5,
    "out_of_court.six_outcomes_caution_odds": 3.0,
    "out_of_court.simple_caution": 0.6,
    "out_of_court.penalty_notice": 0.1,
    "out_of_court.cannabis_warning": 0.2,
    "out_of_court.alternate_offence": 0.0,
    "out_of_court.earlier_allowed": 1,
    "out_of_court.repeats_let_through": 0.0,
    "diversion_team.cases_per_caseworker": 100.0,
    "districts.town.two_tier_from": dt.date(2020, 6, 1),
    "districts.coast.two_tier_from": dt.date(2020, 9, 1),
}
BEFORE, AFTER = on(2020, 5, 31, 23.9), on(2020, 6, 1)


def dealt_with(
    area: Quiet, day: float, name: str = "shop_theft", *, age: float = 30.0, **about: float
) -> Case:
    """A case that is to be dealt with out of court on this day."""
    district, person = int(about.pop("district", TOWN)), int(about.pop("person", 0))
    case = area.case(name, district=district, person=person, **about)
    case.offender.birth = day - age * 365.25
    area.run(day)
    area.pathway.set_out(case, area.pathway.after(case, Decision.OUT_OF_COURT))
    return case


def disposed(area: Quiet, day: float, name: str = "shop_theft", *, age: float = 30.0, **about: float) -> list:
    case = dealt_with(area, day, name, age=age, **about)
    return [Disposal(int(row["disposal"])) for row in area.rows(OUT_OF_COURT, case=case.id)]


# Shop theft by an adult under six outcomes: a penalty notice .1; of the other .9, cautions at odds of
# 3 x .5/.5, so .75, and .6 of them simple: community resolution .225, caution .405, conditional .270.
@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (0.09, Disposal.PENALTY_NOTICE, Disposal.COMMUNITY_RESOLUTION),
        (0.11, Disposal.COMMUNITY_RESOLUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.32, Disposal.COMMUNITY_RESOLUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.33, Disposal.CAUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.51, Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION),
        (0.72, Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION),
        (0.74, Disposal.CONDITIONAL_CAUTION, Disposal.CONDITIONAL_CAUTION),
    ],
)
def test_each_district_changes_on_its_own_day(kind: float, before: Disposal, after: Disposal) -> None:
    assert disposed(Quiet(RULES), BEFORE, out_of_court_kind=kind) == [before]
    assert disposed(Quiet(RULES), AFTER, out_of_court_kind=kind) == [after]
    assert disposed(Quiet(RULES), AFTER, district=COAST, out_of_court_kind=kind) == [before]
    assert disposed(Quiet(RULES), on(2020, 9, 1), district=COAST, out_of_court_kind=kind) == [after]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        # under six outcomes .2, .1 and then .7 x (.25, .45, .30); under two tiers .2 and .8 x (.5, .5)
        (0.19, Disposal.CANNABIS_WARNING, Disposal.CANNABIS_WARNING),
        (0.21, Disposal.PENALTY_NOTICE, Disposal.COMMUNITY_RESOLUTION),
        (0.47, Disposal.COMMUNITY_RESOLUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.48, Disposal.CAUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.61, Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION),
        (0.80, Disposal.CONDITIONAL_CAUTION, Disposal.CONDITIONAL_CAUTION),
    ],
)
def test_adults_can_be_warned_for_possession(kind: float, before: Disposal, after: Disposal) -> None:
    assert disposed(Quiet(RULES), BEFORE, "drug_possession", out_of_court_kind=kind) == [before]
    assert disposed(Quiet(RULES), AFTER, "drug_possession", out_of_court_kind=kind) == [after]


@pytest.mark.parametrize("name", ["shop_theft", "drug_possession"])
def test_children_get_a_community_resolution_or_a_youth_caution_under_either(name: str) -> None:
    for day, share in ((BEFORE, 0.25), (AFTER, 0.5)):
        mild = disposed(Quiet(RULES), day, name, age=17.9, out_of_court_kind=share - 0.01)
        firm = disposed(Quiet(RULES), day, name, age=17.9, out_of_court_kind=share + 0.01)
        assert mild == [Disposal.COMMUNITY_RESOLUTION]
        assert firm == [Disposal.YOUTH_CAUTION]
    assert disposed(Quiet(RULES), AFTER, name, age=18.1, out_of_court_kind=0.99) == [
        Disposal.CONDITIONAL_CAUTION
    ]


@pytest.mark.parametrize(
    ("kind", "age", "proven"),
    [
        (0.05, 30, []),
        (0.20, 30, []),
        (0.40, 30, [Disposal.CAUTION]),
        (0.90, 30, [Disposal.CONDITIONAL_CAUTION]),
        (0.90, 15, [Disposal.YOUTH_CAUTION]),
    ],
)
def test_cautions_are_proven_and_the_rest_is_not(kind: float, age: float, proven: list[Disposal]) -> None:
    area = Quiet(RULES)
    assert len(disposed(area, 5.0, age=age, out_of_court_kind=kind)) == 1
    area.run(200)
    sanctions = area.rows(SANCTION)
    assert [row["disposal"] for row in sanctions] == proven
    assert area.world.history.sanctions.sum() == len(proven)


def test_cannabis_warnings_are_not_proven() -> None:
    area = Quiet(RULES)
    assert disposed(area, 5.0, "drug_possession", out_of_court_kind=0.1) == [Disposal.CANNABIS_WARNING]
    assert not area.rows(SANCTION)


def test_the_third_time_in_two_years_is_charged_and_the_third_in_more_is_not() -> None:
    area = Quiet(RULES)
    first, second, third = (dealt_with(area, day, out_of_court_kind=0.2) for day in (10, 400, 740))
    assert [row["case"] for row in area.rows(OUT_OF_COURT)] == [first.id, second.id]
    assert [row["case"] for row in area.rows(CHARGE)] == [third.id]
    area = Quiet(RULES)
    for day in (10, 400, 741):  # 731 days after the first
        dealt_with(area, day, out_of_court_kind=0.2)
    assert len(area.rows(OUT_OF_COURT)) == 3
    area = Quiet(RULES | {"out_of_court.repeats_let_through": 1.0})
    for day in (10, 400, 740):
        dealt_with(area, day, out_of_court_kind=0.2)
    assert len(area.rows(OUT_OF_COURT)) == 3


def test_what_others_were_given_does_not_count() -> None:
    area = Quiet(RULES)
    for person in range(4):
        dealt_with(area, 10.0 + person, person=person, out_of_court_kind=0.2)
    assert len(area.rows(OUT_OF_COURT)) == 4
    assert not area.rows(CHARGE)


def test_a_caution_may_be_for_an_alternate_offence() -> None:
    for kind, alternate in ((0.5, 1), (0.2, 0)):  # a caution, a community resolution
        area = Quiet(RULES | {"out_of_court.alternate_offence": 1.0})
        dealt_with(area, 5.0, out_of_court_kind=kind)
        assert [row["alternate"] for row in area.rows(OUT_OF_COURT)] == [alternate]
    area = Quiet(RULES | {"out_of_court.alternate_offence": 0.5})
    cases = [dealt_with(area, 5.0 + n, person=n, out_of_court_kind=0.5) for n in range(8)]
    chances = [area.decision(case, Recurring.ALTERNATE_OFFENCE) for case in cases]
    assert [row["alternate"] for row in area.rows(OUT_OF_COURT)] == [chance < 0.5 for chance in chances]


def test_serious_offences_are_charged_instead() -> None:
    area = Quiet(
        RULES
        | {
            "leaving.charge": 0.0,
            "leaving.bail": 0.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 1.0,
        }
    )
    serious, lesser = area.arrest(3.5, "robbery"), area.arrest(3.5, "shop_theft", person=1)
    area.run(5)
    assert [row["case"] for row in area.rows(CHARGE)] == [serious.id]
    assert [row["case"] for row in area.rows(OUT_OF_COURT)] == [lesser.id]


def test_simple_cautions_vanish_from_each_district_of_the_county_when_it_changes() -> None:
    settings = shipped("county").opening
    record = lived(settings, 4)
    given = record.table(OUT_OF_COURT)
    rows = record.people.row_of(given["person"].astype(int))
    cautions = (given["disposal"] == Disposal.CAUTION) | (given["disposal"] == Disposal.PENALTY_NOTICE)
    for number, district in enumerate(settings.districts.values()):
        here = record.people.district[rows] == number
        day = (district.two_tier_from - dt.date(2020, 4, 1)).days
        before, after = here & (given["time"] < day), here & (given["time"] >= day)
        assert (cautions & before).sum() > 5
        assert after.sum() > 10
        assert (cautions & after).sum() == 0
