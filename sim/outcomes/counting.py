"""How far proven reoffending moved through counting alone.

Proven reoffending can move although nobody offends more or less: a community resolution is not proven, a
slow court proves too late, more police attention finds more. What the change in committed offences accounts
for, at the baseline's own rate of proving, is taken off; what remains is counting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.outcomes.amounts import amount, amounts, places, significant_places, wording
from sim.outcomes.comparison import paired_differences
from sim.outcomes.intervals import Interval, Values, mean_interval


@dataclass(frozen=True)
class Counting:
    """Movement of proven reoffending in one scenario against the baseline, in proven reoffences a year."""

    scenario: str
    baseline: str
    proven: Interval
    """All movement: mean paired difference in proven reoffences, with its 95 % interval."""
    expected: Interval
    """What the change in committed offences accounts for."""
    alone: Interval
    """What is left: counting alone."""
    replications: int
    """Pairs with a value on both sides and at least one committed offence in the baseline."""


def counted(proven: Values, base_proven: Values, committed: Values, base_committed: Values) -> Values:
    """Movement by counting alone, one value a replication.

    ``(proven - base_proven) - base_proven / base_committed * (committed - base_committed)``, all four of
    shape (replications,), for the *same fixed cohort and window*, per year.
    """
    return (proven - base_proven) - base_proven / base_committed * (committed - base_committed)


def counting_alone(runs: pd.DataFrame, scenario: str, baseline: str, proven: str, committed: str) -> Counting:
    """Counting alone, paired within replications.

    Parameters
    ----------
    runs
        As for ``sim.outcomes.comparison.summarise``.
    scenario, baseline
        The two scenarios compared.
    proven, committed
        Names of the measures: proven reoffences and committed offences of the fixed cohort, both per year.

    Raises
    ------
    ValueError
        If a value is missing from ``runs`` altogether, or the replications differ.
    """
    columns = {
        (name, measure): _values(runs, name, measure)
        for name in (scenario, baseline)
        for measure in (proven, committed)
    }
    table = pd.DataFrame(columns)
    if len({len(column) for column in columns.values()} | {len(table)}) > 1:
        raise ValueError(f"{scenario} and {baseline} do not have the same replications")
    table = table[table[(baseline, committed)] > 0].dropna()
    p, p0, c, c0 = (
        table[(name, measure)].to_numpy(dtype=np.float64)
        for measure in (proven, committed)
        for name in (scenario, baseline)
    )
    moved = paired_differences(p, p0)
    return Counting(
        scenario,
        baseline,
        proven=mean_interval(moved),
        expected=mean_interval(p0 / c0 * paired_differences(c, c0)),
        alone=mean_interval(counted(p, p0, c, c0)),
        replications=len(table),
    )


def _values(runs: pd.DataFrame, scenario: str, measure: str) -> pd.Series[float]:
    rows = runs[(runs["scenario"] == scenario) & (runs["measure"] == measure)]
    if rows.empty:
        raise ValueError(f"{scenario} has no values of {measure}")
    return rows.set_index("replication")["value"].astype(float)


def sentence(counting: Counting) -> str:
    """What a reader should know about counting, in plain words."""
    words = wording("proven reoffences a year")
    alone = counting.alone
    if np.isnan(alone.mean):
        return "Proven reoffences: no replication allows counting to be told from offending."
    half = (alone.high - alone.low) / 2
    decimals = places(half) if half > 0 else significant_places(alone.mean)
    moved = amount(counting.proven.mean, decimals, words)
    said = f"Proven reoffences of the fixed cohort: {moved} a year."
    if np.isnan(alone.low):
        return (
            f"{said} With one replication nobody can say how much of that is counting alone: "
            f"here it is {amount(alone.mean, decimals, words)}."
        )
    if alone.low == alone.high == 0:
        return f"{said} Nothing of that is counting alone."
    interval = f"95 % interval {amounts(alone.low, alone.high, decimals, words)}"
    if alone.low <= 0 <= alone.high:
        return f"{said} We cannot tell that any of it is counting alone ({interval})."
    return (
        f"{said} The change in offences committed accounts for "
        f"{amount(counting.expected.mean, decimals, words)}; counting alone, with no change in what people "
        f"do, for {amount(alone.mean, decimals, words)} ({interval})."
    )
