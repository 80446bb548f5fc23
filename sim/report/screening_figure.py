"""Figure: how much each figure hangs on each value, as a table of shares with shading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.report import drawing, palette

Floats = NDArray[np.float64]

LABEL_CHARACTERS = 48
LEAST_SHOWN = 0.05
"""Smaller ones stay blank."""
_DARK = 0.6
_SHADES = LinearSegmentedColormap.from_list("shares", [palette.WHITE, palette.DARK_BLUE])


@dataclass(frozen=True)
class Row:
    """One figure."""

    label: str
    explained: float
    """Share of its variance that the emulator explains."""
    shares: Floats
    """One for each value; not a number where none is given."""


def sobol(rows: Sequence[Row], values: Sequence[str], what: str) -> drawing.Chart:
    """Draw total Sobol indices."""
    return _chart(
        "sobol", "What each figure hangs on: total Sobol indices", rows, values,
        f"{what} Share of a figure's variance over the whole ranges that would be left if all values but "
        "this one were known; shares of a figure add to more than 1 where values work together.",
    )  # fmt: skip


def morris(rows: Sequence[Row], values: Sequence[str], what: str) -> drawing.Chart:
    """Draw mean sizes of elementary effects."""
    return _chart(
        "morris", "How far each value moves each figure, from one end of its range to the other",
        rows, values,
        f"{what} Mean size of the change after Morris (mu*), in standard deviations of the figure over the "
        "whole ranges.",
    )  # fmt: skip


def _chart(name: str, heading: str, rows: Sequence[Row], values: Sequence[str], what: str) -> drawing.Chart:
    caption = (
        f"{what} Below {LEAST_SHOWN:g} blank. Grey: not given, as the emulator explains too little; in "
        "brackets the share that it explains."
    )
    tail = max(map(len, values)) * 0.055
    with drawing.styled():
        figure = drawing.sheet(heading, 1.4 + tail + 0.34 * len(rows), caption, _key())
        _draw(figure.subplots(), rows, values)
    return drawing.Chart(name, heading, caption, _alt(heading, rows, values), _data(rows, values), figure)


def _draw(axis: Axes, rows: Sequence[Row], values: Sequence[str]) -> None:
    shares = np.array([row.shares for row in rows])
    largest = max(1.0, float(np.nanmax(shares, initial=0.0)))
    shade = _SHADES.with_extremes(bad=palette.GRID)
    axis.imshow(np.ma.masked_invalid(shares.clip(0.0)), cmap=shade, vmin=0, vmax=largest, aspect="auto")
    for line, column in np.argwhere(shares >= LEAST_SHOWN):
        dark = shares[line, column] > _DARK * largest
        colour = palette.WHITE if dark else palette.TEXT
        axis.text(column, line, f"{shares[line, column]:.2f}", ha="center", va="center", size=8, color=colour)
    names = [f"{drawing.broken(row.label, LABEL_CHARACTERS)} ({row.explained:.2f})" for row in rows]
    axis.set_yticks(range(len(rows)), names, size=8)
    axis.set_xticks(range(len(values)), values, rotation=60, ha="right", rotation_mode="anchor", size=8)
    axis.grid(visible=False)


def _alt(heading: str, rows: Sequence[Row], values: Sequence[str]) -> str:
    given = [row for row in rows if np.isfinite(row.shares).all()]
    most = "; ".join(f"{row.label}: {values[int(row.shares.argmax())]}" for row in given)
    what = "A table with a row a figure and a column a value"
    return f"{heading}. {what}. Largest of each: {most or 'none given'}."


def _data(rows: Sequence[Row], values: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame([row.shares for row in rows], columns=list(values))
    table.insert(0, "Figure", [row.label for row in rows])
    return table


def _key() -> list[Artist]:
    return [
        Patch(facecolor=palette.DARK_BLUE, label="All of it, or the largest"),
        Patch(facecolor=palette.WHITE, edgecolor=palette.DARK_GREY, label="Nothing"),
        Patch(facecolor=palette.GRID, label="Not given"),
    ]
