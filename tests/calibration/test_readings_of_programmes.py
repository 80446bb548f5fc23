"""The unit's figures read from a record told row by row."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from calibration.readings.programmes import COUNTED, DAPU, READINGS_OF_PROGRAMMES
from sim.engine.hidden import Hidden
from sim.engine.ledger import Ledger
from sim.model import events
from sim.outcomes.record import Record


def test_the_figures_of_the_day_of_the_report() -> None:
    """Four agree, three start (one on the last day), one leaves after 100 days, one gives up."""
    ledger = Ledger(events.KINDS)
    for person, day in enumerate((300.0, 310.0, 400.0, 500.0, COUNTED + 1.0)):
        ledger.recorder(events.PROGRAMME_REFERRED)((day, person, person, DAPU, 1, 1))
    ledger.recorder(events.PROGRAMME_REFERRED)((350.0, 9, 9, DAPU, 1, 0))  # does not agree
    started = ledger.recorder(events.PROGRAMME_STARTED)
    started((300.0, 0, 0, DAPU))
    started((COUNTED - 50.0, 1, 1, DAPU))
    started((400.0, 0, 0, 12345))  # another programme
    ledger.recorder(events.PROGRAMME_ENDED)((400.0, 0, 0, DAPU, 1))
    ledger.recorder(events.PROGRAMME_WAITED_IN_VAIN)((600.0, 2, 2, DAPU))
    settings = SimpleNamespace(programmes={"dapu": SimpleNamespace(sessions_a_month=2.0)})
    record = Record(ledger, cast("object", None), Hidden.nothing(0, 0, 2), ((0.0, settings),), 2)  # type: ignore[arg-type]
    found = {name: reading(record) for name, reading in READINGS_OF_PROGRAMMES.items()}
    # 100 + 50 days on it are 150 / 30.4375 months, at two sessions a month, for two who joined
    assert found == {
        "dapu_joined": 2.0,
        "dapu_active": 1.0,
        "dapu_waiting": 1.0,
        "dapu_completed": 1.0,
        "dapu_sessions_a_joiner": pytest.approx(150 / 30.4375),
    }
