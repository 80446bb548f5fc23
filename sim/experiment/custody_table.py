"""The table of custody by month, as it is reviewed each month (section 3.8 of the report)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim import clock
from sim.experiment.task import Result
from sim.outcomes.custody_months import COUNTS
from sim.outcomes.rows import Floats
from sim.report.study import CUSTODY_COLUMNS
from sim.scenario.scenario import Scenario

ALL_SUITES = "All suites"
NOT_MODELLED = "not modelled"
"""Stands for what the meeting reviews and the model has not."""

_PLACE = {name: place for place, name in enumerate(COUNTS)}


def custody_table(results: Sequence[Result], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Means over replications by scenario, suite and measured month, and of all suites together."""
    table: list[tuple[object, ...]] = []
    for scenario in scenarios:
        of_scenario = [result.custody for result in results if result.scenario == scenario.name]
        means = np.mean(of_scenario, axis=0)
        suites = [name.replace("_", " ").title() for name in scenario.opening.custody.suites]
        for suite, months in zip([*suites, ALL_SUITES], [*means, means.sum(axis=0)], strict=True):
            table.extend(
                (scenario.name, suite, _month(number), *_figures(counts))
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


def _month(number: int) -> str:
    first = clock.date_of(clock.FIRST_MEASURED_DAY)
    months = first.month - 1 + number
    return f"{dt.date(first.year + months // 12, months % 12 + 1, 1):%Y-%m}"
