"""Listing: court days, the lists of the day, over-listing, and a youth court that is closed."""

from __future__ import annotations

import pytest

from sim.agencies.listing import CALLED, LISTED, listed
from sim.model.events import HEARING, Court, Hearing
from tests.agencies.quiet import Quiet
from tests.agencies.test_courts import RULES, prosecuted

# day 0 is Wednesday 1 April 2020: days 0, 1, 2 are court days, 3 and 4 the weekend, 5 a Monday
HEARINGS_ONLY: dict[str, object] = {
    "courts.magistrates.trial_share": 0.0,
    "courts.magistrates.hearings_a_day": 1.0,
}
TRIALS: dict[str, object] = {
    "courts.magistrates.sitting_days": 48,
    "courts.magistrates.trial_share": 0.5,
    "courts.magistrates.days_a_trial": 2.0,
    "courts.magistrates.hearings_a_day": 1000.0,
}
"""24 sitting days a month for trials of two days: twelve a month, 144 a year."""


@pytest.mark.parametrize(
    ("ready", "stands"),
    [
        (0.0, 0 + LISTED),
        (0 + LISTED, 0 + LISTED),
        (0.5, 1 + LISTED),
        (2 + LISTED, 2 + LISTED),
        (2.5, 5 + LISTED),
        (3.1, 5 + LISTED),
        (4.9, 5 + LISTED),
        (5.9, 6 + LISTED),
    ],
)
def test_cases_stand_at_the_door_at_ten_on_the_next_court_day(ready: float, stands: float) -> None:
    assert listed(ready) == pytest.approx(stands)


@pytest.mark.parametrize("a_month", [1, 12, 30])
def test_a_full_court_hears_what_fits_in_its_sitting_days(a_month: int) -> None:
    area = Quiet(RULES | HEARINGS_ONLY | {"courts.magistrates.sitting_days": a_month})
    for _ in range(400):
        prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=0.0)
    area.run(365)
    assert len(area.rows(HEARING)) == pytest.approx(12 * a_month, abs=1)
    for row in area.rows(HEARING):
        assert row["time"] % 1 == pytest.approx(CALLED)
        assert row["time"] // 1 % 7 not in (3, 4)


def test_twice_the_sitting_days_are_half_the_wait() -> None:
    waits = []
    for days in (20, 40):
        area = Quiet(RULES | HEARINGS_ONLY | {"courts.magistrates.sitting_days": days})
        for _ in range(200):
            prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=0.0)
        area.run(1000)
        waits.append(sum(row["time"] for row in area.rows(HEARING)) / 200)
    assert waits[0] == pytest.approx(2 * waits[1], rel=0.02)  # 200 cases last ten months, or five


def test_a_court_that_does_not_sit_hears_nobody_and_loses_nobody() -> None:
    area = Quiet(RULES | {"courts.magistrates.sitting_days": 0})
    cases = [prosecuted(area) for _ in range(5)]
    area.run(1000)
    assert area.rows(HEARING) == []
    assert sorted(area.world.tally.open_cases) == sorted(case.id for case in cases)


def test_trials_take_the_sitting_days_they_need() -> None:
    """Without over-listing, as many are listed as there is time for: all are held."""
    area = Quiet(RULES | TRIALS | {"courts.magistrates.overlisting": 0.0})
    for _ in range(400):
        prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=0.99, preparation=1 - 1e-9)
    area.run(365)
    assert len(area.rows(HEARING, outcome=Hearing.COMPLETED)) == pytest.approx(144, abs=2)
    assert area.rows(HEARING, outcome=Hearing.INEFFECTIVE_COURT) == []


def test_what_is_listed_beyond_the_time_there_is_is_put_off_when_all_trials_go_ahead() -> None:
    """Half as many again are listed, nobody pleads: one in three finds no time."""
    area = Quiet(RULES | TRIALS | {"courts.magistrates.overlisting": 0.5})
    for _ in range(400):
        prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=0.99, preparation=1 - 1e-9)
    area.run(365)
    assert len(area.rows(HEARING, outcome=Hearing.COMPLETED)) == pytest.approx(144, abs=2)
    assert len(area.rows(HEARING, outcome=Hearing.INEFFECTIVE_COURT)) == pytest.approx(72, abs=3)


def test_over_listing_fills_the_time_that_cracked_trials_leave() -> None:
    """One trial in three cracks: half as many again are listed, none is put off and no time is lost."""
    rules = {"courts.magistrates.guilty_plea": 0.5, "courts.magistrates.late_plea": 1.0}
    area = Quiet(RULES | TRIALS | rules | {"courts.magistrates.overlisting": 0.5})
    for number in range(600):
        plea = 0.1 if number % 3 == 0 else 0.9
        prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=plea, preparation=1 - 1e-9)
    area.run(365)
    assert len(area.rows(HEARING, outcome=Hearing.COMPLETED)) == pytest.approx(144, abs=3)
    assert len(area.rows(HEARING, outcome=Hearing.CRACKED)) == pytest.approx(72, abs=3)
    assert len(area.rows(HEARING, outcome=Hearing.INEFFECTIVE_COURT)) <= 3


def test_people_in_custody_go_first() -> None:
    values = {"courts.magistrates.sitting_days": 20, "courts.failing_to_appear": 0.0}
    area = Quiet(RULES | HEARINGS_ONLY | values)
    cases = [area.case(person=number, first_hearing=1 - 1e-9, crown=0.99, plea=0.0) for number in range(4)]
    cases[3].offender.held = 1
    for case in cases:
        area.world.kernel.start(area.pathway.courts.prosecute(case))
    area.run(30)
    assert [row["case"] for row in area.rows(HEARING)] == [cases[3].id, *(case.id for case in cases[:3])]


def test_the_cases_of_a_closed_youth_court_are_heard_with_those_of_adults() -> None:
    area = Quiet(RULES | {"courts.youth.sitting_days": 0})
    case = area.case(first_hearing=0.9, crown=0.99, plea=0.0, custody=0.999999)
    case.offender.birth = -16 * 365.25
    area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(100)
    assert [row["court"] for row in area.rows(HEARING)] == [Court.MAGISTRATES]
