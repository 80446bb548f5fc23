"""Figure: what each free value may be, beforehand and after the published rates were seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.report import drawing, palette

BARS = 40
"""Bars of a row's histogram, over the whole range."""
_INSIDE = (5.0, 95.0)
"""The middle 90 per cent."""
_CHARACTERS = 34
"""Of a line on either side of a row, which has room for two lines, or just for three."""
_SIZE, _GAP, _DIGIT = 8.0, 6.0, 5.2
"""Points: of a letter, between a row and what stands beside it, and of a digit there."""


@dataclass(frozen=True)
class Marginal:
    """One free value."""

    label: str
    unit: str
    low: str
    """Ends of the range of the evidence table, in figures."""
    high: str
    places: NDArray[np.float64] = field(repr=False)
    """Draws of the posterior as parts of the range, 0 at its low end and 1 at its high end."""
    median: str
    """The middle draw, in figures."""
    verdict: str
    """How far the rates tell it, in two or three words."""


def chart(marginals: Sequence[Marginal], area: str, sample: str) -> drawing.Chart:
    """Draw the values in the order given.

    Parameters
    ----------
    marginals
        At least one.
    area, sample
        In words, for the caption.
    """
    heading = "What the published rates say of each value"
    caption = (
        f"{area}, {sample}. Each row is the whole range that the evidence table allows, from its low end "
        "to its high end; beforehand every part of it (on the scale on which the value is searched) was "
        "as likely as any other: the grey band. Blue: where the published rates leave the value, the higher "
        "the likelier; heights are square roots, cut off where a row ends, so that a peak leaves the band to "
        "be seen. A row that is blue along the whole band, and no higher, is not told by them."
    )
    with drawing.styled():
        figure = drawing.sheet(heading, 1.8 + 0.44 * len(marginals), caption, _key())
        axis = figure.subplots()
        _draw(axis, marginals)
    return drawing.Chart("marginals", heading, caption, _alt(marginals), _data(marginals), figure)


def _draw(axis: Axes, marginals: Sequence[Marginal]) -> None:
    edges = np.linspace(0.0, 1.0, BARS + 1)
    counts = [np.histogram(np.clip(each.places, 0, 1), edges)[0] / len(each.places) for each in marginals]
    left, right = (
        _DIGIT * max(map(len, ends))
        for ends in zip(*((each.low, each.high) for each in marginals), strict=True)
    )
    for row, (each, shares) in enumerate(zip(marginals, counts, strict=True)):
        low, high = np.percentile(each.places, _INSIDE)
        base = row + 0.34
        axis.fill_between([0, 1], [base - _height(1 / BARS)] * 2, [base] * 2, color=palette.GRID, linewidth=0)
        axis.fill_between(
            edges, base - _height(np.append(shares, shares[-1])), base, step="post",
            color=palette.DARK_BLUE, alpha=0.75, linewidth=0,
        )  # fmt: skip
        axis.plot([low, high], [base + 0.05] * 2, color=palette.ORANGE, linewidth=2, solid_capstyle="butt")
        _beside(axis, row, each.low, -_GAP)
        _beside(axis, row, each.high, _GAP)
        middle = drawing.broken(f"{each.median} {each.unit}:", _CHARACTERS)
        _beside(axis, row, f"{middle}\n{each.verdict}", 2 * _GAP + right)
    axis.set_yticks(
        range(len(marginals)), [drawing.broken(each.label, _CHARACTERS) for each in marginals], size=_SIZE
    )
    axis.tick_params(axis="y", pad=2 * _GAP + left)
    axis.set_ylim(len(marginals) - 0.5, -0.6)
    axis.set_xlim(0, 1)
    axis.set_xticks([])
    axis.grid(visible=False)
    for side in axis.spines.values():
        side.set_visible(False)


def _beside(axis: Axes, row: int, text: str, points: float) -> None:
    """A text so many points beyond the right end of a row, or before its left end if they are negative."""
    end, side = (1, "left") if points > 0 else (0, "right")
    axis.annotate(text, (end, row), (points, 0), textcoords="offset points", ha=side, va="center", size=_SIZE)


def _height(share: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Height of a bar in rows: a square root, so that a narrow peak leaves the flat band to be seen."""
    return np.minimum(0.72, 0.72 * np.sqrt(np.asarray(share) / 0.25))


def _key() -> list[Artist]:
    return [
        Patch(facecolor=palette.GRID, label="Beforehand"),
        Patch(facecolor=palette.DARK_BLUE, alpha=0.75, label="With the published rates"),
        Line2D([], [], color=palette.ORANGE, linewidth=2, label="Middle 90 %"),
    ]


def _alt(marginals: Sequence[Marginal]) -> str:
    said = "; ".join(
        f"{each.label}: {each.median} {each.unit}, of {each.low} to {each.high}, {each.verdict}"
        for each in marginals
    )
    return f"A row for each value with its range and where the published rates leave it. {said}."


def _data(marginals: Sequence[Marginal]) -> pd.DataFrame:
    rows = [
        (
            each.label,
            each.unit,
            each.low,
            each.high,
            each.median,
            *np.percentile(each.places, _INSIDE),
            each.verdict,
        )
        for each in marginals
    ]
    return pd.DataFrame(
        rows,
        columns=["Value", "Unit", "Low end", "High end", "Middle", "5 % place", "95 % place", "Told"],
    )
