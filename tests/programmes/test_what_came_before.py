"""Schemes that draw up lists of names from the record: Operation Alert, the tier below, and Norfolk's 180."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sim.model.events import PROGRAMME_ENDED, PROGRAMME_REFERRED, PROGRAMME_STARTED
from sim.model.offender import Offender
from sim.programmes.iom_cohorts import Candidate
from sim.programmes.programme import RunningProgramme
from tests.agencies.quiet import TOWN, Quiet, mean_of
from tests.pairing.counties import shipped

ALERT: dict[str, object] = {
    "kind": "enforcement",
    "referred_from": ("record",),
    "offences": ("domestic_burglary", "other_burglary"),
    "referral": 1.0,
    "places": 2,
    "patience_days": 28.0,
    "stay_days": 3e4,
    "completion": 1.0,
    "offending_effect": -0.1,
    "detection_effect": 0.3,
}
FIRST_PANEL = 7
"""20 October 2021, on which panels are anchored, is day 567: 20 times 28 and 7."""


class Listed:
    """A quiet area in which one scheme draws up its list from the record."""

    def __init__(self, more: dict[str, object] | None = None, **changes: object) -> None:
        programmes = {"alert": ALERT | changes} | (more or {})
        self.area = Quiet({"programmes": programmes, "iom.constables": 0.0})
        self.world = self.area.world

    def commits(self, number: int, *offences: str) -> Offender:
        """Somebody to whom offences are attributed now."""
        person = self.area.resident(TOWN, number)
        for offence in offences:
            self.world.attribute(person.row, self.area.offence(offence))
        return person

    def running(self, name: str = "alert") -> RunningProgramme:
        return self.area.pathway.programmes._running[name]

    def started(self) -> list[float]:
        return [row["person"] for row in self.area.rows(PROGRAMME_STARTED)]


BURGLARY, SHOP = "domestic_burglary", "shop_theft"


def test_free_places_go_to_the_names_with_most_burglaries_on_record() -> None:
    listed = Listed()
    listed.area.run(FIRST_PANEL - 0.5)
    people = [
        listed.commits(number, *offences)
        for number, offences in enumerate(
            [[BURGLARY], [SHOP] * 5, [BURGLARY, "other_burglary"], [BURGLARY] * 3, []]
        )
    ]
    assert listed.started() == []
    listed.area.run(FIRST_PANEL + 0.01)
    assert listed.started() == [people[3].id, people[2].id]
    assert [row["time"] for row in listed.area.rows(PROGRAMME_STARTED)] == [FIRST_PANEL, FIRST_PANEL]
    assert [(one.scale, one.attention) for one in people] == [
        (1.0, 1.0), (1.0, 1.0), (0.9, 1.3), (0.9, 1.3), (1.0, 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize(("places", "number"), [(0, 0), (1, 1), (2, 2), (4, 3)])
def test_there_are_so_many_names_as_places_if_so_many_are_known(places: int, number: int) -> None:
    listed = Listed(places=places)
    for person in range(3):
        listed.commits(person, BURGLARY)
    listed.area.run(FIRST_PANEL + 28 + 0.01)
    assert len(listed.started()) == len(listed.area.rows(PROGRAMME_REFERRED)) == number
    assert listed.running()._places.waiting == 0


def test_of_as_many_burglaries_other_offences_decide() -> None:
    listed = Listed(places=1)
    listed.commits(0, BURGLARY)
    second = listed.commits(1, BURGLARY, SHOP)
    listed.area.run(FIRST_PANEL + 0.01)
    assert listed.started() == [second.id]


@pytest.mark.parametrize(("asked", "number"), [(1.0, 2), (2.0, 1), (3.0, 0)])
def test_fewest_offences_on_record(asked: float, number: int) -> None:
    listed = Listed(recorded_offences=asked)
    listed.commits(0, BURGLARY)
    listed.commits(1, BURGLARY, BURGLARY)
    listed.area.run(FIRST_PANEL + 0.01)
    assert len(listed.started()) == number


def test_what_is_older_than_a_year_no_longer_counts() -> None:
    """Thirteen sheets of four weeks: an offence of day 0 stands on the first, closed on day 7."""
    listed = Listed(places=0)
    listed.commits(0, BURGLARY)
    record = listed.area.pathway.programmes._record
    listed.area.run(FIRST_PANEL + 12 * 28 + 0.01)
    assert len(record.most(frozenset(), 1.0)) == 1
    listed.area.run(FIRST_PANEL + 13 * 28 + 0.01)
    assert record.most(frozenset(), 1.0) == []


def test_who_is_in_prison_is_not_listed_and_who_is_sent_there_leaves_the_list() -> None:
    listed = Listed(places=1)
    inside, at_liberty = (listed.commits(number, *[BURGLARY] * (3 - number)) for number in (0, 1))
    listed.area.pathway.prison.remand(listed.area.case(person=0))
    listed.area.run(FIRST_PANEL + 0.01)
    assert listed.started() == [at_liberty.id]
    listed.area.pathway.prison.remand(listed.area.case(person=1))
    listed.area.run(FIRST_PANEL + 0.02)
    assert [row["person"] for row in listed.area.rows(PROGRAMME_ENDED)] == [at_liberty.id]
    assert (at_liberty.scale, at_liberty.attention) == (1.0, 1.0)
    assert inside.attention == 1.0


def test_attention_of_two_schemes_multiplies_and_ends_exactly() -> None:
    listed = Listed(stay_days=1e-3, places=1)
    person = listed.commits(0, BURGLARY)
    person.watched_by_iom(1.25)
    listed.area.run(FIRST_PANEL)
    listed.area.run(FIRST_PANEL + 1e-9)
    assert person.attention == 1.25 * 1.3
    listed.area.run(FIRST_PANEL + mean_of(1e-6, 1e-3))
    assert person.attention == 1.25
    person.watched_by_iom(1.0)
    assert person.attention == 1.0


KEYS = ALERT | {"kind": "supervision", "offences": ("acquisitive",), "detection_effect": 0.1}


def test_the_tier_below_passes_over_whom_the_tier_above_has() -> None:
    """By name ``alert`` draws up its list first: the two with most burglaries; the other two are left."""
    listed = Listed({"keys": KEYS | {"passes_over": ("alert",), "places": 9}})
    people = [listed.commits(number, *[BURGLARY] * (4 - number)) for number in range(4)]
    listed.area.run(FIRST_PANEL + 0.01)
    assert [listed.running().has(one) for one in people] == [True, True, False, False]
    assert [listed.running("keys").has(one) for one in people] == [False, False, True, True]


def test_who_becomes_a_member_of_iom_leaves_the_tier_below_at_the_next_list() -> None:
    listed = Listed(passes_over=("iom",))
    member, other = listed.commits(0, BURGLARY), listed.commits(1, BURGLARY)
    member.on_iom = True
    listed.area.run(FIRST_PANEL + 0.01)
    assert listed.started() == [other.id]
    other.on_iom = True
    listed.area.run(FIRST_PANEL + 27)
    assert listed.running().has(other)
    listed.area.run(FIRST_PANEL + 28 + 0.01)
    assert not listed.running().has(other)


@pytest.mark.parametrize(("cohort", "counts"), [("FIXED", True), ("FLEXIBLE", True), ("FREE", False)])
def test_women_of_the_free_cohort_do_not_count_as_members(cohort: str, counts: bool) -> None:
    """Support moves nobody up or down any list."""
    from sim.model.events import Cohort

    area = Quiet()
    person = area.resident(TOWN, 0)
    area.pathway.iom._adopt(Candidate(person.row, Cohort[cohort], 0.5, 0.0))
    assert person.on_iom is counts
    area.pathway.iom._remove(area.pathway.iom._members[person.row], "1")  # type: ignore[arg-type]
    assert not person.on_iom


def test_sixty_are_listed_in_peterborough_and_150_carried_in_norfolk() -> None:
    alert = shipped("operation-alert", "peterborough").at(730).programmes["operation_alert"]
    assert (alert.places, alert.kind, alert.referred_from) == (60, "enforcement", ("record",))
    iom = shipped("baseline", "norfolk").opening.iom
    team = {
        "iom.constables": iom.constables,
        "iom.sergeants": iom.sergeants,
        "iom.members_per_constable": iom.members_per_constable,
        "iom.offices": {},
    }
    assert Quiet(team).pathway.iom._offices.capacity == 150
    ppo = shipped("baseline", "peterborough").opening.iom
    assert ppo.constables * ppo.members_per_constable == 35


def of_programmes(area: str, names: Sequence[str]) -> dict[str, dict[str, object]]:
    return {
        name: programme.model_dump()
        for file in names
        for name, programme in shipped(file, area).at(730).programmes.items()
    }


def test_enforcement_reads_offences_and_age_alone_and_the_womens_project_is_offered() -> None:
    found = of_programmes("peterborough", ["operation-alert", "keys-project", "dawn-project"])
    for name in ("operation_alert", "keys_project"):
        asked = found[name]
        assert (asked["sex"], asked["needs"], asked["traits"]) == ("all", (), ())
    dawn = found["dawn_project"]
    assert (dawn["kind"], dawn["sex"], dawn["detection_effect"]) == ("support", "women", 0.0)
    assert str(dawn["justification"]).startswith("A service of a women's centre")
    assert 0 < float(str(dawn["uptake"])) < 1  # free to refuse
