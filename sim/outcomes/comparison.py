"""Summary of every scenario, and its paired difference from the baseline.

Replication r of every scenario has the same people and the same chances, so scenarios are compared within a
replication and only then averaged. Intervals and tests hold, measure by measure, for all scenarios compared
with the baseline together. Runs over draws of parameters (a column ``draw``) have intervals and tests that
carry the parameters as well as chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

import numpy as np
import pandas as pd

from sim.outcomes.chance_and_parameters import Draws, parts
from sim.outcomes.intervals import Interval, Values, known, mean_interval, p_value, spread, variance
from sim.outcomes.multiplicity import holm, simultaneous_level

RUN_COLUMNS = ("scenario", "replication", "measure", "unit", "value")
DRAW = "draw"
"""Column of runs that are of draws of parameters."""
ROUNDING_NOISE = 1e-12
"""Differences below this share of the values compared are the computer's rounding, not the model's."""


@dataclass(frozen=True)
class Summary:
    """One row of the summary: a measure in a scenario, over replications, in ``unit``."""

    scenario: str
    measure: str
    label: str
    unit: str
    mean: float
    low: float
    """95 % interval of the mean; NaN with one replication. Over draws, of the expected figure."""
    high: float
    future_low: float
    """8 of 10 futures lie between this and ``future_high``; NaN with fewer than nine replications."""
    future_high: float
    replications: int
    """Replications in which the measure has a value."""


@dataclass(frozen=True)
class Difference:
    """One row of the comparison: scenario minus baseline, paired within replications, in ``unit``."""

    scenario: str
    baseline: str
    measure: str
    label: str
    unit: str
    difference: float
    low: float
    """95 % t interval of the mean difference that holds for all scenarios together; NaN with one pair."""
    high: float
    low_alone: float
    """95 % t interval of this difference by itself: the same if one scenario is compared."""
    high_alone: float
    p: float
    """Two-sided p value of the paired t test; NaN with one pair."""
    p_holm: float
    """The same adjusted by Holm over all scenarios compared."""
    future_low: float
    """8 of 10 paired differences lie between these; NaN with fewer than nine replications."""
    future_high: float
    percent: float
    """Difference as a percentage of the baseline's mean; NaN if that is 0."""
    replications: int
    """Pairs in which both sides have a value."""
    variance_ratio: float
    """Variance of the difference of two independent runs over that of the paired difference.

    NaN if the paired difference is the same in every replication: there is nothing to divide by.
    """
    low_parameters_known: float = np.nan
    """As ``low``, of chance alone. From here on NaN unless there are draws of parameters."""
    high_parameters_known: float = np.nan
    sd_parameters: float = np.nan
    """Standard deviation between draws of the expected difference."""
    sd_chance: float = np.nan
    """Standard deviation of the difference of a single run of one draw."""
    parameters_percent: float = np.nan
    """Share of the variance of a single run's difference that is due to the parameters."""
    monte_carlo_error: float = np.nan
    """Standard error of ``difference``: another ensemble of this size would give another mean."""
    draws_needed: float = np.nan
    """Draws after which that error is small beside ``sd_parameters``; NaN if that is 0."""


SUMMARY_COLUMNS = tuple(field.name for field in fields(Summary))
COMPARISON_COLUMNS = tuple(field.name for field in fields(Difference))


@dataclass(frozen=True)
class _Measured:
    """All values of one measure."""

    name: str
    unit: str
    values: pd.DataFrame
    """Replications (rows) by scenarios (columns)."""
    draws: Draws | None
    """Of each replication, the number of its draw of parameters; None if there are no draws."""

    def of(self, scenario: str) -> Values:
        return self.values[scenario].to_numpy(dtype=np.float64)


def _measured(runs: pd.DataFrame) -> list[_Measured]:
    missing = [column for column in RUN_COLUMNS if column not in runs.columns]
    if missing:
        raise ValueError(f"runs lack the column(s) {', '.join(missing)}")
    scenarios = list(runs["scenario"].unique())
    tables = []
    for name, rows in runs.groupby("measure", sort=False):
        units = rows["unit"].unique()
        if len(units) > 1:
            raise ValueError(f"{name} is given in more than one unit: {', '.join(map(str, units))}")
        if rows.duplicated(["scenario", "replication"]).any():
            raise ValueError(f"{name} has two values for one replication of a scenario")
        values = rows.set_index(["replication", "scenario"])["value"]
        table = values.unstack("scenario").reindex(columns=scenarios)
        pairs = rows.groupby("scenario", sort=False)["replication"].agg(frozenset)
        if len(pairs) < len(scenarios) or pairs.nunique() > 1:
            raise ValueError(f"{name} does not have the same replications in every scenario")
        tables.append(_Measured(str(name), str(units[0]), table, _draws(rows, table)))
    return tables


def _draws(rows: pd.DataFrame, table: pd.DataFrame) -> Draws | None:
    """Of each row of a table, the draw of its replication."""
    if DRAW not in rows.columns:
        return None
    of_replication = rows.groupby("replication")[DRAW].first()
    return of_replication.reindex(table.index).to_numpy(dtype=np.int64)


