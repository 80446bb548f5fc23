"""Figure: how far each scenario differs from the baseline in each measured year, one panel a measure."""

from __future__ import annotations

import math
import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.outcomes.amounts import plain
from sim.report import drawing, palette
from sim.report.study import Study
from sim.report.tables import unit_said

COLUMNS = 2
MOST = 5
"""More scenarios than this cannot be told apart in one panel: the first so many are drawn."""
LETTERS, FEWEST_LETTERS = 110, 18
"""Of all titles in the key, which stand in one row, and of each at the least."""
MARKERS = ("o", "s", "^", "D", "v")
DATA_COLUMNS = ("Measure", "Unit", "Scenario", "Year from 1 April", "Difference", "95 %, from", "95 %, to")


def chart(study: Study) -> drawing.Chart | None:
    """Draw the differences by year; None in a single run, and in one of a single measured year."""
    drawn = [scenario.name for scenario in study.compared][:MOST]
    frame = _that_differ(study.by_year[study.by_year["scenario"].isin(drawn)])
    if frame.empty or frame["year"].nunique() < COLUMNS:
        return None
    heading = _title(study, frame)
    left_out = len(study.compared) - len(drawn)
    caption = (
        f"Difference from the baseline ({study.title_of(study.baseline)}), {study.area}, by year from "
        f"1 April (22/23 is that to March 2023), paired, {study.replications_said}. Bars: "
        f"{_interval_said(study)}, by itself. {study.uncertainty_said}"
    )
    if left_out:
        caption += f" The first {MOST} scenarios; by_year.csv has the other {left_out} too."
    with drawing.styled():
        figure = _drawn(study, frame, drawn, heading, caption)
    return drawing.Chart("by_year", heading, caption, _alt(study, frame, drawn), _data(study, frame), figure)


def _interval_said(study: Study) -> str:
    if study.parameters:
        return "95 % interval for that year, with the parameters not known"
    return "95 % interval of the mean of that year"


def _that_differ(frame: pd.DataFrame) -> pd.DataFrame:
    """Without measures in which no scenario ever differs, unless none does in any."""
    moved = frame.groupby("measure")["difference"].transform(lambda column: bool(column.fillna(0).any()))
    return frame[moved.astype(bool)] if moved.any() else frame


def _title(study: Study, frame: pd.DataFrame) -> str:
    """From which year on fewer, or more, offences are told from none, in the scenario compared first."""
    first = study.compared[0]
    own = frame[(frame["scenario"] == first.name) & (frame["measure"] == "offences")].sort_values("year")
    seen = (own["difference_low"] > 0) | (own["difference_high"] < 0)
    title = study.title_of(first.name)
    if own.empty or own["difference_low"].isna().all():
        return "Differences year by year"
    if not seen.any():
        return f"{title}: in no year do offences differ by more than chance"
    year = int(own["year"][seen].iloc[0])
    if seen.iloc[list(own["year"]).index(year) :].all():
        return f"{title}: offences differ by more than chance from {year} on"
    some = f"{int(seen.sum())} of {len(own)} years, first in {year}"
    return f"{title}: offences differ by more than chance in {some}"


def _alt(study: Study, frame: pd.DataFrame, drawn: list[str]) -> str:
    labels = "; ".join(frame["label"].unique())
    last = frame[frame["year"] == frame["year"].max()]
    said = "; ".join(
        f"{study.title_of(name)} {plain(row['difference'])}"
        for name in drawn
        for _, row in last[(last["scenario"] == name) & (last["measure"] == "offences")].iterrows()
        if not math.isnan(row["difference"])
    )
    return (
        f"{_title(study, frame)}. Panels of lines by year, one line a scenario: {labels}. "
        f"Offences in the last year: {said}. The table below the figure has every number."
    )


def _data(study: Study, frame: pd.DataFrame) -> pd.DataFrame:
    columns = ["label", "unit", "scenario", "year", "difference", "difference_low", "difference_high"]
    table = frame[columns].assign(
        scenario=frame["scenario"].map(study.title_of), year=frame["year"].astype(str)
    )
    return table.set_axis(list(DATA_COLUMNS), axis=1).reset_index(drop=True)


def _drawn(study: Study, frame: pd.DataFrame, drawn: list[str], heading: str, caption: str) -> Figure:
    measures = list(frame["measure"].unique())
    lines = math.ceil(len(measures) / COLUMNS)
    letters = max(FEWEST_LETTERS, LETTERS // len(drawn))
    key = [
        Line2D(
            [],
            [],
            color=colour,
            marker=marker,
            label=textwrap.fill(study.title_of(name), letters),
        )
        for name, colour, marker in _styles(drawn)
    ]
    figure = drawing.sheet(heading, 1.2 + 2.3 * lines, caption, key)
    axes = figure.subplots(lines, COLUMNS, squeeze=False)
    for place, axis in enumerate(axes.flat):
        if place < len(measures):
            _panel(axis, frame[frame["measure"] == measures[place]], drawn)
        else:
            axis.set_axis_off()
    return figure


def _panel(axis: Axes, rows: pd.DataFrame, drawn: list[str]) -> None:
    axis.axhline(0, color=palette.DARK_GREY, linewidth=1.2, zorder=1)
    for place, (name, colour, marker) in enumerate(_styles(drawn)):
        own = rows[rows["scenario"] == name].sort_values("year")
        shift = 0.12 * (place - (len(drawn) - 1) / 2)
        years = own["year"].to_numpy(dtype=np.float64) + shift
        middle = own["difference"].to_numpy(dtype=np.float64)
        axis.plot(years, middle, color=colour, marker=marker, markersize=5, linewidth=1.4, zorder=3)
        low, high = (own[f"difference_{end}"].to_numpy(dtype=np.float64) for end in ("low", "high"))
        axis.vlines(years, low, high, color=colour, linewidth=1.6, zorder=2)
    axis.set_title(str(rows["label"].iloc[0]))
    axis.set_ylabel(textwrap.fill(f"Difference, {unit_said(str(rows['unit'].iloc[0]))}", 26))
    ticks = sorted(rows["year"].unique())
    axis.set_xticks(ticks, [f"{year % 100:02d}/{(year + 1) % 100:02d}" for year in ticks])
    axis.tick_params(axis="x", labelsize=8)
    axis.yaxis.set_major_locator(drawing.few_ticks(5))
    axis.yaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="x")
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)


def _styles(drawn: list[str]) -> list[tuple[str, str, str]]:
    """Name, colour and marker of each line: never colour alone."""
    return list(zip(drawn, palette.CATEGORICAL, MARKERS, strict=False))
