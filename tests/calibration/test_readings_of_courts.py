"""What a run says to the facts of the courts, on runs short enough to count by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calibration.readings.catalogue import read_facts
from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Court, Hearing, Stage

NewRun = Callable[[], Any]
MIDDLE = 500.0
"""A day of the year to 31 March 2022, which runs from day 365 to day 730."""


def test_the_backlog_and_its_age_on_the_last_day(new_run: NewRun) -> None:
    run = new_run()
    for case, (start, end) in enumerate(
        [(100.0, None), (365.0, None), (365.5, None), (400.0, None), (0.0, 729.0)]
    ):
        run.stay(Stage.CROWN, start, end, case=case)
    found = read_facts(run.record())
    assert found["crown_backlog"] == 4
    assert found["crown_open_a_year"] == pytest.approx(50.0)  # 630 and 365 whole days; 364 and 330


def test_median_days_and_convictions(new_run: NewRun) -> None:
    run = new_run()
    for case, (offence, disposal) in enumerate(
        [(400.0, Disposal.FINE), (300.0, Disposal.CUSTODY), (100.0, Disposal.NOT_CONVICTED)], start=1
    ):
        run.add(events.OFFENCE, offence, case=case)
        run.add(events.HEARING, MIDDLE, case=case, court=Court.CROWN, outcome=Hearing.COMPLETED)
        run.add(events.EXIT, MIDDLE, case=case, disposal=disposal)
    run.add(events.EXIT, MIDDLE, case=9, disposal=Disposal.CAUTION)  # not by a court
    found = read_facts(run.record())
    assert found["crown_median_days"] == 200.0
    assert np.isnan(found["magistrates_median_days"])
    assert found["convicted_share"] == pytest.approx(100 * 2 / 3)


def test_the_first_hearing_counts_from_charge(new_run: NewRun) -> None:
    run = new_run()
    run.add(events.CHARGE, MIDDLE, case=1, offence=1)
    run.add(events.HEARING, MIDDLE + 12.0, case=1, court=Court.MAGISTRATES, outcome=Hearing.COMPLETED)
    assert read_facts(run.record())["charge_to_first_hearing"] == pytest.approx(12.0)
