"""Measures by year, over replications, as a tidy table: levels, and paired differences from the baseline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim import clock
from sim.experiment.task import Result
from sim.outcomes.by_year import BY_YEAR
from sim.outcomes.chance_and_parameters import parts
from sim.outcomes.comparison import paired_differences
from sim.outcomes.intervals import Interval, Values, mean_interval
from sim.outcomes.measures import MEASURES
from sim.report.study import BY_YEAR_COLUMNS

_NOTHING = (np.nan,) * 3


def by_year_table(results: Sequence[Result], of_each_draw: int = 0) -> pd.DataFrame:
    """A row for each scenario, measure and measured year; the first scenario is the baseline.

    With ``of_each_draw`` replications of each draw of parameters, intervals carry the parameters as well.
    """
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
            apart = _NOTHING if name == names[0] else _interval(differs, of_each_draw)
            known = (measure, measures[measure].label, measures[measure].unit, first + year)
            rows.append((name, *known, *_interval(own[:, year], of_each_draw), *apart, len(own)))
    return pd.DataFrame(rows, columns=list(BY_YEAR_COLUMNS))


def _interval(values: Values, of_each_draw: int) -> Interval:
    if not of_each_draw:
        return mean_interval(values)
    return parts(values, np.arange(len(values)) // of_each_draw).parameters_unknown
