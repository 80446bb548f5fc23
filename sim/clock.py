"""The model's calendar: days since day 0, and what stands on which day.

Day 0 is 1 April 2020. Two settling years end on the first measured day, 1 April 2022; six measured years
follow, or as many as are asked for. Model years run from 1 April to 31 March, leap days included. Facts are
compared in the model year that ends on 31 March 2022.
"""

from __future__ import annotations

import datetime as dt
from math import ceil

DAY_ZERO = dt.date(2020, 4, 1)
HISTORY_YEARS = 3
"""Model years before day 0 for which offending histories are drawn."""

YEARS = 8
"""Model years of a run, unless another number is asked for."""
LEAST_YEARS = 3
"""Two settling years and one that is measured."""
MOST_YEARS = 12
"""What prevention needs to be seen. Memory and time grow with the years; ids would allow fifty."""
DAYS_PER_YEAR = 365.25
PANEL_ANCHOR = dt.date(2021, 10, 20)
PANEL_DAYS = 28


def day_of(date: dt.date) -> int:
    """Days from day 0 to ``date`` (negative before it)."""
    return (date - DAY_ZERO).days


def date_of(day: float) -> dt.date:
    """Calendar date on which ``day`` falls."""
    return DAY_ZERO + dt.timedelta(days=int(day // 1))


def year_start(year: int) -> int:
    """First day of model year ``year`` (0 begins on day 0; negative years lie before it)."""
    return day_of(dt.date(DAY_ZERO.year + year, DAY_ZERO.month, DAY_ZERO.day))


FIRST_MEASURED_DAY = day_of(dt.date(2022, 4, 1))
FIRST_MEASURED_YEAR = 2
VALIDATION_YEAR = 1
HORIZON = year_start(YEARS)


def panel_days(until: float) -> list[int]:
    """Days of the four-weekly panels from day 0 up to, not including, ``until``."""
    first = day_of(PANEL_ANCHOR) % PANEL_DAYS
    return list(range(first, ceil(until), PANEL_DAYS))


def quarter_days(until: float) -> list[int]:
    """First days of the quarters of the year after the first one, up to, not including, ``until``."""
    months = range(3, 12 * (int(until) // 365 + 2), 3)
    return [day for day in map(day_of, map(first_of_month, months)) if day < until]


def month_of(day: float) -> int:
    """Calendar months from April 2020 to the month of ``day``."""
    date = date_of(day)
    return (date.year - DAY_ZERO.year) * 12 + date.month - DAY_ZERO.month


def first_of_month(month: int) -> dt.date:
    """First date of the month that lies so many calendar months after April 2020."""
    months = DAY_ZERO.month - 1 + month
    return dt.date(DAY_ZERO.year + months // 12, months % 12 + 1, 1)
