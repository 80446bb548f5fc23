"""The table of the east: what is counted in it, and what is not."""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from calibration.readings.out_of_court import OUT_OF_COURT_READINGS, TABLE
from sim import clock
from sim.model.disposals import Disposal
from sim.model.events import DISPOSED, OUT_OF_COURT, TAKEN_INTO_CONSIDERATION
from sim.model.offences import CODE
from sim.outcomes.record import Record
from sim.scenario.settings import Settings

NewRun = Callable[[], Any]


def read(record: Record) -> dict[str, float]:
    return {name.removeprefix("east_"): reading(record) for name, reading in OUT_OF_COURT_READINGS.items()}


def test_the_table_covers_110_days() -> None:
    assert TABLE.end - TABLE.start == 110
    assert str(clock.date_of(TABLE.end - 0.5)) == "2021-12-31"


def test_each_crime_stands_in_its_row_and_column(new_run: NewRun) -> None:
    run = new_run()
    given = (
        ("shop_theft", Disposal.COMMUNITY_RESOLUTION, 0),
        ("shop_theft", Disposal.CAUTION, 1),
        ("drug_possession", Disposal.CONDITIONAL_CAUTION, 0),
        ("drug_possession", Disposal.CANNABIS_WARNING, 0),
        ("violence_with_injury", Disposal.YOUTH_CAUTION, 0),
        ("public_order", Disposal.PENALTY_NOTICE, 0),  # no column: two tiers have none
    )
    for name, disposal, alternate in given:
        run.add(OUT_OF_COURT, 550.0, type=CODE[name], disposal=disposal, alternate=alternate)
    run.add(TAKEN_INTO_CONSIDERATION, 550.0, type=CODE["other_burglary"])
    run.add(TAKEN_INTO_CONSIDERATION, 550.0, type=CODE["robbery"])
    run.add(DISPOSED, 550.0, type=CODE["weapons"], disposal=Disposal.OFFENDER_DIED)
    run.add(DISPOSED, 550.0, type=CODE["weapons"], disposal=Disposal.LEFT_THE_AREA)
    assert read(run.record()) == {
        "out_of_court": 5,
        "youth_caution": 1,
        "adult_caution": 2,
        "taken_into_consideration": 2,
        "offender_died": 1,
        "cannabis_warning": 1,
        "community_resolution": 1,
        "alternate_offence": 1,
        "damage": 0,
        "burglary": 1,
        "drugs": 2,
        "weapons": 1,
        "public_order": 0,
        "robbery": 1,
        "theft": 2,
        "violence": 1,
    }


def test_other_days_and_other_districts_are_left_out(new_run: NewRun) -> None:
    run = new_run()
    run.district[7] = 0  # the west
    for day, person in ((529.9, 0), (530.0, 0), (639.9, 0), (640.0, 0), (600.0, 7)):
        run.add(OUT_OF_COURT, day, person, type=CODE["theft_from_person"], disposal=Disposal.CAUTION)
    assert read(run.record())["theft"] == 2


def test_an_area_without_that_district_says_nothing(new_run: NewRun) -> None:
    record = new_run().record()
    settings = SimpleNamespace(districts={"town": None})
    elsewhere = Record(record.ledger, record.people, record.hidden, ((0.0, cast(Settings, settings)),), 4)
    assert all(map(math.isnan, read(elsewhere).values()))
