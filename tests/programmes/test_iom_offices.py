"""How many members the offices can carry and how many hours they have, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sim.engine.kernel import Kernel
from sim.engine.services import Services
from sim.programmes.iom_offices import NOWHERE, Offices
from tests.agencies.quiet import COAST, TOWN
from tests.pairing.counties import small

STAFFING = {
    "hours_a_week": 40.0,
    "sickness": 0.05,
    "abstraction": 0.2,
    "recruitment_days": 90.0,
    "training_days": 28.0,
}
TEAM: dict[str, object] = {
    "iom.sergeants": 2.0,
    "iom.constables": 8.0,
    "iom.members_per_constable": 14.4,
    "iom.constables_per_sergeant": 6.0,
    "iom.visit_share": 0.75,
    "iom.staffing": STAFFING,
}


def office(*districts: str, weight: float, sergeants: float, outside: float = 0.0) -> dict[str, Any]:
    return {
        "districts": districts,
        "weight": weight,
        "sergeants_weight": sergeants,
        "outside_sergeants": outside,
        "supervising_elsewhere": 0.0,
    }


ONE_PLACE: dict[str, object] = {"iom.offices": {}}
TWO: dict[str, object] = {
    "iom.offices": {
        "town_office": office("town", weight=5, sergeants=1),
        "coast_office": office("coast", weight=3, sergeants=1),
    }
}


class Led:
    """The offices of a team, and the days on which somebody new was trained."""

    def __init__(self, *changes: Mapping[str, object]) -> None:
        self.kernel = Kernel()
        self.trained: list[float] = []
        self._values = TEAM.copy()
        services = Services(self.kernel)
        settings = self._with(*changes)
        self.offices = Offices(self.kernel, services, settings, lambda: self.trained.append(self.kernel.now))

    def _with(self, *changes: Mapping[str, object]) -> Any:
        for change in changes:
            self._values |= change
        return small(self._values)

    def change(self, **changes: float) -> None:
        self.offices.take(self._with({f"iom.{name}": value for name, value in changes.items()}))

    @property
    def carried(self) -> list[int]:
        return [each.capacity for each in self.offices.strengths]


def test_eight_constables_carry_115_members() -> None:
    """8 x 14.4 = 115.2"""
    assert Led(ONE_PLACE).carried == [115]


@pytest.mark.parametrize(
    ("changes", "capacity"),
    [
        ({"constables": 10.0}, 144),
        ({"constables": 0.0}, 0),
        ({"constables": 0.5}, 7),
        ({"sergeants": 1.0}, 86),  # one sergeant supervises six: 6 x 14.4 = 86.4
        ({"sergeants": 0.5}, 43),  # half a sergeant three
        ({"sergeants": 0.0}, 0),
        ({"constables": 20.0}, 172),  # two sergeants supervise twelve
        ({"constables": 5.0, "members_per_constable": 20.0}, 100),
        ({"constables": 3.0, "members_per_constable": 0.1 * 10 / 3 * 10}, 10),  # whole but for rounding
    ],
)
def test_carried_by_those_whom_a_sergeant_supervises(changes: dict[str, float], capacity: int) -> None:
    team = Led(ONE_PLACE, {f"iom.{name}": value for name, value in changes.items()})
    assert team.offices.capacity == capacity


def test_constables_are_shared_out_and_no_member_is_lost_to_rounding() -> None:
    """5 and 3 constables: 72 and 43.2 members, 115 together."""
    assert Led(TWO).carried == [72, 43]
    thirds = {"iom.offices": {name: office(weight=1, sergeants=1) for name in ("a", "b", "c")}}
    assert Led(thirds).carried == [38, 38, 39]  # 38.4 each: 38, 76 and 115 when added up


def test_hours_for_visits_are_those_at_work_times_their_share() -> None:
    """5 x 40 x 0.95 x 0.8 x 0.75 = 114 and 3 x ... = 68.4 hours a week."""
    assert [each.visit_hours for each in Led(TWO).offices.strengths] == pytest.approx([114.0, 68.4])


def test_each_office_needs_a_sergeant_of_its_own_or_of_another_force() -> None:
    lone = {
        "town_office": office("town", weight=5, sergeants=1),
        "coast_office": office("coast", weight=3, sergeants=0),
    }
    assert Led({"iom.offices": lone}).carried == [72, 0]
    lone["coast_office"]["outside_sergeants"] = 0.25  # supervises 1.5 constables: 21.6 members
    assert Led({"iom.offices": lone}).carried == [72, 21]
    lone["town_office"]["supervising_elsewhere"] = 0.75  # half a sergeant is left: 3 constables, 43.2 members
    assert Led({"iom.offices": lone}).carried == [43, 21]


def test_a_closed_office_leaves_its_constables_to_the_others() -> None:
    closed = {
        "town_office": office("town", "coast", weight=5, sergeants=1),
        "coast_office": office(weight=0, sergeants=0),
    }
    team = Led({"iom.offices": closed})
    assert team.carried == [115, 0]
    assert [team.offices.of_district(number) for number in (0, 1)] == [0, 0]


def test_people_of_a_district_that_no_office_serves_are_nobodys() -> None:
    town_only = {"iom.offices": {"town_office": office("town", weight=1, sergeants=1)}}
    assert [Led(town_only).offices.of_district(number) for number in (TOWN, COAST)] == [0, NOWHERE]
    assert [Led(ONE_PLACE).offices.of_district(number) for number in (TOWN, COAST)] == [0, 0]


def test_two_more_constables_carry_nobody_until_they_are_trained() -> None:
    team = Led(ONE_PLACE)
    team.kernel.at(10.0, lambda: team.change(constables=10.0))
    team.kernel.run(127.9)
    assert team.carried == [115]
    team.kernel.run(128.1)  # 10 + 90 + 28
    assert team.carried == [144]
    assert team.trained == [128.0]


def test_half_the_team_carries_half_at_once() -> None:
    team = Led(ONE_PLACE)
    team.change(constables=4.0, sergeants=1.0)
    assert team.carried == [57]
    assert team.trained == []  # whoever changes the settings knows


def test_free_places_are_shared_out_like_the_others() -> None:
    """20 places to 72 and 43: 20 x 72 / 115 = 12.5, so 12 and 8."""
    assert Led(TWO).offices.shared_out(20) == [12, 8]
    assert Led(TWO, {"iom.constables": 0.0}).offices.shared_out(20) == [0, 0]
