"""Prevention: who is kept from a first offence, for how long, and nobody else."""

from __future__ import annotations

from math import log

import pytest

from sim.draws import fold, label_of, uniform
from sim.model.events import (
    ONSET_PUT_OFF,
    PROGRAMME_ENDED,
    PROGRAMME_REFERRED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
)
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.prevention import Child
from sim.programmes.referral import POINTS
from tests.agencies.quiet import Quiet, mean_of

SCHOOL = POINTS.index("school")
PROGRAMME: dict[str, object] = {
    "kind": "support",
    "referred_from": ("school",),
    "justification": "To see who is let in",
    "traits": ("excluded",),
    "referral": 1.0,
    "places": 100,
    "patience_days": 20.0,
    "stay_days": 60.0,
    "completion": 1.0,
}


class AtSchool:
    """A quiet area with one programme, and a child who would begin to offend on day 1000."""

    def __init__(self, **changes: object) -> None:
        # everybody else begins as an adult, and so passes no school
        others = {"people.onset_age_mean": 40.0, "people.onset_age_sd": 0.1}
        self.area = Quiet(others | {"programmes": {"prevention": PROGRAMME | changes}})
        world = self.area.world
        self.row = int(world.fate.people.size - 1)
        self.birth = -11.5 * 365.25
        world.fate.people.onset[self.row] = 1000.0
        world.fate.people.birth[self.row] = self.birth
        for name, has in world.fate.people.traits.items():
            has[self.row] = name == "excluded"
        self.key = fold(int(world.fate.people.key[self.row]), 90)

    def pass_by(self, row: int | None = -1, traits: tuple[str, ...] = ("excluded",)) -> None:
        at = self.row if row == -1 else row
        child = Child(at, self.key, True, self.birth, frozenset(traits))
        self.area.pathway.programmes.meet_child(child)

    @property
    def child(self) -> Offender:
        return self.area.world.lives.of(self.row)

    def chance(self, decision: int) -> float:
        key = fold(fold(fold(fold(self.key, Recurring.PROGRAMME), label_of("prevention")), SCHOOL), 0)
        return uniform(key, decision)

    @property
    def ends(self) -> float:
        return mean_of(self.chance(Recurring.PROGRAMME_STAY), 60.0)


def test_a_child_kept_from_it_never_offends() -> None:
    school = AtSchool(onsets_prevented=1.0)
    school.pass_by()
    school.area.run(school.ends - 1e-6)
    assert school.child.scale == 1.0
    school.area.run(1400.0)
    assert school.child.scale == 0.0
    rows = school.area.rows(ONSET_PUT_OFF)
    assert [(row["never"], row["days"]) for row in rows] == [(1, 0.0)]
    assert [row["time"] for row in rows] == [pytest.approx(school.ends)]


def test_another_begins_later_and_then_as_ever() -> None:
    school = AtSchool(onset_delay_days=100.0)
    school.pass_by()
    later = -log(school.chance(Recurring.ONSET_DELAY)) * 100.0
    school.area.run(1000.0 + later - 1e-6)
    assert school.child.scale == 0.0
    school.area.run(1000.0 + later + 1e-6)
    assert school.child.scale == 1.0
    assert [row["days"] for row in school.area.rows(ONSET_PUT_OFF)] == [pytest.approx(later)]


def test_the_chance_decides_and_is_the_childs_own() -> None:
    chance = AtSchool().chance(Recurring.ONSET_PREVENTED)
    for share, never in ((chance + 1e-9, [1]), (chance - 1e-9, [])):
        school = AtSchool(onsets_prevented=share)
        school.pass_by()
        school.area.run(school.ends + 1e-6)
        assert [row["never"] for row in school.area.rows(ONSET_PUT_OFF)] == never


def test_who_has_begun_meanwhile_is_not_put_off() -> None:
    school = AtSchool(onsets_prevented=1.0)
    school.area.world.fate.people.onset[school.row] = 1e-3
    school.pass_by()
    school.area.run(school.ends + 1e-6)
    assert len(school.area.rows(PROGRAMME_ENDED)) == 1
    assert school.area.rows(ONSET_PUT_OFF) == []
    assert school.child.scale == 1.0


def test_who_does_not_complete_it_is_not_put_off() -> None:
    school = AtSchool(onsets_prevented=1.0, completion=0.0)
    school.pass_by()
    school.area.run(school.ends + 1e-6)
    assert school.area.rows(ONSET_PUT_OFF) == []


@pytest.mark.parametrize(
    ("changes", "traits", "referred"),
    [
        ({}, ("excluded", "care"), 1),
        ({}, ("care",), 0),
        ({"ages": (11.0, 11.0)}, ("excluded",), 1),
        ({"ages": (12.0, 15.0)}, ("excluded",), 0),
        ({"sex": "women"}, ("excluded",), 0),
        ({"places": 0}, ("excluded",), 0),
    ],
)
@pytest.mark.parametrize("row", [-1, None])
def test_whom_it_asks_for_is_the_same_in_the_run_and_after_it(
    changes: dict[str, object], traits: tuple[str, ...], referred: int, row: int | None
) -> None:
    school = AtSchool(**changes)
    if "excluded" not in traits:
        school.area.world.fate.people.traits["excluded"][school.row] = False
    school.pass_by(row, traits)
    found = school.area.rows(PROGRAMME_REFERRED)
    assert len(found) == referred
    person = -1 if row is None else school.area.world.fate.people.id[school.row]
    assert {each["person"] for each in found} <= {person}


def test_who_begins_after_the_run_takes_a_place_and_is_not_referred_twice() -> None:
    school = AtSchool(places=1, onsets_prevented=1.0)
    school.pass_by(None)
    school.pass_by(None)
    assert len(school.area.rows(PROGRAMME_STARTED)) == 1
    school.pass_by()  # somebody of the run waits for the only place
    leaves = school.ends
    school.area.run(max(leaves, 20.0) + 1e-6)
    started = len(school.area.rows(PROGRAMME_STARTED))
    in_vain = len(school.area.rows(PROGRAMME_WAITED_IN_VAIN))
    assert (started, in_vain) == ((2, 0) if leaves < 20.0 else (1, 1))


def test_others_come_as_often_as_the_settings_say() -> None:
    school = AtSchool(others_per_year=365.25, places=1_000_000, stay_days=1e4)
    school.area.run(1000.0)
    started = len(school.area.rows(PROGRAMME_STARTED))
    assert abs(started - 1000) < 4 * 1000**0.5
    assert {row["person"] for row in school.area.rows(PROGRAMME_STARTED)} == {-1}


def test_others_who_come_anyway_come_on_the_same_days_however_many_more_do() -> None:
    """So nobody of earlier days moves if a scenario lets more come later."""
    times = []
    for others in (50.0, 90.0, 400.0):
        school = AtSchool(others_per_year=others, places=1_000_000, stay_days=1e4)
        school.area.run(1000.0)
        times.append({row["time"] for row in school.area.rows(PROGRAMME_STARTED)})
    assert times[0] < times[1] < times[2]
