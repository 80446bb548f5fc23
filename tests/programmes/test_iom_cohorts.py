"""Who may be adopted into which cohort, and what the free cohort of women gets, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim import clock
from sim.draws import uniform
from sim.model.events import IOM_ADOPTED, IOM_REMOVED, NEEDS, REFERRAL, Cohort
from sim.model.marks import Recurring
from sim.model.offences import CODE
from sim.programmes.iom_cohorts import Candidate, candidates, women_to_support
from sim.programmes.removal import WITHOUT_CODE
from tests.agencies.quiet import COAST, TOWN, Quiet

YEAR = 365.25
RULES: dict[str, object] = {
    "iom.offices": {},
    "iom.constables": 1.0,
    "iom.sergeants": 1.0,
    "iom.members_per_constable": 30.0,
    "iom.fixed_ogrs": 0.75,
    "iom.flexible_ogrs": 0.5,
    "iom.priority_harm": 500.0,
    "iom.lowest_age": 18.0,
    "iom.county_lines_offences": 2,
    "iom.youth_transition": 0.0,
    "iom.referral": 0.0,
}
EVERY_NEED = (1 << len(NEEDS)) - 1


def area_with(*changes: dict[str, object], needs: bool | None = None) -> Quiet:
    """``needs``: whether everybody has every need or nobody any."""
    values = RULES.copy()
    for change in changes:
        values |= change
    area = Quiet(values)
    people = area.world.fate.people
    people.male[:] = True
    people.birth[:] = area.world.now - 40 * YEAR  # nobody is near 18 but who is made so
    for row in range(people.size if needs is not None else 0):
        one = area.world.lives.of(row)
        one.induced, one.suppressed = (EVERY_NEED, 0) if needs else (0, EVERY_NEED)
    return area


def known(
    area: Quiet, row: int, offence: str, times: int, sanctions: int, *, age: float = 25.0, woman: bool = False
) -> None:
    """Attributed offences now, and sanctions since the age of 15."""
    people, history = area.world.fate.people, area.world.history
    people.birth[row], people.male[row] = area.world.now - age * YEAR, not woman
    for day in np.linspace(people.birth[row] + 15 * YEAR, area.world.now, sanctions):
        history.sanction(row, float(day), CODE[offence])
    for _ in range(times):
        area.pathway.iom._recent.note(row, CODE[offence])


def found_by(area: Quiet) -> list[Candidate]:
    return candidates(area.world, area.pathway.iom._recent)


def women(area: Quiet) -> list[int]:
    return [each.row for each in women_to_support(area.world, area.pathway.iom._recent)]


def test_two_weapons_offences_link_to_county_lines_or_a_gang_and_one_does_not() -> None:
    area = area_with()
    known(area, 1, "weapons", 2, 14)
    known(area, 2, "weapons", 1, 14)
    known(area, 3, "domestic_burglary", 1, 14)
    found = {each.row: each for each in found_by(area)}
    assert sorted(found) == [1, 3]
    assert (found[1].cohort, found[1].county_lines, found[3].county_lines) == (Cohort.FLEXIBLE, True, False)


@pytest.mark.parametrize(("needs", "adopted"), [(True, [1, 2]), (False, [2])])
def test_county_lines_are_adopted_only_with_a_need_that_can_be_met(needs: bool, adopted: list[int]) -> None:
    area = area_with(needs=needs)
    known(area, 1, "weapons", 2, 14)
    known(area, 2, "domestic_burglary", 1, 14)
    area.run(8)
    assert sorted(row["person"] for row in area.rows(IOM_ADOPTED)) == adopted


def test_under_supervision_for_neighbourhood_crime_a_gang_member_is_fixed_whatever_the_needs() -> None:
    area = area_with(needs=False)
    known(area, 1, "weapons", 2, 30)
    area.world.history.neighbourhood_supervision[1] = 1
    area.run(8)
    assert [(row["person"], row["cohort"]) for row in area.rows(IOM_ADOPTED)] == [(1, Cohort.FIXED)]


def test_nobody_under_18_is_adopted() -> None:
    area = area_with()
    known(area, 1, "domestic_burglary", 2, 14, age=17.9)
    known(area, 2, "domestic_burglary", 2, 14, age=18.1)
    assert [each.row for each in found_by(area)] == [2]


def test_who_was_sanctioned_as_a_child_may_be_referred_across_in_the_year_after_18() -> None:
    area = area_with({"iom.youth_transition": 0.5})
    for row in range(20):
        known(area, row, "shop_theft", 0, 30, age=18.5)  # no neighbourhood crime, no harm
    known(area, 20, "shop_theft", 0, 30, age=19.1)
    keys = area.world.fate.people.key
    expected = [row for row in range(20) if uniform(int(keys[row]), Recurring.YOUTH_TRANSITION) < 0.5]
    assert [each.row for each in found_by(area)] == expected
    assert 0 < len(expected) < 20


def test_the_matrix_decides_who_goes_first() -> None:
    def order(**points: float) -> list[int]:
        area = area_with({f"iom.matrix.{name}": value for name, value in points.items()})
        known(area, 1, "robbery", 2, 12)  # the greater harm
        known(area, 2, "theft_of_vehicle", 4, 12)  # the more crimes
        known(area, 3, "theft_of_vehicle", 1, 30)  # fixed
        area.world.history.neighbourhood_supervision[3] = 1
        return [each.row for each in found_by(area)]

    assert order() == [3, 1, 2]
    assert order(fixed_cohort=0.0) == [1, 2, 3]  # by harm only
    assert order(harm=0.0, neighbourhood_crimes=100.0) == [3, 2, 1]
    assert order(harm=0.0, fixed_cohort=0.0, neighbourhood_crimes=100.0) == [2, 1, 3]
    assert order(harm=0.0, fixed_cohort=0.0, ogrs=10.0)[0] == 3


FREE: dict[str, object] = {"iom.free.places": 2, "iom.free.ogrs": 0.05}


def test_the_free_cohort_takes_women_known_lately_who_qualify_for_no_other_cohort() -> None:
    area = area_with(FREE)
    known(area, 1, "shop_theft", 1, 3, woman=True)
    known(area, 2, "shop_theft", 1, 3)  # a man
    known(area, 3, "domestic_burglary", 3, 30, woman=True)  # flexible by the rules that hold for anybody
    known(area, 4, "shop_theft", 1, 3, woman=True)
    area.world.history.last_sanction[4] = area.world.now - 400  # more than a year ago
    assert women(area) == [1]
    assert [each.row for each in found_by(area)] == [3]


def test_women_get_contact_and_services_and_no_more_police_attention() -> None:
    area = area_with(
        FREE,
        {"iom.referral": 1.0, "iom.offending_effect": -0.1, "iom.detection_effect": 0.2},
        {"iom.free.offending_effect": -0.05},
        needs=True,
    )
    known(area, 1, "shop_theft", 1, 3, woman=True)
    known(area, 2, "domestic_burglary", 2, 14)
    area.run(8)
    adopted = {row["person"]: row["cohort"] for row in area.rows(IOM_ADOPTED)}
    assert adopted == {1: Cohort.FREE, 2: Cohort.FLEXIBLE}
    woman, man = (area.world.lives.of(row) for row in (1, 2))
    assert (woman.attention, man.attention) == (1.0, pytest.approx(1.2))
    hours = (0.75 * 1 + 1.5 * 1 + 0.75 * 2) / 4  # 0.9375 a week, where 1.5 is agreed
    assert woman.scale == pytest.approx(1.0 - 0.05 * (hours / (hours + 1)) / 0.6)
    assert {row["person"] for row in area.rows(REFERRAL)} == {1, 2}


def test_the_free_cohort_is_shut_without_places_and_takes_no_more_than_it_has() -> None:
    for places, expected in ((0, 0), (2, 2), (9, 3)):
        area = area_with(FREE, {"iom.free.places": places}, needs=True)
        for row in (1, 2, 3):
            known(area, row, "shop_theft", 1, 3, woman=True)
        area.run(8)
        assert len(area.rows(IOM_ADOPTED)) == expected


def test_women_without_a_need_are_left_alone() -> None:
    area = area_with(FREE, needs=False)
    known(area, 1, "shop_theft", 1, 3, woman=True)
    area.run(8)
    assert area.rows(IOM_ADOPTED) == []


def office(*districts: str) -> dict[str, object]:
    return {
        "districts": districts,
        "weight": 1.0,
        "sergeants_weight": 1.0,
        "outside_sergeants": 0.0,
        "supervising_elsewhere": 0.0,
    }


def test_each_office_takes_the_people_of_its_own_districts() -> None:
    offices = {"town_office": office("town"), "coast_office": office("coast")}
    area = area_with({"iom.offices": offices, "iom.members_per_constable": 4.0})  # two places each
    district = area.world.fate.people.district
    town, coast = ((district == number).nonzero()[0][:3].tolist() for number in (TOWN, COAST))
    for row in town:
        known(area, row, "domestic_burglary", 3, 14)
    known(area, coast[0], "domestic_burglary", 1, 14)
    area.run(8)
    taken = [(row["person"], row["office"]) for row in area.rows(IOM_ADOPTED)]
    assert sorted(taken) == sorted([(town[0], 0), (town[1], 0), (coast[0], 1)])


def test_when_an_office_is_closed_and_nobody_takes_its_district_its_members_leave() -> None:
    offices = {"town_office": office("town"), "coast_office": office()}
    area = area_with({"iom.offices": {"town_office": office("town"), "coast_office": office("coast")}})
    district = area.world.fate.people.district
    town, coast = (int((district == number).nonzero()[0][0]) for number in (TOWN, COAST))
    for row in (town, coast):
        known(area, row, "domestic_burglary", 3, 14)
    area.run(8)
    changed = area_with({"iom.offices": offices}).settings
    area.world._change(changed)
    area.run(8 + clock.PANEL_DAYS)
    gone = [(row["person"], row["code"], row["office"]) for row in area.rows(IOM_REMOVED)]
    assert (coast, WITHOUT_CODE, -1) in gone
    assert all(person != town or code != WITHOUT_CODE for person, code, _ in gone)
