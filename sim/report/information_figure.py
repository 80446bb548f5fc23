"""Figure: what it would be worth to know each value before deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.outcomes.amounts import plain
from sim.report import drawing, palette

LABEL_CHARACTERS = 40
MOST = 25
_THICK = 0.6


@dataclass(frozen=True)
class Worth:
    """What knowing something is worth, pounds a year."""

    label: str
    value: float
    low: float
    high: float
    nothing: float
    """Up to here by chance, had no value any bearing."""

    @property
    def told(self) -> bool:
        """Whether it is told from what has no bearing."""
        return self.value > self.nothing


def chart(everything: Worth, singles: Sequence[Worth], what: str) -> drawing.Chart:
    """Draw knowing everything, then each value alone in the order given.

    Parameters
    ----------
    singles
        At least one, the highest first.
    what
        Decision and number of runs, for the caption.
    """
    rows = [everything, *singles[:MOST]]
    best = singles[0]
    heading = (
        f"Worth knowing most: {best.label}, £{plain(float(f'{best.value:.2g}'))} a year"
        if best.told
        else "No single value is worth an amount that can be told from nothing"
    )
    caption = (
        f"{what} What deciding with perfect knowledge would gain on average, pounds a year; a real study "
        "gives part of it. Lines: 95 % interval, from the runs and from the draws. Cross: had no value any "
        "bearing, all at once, or the highest alone, would come out no higher by chance 19 times in 20. "
        "Hatched: not told from that. Chance in the runs is taken out."
    )
    with drawing.styled():
        figure = drawing.sheet(heading, 1.4 + 0.34 * len(rows), caption, _key())
        axis = figure.subplots()
        for place, worth in enumerate(rows):
            _draw(axis, place, worth)
        names = [drawing.broken(row.label, LABEL_CHARACTERS) for row in rows]
        axis.set_yticks(range(len(rows)), names, size=8.5)
        axis.set_ylim(len(rows) - 0.5, -0.5)
        axis.set_xlim(left=0.0)
        axis.set_xlabel("Value of information, £ a year")
        axis.xaxis.set_major_locator(drawing.few_ticks(6))
        axis.xaxis.set_major_formatter(drawing.thousands())
        axis.grid(visible=False, axis="y")
    return drawing.Chart("value_of_information", heading, caption, _alt(rows, heading), _data(rows), figure)


def _draw(axis: Axes, place: int, worth: Worth) -> None:
    axis.barh(
        place, worth.value, height=_THICK, color=palette.TURQUOISE if worth.told else palette.WHITE,
        edgecolor=palette.TURQUOISE, hatch=None if worth.told else "////", linewidth=1.2, zorder=2,
    )  # fmt: skip
    axis.plot(
        [worth.low, worth.high], [place] * 2, color=palette.DARK_GREY, linewidth=1.3, marker="|",
        markersize=7, zorder=3,
    )  # fmt: skip
    axis.plot([worth.nothing], [place], color=palette.DARK_PINK, linestyle="none", marker="x", zorder=4)


def _alt(rows: Sequence[Worth], heading: str) -> str:
    said = "; ".join(f"{row.label} {plain(row.value)}" for row in rows[:4])
    return f"{heading}. Horizontal bars, pounds a year: {said}."


def _data(rows: Sequence[Worth]) -> pd.DataFrame:
    return pd.DataFrame(
        [(r.label, r.value, r.low, r.high, r.nothing, "yes" if r.told else "no") for r in rows],
        columns=["Known", "Worth, £ a year", "from", "to", "Without bearing, up to", "Told from chance"],
    )


def _key() -> list[Artist]:
    return [
        Patch(facecolor=palette.TURQUOISE, label="Told from chance"),
        Patch(
            facecolor=palette.WHITE, edgecolor=palette.TURQUOISE, hatch="////", label="Not told from chance"
        ),
        Line2D([], [], color=palette.DARK_GREY, linewidth=1.3, marker="|", label="95 % interval"),
        Line2D(
            [], [], color=palette.DARK_PINK, linestyle="none", marker="x", label="Without bearing, up to here"
        ),
    ]
