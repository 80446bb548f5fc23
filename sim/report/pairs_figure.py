"""Figure: pairs of free values as the published rates leave them, two at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.outcomes.amounts import plain
from sim.report import drawing, palette

MOST = 6
"""Values drawn at the most: more cannot be told apart on a page."""
_CHARACTERS = 18
"""Of a line beside a panel."""


def chart(labels: Sequence[str], places: NDArray[np.float64], area: str, sample: str) -> drawing.Chart:
    """Draw each pair of values as a cloud of draws.

    Parameters
    ----------
    labels
        Two values at least, ``MOST`` at the most.
    places
        Draws of the posterior as parts of each range, shape (draws, values).
    area, sample
        In words, for the caption.
    """
    number = len(labels)
    correlation = np.asarray(np.corrcoef(places, rowvar=False))
    heading = "Pairs of values as the published rates leave them"
    caption = (
        f"{area}, {sample}; those values whose pairs hang together most. Every point is one set of values "
        "that the published rates allow; each axis is the whole range of the evidence table. A slanting "
        "cloud: the rates tell a combination of the two values and not each. Above: their correlation."
    )
    with drawing.styled():
        figure = drawing.sheet(heading, 1.5 + 1.36 * (number - 1), caption, _key())
        axes = figure.subplots(number - 1, MOST - 1, squeeze=False)  # a panel has one shape, however few
        for row in range(1, number):
            for column in range(MOST - 1):
                axis = axes[row - 1][column]
                if column >= row:
                    axis.set_axis_off()
                    continue
                _cloud(axis, places[:, column], places[:, row], float(correlation[row, column]))
                if column == 0:
                    axis.set_ylabel(drawing.broken(labels[row], _CHARACTERS), size=8)
                if row == number - 1:
                    axis.set_xlabel(drawing.broken(labels[column], _CHARACTERS), size=8)
    return drawing.Chart(
        "pairs", heading, caption, _alt(labels, correlation), _data(labels, correlation), figure
    )


def _cloud(axis: Axes, across: NDArray[np.float64], up: NDArray[np.float64], correlation: float) -> None:
    axis.scatter(across, up, s=4, color=palette.DARK_BLUE, alpha=0.35, linewidths=0)
    axis.set_xlim(0, 1)
    axis.set_ylim(0, 1)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.set_title(_figure(correlation), size=8, weight="normal", pad=2)


def _figure(correlation: float) -> str:
    return plain(round(float(correlation), 2))


def _key() -> list[Artist]:
    return [Line2D([], [], color=palette.DARK_BLUE, marker="o", linestyle="", markersize=4, label="One draw")]


def _alt(labels: Sequence[str], correlation: NDArray[np.float64]) -> str:
    said = "; ".join(
        f"{labels[one]} and {labels[other]}: {_figure(correlation[one, other])}"
        for one, other in _pairs(len(labels))
    )
    return f"A cloud of points for each pair of values. Correlations: {said}."


def _data(labels: Sequence[str], correlation: NDArray[np.float64]) -> pd.DataFrame:
    rows = [(labels[one], labels[other], correlation[one, other]) for one, other in _pairs(len(labels))]
    return pd.DataFrame(rows, columns=["Value", "Other value", "Correlation"])


def _pairs(number: int) -> list[tuple[int, int]]:
    return [(one, other) for other in range(1, number) for one in range(other)]
