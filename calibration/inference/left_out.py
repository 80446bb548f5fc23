"""How well emulators foretell points that take no part in their fitting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.inference.emulator import Runs

Floats = NDArray[np.float64]

_NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Coverage:
    """How many means of runs lie inside the 95 % intervals that the other points foretell."""

    by_figure: Floats
    overall: float


def coverage(left_out: tuple[Floats, Floats], means: Floats) -> Coverage:
    """Shares inside, from ``Emulators.left_out()`` and the means of the runs, (points, figures)."""
    foretold, sd = left_out
    inside = np.abs(means - foretold) <= _NORMAL_95 * sd
    return Coverage(inside.mean(axis=0), float(inside.mean()))


def explained_when_left_out(runs: Runs, foretold: Floats) -> Floats:
    """Share of each figure's variance that emulators explain at points left out of their fitting.

    Chance is taken out of both: what nobody could predict is no fault of the emulator.

    Parameters
    ----------
    runs
        Runs at each point.
    foretold
        (points, figures): what emulators fitted without the point say of the mean there.
    """
    noise = runs.noise.mean(axis=0)
    missed = np.maximum(((runs.means - foretold) ** 2).mean(axis=0) - noise, 0.0)
    varies = runs.means.var(axis=0, ddof=1) - noise
    shares: Floats = 1.0 - np.divide(missed, varies, out=np.ones_like(varies), where=varies > 0)
    return shares.clip(0.0)
