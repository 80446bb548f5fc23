"""Figure: how far each value's range swings a decision's outcome, the longest bar first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.outcomes.amounts import plain
from sim.outcomes.intervals import Interval
from sim.report import drawing, palette

LABEL_CHARACTERS = 40
MOST = 25
"""Bars drawn at the most; the table has all."""
_THICK = 0.62


@dataclass(frozen=True)
class Bar:
    """One value: the change of the outcome from the middle to each of its ends."""

    label: str
    ends: str
    """Its low and high end, in figures."""
    low: Interval
    high: Interval
    told: bool
    """Whether the swing from end to end is told from chance."""


def chart(bars: Sequence[Bar], middle: float, outcome: str, unit: str, what: str) -> drawing.Chart:
    """Draw the bars in the order given.

    Parameters
    ----------
    bars
        At least one.
    middle
        The outcome with all values at their middle.
    outcome, unit
        What is drawn, as a reader sees it.
    what
        Decision and number of runs, for the caption.
    """
    drawn = bars[:MOST]
    told = sum(bar.told for bar in bars)
    heading = f"{outcome}: {told} of {len(bars)} bars are told from chance"
    left_out = f" The {len(bars) - MOST} shortest bars are left out." if len(bars) > MOST else ""
    caption = (
        f"{what} Each value alone goes to its low and to its high end, the others staying at their middle, "
        "on the same people and chance. Lines: 95 % intervals of the change from the middle, good for all "
        f"values together. Hatched: the swing from end to end may be chance alone.{left_out}"
    )
    with drawing.styled():
        lines = max(_name(bar).count("\n") for bar in drawn) + 1
        figure = drawing.sheet(heading, 1.5 + max(0.4, 0.16 * lines) * len(drawn), caption, _key())
        axis = figure.subplots()
        for row, bar in enumerate(drawn):
            _draw(axis, row, bar, middle)
        _dress(axis, drawn, middle, f"{outcome}, {unit}")
    return drawing.Chart("tornado", heading, caption, _alt(drawn, heading, unit), _data(bars), figure)


def _draw(axis: Axes, row: int, bar: Bar, middle: float) -> None:
    for end, colour, lift in (
        (bar.low, palette.DARK_BLUE, -_THICK / 4),
        (bar.high, palette.ORANGE, _THICK / 4),
    ):
        axis.barh(
            row + lift, end.mean, left=middle, height=_THICK / 2, color=colour if bar.told else palette.WHITE,
            edgecolor=colour, hatch=None if bar.told else "////", linewidth=1.2, alpha=0.85, zorder=2,
        )  # fmt: skip
        axis.plot(
            [middle + end.low, middle + end.high], [row + lift] * 2, color=palette.DARK_GREY, linewidth=1.3,
            marker="|", markersize=6, zorder=3,
        )  # fmt: skip


def _dress(axis: Axes, drawn: Sequence[Bar], middle: float, across: str) -> None:
    axis.axvline(middle, color=palette.DARK_GREY, linewidth=1.0, zorder=4)
    axis.axvline(0.0, color=palette.DARK_GREY, linewidth=0.8, linestyle=":", zorder=1)
    axis.set_yticks(range(len(drawn)), [_name(bar) for bar in drawn], size=8)
    axis.set_ylim(len(drawn) - 0.5, -0.5)
    axis.set_xlabel(across)
    axis.xaxis.set_major_locator(drawing.few_ticks(6))
    axis.xaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="y")


def _name(bar: Bar) -> str:
    return f"{drawing.broken(bar.label, LABEL_CHARACTERS)}\n{bar.ends}"


def _alt(drawn: Sequence[Bar], heading: str, unit: str) -> str:
    longest = "; ".join(
        f"{bar.label}: {plain(bar.low.mean)} at the low end, {plain(bar.high.mean)} at the high end"
        + ("" if bar.told else ", may be chance")
        for bar in drawn[:3]
    )
    return f"{heading}. Horizontal bars, the longest first. Change from the middle, {unit}: {longest}."


def _data(bars: Sequence[Bar]) -> pd.DataFrame:
    return pd.DataFrame(
        [(bar.label, bar.ends, *bar.low, *bar.high, "yes" if bar.told else "no") for bar in bars],
        columns=[
            "Value", "Ends", "Change at the low end", "from", "to", "Change at the high end", "from ", "to ",
            "Told from chance",
        ],
    )  # fmt: skip


def _key() -> list[Artist]:
    return [
        Patch(facecolor=palette.DARK_BLUE, alpha=0.85, label="At the low end"),
        Patch(facecolor=palette.ORANGE, alpha=0.85, label="At the high end"),
        Patch(facecolor=palette.WHITE, edgecolor=palette.DARK_GREY, hatch="////", label="May be chance"),
        Line2D([], [], color=palette.DARK_GREY, linewidth=1.3, marker="|", label="95 % interval"),
        Line2D([], [], color=palette.DARK_GREY, linewidth=0.8, linestyle=":", label="No difference"),
    ]
