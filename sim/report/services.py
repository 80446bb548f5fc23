"""Tables of the briefing on services and programmes: one for each scenario."""

from __future__ import annotations

import math

import pandas as pd

from sim.outcomes.amounts import number
from sim.report.study import Study
from sim.report.tables import EMPTY, Table

_SERVICE_HEADS = {
    "capacity": ("Open", 1),
    "in_use": ("In use", 1),
    "use": ("In use, %", 0),
    "asked": ("Asked for, a year", 0),
    "wait_days": ("Wait, days", 1),
    "gave_up": ("Gave up, a year", 1),
    "overload": ("Overloaded, % of the time", 0),
}
_PROGRAMME_HEADS = {
    "referred": ("Referred", 1),
    "agreed": ("Agreed", 1),
    "started": ("Started", 1),
    "completed": ("Completed", 1),
    "left": ("Left early", 1),
    "waited_in_vain": ("Waited in vain", 1),
    "on_it": ("On it, mean", 1),
    "before": ("Offences, year before", 1),
    "after": ("Offences, year after", 1),
    "victims_met": ("Victims met", 1),
    "cost": ("Cost, £", 0),
}
"""Figures with their heads and decimals, in the order of the columns."""


def services(study: Study) -> tuple[Table, ...]:
    """Use, waiting and overload of every service, a table a scenario."""
    return _tables(study, study.services, _SERVICE_HEADS, "Service")


def programmes(study: Study) -> tuple[Table, ...]:
    """What every programme did, a table a scenario that has any."""
    return _tables(study, study.programmes, _PROGRAMME_HEADS, "Programme")


def _tables(
    study: Study, frame: pd.DataFrame, heads: dict[str, tuple[str, int]], first: str
) -> tuple[Table, ...]:
    found = []
    for scenario in study.scenarios:
        own = frame[frame["scenario"] == scenario.name]
        if own.empty:
            continue
        rows = []
        for name in own["service"].unique():
            mine = own[own["service"] == name]
            means = dict(zip(mine["figure"], mine["mean"], strict=True))
            label = str(mine["label"].iloc[0])
            if first == "Service":
                label += f" ({_unit(mine)})"
            rows.append((label, *(_cell(means[figure], heads[figure][1]) for figure in heads)))
        found.append(Table(scenario.title, (first, *(head for head, _ in heads.values())), tuple(rows)))
    return tuple(found)


def _unit(rows: pd.DataFrame) -> str:
    """What the service has so many of."""
    return str(rows[rows["figure"] == "capacity"]["unit"].iloc[0]).removesuffix(", mean over time")


def _cell(value: float, decimals: int) -> str:
    return EMPTY if math.isnan(value) else number(value, decimals)
