"""Figure: how far each scenario differs from the baseline, one panel a measure because units differ."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.outcomes.amounts import amount, wording
from sim.outcomes.claims import Verdict, decimals_of, told, verdict_of
from sim.outcomes.comparison import Difference
from sim.report import drawing, palette
from sim.report.study import Study

COLUMNS = 2
CANNOT_TELL = "cannot tell"
ROW_INCHES = 0.42
PARTS_COLUMNS = ("Parameters known: 95 % interval, from", "Parameters known: 95 % interval, to")
"""Further columns where parameters were drawn."""
DATA_COLUMNS = (
    "Measure",
    "Unit",
    "Scenario",
    "Difference",
    "95 % interval, from",
    "95 % interval, to",
    "8 of 10 futures, from",
    "8 of 10 futures, to",
)

Panel = list[Difference]


def panels(study: Study) -> list[Panel]:
    """The rows drawn: a panel for each chosen measure that was compared, a row for each scenario."""
    return [rows for measure in study.chosen if (rows := study.differences_of(measure))]


def title(study: Study) -> str:
    """The finding, in the first lead measure, which is offences of some people in a year."""
    rows = study.differences_of(study.lead[0])
    if not rows:
        return "Differences from the baseline"
    verdicts = [verdict_of(row, study.smallest_differences) for row in rows]
    if Verdict.ONE_REPLICATION in verdicts:
        return "One replication cannot tell a difference from chance"
    for verdict, among, alone in (
        (Verdict.DIFFERENT, "differences that matter", ""),
        (Verdict.MAY_MATTER, "differences that may or may not matter", ", which may or may not matter"),
    ):
        found = [row for row, each in zip(rows, verdicts, strict=True) if each is verdict]
        if found:
            largest = max(found, key=lambda row: abs(row.difference))
            size = amount(largest.difference, decimals_of(largest), wording(largest.unit))
            counted = largest.label[:1].lower() + largest.label[1:]
            said = f"{study.title_of(largest.scenario)}: {size} {counted} a year"
            return f"{said}{alone}" if len(found) == 1 else f"{said}, the largest of {len(found)} {among}"
    return "No change moves offending by an amount that we can tell and that matters"


def alt(study: Study, drawn: list[Panel]) -> str:
    """The figure in words: what is drawn, and the rows of its first panel."""
    names = "; ".join(rows[0].label for rows in drawn)
    first = "; ".join(f"{study.title_of(row.scenario)} {_marked(row)}" for row in drawn[0])
    return (
        f"{title(study)}. {len(drawn)} panels of dots with bars, a row for each scenario, each showing the "
        f"difference from the baseline: {names}. First panel, {drawn[0][0].label}: {first}. "
        "The table below the figure has every number."
    )


def _marked(row: Difference) -> str:
    if math.isnan(row.difference):
        return "not measured"
    if not (told(row) or math.isnan(row.low)):
        return CANNOT_TELL
    return amount(row.difference, decimals_of(row), wording(row.unit))


def data(study: Study, drawn: list[Panel]) -> pd.DataFrame:
    """The numbers drawn."""
    table = pd.DataFrame(
        [
            (
                row.label,
                row.unit,
                study.title_of(row.scenario),
                row.difference,
                row.low,
                row.high,
                row.future_low,
                row.future_high,
            )
            for rows in drawn
            for row in rows
        ],
        columns=list(DATA_COLUMNS),
    )
    if study.parameters is None:
        return table
    known = [(row.low_parameters_known, row.high_parameters_known) for rows in drawn for row in rows]
    return table.join(pd.DataFrame(known, columns=list(PARTS_COLUMNS)))


def chart(study: Study) -> drawing.Chart:
    """Draw the differences of the chosen measures."""
    drawn = panels(study)
    caption = (
        f"Difference from the baseline ({study.title_of(study.baseline)}), {study.area}, {study.period}, "
        f"paired, {study.replications_said}. {_bars_said(study)} Hollow dot: not told from zero. "
        f"{study.uncertainty_said}"
    )
    heading = title(study)
    with drawing.styled():
        figure = _drawn(study, drawn, heading, caption)
    return drawing.Chart("differences", heading, caption, alt(study, drawn), data(study, drawn), figure)


def _bars_said(study: Study) -> str:
    if study.parameters:
        return (
            "Thick bar: 95 % interval if the parameters were known, which only chance leaves open. Thin bar: "
            f"95 % interval with the parameters as uncertain as their draws{_together(study)}."
        )
    return f"Thick bar: 95 % interval of the mean{_together(study)}. Thin bar: 8 of 10 futures."


def _together(study: Study) -> str:
    count = len(study.compared)
    return f", good for all {count} comparisons of a measure together" if count > 1 else ""


def _drawn(study: Study, drawn: list[Panel], heading: str, caption: str) -> Figure:
    lines = math.ceil(len(drawn) / COLUMNS)
    height = 1.3 + lines * (1.0 + ROW_INCHES * len(study.compared))
    figure = drawing.sheet(heading, height, caption, _key(study))
    axes = figure.subplots(lines, COLUMNS, squeeze=False)
    for place, axis in enumerate(axes.flat):
        if place >= len(drawn):
            axis.set_axis_off()
            continue
        _panel(axis, study, drawn[place], named=place % COLUMNS == 0)
    return figure


def _panel(axis: Axes, study: Study, rows: Panel, named: bool) -> None:
    order = {scenario.name: place for place, scenario in enumerate(study.compared)}
    axis.axvline(0, color=palette.DARK_GREY, linewidth=1.2, zorder=1)
    for row in rows:
        _bar(axis, order[row.scenario], row, study.parameters is not None)
    axis.set_title(textwrap.fill(rows[0].label, 46))
    axis.set_xlabel(_across(rows[0].unit))
    axis.set_ylim(len(order) - 0.5, -0.5)
    names = [textwrap.fill(scenario.title, 24) if named else "" for scenario in study.compared]
    axis.set_yticks(range(len(order)), names)
    axis.margins(x=0.08)
    axis.xaxis.set_major_locator(drawing.fewer_where_long(*axis.get_xlim()))
    axis.xaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="y")
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)


def _bar(axis: Axes, place: int, row: Difference, over_draws: bool) -> None:
    """The thick bar of an interval within a thin one: of futures, or of the interval with parameters."""
    level = [place, place]
    inner, outer = (row.low, row.high), (row.future_low, row.future_high)
    if over_draws:
        inner, outer = (row.low_parameters_known, row.high_parameters_known), inner
    axis.plot(outer, level, color=palette.ORANGE, linewidth=1.6, marker="|", markersize=9, zorder=2)
    axis.plot(
        inner,
        level,
        color=palette.DARK_BLUE,
        linewidth=drawing.BAR,
        solid_capstyle="butt",
        zorder=3,
    )
    axis.plot([row.difference], [place], **_dot_style(told(row), small=over_draws), zorder=4)
    axis.text(
        1.015,
        place,
        _marked(row).replace("percentage ", ""),
        transform=axis.get_yaxis_transform(),
        ha="left",
        va="center",
        size=8.5,
    )


def _across(unit: str) -> str:
    """What stands below an axis of differences in ``unit``."""
    words = wording(unit)
    if words.sign:
        return f"Difference, {words.sign} {words.unit}"
    if words.less.startswith("percentage"):
        return "Difference, percentage points"
    return f"Difference {unit}" if unit == "a year" else f"Difference, {unit}"


def _dot_style(filled: bool, small: bool = False) -> dict[str, Any]:
    """A dot, filled if told from zero; small where a narrow thick bar must be seen beside it."""
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": 4 if small else 7,
        "markerfacecolor": palette.DARK_BLUE if filled else palette.WHITE,
        "markeredgecolor": palette.DARK_BLUE,
        "markeredgewidth": 1.5,
    }


def _key(study: Study) -> list[Line2D]:
    thick, thin, small = "95 % interval of the mean", "8 of 10 futures", study.parameters is not None
    if small:
        thick, thin = "95 % interval if the parameters\nwere known", "95 % interval, parameters\nnot known"
    return [
        Line2D([], [], color=palette.DARK_BLUE, linewidth=drawing.BAR, label=thick),
        Line2D([], [], color=palette.ORANGE, linewidth=1.6, marker="|", label=thin),
        Line2D([], [], **_dot_style(True, small), label="Mean"),
        Line2D([], [], **_dot_style(False, small), label="Mean; no difference that we can tell"),
    ]
