"""Outstanding suspects by district and age, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from calibration.readings.suspects import READINGS_OF_SUSPECTS, SUSPECTS_COUNTED
from sim.model.events import Stage


def test_suspects_are_counted_by_where_they_live_and_by_whole_days(new_run: Callable[[], Any]) -> None:
    run, now = new_run(), SUSPECTS_COUNTED
    run.district[:4], run.district[4:6], run.district[6:] = 0, 1, 2
    for person, age in enumerate((0.5, 28.9, 29.0, 91.0, 90.9, 300.0, 10.0)):
        run.stay(Stage.SUSPECT, now - age, None, person=person, case=person)
    run.stay(Stage.SUSPECT, now - 20.0, now - 1.0, person=7, case=7)  # dealt with the day before
    record = run.record()
    assert {name: reading(record) for name, reading in READINGS_OF_SUSPECTS.items()} == {
        "suspects_east": 4,
        "suspects_east_to_28_days": 2,
        "suspects_east_over_90_days": 1,
        "suspects_south": 2,
        "suspects_south_to_28_days": 0,
        "suspects_south_over_90_days": 1,
        "suspects_west": 1,
        "suspects_west_to_28_days": 1,
        "suspects_west_over_90_days": 0,
    }
