"""Rosters: staffed capacity through the week, repeated every week."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, pairwise
from math import floor, inf

from sim.clock import DAY_ZERO

_FIRST_MONDAY = -float(DAY_ZERO.weekday())  # on or just before day 0
_HOURS_A_DAY = 24
_HOURS_A_WEEK = 168


@dataclass(frozen=True, slots=True)
class Roster:
    """Staffed capacity through the week, repeated every week.

    ``changes``: (hour of the week, capacity from then on), ascending; hour 0 is Monday 00:00, below 168.
    The last capacity of a week runs on until the first change of the next. Summer time is left out.
    Raises ``ValueError`` if there is no change, hours do not ascend in the week, or a capacity is negative.
    """

    changes: tuple[tuple[float, int], ...]

    def __post_init__(self) -> None:
        hours = [hour for hour, _ in self.changes]
        if not hours:
            raise ValueError("a roster needs at least one capacity")
        if not all(0 <= hour < _HOURS_A_WEEK for hour in hours):
            raise ValueError(f"hours of the week run from 0 to below {_HOURS_A_WEEK}, not {hours}")
        if not all(earlier < later for earlier, later in pairwise(hours)):
            raise ValueError(f"the hours of a roster must be ascending, not {hours}")
        if any(capacity < 0 for _, capacity in self.changes):
            raise ValueError("a capacity cannot be negative")

    @classmethod
    def daily(cls, shifts: Mapping[float, int]) -> Roster:
        """The same shifts every day: the hour each begins, and its capacity, as in {7: 12, 15: 10, 23: 6}.

        Shifts of one capacity are one.
        """
        if len(set(shifts.values())) == 1:
            return cls(((0, next(iter(shifts.values()))),))
        midnights = [_HOURS_A_DAY * weekday for weekday in range(7)]
        return cls(
            tuple((midnight + hour, shifts[hour]) for midnight in midnights for hour in sorted(shifts))
        )

    @classmethod
    def weekdays(cls, opens: float, closes: float, capacity: int) -> Roster:
        """Open Monday to Friday between two hours of the day (24 is midnight), closed otherwise."""
        if not 0 <= opens < closes <= _HOURS_A_DAY:
            raise ValueError(f"cannot open at {opens} and close at {closes}")
        if opens == 0 and closes == _HOURS_A_DAY:
            return cls(((0, capacity), (5 * _HOURS_A_DAY, 0)))
        midnights = [_HOURS_A_DAY * weekday for weekday in range(5)]
        days = [((midnight + opens, capacity), (midnight + closes, 0)) for midnight in midnights]
        return cls(tuple(change for day in days for change in day))

    def capacity_at(self, day: float) -> int:
        """Capacity on that day (days since day 0), from the moment of a change on."""
        passed = bisect_right(self.changes, _hour_of_week(day), key=_hour)
        return self.changes[passed - 1][1]

    def next_change(self, day: float) -> float:
        """The day of the first change after ``day``; infinity if the capacity never changes."""
        return next((moment for moment, _ in self.changes_after(day)), inf)

    def changes_after(self, day: float) -> Iterator[tuple[float, int]]:
        """All changes after ``day``, without end: the day of each, and the capacity from then on."""
        if len(self.changes) == 1:
            return
        monday = _monday_before(day)
        for number in count(bisect_right(self.changes, _hour_of_week(day), key=_hour)):
            week, place = divmod(number, len(self.changes))
            hour, capacity = self.changes[place]
            yield _moment(monday + 7 * week, hour), capacity


def _hour(change: tuple[float, int]) -> float:
    return change[0]


def _monday_before(day: float) -> float:
    """Monday 00:00 of that day's week."""
    return _FIRST_MONDAY + 7 * floor((day - _FIRST_MONDAY) / 7)


def _hour_of_week(day: float) -> float:
    """Hours since Monday 00:00, rounded to the millisecond so that a moment meets the hour it was made of."""
    return round((day - _monday_before(day)) * _HOURS_A_DAY, 6)


def _moment(monday: float, hour: float) -> float:
    """An hour of that week, as a day; rounded as ``day + hour / 24``, so that it meets others' 7 o'clock."""
    return monday + hour // _HOURS_A_DAY + hour % _HOURS_A_DAY / _HOURS_A_DAY
