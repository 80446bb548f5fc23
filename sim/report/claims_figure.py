"""Figure: what a table of before and after tells of the true effect, and how far it falls by itself."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.outcomes.amounts import MINUS, number
from sim.report import drawing, palette

Floats = NDArray[np.float64]
NINE_IN_TEN = (0.05, 0.95)
PARTS = 14
"""Bars of a histogram."""
SHOWN = 600
"""Points of the joint picture."""
LABEL_CHARACTERS = 34


@dataclass(frozen=True)
class Believed:
    """An effect in per cent: evenly spread over its range before, ``drawn`` after."""

    label: str
    low: float
    high: float
    drawn: Floats

    @property
    def before(self) -> tuple[float, float]:
        """Ends between which nine in ten lay before."""
        width = self.high - self.low
        return self.low + NINE_IN_TEN[0] * width, self.low + NINE_IN_TEN[1] * width

    @property
    def after(self) -> tuple[float, float]:
        """Ends between which nine in ten lie after."""
        low, high = np.quantile(self.drawn, NINE_IN_TEN)
        return float(low), float(high)


@dataclass(frozen=True)
class Bar:
    """A fall of attributed harm in per cent, and where nine in ten such tables lie; None for one figure."""

    label: str
    fall: float
    interval: tuple[float, float] | None


def chart(effects: Sequence[Believed], bars: Sequence[Bar], runs: int) -> drawing.Chart:
    """Draw the falls beside what is believed of the two effects.

    Parameters
    ----------
    effects
        The effect on offending, then that on detection.
    bars
        The published fall first, then the model's without an effect, then others.
    runs
        Runs of the model behind it.
    """
    published, nothing = bars[0], bars[1]
    heading = (
        f"With no effect at all the table of people removed from IOM falls by {number(nothing.fall, 0)} % in "
        f"the model; it was published as {number(published.fall, 0)} %"
    )
    caption = (
        "Left: fall of attributed harm, twelve months in the community before adoption against twelve "
        "before removal (from adoption on, where that is later). Bars: nine in ten tables of 27 people, by "
        "chance and with all other values anywhere in their ranges. Middle and right: what is believed of "
        "the effects before the table (even over the assumed range) and after it. "
        f"From {number(runs, 0)} runs and emulators of them. "
        "Effects are assumptions; this is no evidence that the scheme works, nor that it does not."
    )
    with drawing.styled():
        figure = drawing.sheet(heading, 5.2, caption, _key())
        axes = figure.subplot_mosaic(
            [["falls", "offending", "joint"], ["falls", "detection", "joint"]], width_ratios=[1.2, 0.8, 1.0]
        )
        _falls(axes["falls"], bars)
        for name, each in zip(("offending", "detection"), effects, strict=True):
            _marginal(axes[name], each)
        _joint(axes["joint"], effects)
    return drawing.Chart(
        "claims", heading, caption, _alt(effects, bars, heading), _data(effects, bars), figure
    )


def _falls(axis: Axes, bars: Sequence[Bar]) -> None:
    for row, bar in enumerate(bars):
        colour = palette.ORANGE if row == 0 else palette.DARK_BLUE
        marker = "D" if row == 0 else "o"
        axis.plot([bar.fall], [row], marker=marker, color=colour, markersize=8, linestyle="none")
        if bar.interval is not None:
            axis.plot(
                bar.interval,
                [row, row],
                color=colour,
                linewidth=drawing.BAR,
                alpha=0.55,
                solid_capstyle="butt",
            )
        axis.text(
            bar.fall,
            row - 0.16,
            f"{number(bar.fall, 0)} %",
            ha="center",
            va="bottom",
            size=9.5,
            weight="bold",
        )
    axis.axvline(bars[0].fall, color=palette.ORANGE, linewidth=0.9, linestyle="--", zorder=1)
    axis.set_yticks(range(len(bars)), [textwrap.fill(bar.label, LABEL_CHARACTERS) for bar in bars], size=9)
    axis.set_ylim(len(bars) - 0.5, -0.6)
    axis.set_xlim(0, 104)
    axis.set_xlabel("Fall of attributed harm, %")
    axis.grid(visible=False, axis="y")


def _marginal(axis: Axes, effect: Believed) -> None:
    edges = np.linspace(effect.low, effect.high, PARTS + 1)
    heights, _ = np.histogram(effect.drawn, edges, density=True)
    even = 1.0 / (effect.high - effect.low)
    axis.bar(edges[:-1], heights / even, np.diff(edges), align="edge", color=palette.DARK_BLUE, alpha=0.55)
    axis.plot([effect.low, effect.high], [1.0, 1.0], color=palette.ORANGE, linewidth=1.8, linestyle="--")
    axis.axvline(0.0, color=palette.DARK_GREY, linewidth=0.8)
    axis.set_xlim(effect.low, effect.high)
    axis.set_ylim(0, max(2.0, 1.1 * float((heights / even).max())))
    axis.set_xlabel(f"{effect.label}, %")
    axis.set_ylabel("Density, before = 1")
    axis.xaxis.set_major_formatter(drawing.thousands())
    axis.grid(visible=False, axis="x")


def _joint(axis: Axes, effects: Sequence[Believed]) -> None:
    offending, detection = effects
    some = slice(None, None, max(1, len(offending.drawn) // SHOWN))
    axis.scatter(
        offending.drawn[some], detection.drawn[some], s=7, color=palette.DARK_BLUE, alpha=0.4, linewidths=0
    )
    axis.axvline(0.0, color=palette.DARK_GREY, linewidth=0.8)
    axis.set_xlim(offending.low, offending.high)
    axis.set_ylim(detection.low, detection.high)
    axis.set_xlabel(f"{offending.label}, %")
    axis.set_ylabel(f"{detection.label}, %")
    axis.xaxis.set_major_formatter(drawing.thousands())


def _signed(value: float) -> str:
    rounded = number(abs(value), 0)
    return rounded if float(f"{value:.0f}") == 0 else f"{MINUS if value < 0 else '+'}{rounded}"


def _span(ends: tuple[float, float]) -> str:
    return f"{_signed(ends[0])} to {_signed(ends[1])} %"


def _alt(effects: Sequence[Believed], bars: Sequence[Bar], heading: str) -> str:
    falls = "; ".join(f"{bar.label}: {number(bar.fall, 0)} %" for bar in bars)
    known = "; ".join(
        f"{each.label}: {_span(each.before)} before, {_span(each.after)} after" for each in effects
    )
    return f"{heading}. Falls: {falls}. Nine in ten values of the effects lie within, {known}."


def _data(effects: Sequence[Believed], bars: Sequence[Bar]) -> pd.DataFrame:
    nan = (float("nan"), float("nan"))
    rows = [("Fall, %", bar.label, bar.fall, *(bar.interval or nan)) for bar in bars]
    for each in effects:
        middle = (each.low + each.high) / 2
        rows.append((f"{each.label}, %", "Before the table", middle, *each.before))
        rows.append((f"{each.label}, %", "After it", float(np.median(each.drawn)), *each.after))
    return pd.DataFrame(rows, columns=["What", "Which", "Middle", "Nine in ten from", "to"])


def _key() -> list[Artist]:
    return [
        Line2D([], [], color=palette.ORANGE, marker="D", linestyle="--", label="Published; before the table"),
        Line2D([], [], color=palette.DARK_BLUE, marker="o", linestyle="none", label="Model"),
        Patch(facecolor=palette.DARK_BLUE, alpha=0.55, label="Nine in ten; after the table"),
    ]
