"""Tables of the briefing on social impact bonds: the published rule beside what the programme did."""

from __future__ import annotations

import math

import pandas as pd

from sim.outcomes.amounts import number, two_digits
from sim.report.study import Study
from sim.report.tables import EMPTY, Table

_HEADS = (
    "Set against, and cohort",
    "Men",
    "Events for each 100",
    "Of the comparison",
    "Fall, %",
    "Runs that pay, %",
    "Paid, £",
)


def bonds(study: Study) -> tuple[Table, ...]:
    """One table for each scenario that carries a bond."""
    found = []
    for scenario in study.scenarios:
        own = study.bonds[study.bonds["scenario"] == scenario.name]
        if not own.empty:
            rows = tuple(_cells(row) for _, row in own.iterrows())
            found.append(Table(f"{scenario.title}: means and 95 % intervals of the mean", _HEADS, rows))
    return tuple(found)


def _cells(row: pd.Series) -> tuple[str, ...]:
    cohort = "all cohorts" if row["cohort"] == "all" else f"cohort {row['cohort']}"
    comparison = str(row["comparison"])
    return (
        f"{comparison[0].upper()}{comparison[1:]}, {cohort}",
        _said(row["men"], 0),
        _said(row["events_per_100"], 1),
        _said(row["expected_per_100"], 1),
        _between(row["fall_percent"], row["fall_low"], row["fall_high"], 1),
        _said(row["runs_paid_percent"], 0),
        _between(row["pounds"], row["pounds_low"], row["pounds_high"], 0),
    )


def _between(mean: float, low: float, high: float, decimals_at_most: int) -> str:
    """A mean and its interval, to two digits of its half-width: one would hide sums that are paid seldom."""
    half = (high - low) / 2
    if not half > 0:
        return _said(mean, decimals_at_most)
    decimals = min(two_digits(half), decimals_at_most)
    return f"{number(mean, decimals)} ({number(low, decimals)} to {number(high, decimals)})"


def _said(value: float, decimals: int) -> str:
    return EMPTY if math.isnan(value) else number(value, decimals)
