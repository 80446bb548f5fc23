"""What a run says to the published figures of the Domestic Abuse Perpetrator Unit, from its opening on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from sim import clock
from sim.draws import label_of
from sim.model.events import PROGRAMME_ENDED, PROGRAMME_REFERRED, PROGRAMME_STARTED, PROGRAMME_WAITED_IN_VAIN
from sim.outcomes.record import Record
from sim.outcomes.rows import Rows, Span, rows
from sim.outcomes.stocks import mean_between

DAPU = label_of("dapu")
COUNTED = float(clock.day_of(dt.date(2022, 3, 19)))
"""The end of 18 March 2022, the day of the report."""
SINCE_OPENING = Span(0.0, COUNTED)
DAYS_PER_MONTH = clock.DAYS_PER_YEAR / 12


def joined(record: Record) -> float:
    """People who have started."""
    return float(len(_rows(record, "started")))


def active(record: Record) -> float:
    """People who have started and not left."""
    return joined(record) - len(_rows(record, "ended"))


def waiting(record: Record) -> float:
    """People who have agreed to join, and neither started nor given up."""
    agreed = len(_rows(record, "referred").having(agreed=1))
    return agreed - joined(record) - len(_rows(record, "in_vain"))


def completed(record: Record) -> float:
    """People who have completed the programme."""
    return float(len(_rows(record, "ended").having(completed=1)))


def sessions_a_joiner(record: Record) -> float:
    """Sessions given, by the rate that was put in, for each who has started; not a number without any."""
    people = mean_between(record, SINCE_OPENING, PROGRAMME_STARTED, PROGRAMME_ENDED, programme=DAPU)
    dapu = next((settings.programmes.get("dapu") for _, settings in record.phases), None)
    if dapu is None or not joined(record):
        return float("nan")
    months = people * (SINCE_OPENING.end - SINCE_OPENING.start) / DAYS_PER_MONTH
    return months * dapu.sessions_a_month / joined(record)


_KINDS = {
    "referred": PROGRAMME_REFERRED,
    "started": PROGRAMME_STARTED,
    "ended": PROGRAMME_ENDED,
    "in_vain": PROGRAMME_WAITED_IN_VAIN,
}


def _rows(record: Record, kind: str) -> Rows:
    return rows(record, _KINDS[kind], SINCE_OPENING).having(programme=DAPU)


READINGS_OF_PROGRAMMES: Mapping[str, Callable[[Record], float]] = {
    "dapu_joined": joined,
    "dapu_active": active,
    "dapu_waiting": waiting,
    "dapu_completed": completed,
    "dapu_sessions_a_joiner": sessions_a_joiner,
}
"""By fact."""
