"""From results to tidy tables, always in the same order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim import clock
from sim.experiment.task import Result
from sim.outcomes.cells import staffed_by_hour
from sim.outcomes.comparison import DRAW, RUN_COLUMNS
from sim.outcomes.iom_performance import unit_of
from sim.outcomes.measures import MEASURES
from sim.outcomes.removals import Removals
from sim.report import evaluation
from sim.report.study import HOUR_COLUMNS, IOM_PERFORMANCE_COLUMNS, MONTH_COLUMNS
from sim.scenario.place_names import place_name
from sim.scenario.scenario import Scenario

LABELS = {measure.name: measure.label for measure in MEASURES}


def runs_table(results: Sequence[Result], of_each_draw: int = 0) -> pd.DataFrame:
    """One row a scenario, replication and measure: scenario, replication, measure, unit, value.

    With ``of_each_draw`` replications of each draw of parameters, the number of the draw stands last.
    """
    rows = [
        (result.scenario, result.replication, measure.name, measure.unit, result.measures[measure.name])
        for scenario in _names(results)
        for result in results
        if result.scenario == scenario
        for measure in MEASURES
    ]
    table = pd.DataFrame(rows, columns=list(RUN_COLUMNS))
    return table.assign(**{DRAW: table["replication"] // of_each_draw}) if of_each_draw else table


def evaluation_table(results: Sequence[Result]) -> pd.DataFrame:
    """One row a scenario and replication, as ``sim.report.evaluation.evaluate`` wants it."""
    columns = evaluation.RUN_COLUMNS
    rows = []
    for result in results:
        found = result.evaluation
        rows.append((result.scenario, result.replication, *(getattr(found, name) for name in columns[2:])))
    return pd.DataFrame(rows, columns=list(columns))


def mean_removals(results: Sequence[Result], scenario: str) -> Removals:
    """Removals from IOM a year in a scenario, by cohort and code, mean over replications."""
    found = [result.removals for result in results if result.scenario == scenario]
    return {key: float(np.mean([each.get(key, 0.0) for each in found])) for key in found[0]}


def iom_performance_table(results: Sequence[Result]) -> pd.DataFrame:
    """The figures of the IOM scheme by cohort, supervision and office: means over replications."""
    rows: list[tuple[object, ...]] = []
    for scenario in _names(results):
        found = [result.iom_performance for result in results if result.scenario == scenario]
        for group in dict.fromkeys(group for each in found for group in each):
            mean = float(np.mean([each.get(group, 0.0) for each in found]))
            rows.append((scenario, *group, unit_of(group[-1]), mean))
    return pd.DataFrame(rows, columns=list(IOM_PERFORMANCE_COLUMNS))


def hours_table(results: Sequence[Result], scenarios: Sequence[Scenario], years: int) -> pd.DataFrame:
    """Mean cells in use and staffed in each hour of the day, by scenario and suite."""
    rows: list[tuple[object, ...]] = []
    for scenario in scenarios:
        use = np.mean([r.cells_by_hour for r in results if r.scenario == scenario.name], axis=0)
        staffed = _staffed_each_day(scenario, years).mean(axis=1)
        for place, suite in enumerate(scenario.opening.custody.suites):
            rows.extend(
                (scenario.name, place_name(suite), hour, float(use[place, hour]), float(staffed[place, hour]))
                for hour in range(24)
            )
    return pd.DataFrame(rows, columns=list(HOUR_COLUMNS))


def months_table(results: Sequence[Result], scenarios: Sequence[Scenario], years: int) -> pd.DataFrame:
    """Mean cells in use and staffed in each measured month, by scenario and suite."""
    rows: list[tuple[object, ...]] = []
    since = clock.FIRST_MEASURED_DAY
    first = clock.month_of(since)
    for scenario in scenarios:
        use = np.mean([r.cells_by_month for r in results if r.scenario == scenario.name], axis=0)
        staffed = _staffed_each_day(scenario, years).mean(axis=2)
        for place, suite in enumerate(scenario.opening.custody.suites):
            for month in range(use.shape[1]):
                begin, end = (clock.first_of_month(first + each) for each in (month, month + 1))
                days = slice(clock.day_of(begin) - since, clock.day_of(end) - since)
                open_cells = float(staffed[place, days].mean())
                rows.append(
                    (scenario.name, place_name(suite), month, begin, float(use[place, month]), open_cells)
                )
    return pd.DataFrame(rows, columns=list(MONTH_COLUMNS))


def _staffed_each_day(
    scenario: Scenario, years: int
) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    """Staffed cells: suites by measured days by 24 hours."""
    days = range(clock.FIRST_MEASURED_DAY, clock.year_start(years))
    suites = len(scenario.opening.custody.suites)
    staffed = np.empty((suites, len(days), 24))
    for phase in scenario.phases:
        since = max(0, phase.start - clock.FIRST_MEASURED_DAY)
        for place, suite in enumerate(phase.settings.custody.suites.values()):
            staffed[place, since:] = staffed_by_hour(suite)
    return staffed


def _names(results: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(result.scenario for result in results))
