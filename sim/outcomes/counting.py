"""How far proven reoffending moved otherwise than through the number of offences committed.

Proven reoffending can move although nobody offends more or less: a community resolution is not proven, a
slow court proves too late, more police attention finds more. What the change in the number of committed
offences accounts for, at the baseline's own rate of proving, is taken off. What is left is counting, and any
change in who offends and in which offences: some people's offences are proven more often than the cohort's
are on average, and so are some types of offence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.outcomes.amounts import amount, amounts, places, significant_places, wording
from sim.outcomes.comparison import paired_differences
from sim.outcomes.intervals import Interval, Values, mean_interval
from sim.outcomes.multiplicity import simultaneous_level


@dataclass(frozen=True)
class Counting:
    """Movement of proven reoffending in one scenario against the baseline, in proven reoffences a year."""

    scenario: str
    baseline: str
    proven: Interval
    """All movement: mean paired difference in proven reoffences, with its 95 % interval.

    The intervals here hold for all scenarios of the runs together.
    """
    expected: Interval
    """What the change in the number of committed offences accounts for."""
    rest: Interval
    """What is left: counting, and any change in who offends and in which offences."""
    replications: int
    """Pairs with a value on both sides and at least one committed offence in the baseline."""


def left_over(proven: Values, base_proven: Values, committed: Values, base_committed: Values) -> Values:
    """Movement that the number of committed offences does not account for, one value a replication.

    ``(proven - base_proven) - base_proven / base_committed * (committed - base_committed)``, all four of
    shape (replications,), for the *same fixed cohort and window*, per year.
    """
    return (proven - base_proven) - base_proven / base_committed * (committed - base_committed)


def apart_from_offending(
    runs: pd.DataFrame, scenario: str, baseline: str, proven: str, committed: str
) -> Counting:
    """Split the movement of proven reoffences, paired within replications.

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
    level = simultaneous_level(runs["scenario"].nunique() - 1)
    return Counting(
        scenario,
        baseline,
        proven=mean_interval(moved, level),
        expected=mean_interval(p0 / c0 * paired_differences(c, c0), level),
        rest=mean_interval(left_over(p, p0, c, c0), level),
        replications=len(table),
    )


def _values(runs: pd.DataFrame, scenario: str, measure: str) -> pd.Series[float]:
    rows = runs[(runs["scenario"] == scenario) & (runs["measure"] == measure)]
    if rows.empty:
        raise ValueError(f"{scenario} has no values of {measure}")
    return rows.set_index("replication")["value"].astype(float)


def sentence(counting: Counting) -> str:
    """What a reader should know about proven reoffences, in plain words."""
    words = wording("proven reoffences a year")
    rest = counting.rest
    if np.isnan(rest.mean):
        return "Proven reoffences: no replication has what it takes to set them beside offences committed."
    half = (rest.high - rest.low) / 2
    decimals = places(half) if half > 0 else significant_places(rest.mean)
    moved = amount(counting.proven.mean, decimals, words)
    said = f"Proven reoffences of the fixed cohort: {moved} a year."
    taken_off = "once the change in the number of offences committed is taken off"
    if np.isnan(rest.low):
        return (
            f"{said} With one replication nobody can say how much of that is left {taken_off}: "
            f"here it is {amount(rest.mean, decimals, words)}."
        )
    if rest.low == rest.high == 0:
        return f"{said} Nothing is left {taken_off}."
    interval = f"95 % interval {amounts(rest.low, rest.high, decimals, words)}"
    if rest.low <= 0 <= rest.high:
        return f"{said} We cannot tell that anything is left {taken_off} ({interval})."
    return (
        f"{said} The change in the number of offences committed accounts for "
        f"{amount(counting.expected.mean, decimals, words)}. What is left, "
        f"{amount(rest.mean, decimals, words)} ({interval}), is counting, and any change in who offends and "
        "in which offences."
    )
