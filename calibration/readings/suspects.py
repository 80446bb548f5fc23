"""What a run says to the published table of outstanding suspects by district and age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import numpy as np

from sim import clock
from sim.model.events import ENTERED, Stage
from sim.outcomes.record import Record
from sim.outcomes.rows import rows
from sim.outcomes.stays import OLD_SUSPECT_DAYS, stays

SUSPECTS_COUNTED = float(clock.day_of(dt.date(2022, 1, 29)))
"""The end of 28 January 2022, when the outstanding suspects were counted."""
DISTRICTS = ("east", "south", "west")
_MONTH, _QUARTER = OLD_SUSPECT_DAYS


def outstanding(record: Record, district: int, oldest: float = np.inf, youngest: float = 0.0) -> float:
    """Records of people of a district outstanding on the day of the count, by whole days of age."""
    found = stays(record, Stage.SUSPECT)
    person = rows(record, ENTERED).having(stage=Stage.SUSPECT).whole("person")
    days = np.floor(SUSPECTS_COUNTED - found.start)
    here = record.people.district[record.people.row_of(person)] == district
    is_open = (found.start <= SUSPECTS_COUNTED) & (found.end > SUSPECTS_COUNTED)
    return float(np.count_nonzero(here & is_open & (days >= youngest) & (days <= oldest)))


READINGS_OF_SUSPECTS: dict[str, Callable[[Record], float]] = {
    name: reading
    for number, district in enumerate(DISTRICTS)
    for name, reading in (
        (f"suspects_{district}", partial(outstanding, district=number)),
        (f"suspects_{district}_to_28_days", partial(outstanding, district=number, oldest=_MONTH)),
        (f"suspects_{district}_over_90_days", partial(outstanding, district=number, youngest=_QUARTER + 1)),
    )
}
"""How each fact is read from a run."""
