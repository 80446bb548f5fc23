"""Some measures year by year: when a change is seen, which a mean over all years hides."""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.outcomes.measures import MEASURES
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats

BY_YEAR = ("begin_to_offend", "offences", "crime_harm", "arrests", "prison_stock")
"""Names of the measures that are read for each measured year too."""


def by_year(record: Record) -> dict[str, Floats]:
    """Each of ``BY_YEAR`` in each measured year, in order."""
    windows = [Window(year, year + 1) for year in range(clock.FIRST_MEASURED_YEAR, record.years)]
    functions = {measure.name: measure.function for measure in MEASURES if measure.name in BY_YEAR}
    return {name: np.array([functions[name](record, window) for window in windows]) for name in BY_YEAR}
