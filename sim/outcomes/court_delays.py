"""Delay by stage: days from offence to charge, to the first hearing and to the end of the case in court."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.model.events import CHARGE, HEARING, OFFENCE, Court, Hearing
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Ids, Rows, Stretch, rows


@dataclass(frozen=True)
class CourtDelays:
    """One value a case that ended in a court, in the order in which they ended.

    The offence is the one that opened the case. What lies before day 0 and was not drawn is not a number.
    """

    offence: Floats
    charge: Floats
    first_hearing: Floats
    completion: Floats

    def offence_to_charge(self) -> Floats:
        """Days from the offence until the person is charged."""
        return self.charge - self.offence

    def charge_to_first_hearing(self) -> Floats:
        """Days from charge until the case is first before a court, whether or not the person comes."""
        return self.first_hearing - self.charge

    def first_hearing_to_completion(self) -> Floats:
        """Days from then to the plea or verdict that ends the case, of cases charged since day 0."""
        return np.where(np.isnan(self.charge), np.nan, self.completion - self.first_hearing)

    def offence_to_completion(self) -> Floats:
        """Days from the offence to the end, of all cases, those open on day 0 included."""
        return self.completion - self.offence


def court_delays(record: Record, stretch: Stretch, court: Court) -> CourtDelays:
    """Delays of the cases that a court ended in the stretch."""
    ended = rows(record, HEARING, stretch).having(court=court)
    outcome = ended.whole("outcome")
    ends = (outcome == Hearing.COMPLETED) | (outcome == Hearing.CRACKED)
    case = ended.whole("case")[ends]
    return CourtDelays(
        _first_time(rows(record, OFFENCE), case),
        _first_time(rows(record, CHARGE), case),
        _first_time(rows(record, HEARING), case),
        ended.real("time")[ends],
    )


def mean_delay(court: Court, stage: Callable[[CourtDelays], Floats]) -> Callable[[Record, Window], float]:
    """Mean days of a stage among cases that the court ended; not a number where there are none."""

    def mean(record: Record, window: Window) -> float:
        days = stage(court_delays(record, window, court))
        known = days[~np.isnan(days)]
        return float(known.mean()) if len(known) else float("nan")

    return mean


def _first_time(events: Rows, case: Ids) -> Floats:
    """The time of the first event of each case; not a number where there is none."""
    names, times = events.whole("case"), events.real("time")
    order = np.lexsort((times, names))
    names, times = names[order], times[order]
    place = np.searchsorted(names, case, side="left")
    found = np.full(len(case), np.nan)
    there = place < len(names)
    there[there] = names[place[there]] == case[there]
    found[there] = times[place[there]]
    return found
