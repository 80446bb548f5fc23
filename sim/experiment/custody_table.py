"""The table of custody by month, as it is reviewed each month (section 3.8 of the report)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim import clock
from sim.experiment.task import Result
from sim.outcomes.custody_months import COUNTS
from sim.outcomes.rows import Floats
from sim.report.study import CUSTODY_COLUMNS
from sim.scenario.place_names import place_name
from sim.scenario.scenario import Scenario

ALL_SUITES = "All suites"
NOT_MODELLED = "not modelled"
"""Stands for what the meeting reviews and the model has not."""

_PLACE = {name: place for place, name in enumerate(COUNTS)}


def custody_table(results: Sequence[Result], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Means over replications by scenario, suite and measured month, and of all suites together."""
    table: list[tuple[object, ...]] = []
    since = clock.month_of(clock.FIRST_MEASURED_DAY)
    for scenario in scenarios:
        of_scenario = [result.custody for result in results if result.scenario == scenario.name]
        means = np.mean(of_scenario, axis=0)
        suites = [place_name(name) for name in scenario.opening.custody.suites]
        for suite, months in zip([*suites, ALL_SUITES], [*means, means.sum(axis=0)], strict=True):
            table.extend(
                (scenario.name, suite, f"{clock.first_of_month(since + number):%Y-%m}", *_figures(counts))
                for number, counts in enumerate(months)
            )
    return pd.DataFrame(table, columns=list(CUSTODY_COLUMNS))


def _figures(counts: Floats) -> tuple[object, ...]:
    found = {name: float(counts[place]) for name, place in _PLACE.items()}
    children = found["children"]
    return (
        found["detentions"],
        found["section_136"],
        children,
        found["child_hours"] / children if children else float("nan"),
        found["accommodation_asked"],
        found["accommodation_given"],
        *[NOT_MODELLED] * 3,
    )
