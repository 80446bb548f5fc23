"""Recalls, returns to prison and reoffending by home, worked out by hand on a little run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calibration.readings.prison import READINGS_OF_PRISON
from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Reception, Stage
from sim.outcomes.record import Record

NewRun = Callable[[], Any]


def stay(run: Any, person: int, start: float, end: float, term: float, homeless: int = 0) -> None:
    run.stay(Stage.PRISON, start, end, person, person)
    columns = {"reason": Reception.SENTENCE, "term_days": term, "homeless": homeless}
    run.add(events.RELEASE, end, person, person, **columns)


def reoffends(run: Any, person: int, day: float) -> None:
    columns = {"offence": person, "committed": day, "type": 0, "disposal": Disposal.FINE}
    run.add(events.SANCTION, day + 10, person, person, **columns)


def read(run: Any) -> dict[str, float]:
    record: Record = run.record()
    record.people.gone[:] = np.inf
    return {name: reading(record) for name, reading in READINGS_OF_PRISON.items()}


def test_return_to_prison_within_two_years_of_a_short_sentence(new_run: NewRun) -> None:
    """Of four releases after less than a year, two are followed by another stay within 730 days."""
    run = new_run()
    stay(run, 1, 400, 450, 100)
    run.stay(Stage.REMAND, 1180, 1190, 1, 11)  # the 730th day
    stay(run, 2, 400, 450, 100)
    run.stay(Stage.PRISON, 1181, 1190, 2, 12)  # a day too late
    stay(run, 3, 400, 500, 200)
    run.stay(Stage.PRISON, 600, 610, 3, 13)
    stay(run, 4, 400, 500, 200)
    stay(run, 5, 400, 600, 400)  # not a short sentence
    run.stay(Stage.PRISON, 700, 710, 5, 15)
    assert read(run)["claim_back_in_prison"] == pytest.approx(50)


def test_reoffending_by_home(new_run: NewRun) -> None:
    """Two of three without a home, one of two with one."""
    run = new_run()
    for person, homeless in ((1, 1), (2, 1), (3, 1), (4, 0), (5, 0)):
        stay(run, person, 380, 400, 40, homeless)
    for person in (1, 2, 4):
        reoffends(run, person, 500)
    found = read(run)
    assert found["reoffending_homeless"] == pytest.approx(100 * 2 / 3)
    assert found["reoffending_housed"] == pytest.approx(50)


def test_recalls_and_caseload(new_run: NewRun) -> None:
    run = new_run()
    for day in (364.9, 365.0, 400.0, 729.9, 730.0):
        run.add(events.RECALL, day)
    run.stay(Stage.ORDER, 0, 1461, 1, 1)
    run.stay(Stage.LICENCE, 365, 547.5, 2, 2)
    found = read(run)
    assert found["recalls_a_quarter"] == 0.75
    assert found["probation_caseload"] == 1.5
