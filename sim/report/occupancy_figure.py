"""Figures: cells in use against cells staffed, by hour of the day and by month."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.outcomes.amounts import plain
from sim.report import drawing, palette
from sim.report.study import Study

_WIDE = 4
"""Up to so many suites side by side there is room for long labels."""
_TITLES = 66
"""Characters of the names of all suites side by side."""
LEGEND = ("Cells in use", "Cells open and staffed", "Cells in use, baseline")


@dataclass(frozen=True)
class Peak:
    """The fullest point of all suites and scenarios."""

    scenario: str
    suite: str
    when: str
    cells_in_use: float
    staffed: float


def peak(frame: pd.DataFrame, when: Callable[[pd.Series], str]) -> Peak | None:
    """Where the largest share of staffed cells is in use; None if no suite is ever staffed."""
    open_ = frame[frame["staffed"] > 0]
    if open_.empty:
        return None
    row = open_.iloc[int((open_["cells_in_use"] / open_["staffed"]).to_numpy().argmax())]
    return Peak(
        str(row["scenario"]), str(row["suite"]), when(row), float(row["cells_in_use"]), float(row["staffed"])
    )


def title(study: Study, fullest: Peak | None) -> str:
    """The finding: which suite is fullest, when, and in which scenario."""
    if fullest is None:
        return "No custody suite has staffed cells"
    share = round(100 * fullest.cells_in_use / fullest.staffed)
    scenario = f" under “{study.title_of(fullest.scenario)}”" if study.is_comparison else ""
    return f"{fullest.suite} is fullest {fullest.when}{scenario}: {share} % of staffed cells in use"


def alt(study: Study, frame: pd.DataFrame, heading: str, axis: str) -> str:
    """The figure in words: what is drawn, and the lowest and highest use of each suite in the baseline."""
    base = frame[frame["scenario"] == study.baseline]
    parts = [
        f"{suite} {plain(rows['cells_in_use'].min())} to {plain(rows['cells_in_use'].max())} cells"
        for suite, rows in base.groupby("suite", sort=False)
    ]
    return (
        f"{heading}. Line charts of mean cells in use {axis}, a row for each scenario and a column for each "
        f"custody suite, with staffed cells as a dashed line. Baseline, lowest to highest: "
        f"{'; '.join(parts)}. The table below the figure has every number."
    )


def by_hour(study: Study) -> drawing.Chart:
    """Mean cells in use by hour of the day."""
    return _chart(
        study, study.hours, "hour", "occupancy_by_hour", lambda row: f"at {int(row['hour']):02d}:00"
    )


def by_month(study: Study) -> drawing.Chart:
    """Mean cells in use by month."""
    frame = study.months.assign(date=pd.to_datetime(study.months["date"]))
    return _chart(study, frame, "date", "occupancy_by_month", lambda row: f"in {row['date']:%B %Y}")


def _chart(
    study: Study, frame: pd.DataFrame, across: str, name: str, when: Callable[[pd.Series], str]
) -> drawing.Chart:
    heading = title(study, peak(frame, when))
    axis = "by hour of the day" if across == "hour" else "by month"
    caption = (
        f"Mean cells in use {axis}, {study.area}, {study.period}, {study.replications_said}. "
        "Means hide the worst days: a suite can be full on a night whose mean is far below its "
        "staffed cells. Chance only, and no interval is drawn."
    )
    with drawing.styled():
        figure = _drawn(study, frame, across, heading, caption)
    return drawing.Chart(
        name, heading, caption, alt(study, frame, heading, axis), _data(study, frame, across), figure
    )


def _data(study: Study, frame: pd.DataFrame, across: str) -> pd.DataFrame:
    point = "Hour" if across == "hour" else "Month"
    points = frame["hour"].astype(int) if across == "hour" else frame["date"].dt.strftime("%Y-%m")
    return pd.DataFrame(
        {
            "Scenario": [study.title_of(name) for name in frame["scenario"]],
            "Custody suite": frame["suite"].to_numpy(),
            point: points.to_numpy(),
            "Mean cells in use": frame["cells_in_use"].to_numpy(),
            "Cells open and staffed": frame["staffed"].to_numpy(),
        }
    )


def _drawn(study: Study, frame: pd.DataFrame, across: str, heading: str, caption: str) -> Figure:
    suites = list(frame["suite"].unique())
    height = 1.6 + 1.45 * len(study.scenarios)
    figure = drawing.sheet(heading, height, caption, _key(len(study.scenarios) > 1))
    axes = figure.subplots(len(study.scenarios), len(suites), squeeze=False, sharex=True, sharey="col")
    for line, scenario in enumerate(study.scenarios):
        for column, suite in enumerate(suites):
            axis = axes[line, column]
            axis.set_ylim(0, _ceiling(frame[frame["suite"] == suite]))
            _panel(axis, frame[frame["suite"] == suite], scenario.name, study.baseline, across)
            if across != "hour":
                _mark_years(axis, 3 if _is_narrow(suites) else 2)
            if line == 0:
                axis.set_title(textwrap.fill(suite, _TITLES // len(suites)))
            if column == 0:
                axis.set_ylabel(
                    f"{textwrap.fill(scenario.title, 22)}\n(cells)", rotation=0, ha="right", va="center"
                )
            if line == len(study.scenarios) - 1:
                years = "At 1 April" if _is_narrow(suites) else "Year (marks at 1 April)"
                axis.set_xlabel("Hour of the day" if across == "hour" else years)
    _label(axes[0, 0], frame[(frame["suite"] == suites[0]) & (frame["scenario"] == study.scenarios[0].name)])
    return figure


def _panel(axis: Axes, frame: pd.DataFrame, scenario: str, baseline: str, across: str) -> None:
    rows = frame[frame["scenario"] == scenario].sort_values(across)
    base = frame[frame["scenario"] == baseline].sort_values(across)
    if scenario != baseline:
        axis.plot(base[across], base["cells_in_use"], color=palette.DARK_GREY, linewidth=1.3, linestyle=":")
    points, staffed = rows[across].to_numpy(), rows["staffed"].to_numpy()
    if across == "hour":  # the last hour lasts until midnight
        points, staffed = np.append(points, 24), np.append(staffed, staffed[-1:])
    axis.step(points, staffed, where="post", color=palette.ORANGE, linewidth=1.8, linestyle="--")
    sns.lineplot(x=rows[across], y=rows["cells_in_use"], ax=axis, color=palette.DARK_BLUE, linewidth=2)
    axis.set(xlabel="", ylabel="")
    if not staffed.any():
        axis.text(0.5, 0.06, "Closed", transform=axis.transAxes, ha="center", va="bottom", size=9)
    axis.yaxis.set_major_locator(drawing.few_ticks())
    axis.yaxis.set_major_formatter(drawing.thousands())
    if across == "hour":
        axis.set_xlim(0, 24)
        axis.set_xticks(range(0, 25, 6))
    sns.despine(ax=axis)


def _is_narrow(suites: list[str]) -> bool:
    """Whether so many suites stand side by side that the labels below them have little room."""
    return len(suites) > _WIDE


def _mark_years(axis: Axes, every: int) -> None:
    axis.xaxis.set_major_locator(YearLocator(base=every, month=4, day=1))  # type: ignore[no-untyped-call]
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))  # type: ignore[no-untyped-call]


def _ceiling(frame: pd.DataFrame) -> float:
    """Top of the axis of a suite, the same in every scenario."""
    return 1.12 * max(1.0, float(frame["cells_in_use"].max()), float(frame["staffed"].max()))


def _label(axis: Axes, rows: pd.DataFrame) -> None:
    """Name the two lines where they are first drawn."""
    for column, text, colour in (
        ("staffed", "staffed", palette.TEXT),
        ("cells_in_use", "in use", palette.DARK_BLUE),
    ):
        height = float(rows[column].min()) / axis.get_ylim()[1]
        axis.text(
            0.03, height - 0.03, text, transform=axis.transAxes, ha="left", va="top", size=8.5, color=colour
        )


def _key(compared: bool) -> list[Line2D]:
    marks = [
        Line2D([], [], color=palette.DARK_BLUE, linewidth=2, label=LEGEND[0]),
        Line2D([], [], color=palette.ORANGE, linewidth=1.8, linestyle="--", label=LEGEND[1]),
    ]
    if compared:
        marks.append(Line2D([], [], color=palette.DARK_GREY, linewidth=1.3, linestyle=":", label=LEGEND[2]))
    return marks
