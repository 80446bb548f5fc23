"""Before and after for people removed from IOM, beside the same people where the scheme has no effect.

"Without" stands for a run in which the scheme has no effect, or there is no team, from the first measured day
on; until then it had both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim import clock
from sim.outcomes.amounts import number, places, plain
from sim.outcomes.intervals import Interval, mean_interval

RUN_COLUMNS = (
    "scenario",
    "replication",
    "people",
    "short",
    "days_before",
    "days_after",
    "harm_before",
    "harm_after",
    "without_days_before",
    "without_days_after",
    "without_before",
    "without_after",
    "committed_after",
    "without_committed_after",
    "tenure_days",
)
QUANTITIES = (
    *RUN_COLUMNS[2:],
    "percent",
    "without_percent",
    "percent_per_day",
    "without_percent_per_day",
    "effect",
    "effect_percent",
)
WHEN = ("before", "after")
EVALUATION_COLUMNS = ("scenario", "quantity", "mean", "low", "high", "replications")
_FIRST = clock.date_of(clock.FIRST_MEASURED_DAY)
SINCE = f"{_FIRST.day} {_FIRST:%B %Y}"
"""Day from which a run without effect has none."""
SHORTER = (
    "The second stretch is shorter for those who were on the scheme in the community for less than a year: "
    "the table that a scheme publishes does not allow for it, and neither does this one; that, and adoption "
    "at the worst, is why it can fall without any effect."
)
"""Said in the figure and in the briefing."""


def evaluate(runs: pd.DataFrame) -> pd.DataFrame:
    """Means over replications, with 95 % intervals.

    Parameters
    ----------
    runs
        One row for each scenario and replication, with the columns ``RUN_COLUMNS``: people removed; how many
        of them the run does not hold twelve months in the community for; days in the community that count,
        mean a person, of the twelve months before adoption and of those before removal (from adoption on);
        their attributed harm (Crime Severity Score points, summed over them) in these; the same days and
        harm of the *same people between the same dates* in the run without effect, NaN if there is none;
        all harm that they committed before they were removed, here and in the run without effect; and
        their mean stay in days.

    Returns
    -------
    pandas.DataFrame
        Columns ``EVALUATION_COLUMNS``, a row for each scenario and each of ``QUANTITIES``. ``percent`` is
        the change from before to after within a replication (negative: a fall), ``without_percent`` the same
        in the run without effect; ``percent_per_day`` and ``without_percent_per_day`` are these changes of
        harm per day in the community, which allow for an after that is shorter; ``effect`` is the harm
        committed before removal less that in the run without effect, ``effect_percent`` that as a
        percentage of the latter.
    """
    here, without = runs["committed_after"], runs["without_committed_after"]
    table = runs[list(RUN_COLUMNS)].assign(
        percent=_change(runs["harm_before"], runs["harm_after"]),
        without_percent=_change(runs["without_before"], runs["without_after"]),
        percent_per_day=_change(*(runs[f"harm_{when}"] / runs[f"days_{when}"] for when in WHEN)),
        without_percent_per_day=_change(
            *(runs[f"without_{when}"] / runs[f"without_days_{when}"] for when in WHEN)
        ),
        effect=here - without,
        effect_percent=_change(without, here),
    )
    rows = []
    for scenario, group in table.groupby("scenario", sort=False):
        for quantity in QUANTITIES:
            values = group[quantity].to_numpy(dtype=np.float64)
            present = int(np.count_nonzero(~np.isnan(values)))
            rows.append((scenario, quantity, *mean_interval(values), present))
    return pd.DataFrame(rows, columns=list(EVALUATION_COLUMNS))


def _change(before: pd.Series[float], after: pd.Series[float]) -> pd.Series[float]:
    return 100.0 * (after - before) / before.where(before > 0)


@dataclass(frozen=True)
class BeforeAfter:
    """One scenario's row of the table, a mean and an interval each."""

    scenario: str
    people: Interval
    short: Interval
    days_before: Interval
    days_after: Interval
    harm_before: Interval
    harm_after: Interval
    without_days_before: Interval
    without_days_after: Interval
    without_before: Interval
    without_after: Interval
    committed_after: Interval
    without_committed_after: Interval
    tenure_days: Interval
    percent: Interval
    without_percent: Interval
    percent_per_day: Interval
    without_percent_per_day: Interval
    effect: Interval
    effect_percent: Interval


def before_and_after(evaluation: pd.DataFrame) -> list[BeforeAfter]:
    """The rows of ``evaluate`` in which anybody was removed, one a scenario."""
    found = []
    for scenario, group in evaluation.groupby("scenario", sort=False):
        by_name = {
            str(row["quantity"]): Interval(float(row["mean"]), float(row["low"]), float(row["high"]))
            for row in group.to_dict("records")
        }
        row = BeforeAfter(str(scenario), **{name: by_name[name] for name in QUANTITIES})
        if row.people.mean > 0:
            found.append(row)
    return found


def change_said(change: Interval, fell: str = "fell", rose: str = "rose") -> str:
    """A change in per cent: "fell by 62 % (95 % interval 58 to 66 %)"."""
    if np.isnan(change.mean):
        return "cannot be given"
    half = (change.high - change.low) / 2
    decimals = max(0, places(half)) if half > 0 else 0
    said = f"{fell if change.mean < 0 else rose} by {number(abs(change.mean), decimals)} %"
    if np.isnan(change.low):
        return said
    if change.low < 0 < change.high:
        return f"{said} (95 % interval {number(change.low, decimals)} to {number(change.high, decimals)} %)"
    ends = sorted((abs(change.low), abs(change.high)))
    return f"{said} (95 % interval {number(ends[0], decimals)} to {number(ends[1], decimals)} %)"


def sentence(row: BeforeAfter, title: str) -> str:
    """What a scheme would publish, the same people without an effect of the scheme, and the true effect."""
    said = (
        f"{title}: attributed harm of about {plain(round(row.people.mean))} people removed "
        f"{change_said(row.percent)} from before to after. That is what the scheme would publish."
    )
    if np.isnan(row.without_percent.mean):
        return f"{said} There is no run without an effect of the scheme to set beside it. {_per_day(row)}"
    without = change_said(row.without_percent)
    return (
        f"{said} Without an effect of the scheme from {SINCE}, the harm attributed to the same people in the "
        f"same days {without}. {_per_day(row)} {_true_effect(row.effect_percent)}"
    )


def _per_day(row: BeforeAfter) -> str:
    """What is left of both changes when the shorter second stretch is allowed for."""
    said = (
        f"The table counts {number(row.days_after.mean, 0)} days in the community a person after, "
        f"{number(row.days_before.mean, 0)} before; per such day harm {change_said(row.percent_per_day)}"
    )
    if np.isnan(row.without_percent_per_day.mean):
        return f"{said}."
    return f"{said}, and without an effect it {change_said(row.without_percent_per_day)}."


def _true_effect(percent: Interval) -> str:
    if np.isnan(percent.mean):
        return "The true effect cannot be given as a percentage."
    if percent.mean == percent.low == percent.high == 0:
        return "The true effect is none: they committed exactly as much harm as in that run."
    said = change_said(percent, "was lower", "was higher")
    said = f"The true effect: all harm they committed in the months before removal {said} than in that run"
    if np.isnan(percent.low):
        return f"{said}; one replication cannot tell this from chance."
    return f"{said}, which we cannot tell from none." if percent.low <= 0 <= percent.high else f"{said}."
