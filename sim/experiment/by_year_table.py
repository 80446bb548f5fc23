"""Measures by year, over replications, as a tidy table: levels, and paired differences from the baseline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim import clock
from sim.experiment.task import Result
from sim.outcomes.by_year import BY_YEAR
from sim.outcomes.comparison import paired_differences
from sim.outcomes.intervals import mean_interval
from sim.outcomes.measures import MEASURES
from sim.report.study import BY_YEAR_COLUMNS

_NOTHING = (np.nan,) * 3


def by_year_table(results: Sequence[Result]) -> pd.DataFrame:
    """A row for each scenario, measure and measured year; the first scenario is the baseline."""
    measures = {measure.name: measure for measure in MEASURES}
    first = clock.date_of(clock.FIRST_MEASURED_DAY).year
    names = list(dict.fromkeys(result.scenario for result in results))
    values = {
        (name, measure): np.array([result.years[measure] for result in results if result.scenario == name])
        for name in names
        for measure in BY_YEAR
        if all(measure in result.years for result in results)
    }
    rows: list[tuple[object, ...]] = []
    for (name, measure), own in values.items():
        base = values[names[0], measure]
        for year in range(own.shape[1]):
            differs = paired_differences(own[:, year], base[:, year])
            apart = _NOTHING if name == names[0] else mean_interval(differs)
            known = (measure, measures[measure].label, measures[measure].unit, first + year)
            rows.append((name, *known, *mean_interval(own[:, year]), *apart, len(own)))
    return pd.DataFrame(rows, columns=list(BY_YEAR_COLUMNS))
