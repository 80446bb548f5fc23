"""Custody month by month and suite by suite: what the monthly Custody Performance meeting reviews.

Section 3.8 of the report lists them. Children and requests for accommodation are those of people of the area;
everything else counts all who are brought to a suite.
"""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.model.events import ACCOMMODATION_ASKED, ADMISSION, CHILD_LEFT_CELL, PLACE_OF_SAFETY
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Rows, rows

COUNTS = (
    "detentions",
    "section_136",
    "children",
    "child_hours",
    "accommodation_asked",
    "accommodation_given",
)
"""Number of each in a month, but ``child_hours``: hours in the cell of all children who left it, summed."""


def custody_months(record: Record, window: Window) -> Floats:
    """Counts of the window: (suites, calendar months from its first day, ``COUNTS``)."""
    asked = rows(record, ACCOMMODATION_ASKED, window)
    children = rows(record, CHILD_LEFT_CELL, window)
    columns = [
        _monthly(record, window, rows(record, ADMISSION, window)),
        _monthly(record, window, rows(record, PLACE_OF_SAFETY, window).having(cell=1)),
        _monthly(record, window, children),
        _monthly(record, window, children, children.real("hours")),
        _monthly(record, window, asked),
        _monthly(record, window, asked.having(given=1)),
    ]
    return np.stack(columns, axis=2)


def _monthly(record: Record, window: Window, counted: Rows, weights: Floats | None = None) -> Floats:
    """Events, or the sum of their weights, by suite and month."""
    suites = len(record.phases[0][1].custody.suites)
    days = np.array([clock.month_of(day) for day in range(round(window.start), round(window.end))])
    month = days - days[0]
    months = int(month[-1]) + 1
    place = month[(counted.real("time") - window.start).astype(np.int64)]
    number = np.bincount(counted.whole("suite") * months + place, weights, minlength=suites * months)
    return np.asarray(number, dtype=np.float64).reshape(suites, months)
