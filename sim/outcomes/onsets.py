"""When people begin to offend, with what prevention has changed in it."""

from __future__ import annotations

import numpy as np

from sim.model.events import ONSET_PUT_OFF
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, rows


def onsets(record: Record) -> Floats:
    """Day on which each person's offending begins, by row of the population; infinite if it never does."""
    put_off = rows(record, ONSET_PUT_OFF)
    row = record.people.row_of(put_off.whole("person"))
    later = np.where(put_off.whole("never") == 1, np.inf, put_off.real("days"))
    day: Floats = record.people.onset.copy()
    day[row] += later
    return day
