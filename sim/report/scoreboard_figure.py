"""Figure: facts, each as far from the published figure as its tolerance is wide."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report import drawing, palette

FARTHEST = 3.0
"""Tolerances shown to either side; what lies beyond stands at the edge as an arrow."""
LABEL_CHARACTERS = 62
_TOLERANCE = (
    "Shaded: inside the tolerance, which stands with its reason in the file of facts and is never widened "
    "to be met."
)
_ARROWS = f"Arrows: over {FARTHEST:.0f} tolerances away."


@dataclass(frozen=True)
class Mark:
    """One fact."""

    label: str
    unit: str
    published: str
    """As published, in figures."""
    said: str
    """What the model says, in figures."""
    place: float
    """Model less published, in tolerances: 0 within a published range, 1 at the edge of what is allowed."""
    low: float
    """The same of the ends of the bar; not a number with one replication."""
    high: float

    @property
    def inside(self) -> bool:
        """Whether the model's mean is inside the tolerance."""
        return -1.0 <= self.place <= 1.0


def chart(marks: Sequence[Mark], area: str, replications: str) -> drawing.Chart:
    """Draw predicted facts in the order given.

    Parameters
    ----------
    marks
        The predicted facts, at least one.
    area, replications
        In words, for the caption.
    """
    inside = sum(mark.inside for mark in marks)
    heading = f"{inside} of {len(marks)} predicted facts lie inside their tolerance"
    caption = (
        f"Facts for whose sake no value of the model was chosen, {area}, {replications}. {_TOLERANCE} Bars: "
        f"95 % interval of the model's mean, from chance alone. {_ARROWS}"
    )
    return _chart("scoreboard", heading, caption, marks)


def chart_of_targets(marks: Sequence[Mark], area: str, runs: str) -> drawing.Chart:
    """Draw targets beside fresh runs at draws of the posterior; arguments as for ``chart``."""
    inside = sum(mark.inside for mark in marks)
    heading = f"{inside} of {len(marks)} targets lie inside their tolerance once the values are calibrated"
    caption = (
        f"Facts to which the values were calibrated, {area}, {runs}. {_TOLERANCE} Marks: mean of the runs. "
        "Bars: where nine in ten single runs lie, from values that are not known and from chance. "
        f"{_ARROWS}"
    )
    return _chart("targets", heading, caption, marks)


def _chart(name: str, heading: str, caption: str, marks: Sequence[Mark]) -> drawing.Chart:
    with drawing.styled():
        figure = drawing.sheet(heading, 1.3 + 0.36 * len(marks), caption, _key())
        axis = figure.subplots()
        _draw(axis, marks)
    return drawing.Chart(name, heading, caption, _alt(marks, heading), _data(marks), figure)


def _draw(axis: Axes, marks: Sequence[Mark]) -> None:
    axis.axvspan(-1, 1, color=palette.GRID, alpha=0.6, linewidth=0)
    axis.axvline(0, color=palette.DARK_GREY, linewidth=0.8)
    for row, mark in enumerate(marks):
        _mark(axis, row, mark)
        axis.text(
            1.015, row, f"{mark.said}, published {mark.published}", transform=axis.get_yaxis_transform(),
            va="center", size=8.5,
        )  # fmt: skip
    axis.set_yticks(range(len(marks)), [_label(mark) for mark in marks], size=8.5)
    axis.set_ylim(len(marks) - 0.5, -0.5)
    axis.set_xlim(-FARTHEST - 0.2, FARTHEST + 0.2)
    axis.set_xlabel("Model less published, in tolerances")
    axis.xaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="y")


def _mark(axis: Axes, row: int, mark: Mark) -> None:
    colour = palette.DARK_BLUE if mark.inside else palette.ORANGE
    if abs(mark.place) > FARTHEST:
        end = FARTHEST if mark.place > 0 else -FARTHEST
        axis.plot([end], [row], marker=">" if end > 0 else "<", color=colour, markersize=8)
        return
    low, high = max(mark.low, -FARTHEST), min(mark.high, FARTHEST)
    axis.plot([low, high], [row, row], color=colour, linewidth=drawing.BAR, solid_capstyle="butt", alpha=0.55)
    axis.plot([mark.place], [row], marker="o" if mark.inside else "D", color=colour, markersize=6)


def _label(mark: Mark) -> str:
    return textwrap.fill(mark.label, LABEL_CHARACTERS)


def _alt(marks: Sequence[Mark], heading: str) -> str:
    missed = [f"{mark.label}: {mark.said}, published {mark.published}" for mark in marks if not mark.inside]
    outside = "; ".join(missed) or "none"
    return f"{heading}. A mark for each fact on a scale of tolerances. Outside: {outside}."


def _data(marks: Sequence[Mark]) -> pd.DataFrame:
    return pd.DataFrame(
        [(m.label, m.unit, m.published, m.said, m.place, "yes" if m.inside else "no") for m in marks],
        columns=["Fact", "Unit", "Published", "Model", "Tolerances from published", "Inside"],
    )


def _key() -> list[Artist]:
    return [
        Line2D([], [], color=palette.DARK_BLUE, marker="o", linestyle="", label="Inside"),
        Line2D([], [], color=palette.ORANGE, marker="D", linestyle="", label="Outside"),
        Patch(facecolor=palette.GRID, alpha=0.6, label="Tolerance"),
    ]
