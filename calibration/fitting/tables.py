"""The tables of a calibration."""

from __future__ import annotations

import numpy as np
import pandas as pd

from calibration.fitting.calibrate import Calibration
from calibration.fitting.findings import Findings
from calibration.inference.left_out import coverage, explained_when_left_out


def values_table(found: Findings) -> pd.DataFrame:
    """One row a free value: its range, and where the targets leave it."""
    rows = [
        (
            known.value, value.unit, value.range_low, value.range_high, value.median, value.low, value.high,
            known.of_width, known.verdict.value, known.end,
        )
        for known, value in zip(found.identified.values, found.values, strict=True)
    ]  # fmt: skip
    columns = [
        "id", "unit", "range_low", "range_high", "median", "low", "high", "width_of_range", "told",
        "crowds_against",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def emulators_table(found: Calibration) -> pd.DataFrame:
    """One row a figure: how well the other points foretell each left out, and how large chance is.

    What is explained is so over the whole ranges (first wave), chance where values are likely (later waves);
    spread and coverage are of all points.
    """
    left_out, runs, components = found.emulators.left_out(), found.runs, found.problem.components
    return pd.DataFrame(
        {
            "figure": [each.id for each in components],
            "label": [each.label for each in components],
            "spread_over_points": runs.means.std(axis=0),
            "chance_of_one_run": np.sqrt(np.diag(runs.chance)),
            "explained_when_left_out": explained_when_left_out(runs, left_out[0]),
            "left_out_inside_95": coverage(left_out, runs.means).by_figure,
        }
    )


RUNS = "runs.csv"
"""File of the table of runs, from which emulators can be fitted again."""
PLACE, READING = "place:", "reading:"
"""Begin the names of columns that hold a point of the cube, and what a run says to a fact."""


def runs_table(found: Calibration) -> pd.DataFrame:
    """Every run of every wave: the point of the cube, the values, and all that it says to the facts."""
    rows = []
    for wave in found.waves:
        values = found.problem.space.values(wave.points)
        for point, at_point, readings in zip(wave.points, values, wave.readings, strict=True):
            places = {f"{PLACE}{id}": place for id, place in zip(at_point, point, strict=True)}
            for number, run in enumerate(readings, start=1):
                told = {f"{READING}{id}": figure for id, figure in run.items()}
                rows.append({"wave": wave.number, "run": number, **places, **at_point, **told})
    return pd.DataFrame(rows)
