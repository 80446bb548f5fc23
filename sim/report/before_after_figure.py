"""Figure: attributed harm before and after IOM, beside the same people where the scheme has no effect."""

from __future__ import annotations

import math
import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.outcomes.amounts import MINUS, number
from sim.outcomes.intervals import Interval
from sim.report import drawing, palette
from sim.report.evaluation import SHORTER, SINCE, BeforeAfter, before_and_after
from sim.report.study import Study

SIDES = ("As published", "Same people, no effect")
UNIT = "Crime Severity Score points"


def rows(study: Study) -> list[BeforeAfter]:
    """The scenarios drawn: those from whose scheme anybody was removed, in the order of the study."""
    found = {row.scenario: row for row in before_and_after(study.evaluation)}
    return [found[scenario.name] for scenario in study.scenarios if scenario.name in found]


def title(drawn: list[BeforeAfter], baseline: str) -> str:
    """The finding for the baseline, or for the first scenario drawn."""
    row = next((row for row in drawn if row.scenario == baseline), drawn[0])
    with_scheme, without = row.percent.mean, row.without_percent.mean
    if math.isnan(with_scheme):
        return "Harm before and after IOM cannot be compared"
    first = f"Attributed harm of people on IOM {_moved(with_scheme)}"
    if math.isnan(without):
        return first
    return f"{first}; without an effect of the scheme it {_moved(without)}"


def _moved(percent: float) -> str:
    return f"{'fell' if percent < 0 else 'rose'} {number(abs(percent), 0)} %"


def change(percent: Interval) -> str:
    """A change as it stands beside a row: "−62 %"."""
    if math.isnan(percent.mean):
        return ""
    sign = MINUS if percent.mean < 0 else "+"
    return f"{sign}{number(abs(percent.mean), 0)} %"


def alt(study: Study, drawn: list[BeforeAfter], heading: str) -> str:
    """The figure in words."""
    parts = []
    for row in drawn:
        said = f"{study.title_of(row.scenario)}: as published {change(row.percent) or 'not known'}"
        if not math.isnan(row.without_percent.mean):
            said += f", same people without an effect {change(row.without_percent)}"
        parts.append(said)
    return (
        f"{heading}. Dots joined by lines show attributed harm before adoption and before removal. "
        f"{'; '.join(parts)}. The table below the figure has every number."
    )


def data(study: Study, drawn: list[BeforeAfter]) -> pd.DataFrame:
    """The numbers drawn."""
    table = []
    for row in drawn:
        pairs = (
            (SIDES[0], row.harm_before, row.harm_after, row.percent),
            (SIDES[1], row.without_before, row.without_after, row.without_percent),
        )
        for side, before, after, percent in pairs:
            if not math.isnan(after.mean):
                table.append((study.title_of(row.scenario), side, before.mean, *after, *percent))
    columns = ["Scenario", "Run", "Before", "After", "After, from", "After, to"]
    return pd.DataFrame(table, columns=[*columns, "Change, %", "Change, from", "Change, to"])


def chart(study: Study) -> drawing.Chart | None:
    """Draw before and after; None if nobody was removed from any scheme."""
    drawn = rows(study)
    if not drawn:
        return None
    heading = title(drawn, study.baseline)
    caption = (
        f"Attributed harm ({UNIT}) of people removed from IOM, {study.area}, {study.period}: twelve months "
        "in the community before adoption, and before removal as much of twelve as lies after adoption, "
        f"{study.replications_said}, bar: 95 % interval of the mean. Chance only. {SHORTER} "
        "No effect: the same people in the same days of a run "
        f"in which the scheme has no effect, or there is no team, from {SINCE}; before that both had it. "
        "The gap mixes less offending with more being found out."
    )
    with drawing.styled():
        figure = _drawn(study, drawn, heading, caption)
    return drawing.Chart(
        "iom_before_after", heading, caption, alt(study, drawn, heading), data(study, drawn), figure
    )


def _drawn(study: Study, drawn: list[BeforeAfter], heading: str, caption: str) -> Figure:
    figure = drawing.sheet(heading, 2.1 + 0.8 * len(drawn), caption, _key())
    axis = figure.subplots()
    names, positions = [], []
    for place, row in enumerate(drawn):
        _pair(axis, place - 0.17, row.harm_before, row.harm_after, row.percent, palette.DARK_BLUE, "o", "-")
        if not math.isnan(row.without_after.mean):
            _pair(
                axis,
                place + 0.17,
                row.without_before,
                row.without_after,
                row.without_percent,
                palette.ORANGE,
                "s",
                "--",
            )
        names.append(textwrap.fill(study.title_of(row.scenario), 26))
        positions.append(place)
    axis.set_yticks(positions, names)
    axis.set_ylim(len(drawn) - 0.5, -0.5)
    axis.set_xlim(left=0)
    axis.margins(x=0.08)
    axis.set_xlabel(f"Attributed harm before adoption and before removal, {UNIT}, all people removed")
    axis.xaxis.set_major_locator(drawing.few_ticks(6))
    axis.xaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="y")
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    return figure


def _pair(
    axis: Axes,
    place: float,
    before: Interval,
    after: Interval,
    percent: Interval,
    colour: str,
    marker: str,
    line: str,
) -> None:
    axis.plot(
        [before.mean, after.mean], [place, place], color=colour, linewidth=1.6, linestyle=line, zorder=2
    )
    axis.plot(
        [after.low, after.high],
        [place, place],
        color=colour,
        linewidth=drawing.BAR,
        solid_capstyle="butt",
        zorder=3,
    )
    for value, fill in ((before.mean, palette.WHITE), (after.mean, colour)):
        axis.plot(
            [value],
            [place],
            linestyle="none",
            marker=marker,
            markersize=8,
            markerfacecolor=fill,
            markeredgecolor=colour,
            markeredgewidth=1.6,
            zorder=4,
        )
    axis.text(
        1.01, place, change(percent), transform=axis.get_yaxis_transform(), ha="left", va="center", size=9
    )


def _key() -> list[Line2D]:
    def mark(label: str, colour: str, marker: str, filled: bool) -> Line2D:
        return Line2D(
            [],
            [],
            color=colour,
            marker=marker,
            markersize=8,
            markerfacecolor=colour if filled else palette.WHITE,
            markeredgecolor=colour,
            linestyle="-" if marker == "o" else "--",
            label=label,
        )

    return [
        mark(f"{side}, {when}", colour, marker, when == "after")
        for side, colour, marker in zip(SIDES, palette.DUO, ("o", "s"), strict=True)
        for when in ("before", "after")
    ]