def summarise(runs: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Mean, interval and spread of every measure in every scenario.

    Parameters
    ----------
    runs
        One row for each scenario, replication and measure, with the columns ``RUN_COLUMNS``. A value may be
        NaN where the measure is not defined (a mean wait of nobody); such a replication is left out of the
        row and ``replications`` counts those that remain. With a further column ``draw``, replications are
        of draws of parameters.
    labels
        Label of each measure by name.

    Returns
    -------
    pandas.DataFrame
        Columns ``SUMMARY_COLUMNS``; scenarios and measures in the order in which they stand in ``runs``.

    Raises
    ------
    ValueError
        If scenarios differ in their replications, a value stands twice, or a value is infinite.
    KeyError
        If a measure has no label.
    """
    tables = _measured(runs)
    rows = []
    for scenario in runs["scenario"].unique():
        for table in tables:
            values = table.of(scenario)
            rows.append(
                Summary(
                    scenario,
                    table.name,
                    labels[table.name],
                    table.unit,
                    *_mean(values, table.draws),
                    *spread(values),
                    replications=known(values).size,
                )
            )
    return pd.DataFrame([asdict(row) for row in rows], columns=list(SUMMARY_COLUMNS))


def _mean(values: Values, draws: Draws | None) -> Interval:
    return mean_interval(values) if draws is None else parts(values, draws).parameters_unknown


def compare(runs: pd.DataFrame, baseline: str, labels: Mapping[str, str]) -> pd.DataFrame:
    """Paired difference of every other scenario from ``baseline``, for every measure.

    Parameters
    ----------
    runs, labels
        As for ``summarise``. A pair in which either value is NaN is left out.
    baseline
        Scenario from which the others are subtracted.

    Returns
    -------
    pandas.DataFrame
        Columns ``COMPARISON_COLUMNS``; no rows if there is no other scenario. ``low`` and ``high`` hold for
        all scenarios compared together, measure by measure; measures are not adjusted for one another.

    Raises
    ------
    ValueError
        As ``summarise``, and if ``baseline`` is not among the scenarios.
    """
    scenarios = list(runs["scenario"].unique())
    if baseline not in scenarios:
        raise ValueError(f"the baseline {baseline} is not among the scenarios run")
    others = [scenario for scenario in scenarios if scenario != baseline]
    by_measure = [
        _differences(table, others, baseline, labels[table.name]) for table in _measured(runs) if others
    ]
    rows = [row for scenario in zip(*by_measure, strict=True) for row in scenario]
    return pd.DataFrame([asdict(row) for row in rows], columns=list(COMPARISON_COLUMNS))


def _differences(table: _Measured, others: list[str], baseline: str, label: str) -> list[Difference]:
    """One measure in every scenario compared, adjusted for their number."""
    rows = [_difference(table, scenario, baseline, label, len(others)) for scenario in others]
    adjusted = holm(np.array([row.p for row in rows]))
    return [replace(row, p_holm=float(p)) for row, p in zip(rows, adjusted, strict=True)]


def _difference(table: _Measured, scenario: str, baseline: str, label: str, comparisons: int) -> Difference:
    """The row of one scenario; its ``p_holm`` is still to come."""
    changed, base = table.of(scenario), table.of(baseline)
    both = ~(np.isnan(changed) | np.isnan(base))
    changed, base = changed[both], base[both]
    paired = paired_differences(changed, base)
    mean, low, high = mean_interval(paired, simultaneous_level(comparisons))
    alone = mean_interval(paired)
    base_mean = base.mean() if base.size else np.nan
    within = variance(paired)
    row = Difference(
        scenario,
        baseline,
        table.name,
        label,
        table.unit,
        mean,
        low,
        high,
        alone.low,
        alone.high,
        p_value(paired),
        np.nan,
        *spread(paired),
        percent=float(100 * mean / base_mean) if base_mean else np.nan,
        replications=paired.size,
        variance_ratio=(variance(changed) + variance(base)) / within if within else np.nan,
    )
    return row if table.draws is None else _over_draws(row, paired, table.draws[both], comparisons)


def _over_draws(row: Difference, paired: Values, draws: Draws, comparisons: int) -> Difference:
    """The row with intervals and test that carry the parameters, and what each part adds."""
    found = parts(paired, draws, simultaneous_level(comparisons))
    alone = parts(paired, draws).parameters_unknown
    return replace(
        row,
        difference=found.mean,
        percent=row.percent * found.mean / row.difference if row.difference else row.percent,
        low=found.parameters_unknown.low,
        high=found.parameters_unknown.high,
        low_alone=alone.low,
        high_alone=alone.high,
        p=found.p,
        low_parameters_known=found.parameters_known.low,
        high_parameters_known=found.parameters_known.high,
        sd_parameters=found.parameters_sd,
        sd_chance=found.chance_sd,
        parameters_percent=found.parameters_percent,
        monte_carlo_error=found.monte_carlo_error,
        draws_needed=found.draws_needed,
    )


def paired_differences(changed: Values, base: Values) -> Values:
    """Differences within replications; those that are all one but for rounding become exactly one."""
    paired = known(changed) - known(base)
    if paired.size == 0:
        return paired
    noise = ROUNDING_NOISE * float(max(np.abs(changed).max(), np.abs(base).max()))
    if float(np.ptp(paired)) <= noise:
        middle = float(np.median(paired))
        return np.full_like(paired, 0.0 if abs(middle) <= noise else middle)
    return paired


def differences(comparison: pd.DataFrame) -> list[Difference]:
    """The rows of a comparison, also of one that was read back from a file."""
    return [
        Difference(**{str(name): value for name, value in row.items()})
        for row in comparison[list(COMPARISON_COLUMNS)].to_dict("records")
    ]


def summaries(summary: pd.DataFrame) -> list[Summary]:
    """The rows of a summary, also of one that was read back from a file."""
    return [
        Summary(**{str(name): value for name, value in row.items()})
        for row in summary[list(SUMMARY_COLUMNS)].to_dict("records")
    ]
