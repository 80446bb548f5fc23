"""The runs that a calibration left behind, read again so that its emulators can be asked other questions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.fitting.problem import Problem
from calibration.fitting.tables import PLACE, READING
from calibration.inference.emulator import Emulators, Runs
from calibration.inference.left_out import explained_when_left_out
from calibration.sensitivity.screening import Screening, screen
from sim.errors import DesistError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EarlierRuns:
    """Runs of a calibration at points of the cube of its problem."""

    runs: Runs
    labels: tuple[str, ...]
    """Of the figures."""


def read_runs(path: Path, problem: Problem) -> EarlierRuns:
    """Read the runs of ``problem`` from the table that its calibration left.

    Raises
    ------
    DesistError
        If there are none, or they are of another problem.
    """
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise DesistError(f"--calibration: {path} cannot be read: {error}") from None
    wrong = _of_another_problem(table, problem) or _out_of_order(table)
    if wrong:
        raise DesistError(f"--calibration: {path} {wrong}")
    at_each = int(table["run"].max())
    points = table.loc[::at_each, [PLACE + each.id for each in problem.space.free]]
    _, waves = np.unique(table.loc[::at_each, "wave"], return_counts=True)
    figures = np.array([_figures(run, problem) for run in table.to_dict("records")])
    ids, labels = (tuple(words) for words in zip(*((e.id, e.label) for e in problem.components), strict=True))
    shaped = figures.reshape(len(points), at_each, len(ids))
    runs = Runs(points.to_numpy(dtype=np.float64), shaped, ids, tuple(map(int, waves)))
    return EarlierRuns(runs, labels)


def _of_another_problem(table: pd.DataFrame, problem: Problem) -> str:
    """What says that the runs are not of the problem; empty if nothing does."""
    readings = {
        READING + name
        for each in problem.components
        for name in (each.reading, each.whole, *each.less)
        if name
    }
    places = {PLACE + each.id for each in problem.space.free}
    missing = sorted((places | readings | {"wave", "run"}) - set(table))
    if missing:
        return f"is not of the problem '{problem.name}': it lacks {', '.join(missing)}"
    others = sorted({name for name in map(str, table) if name.startswith(PLACE)} - places)
    return f"is not of the problem '{problem.name}': it also has {', '.join(others)}" if others else ""


def _out_of_order(table: pd.DataFrame) -> str:
    """What is wrong: waves come one after the other, and so do the runs at a point, as many at each."""
    if not table["wave"].is_monotonic_increasing:
        return "does not have its waves one after the other"
    runs = table["run"].to_numpy()
    at_each = int(runs.max()) if len(runs) else 0
    if at_each and len(runs) % at_each == 0 and (runs == np.arange(len(runs)) % at_each + 1).all():
        return ""
    return "does not have the same number of runs at each point"


def _figures(run: Mapping[Hashable, float], problem: Problem) -> list[float]:
    readings = {str(name).removeprefix(READING): float(value) for name, value in run.items()}
    return [each.read(readings) for each in problem.components]


def screen_runs(earlier: EarlierRuns, seed: int) -> list[Screening]:
    """Fit emulators to the runs and screen each figure over the whole cube."""
    runs = earlier.runs
    emulators = Emulators.fit(runs, seed)
    left_out, _ = emulators.left_out()
    known = explained_when_left_out(runs, left_out)
    return screen(emulators, runs.points.shape[1], earlier.labels, seed, known)
