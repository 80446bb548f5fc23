"""What a run says to the facts of the courts: backlog and its age, delay, and convictions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from sim import clock
from sim.model import events
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import Court, Stage
from sim.outcomes.court_delays import CourtDelays, court_delays, mean_delay
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows
from sim.outcomes.stays import age_shares
from sim.outcomes.stocks import stock_at

YEAR = Window(clock.VALIDATION_YEAR, clock.VALIDATION_YEAR + 1)
A_YEAR_OLD = 364
"""Whole days up to which an open case is younger than a year."""
_CONVICTED = [disposal for disposal, row in DISPOSALS.items() if row.setting == "court" and row.conviction]


def backlog(record: Record, year: Window = YEAR) -> float:
    """Cases open in the Crown Court at the end of the year."""
    return float(stock_at(record, year.end, Stage.CROWN))


def open_a_year(record: Record, year: Window = YEAR) -> float:
    """Per cent of them that have been open for a year or more."""
    return 100.0 * float(age_shares(record, year.end, Stage.CROWN, (A_YEAR_OLD,))[1])


def median_days(court: Court, record: Record, year: Window = YEAR) -> float:
    """Median days from offence to completion of the cases that a court ended in the year."""
    days = court_delays(record, year, court).offence_to_completion()
    known = days[~np.isnan(days)]
    return float(np.median(known)) if len(known) else float("nan")


def _convicted(record: Record) -> float:
    """Cases convicted of those that a court has ended."""
    ended = rows(record, events.EXIT, YEAR).whole("disposal")
    convicted = int(np.isin(ended, _CONVICTED).sum())
    acquitted = int((ended == Disposal.NOT_CONVICTED).sum())
    return 100.0 * convicted / (convicted + acquitted) if convicted + acquitted else float("nan")


READINGS_OF_COURTS: Mapping[str, Callable[[Record], float]] = {
    "crown_backlog": backlog,
    "crown_open_a_year": open_a_year,
    "crown_median_days": partial(median_days, Court.CROWN),
    "magistrates_median_days": partial(median_days, Court.MAGISTRATES),
    "charge_to_first_hearing": lambda record: mean_delay(
        Court.MAGISTRATES, CourtDelays.charge_to_first_hearing
    )(record, YEAR),
    "convicted_share": _convicted,
}
"""How each fact of the courts is read from a run."""
