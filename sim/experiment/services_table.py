"""Use, waiting and overload of every service, and what every programme did, as tidy tables.

Scenarios may have different services and programmes: each has rows for its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from sim.experiment.task import Named, Result
from sim.outcomes import programmes, services
from sim.outcomes.intervals import mean_interval
from sim.report.study import SERVICE_COLUMNS


def services_table(results: Sequence[Result]) -> pd.DataFrame:
    """A row for each scenario, service and figure of ``sim.outcomes.services``, over replications."""
    return _table(results, services.FIGURES, lambda result: result.services)


def programmes_table(results: Sequence[Result]) -> pd.DataFrame:
    """A row for each scenario, programme and figure of ``sim.outcomes.programmes``, over replications."""
    return _table(results, programmes.FIGURES, lambda result: result.programmes)


def _table(
    results: Sequence[Result],
    figures: dict[str, tuple[str, str]],
    of: Callable[[Result], dict[str, Named]],
) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for scenario in dict.fromkeys(result.scenario for result in results):
        found = [of(result) for result in results if result.scenario == scenario]
        rows.extend((scenario, *row) for row in _rows(found, figures))
    return pd.DataFrame(rows, columns=list(SERVICE_COLUMNS))


def _rows(
    found: Sequence[dict[str, Named]], figures: dict[str, tuple[str, str]]
) -> Iterator[tuple[object, ...]]:
    """The rows of one scenario: every replication has the same services."""
    for name, first in found[0].items():
        for figure, (_, unit) in figures.items():
            values = np.array([each[name].figures[figure] for each in found], dtype=np.float64)
            yield name, first.label, unit.replace("units", first.unit), figure, *mean_interval(values)
