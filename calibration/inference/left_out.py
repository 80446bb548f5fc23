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
    """How many figures lie inside the 95 % intervals that emulators foretell without knowing them."""

    by_figure: Floats
    overall: float


def coverage(predicted: tuple[Floats, Floats], came: Floats) -> Coverage:
    """Shares inside, from what is foretold (mean and standard deviation) and what came: (points, figures)."""
    foretold, sd = predicted
    inside = np.abs(came - foretold) <= _NORMAL_95 * sd
    return Coverage(inside.mean(axis=0), float(inside.mean()))


def explained_when_left_out(runs: Runs, foretold: Floats) -> Floats:
    """Share of each figure's variance over the cube that emulators explain at points left out of fitting.

    Only the first wave is spread over the whole cube, so only its points are looked at. Chance is taken out
    of both: what nobody could predict is no fault of the emulator.

    Parameters
    ----------
    runs
        Runs at each point.
    foretold
        (points, figures): what emulators fitted without the point say of the mean there.
    """
    first = slice(runs.waves[0] if runs.waves else None)
    means, noise = runs.means[first], runs.noise[first].mean(axis=0)
    missed = np.maximum(((means - foretold[first]) ** 2).mean(axis=0) - noise, 0.0)
    varies = means.var(axis=0, ddof=1) - noise
    shares: Floats = 1.0 - np.divide(missed, varies, out=np.ones_like(varies), where=varies > 0)
    return shares.clip(0.0)
