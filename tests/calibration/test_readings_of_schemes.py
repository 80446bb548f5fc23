"""The published table of people removed from IOM, worked out by hand on a little run."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calibration.readings.schemes import ACQUISITIVE, READINGS_OF_SCHEMES
from sim.model import events
from sim.model.events import Cohort
from sim.model.offences import NAMES

NewRun = Callable[[], Any]


def member(run: Any, person: int, cohort: Cohort, adopted: float, removed: float) -> None:
    run.add(events.IOM_ADOPTED, adopted, person, person, cohort=cohort)
    run.add(events.IOM_REMOVED, removed, person, person, cohort=cohort, days=removed - adopted)


def offences(run: Any, person: int, *days: float) -> None:
    for number, day in enumerate(days):
        run.add(events.OFFENCE, day, person, 1000 * person + number, type=1)


def test_the_published_table_by_hand(new_run: NewRun) -> None:
    """Three people leave in the year to March 2022 (days 365 to 730); each offence weighs 1 point.

    Person 1: on the scheme 400 to 500 (100 days), 3 offences before, one of them in the year before removal,
    none on the scheme. Person 2: 300 to 700 (400 days), 1 before, 2 after. Person 3: nothing.
    """
    run = new_run()
    member(run, 1, Cohort.FLEXIBLE, 400.0, 500.0)
    member(run, 2, Cohort.FIXED, 300.0, 700.0)
    member(run, 3, Cohort.FLEXIBLE, 380.0, 620.0)
    member(run, 4, Cohort.FIXED, 100.0, 364.0)  # left the day before the year
    offences(run, 1, 50.0, 60.0, 390.0)
    offences(run, 2, 200.0, 400.0, 500.0)
    offences(run, 4, 90.0)
    record = run.record()
    found = {name: reading(record) for name, reading in READINGS_OF_SCHEMES.items()}
    assert found["iom_harm_before"] == pytest.approx((3 + 1 + 0) / 3)
    assert found["iom_harm_after"] == pytest.approx((0 + 2 + 0) / 3)
    assert found["iom_none_before"] == pytest.approx(100 / 3)
    assert found["iom_none_after"] == pytest.approx(200 / 3)
    assert found["iom_harm_risen"] == pytest.approx(100 / 3)
    assert found["iom_tenure_median"] == 240
    assert found["iom_tenure_under_a_year"] == pytest.approx(200 / 3)
    assert found["iom_removed_from_fixed"] == pytest.approx(100 / 3)
    assert found["claim_harm_fall"] == pytest.approx(50)
    assert found["claim_offences_fall"] == pytest.approx(50)
    assert found["claim_crimes_fewer"] == pytest.approx(150 * (4 - 2) / 3)


def test_burglary_is_recorded_burglary_of_both_kinds(new_run: NewRun) -> None:
    run = new_run()
    run.add(events.OFFENCE, 100.0, 1, 1, type=0)
    run.add(events.UNDETECTED, 101.0, 1, 2, type=1, recorded=1)
    run.add(events.UNDETECTED, 102.0, 1, 3, type=1, recorded=0)
    run.add(events.OFFENCE, 500.0, 1, 4, type=0)
    assert READINGS_OF_SCHEMES["claim_burglary_halved"](run.record()) == pytest.approx(50)


def test_acquisitive_crime_is_burglary_robbery_theft_and_vehicles() -> None:
    assert [NAMES[code] for code in ACQUISITIVE] == [
        "domestic_burglary", "other_burglary", "robbery", "theft_of_vehicle", "theft_from_vehicle",
        "theft_from_person", "shop_theft", "other_theft",
    ]  # fmt: skip


def test_the_top_fifth_are_a_fifth_of_those_who_have_any(new_run: NewRun) -> None:
    """Five people with 6, 1, 1, 1 and 1 thefts: one of them is a fifth and has 6 of 10."""
    run = new_run()
    for person, number in enumerate((6, 1, 1, 1, 1)):
        offences(run, person, *np.linspace(50, 600, number))
    assert READINGS_OF_SCHEMES["acquisitive_top_fifth"](run.record()) == pytest.approx(60)
