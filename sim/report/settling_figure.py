"""Figure: weekly means over all years of the baseline, and how much of their beginning MSER-5 would cut."""

from __future__ import annotations

import math
import textwrap

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim import clock
from sim.outcomes.amounts import plain
from sim.outcomes.settling import Settled
from sim.outcomes.weekly import DAYS
from sim.report import drawing, palette
from sim.report.study import Study

COLUMNS = 3
ROOM = 1.3
"""Height of a panel over its highest value, so that words have room above the line."""


def title(frame: pd.DataFrame) -> str:
    """The finding: how many of the series had settled before measuring began."""
    verdicts = frame.groupby("measure", sort=False)["verdict"].first()
    number = {each: int((verdicts == each.value).sum()) for each in Settled}
    said = f"{number[Settled.IN_TIME]} of {len(verdicts)} weekly series had settled when measuring began"
    others = []
    if number[Settled.TOO_LATE]:
        others.append(f"{number[Settled.TOO_LATE]} had not")
    if number[Settled.INCONCLUSIVE]:
        others.append(f"{number[Settled.INCONCLUSIVE]} inconclusive")
    return f"{said}; {', '.join(others)}" if others else said


def verdict_said(row: pd.Series) -> str:
    """What stands in a panel."""
    if row["verdict"] == Settled.INCONCLUSIVE.value:
        return "inconclusive"
    when = "in time" if row["verdict"] == Settled.IN_TIME.value else "too late"
    return f"week {plain(row['cut_week'])}: {when}"


def alt(frame: pd.DataFrame, heading: str) -> str:
    """The figure in words: first and last value of each series, and its cut."""
    parts = [
        f"{rows['label'].iloc[0]} ({rows['unit'].iloc[0]}) {plain(rows['value'].iloc[0])} in the first week, "
        f"{plain(rows['value'].iloc[-1])} in the last, {verdict_said(rows.iloc[0])}"
        for _, rows in frame.groupby("measure", sort=False)
    ]
    return (
        f"{heading}. Small line charts of weekly means from {clock.date_of(0):%B %Y} on, with the settling "
        f"years shaded and the cut marked. {'; '.join(parts)}. The table below the figure has every number."
    )


def data(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers drawn: a row a week, a column a series."""
    names = {
        rows["measure"].iloc[0]: f"{rows['label'].iloc[0]} ({rows['unit'].iloc[0]})"
        for _, rows in frame.groupby("measure", sort=False)
    }
    table = frame.pivot(index="week", columns="measure", values="value")[list(names)].rename(columns=names)
    dates = [f"{clock.date_of(week * DAYS)}" for week in table.index]
    return pd.DataFrame({"Week from": dates, **{name: table[name].to_numpy() for name in table.columns}})


def chart(study: Study) -> drawing.Chart | None:
    """Draw the weekly means; None if the study kept none."""
    frame = study.settling
    if frame.empty:
        return None
    heading = title(frame)
    first = clock.date_of(clock.FIRST_MEASURED_DAY)
    caption = (
        f"Weekly counts and mean stocks, {study.area}, "
        f"{study.replications_said}. Shaded: settling years, before {first.day} {first:%B %Y}; nothing in "
        "them is measured. Dashed line: what MSER-5 (marginal standard error, batches of five weeks) would "
        "cut off. Inconclusive: it would cut half or more, so no level was found. Axes begin at 0."
    )
    with drawing.styled():
        figure = _drawn(frame, heading, caption)
    return drawing.Chart("settling", heading, caption, alt(frame, heading), data(frame), figure)


def _drawn(frame: pd.DataFrame, heading: str, caption: str) -> Figure:
    panels = [rows for _, rows in frame.groupby("measure", sort=False)]
    lines = math.ceil(len(panels) / COLUMNS)
    figure = drawing.sheet(heading, 1.6 + 1.75 * lines, caption, _key())
    axes = figure.subplots(lines, COLUMNS, squeeze=False)
    for place, axis in enumerate(axes.flat):
        if place >= len(panels):
            axis.set_axis_off()
            continue
        _panel(axis, panels[place])
    return figure


def _panel(axis: Axes, rows: pd.DataFrame) -> None:
    row = rows.iloc[0]
    days = [_at(week) for week in rows["week"]]
    axis.axvspan(_at(0), _at(clock.FIRST_MEASURED_DAY / DAYS), color=palette.GRID, alpha=0.6, linewidth=0)
    axis.plot(days, rows["value"], color=palette.DARK_BLUE, linewidth=1.2)
    if not math.isnan(row["cut_week"]):
        axis.axvline(_at(row["cut_week"]), color=palette.DARK_PINK, linewidth=1.6, linestyle="--")
    axis.text(
        0.985,
        0.965,
        verdict_said(row),
        transform=axis.transAxes,
        ha="right",
        va="top",
        size=8.5,
        bbox={"facecolor": palette.WHITE, "edgecolor": "none", "pad": 1.5},
    )
    axis.set_title(textwrap.fill(f"{row['label']} ({row['unit']})", 34), size=9)
    axis.set_ylim(0, ROOM * max(float(rows["value"].max()), 1.0))
    axis.set_xlim(days[0], days[-1])
    axis.yaxis.set_major_locator(drawing.few_ticks())
    axis.yaxis.set_major_formatter(drawing.thousands())
    axis.xaxis.set_major_locator(YearLocator(base=2, month=4, day=1))  # type: ignore[no-untyped-call]
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))  # type: ignore[no-untyped-call]
    axis.grid(visible=False, axis="x")
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)


def _at(week: float) -> float:
    """Place of the beginning of a week on an axis of dates."""
    return float(date2num(clock.DAY_ZERO)) + week * DAYS  # type: ignore[no-untyped-call]


def _key() -> list[Artist]:
    return [
        Line2D([], [], color=palette.DARK_BLUE, linewidth=1.2, label="Weekly mean"),
        Patch(facecolor=palette.GRID, alpha=0.6, label="Settling years"),
        Line2D([], [], color=palette.DARK_PINK, linewidth=1.6, linestyle="--", label="MSER-5 would cut here"),
    ]
