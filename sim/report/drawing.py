"""How every figure looks, and how it is written so that the same numbers give the same bytes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.outcomes.amounts import plain
from sim.report import palette

DOTS_PER_INCH = 160
WIDTH = 10.0
BAR = 4.0
"""Width of the bar of an interval of the mean, in points."""
"""Width of a figure in inches: a landscape page, or a portrait page made smaller."""
TITLE_CHARACTERS = 92
CAPTION_CHARACTERS = 158
EIGHT_DIGITS = 1e7
"""From here on four labels do not fit below half a page."""

STYLE: dict[str, object] = {
    "svg.hashsalt": "desist",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a title may hold two dollar signs and mean them
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9.5,
    "axes.edgecolor": palette.DARK_GREY,
    "axes.labelcolor": palette.TEXT,
    "text.color": palette.TEXT,
    "xtick.color": palette.TEXT,
    "ytick.color": palette.TEXT,
    "grid.color": palette.GRID,
    "figure.facecolor": palette.WHITE,
    "savefig.facecolor": palette.WHITE,
}


@dataclass(frozen=True)
class Chart:
    """A figure with all that a reader who cannot see it needs."""

    name: str
    """Name of its files, without an ending."""
    title: str
    """The finding."""
    caption: str
    """What is drawn, in which unit, of whom, when, and which uncertainty it carries."""
    alt: str
    """The figure in words."""
    data: pd.DataFrame = field(repr=False)
    """The numbers drawn, with columns as a reader sees them."""
    figure: Figure = field(repr=False)


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house style, whatever the reader's own settings of matplotlib are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        settings: dict[Any, Any] = {**sns.axes_style("whitegrid"), **STYLE}
        mpl.rcParams.update(settings)
        yield


def sheet(title: str, height: float, caption: str, key: Sequence[Artist]) -> Figure:
    """An empty figure, ``height`` inches high: title and key of the marks above, caption below."""
    heading = textwrap.fill(title, TITLE_CHARACTERS)
    foot = textwrap.fill(caption, CAPTION_CHARACTERS)
    below_title = 0.24 * (heading.count("\n") + 1) + 0.12
    top = below_title + 0.36 + 0.14 * max(str(mark.get_label()).count("\n") for mark in key)
    bottom = 0.16 * (foot.count("\n") + 1) + 0.12
    layout = ConstrainedLayoutEngine(
        rect=(0, bottom / height, 1, 1 - (top + bottom) / height), w_pad=0.08, h_pad=0.08
    )
    figure = Figure(figsize=(WIDTH, height), layout=layout)
    figure.text(
        0.012, 1 - 0.1 / height, heading, size=13, weight="bold", ha="left", va="top", in_layout=False
    )
    legend = figure.legend(
        handles=key,
        loc="upper left",
        bbox_to_anchor=(0.004, 1 - below_title / height),
        ncols=len(key),
        frameon=False,
        fontsize=9,
    )
    legend.set_in_layout(False)
    figure.text(0.012, 0.08 / height, foot, size=8, ha="left", va="bottom", in_layout=False)
    return figure


def thousands() -> FuncFormatter:
    """Labels of an axis with separators for thousands and a true minus."""
    return FuncFormatter(lambda value, _: plain(round(value, 9)))


def fewer_where_long(low: float, high: float) -> MaxNLocator:
    """Steps along an axis between two ends: fewer where eight digits have to stand side by side."""
    return few_ticks(3 if max(abs(low), abs(high)) >= EIGHT_DIGITS else 4)


def few_ticks(most: int = 4) -> MaxNLocator:
    """At most ``most`` steps along an axis."""
    return MaxNLocator(nbins=most, steps=[1, 2, 5, 10])


def broken(name: str, characters: int) -> str:
    """A long name in lines, broken after blanks, dots and underscores alone, so that no word is cut."""
    lines = [""]
    for part in re.findall(r"[^._ ]+[._ ]?|[._ ]", name):
        if len((lines[-1] + part).rstrip()) > characters and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)


def png(chart: Chart) -> bytes:
    """A chart as PNG, its title and description in the file; no date, no version."""
    metadata = {"Title": chart.title, "Description": chart.alt, "Software": None}
    return _saved(chart, "png", metadata)


def svg(chart: Chart) -> bytes:
    """A chart as SVG, its title and description in the file; no date, no version."""
    metadata = {"Title": chart.title, "Description": chart.alt, "Date": None, "Creator": None}
    return _saved(chart, "svg", metadata)


def _saved(chart: Chart, kind: str, metadata: dict[str, str | None]) -> bytes:
    target = BytesIO()
    with styled():
        chart.figure.savefig(target, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return target.getvalue()
