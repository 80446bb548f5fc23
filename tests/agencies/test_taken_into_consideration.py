"""Offences taken into consideration: who admits, how many, and that none is admitted twice."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.agencies.taken_into_consideration import TakenIntoConsideration
from sim.model.events import TAKEN_INTO_CONSIDERATION
from sim.model.lived import Lived
from sim.model.marks import Recurring
from sim.model.offences import CODE, NAMES, OFFENCES
from tests.agencies.quiet import Quiet
from tests.pairing.counties import lived, rows_by_person, small

Floats = NDArray[np.float64]

ADMIT_ALL: dict[str, object] = {
    "taken_into_consideration.admitting": 1.0,
    "taken_into_consideration.burglary_and_robbery": 1.0,
    "taken_into_consideration.other_offences": 1.0,
    "taken_into_consideration.window_days": 365.0,
}
NOTHING_ADMITTED: dict[str, object] = {
    "taken_into_consideration.burglary_and_robbery": 0.0,
    "taken_into_consideration.other_offences": 0.0,
}
NOBODY: dict[str, object] = {"taken_into_consideration.admitting": 0.0}


class AllDays:
    """A model year in which every day counts one, and what was asked of it."""

    def __init__(self, first: float, last: float) -> None:
        self.first, self.last = first, last
        self.asked: list[list[float]] = []

    def peak_days(self, _: object, start: Floats, end: Floats) -> Floats:
        days = np.clip(np.minimum(end, self.last) - np.maximum(start, self.first), 0.0, None)
        self.asked.append(days.tolist())
        return days


class Steady:
    """Somebody who commits 400 offences of each type in 100 days, charged as often as the test wants."""

    def __init__(self, values: dict[str, object] | None = None) -> None:
        self.area = Quiet(ADMIT_ALL | (values or {}))
        self.case = self.area.case()
        people, row = self.area.world.fate.people, self.case.offender.row
        people.rate[row] = 4.0 * len(NAMES)
        people.mix[row] = 1.0 / len(NAMES)
        self.years = AllDays(0, 365), AllDays(365, 731)
        self.service = TakenIntoConsideration(self.area.world)

    def charged(self, *days: float) -> None:
        for day in days:
            self.area.run(day)
            self.service.charged(self.case)

    def year_over(self, year: int) -> None:
        self.service.count(year, cast(Lived, self.years[year]))

    def taken(self) -> dict[str, int]:
        types = [int(row["type"]) for row in self.area.rows(TAKEN_INTO_CONSIDERATION)]
        return {name: types.count(kind) for kind, name in enumerate(NAMES)}


def test_the_year_before_the_charge_is_asked_about() -> None:
    steady = Steady()
    steady.year_over(0)
    steady.charged(500.0)
    steady.year_over(1)
    # from day 135 on: 230 days of the first year and 135 of the second
    assert [year.asked for year in steady.years] == [[[230.0]], [[135.0]]]


def test_rules_of_the_day_of_the_charge_hold_though_others_hold_when_the_year_ends() -> None:
    steady = Steady()
    steady.charged(100.0)
    steady.service._settings_changed(Quiet(ADMIT_ALL | NOTHING_ADMITTED).world.settings)
    steady.year_over(0)
    assert sum(steady.taken().values()) > 0


def test_what_was_admitted_is_not_asked_about_again() -> None:
    steady = Steady()
    steady.charged(300.0, 310.0)
    steady.year_over(0)
    steady.charged(400.0)
    steady.year_over(1)
    # from day 0, from day 300 and from day 310, of which 55 days lie in the first year and 35 in the second
    assert [year.asked for year in steady.years] == [[[300.0, 10.0], [55.0]], [[35.0]]]


def test_the_numbers_are_what_was_recorded_and_not_attributed() -> None:
    steady = Steady({"police.attribution_scale": 1.0})
    steady.charged(100.0)
    steady.year_over(0)
    taken = steady.taken()
    for offence in OFFENCES:
        numbers = steady.area.settings.offences[offence.name]
        # 400 committed, one in committed_per_recorded recorded, of which a share is attributed
        mean = 400.0 / numbers.committed_per_recorded * (1.0 - numbers.attributed_share)
        if offence.public_protection:  # sexual offences are never taken into consideration
            assert taken[offence.name] == 0
        else:
            assert abs(taken[offence.name] - mean) <= 4.5 * mean**0.5, offence.name


def test_burglary_and_robbery_have_a_share_of_their_own() -> None:
    steady = Steady({"taken_into_consideration.other_offences": 0.0})
    steady.charged(100.0)
    steady.year_over(0)
    some = {name for name, number in steady.taken().items() if number}
    assert some == {"domestic_burglary", "other_burglary", "robbery"}


def test_each_case_decides_by_its_own_number_whether_the_person_admits() -> None:
    steady = Steady({"taken_into_consideration.admitting": 0.4})
    cases = [steady.area.case(person=number) for number in range(20)]
    for case in cases:
        steady.service.charged(case)
    chances = [steady.area.decision(case, Recurring.TAKEN_INTO_CONSIDERATION) for case in cases]
    steady.year_over(0)
    (asked,) = steady.years[0].asked
    assert len(asked) == sum(chance < 0.4 for chance in chances)
    assert 0 < len(asked) < 20


def test_nothing_but_the_admissions_differs_when_people_admit() -> None:
    all_admit, nobody = (lived(small(values), 3) for values in (ADMIT_ALL, NOBODY))
    assert len(all_admit.table(TAKEN_INTO_CONSIDERATION)["time"]) > 100
    assert len(nobody.table(TAKEN_INTO_CONSIDERATION)["time"]) == 0
    own = TAKEN_INTO_CONSIDERATION.name
    assert rows_by_person(all_admit.ledger, own) == rows_by_person(nobody.ledger, own)
    assert (all_admit.hidden.offences == nobody.hidden.offences).all()


def test_fewer_are_admitted_than_were_recorded_and_undetected() -> None:
    record = lived(small(ADMIT_ALL), 4)
    types = record.table(TAKEN_INTO_CONSIDERATION)["type"]
    for name in ("shop_theft", "violence_without_injury", "other_burglary"):
        admitted = int((types == CODE[name]).sum())
        assert 0 < admitted < record.hidden.offences[:, CODE[name], 1].sum()


def test_days_in_custody_are_not_asked_about() -> None:
    area = Quiet(years=1)
    world = area.world
    world.begin_year(0)
    natural = world.fate.stretch(0, beyond=False)
    row = int(np.argmax(natural.expected))
    offender = world.lives.of(row)
    world.kernel.at(100.0, lambda: world.hold(offender))
    world.kernel.at(200.0, lambda: world.free(offender))
    area.run(365.0)
    through = Lived.through(0, world.fate, world.lives.timeline())
    start, end = np.array([0.0, 0.0, 100.0, 200.0]), np.array([365.0, 100.0, 200.0, 365.0])
    whole, before, inside, after = through.peak_days(np.full(4, row), start, end).tolist()
    assert inside == 0.0
    assert whole == pytest.approx(before + after)
    assert 0 < whole < natural.expected[row]
