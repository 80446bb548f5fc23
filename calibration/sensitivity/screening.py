"""Which parameters move which figure, by emulators over the cube: Morris screening and Sobol indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.outcomes.intervals import LEVEL

Floats = NDArray[np.float64]

LEAST_EXPLAINED = 0.7
"""An index is given only for a figure of whose variance over the cube the emulator explains this share."""
TRAJECTORIES = 40
LEVELS = 4
SOBOL_POINTS = 1024
"""A power of two; each index takes so many evaluations of the emulator, and two more sets for all of them."""
RESAMPLES = 200


class Predicts(Protocol):
    """Emulators of several figures."""

    def predict(self, points: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of each figure, of shape (points, figures), at points of the cube."""


@dataclass(frozen=True)
class Screening:
    """What screening found of one figure; each array is of shape (parameters,), NaN where none is given."""

    figure: str
    explained: float
    """Share of the figure's variance over the cube that the emulator explains; the rest is its own error."""
    spread: float
    """Standard deviation of the emulated figure over the cube, in its own unit."""
    mu_star: Floats
    """Morris: mean size of the figure's change from one end of a parameter's range to the other."""
    mu_star_reach: Floats
    """Half-width of the 95 % interval of ``mu_star``."""
    sigma: Floats
    """Morris: standard deviation of those changes: what is not linear, or hangs on other parameters."""
    first: Floats
    """Sobol: share of the variance that would go if this parameter alone were known."""
    first_low: Floats
    first_high: Floats
    total: Floats
    """Sobol: share of the variance that would be left if all but this parameter were known."""
    total_low: Floats
    total_high: Floats

    @property
    def is_given(self) -> bool:
        """Whether the emulator explains enough for indices to be given."""
        return self.explained >= LEAST_EXPLAINED


COLUMNS = (
    "figure", "parameter", "explained_by_emulator", "figure_sd",
    "mu_star", "mu_star_low", "mu_star_high", "sigma",
    "first_order", "first_order_low", "first_order_high",
    "total_order", "total_order_low", "total_order_high",
)  # fmt: skip


def screening_table(screenings: Sequence[Screening], parameters: Sequence[str]) -> pd.DataFrame:
    """One row a figure and parameter, in ``COLUMNS``; indices that are not given are empty."""
    rows = [
        (
            each.figure, name, each.explained, each.spread, each.mu_star[place],
            each.mu_star[place] - each.mu_star_reach[place], each.mu_star[place] + each.mu_star_reach[place],
            each.sigma[place], each.first[place], each.first_low[place], each.first_high[place],
            each.total[place], each.total_low[place], each.total_high[place],
        )
        for each in screenings
        for place, name in enumerate(parameters)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def screen(
    emulators: Predicts, dimensions: int, figures: tuple[str, ...], seed: int, known: Floats | None = None
) -> list[Screening]:
    """Screen each figure over the unit cube, all parameters spread evenly and independently.

    Parameters
    ----------
    emulators
        Their figures in the order of ``figures``.
    dimensions
        Parameters.
    seed
        Of the designs and of the resampling.
    known
        Share of each figure's variance that the emulator was seen to explain at points left out of its
        fitting, shape (figures,). The emulator's own word counts only where it is the lower of the two.
    """
    designed = _sobol_design(dimensions, seed)
    means, errors = emulators.predict(np.vstack(designed))
    base = len(designed[0]) * 2
    spread = means[:base].std(axis=0)
    explained = explained_share(means[:base], errors[:base])
    if known is not None:
        explained = np.minimum(explained, known)
    effects = _morris(emulators, dimensions, figures, seed)
    indices = _sobol(means, dimensions, seed)
    return [
        _screening(name, float(explained[place]), float(spread[place]), effects[place], indices[:, place])
        for place, name in enumerate(figures)
    ]


def explained_share(means: Floats, errors: Floats) -> Floats:
    """Share of each figure's variance over some points that is not the emulator's own error.

    Parameters
    ----------
    means, errors
        Predictions and their standard deviations, of shape (points, figures).

    Returns
    -------
    numpy.ndarray
        Shape (figures,); 0 for a figure that does not vary.
    """
    signal, error = means.var(axis=0), (errors**2).mean(axis=0)
    total = signal + error
    shares: Floats = np.divide(signal, total, out=np.zeros_like(total), where=total > 0)
    return shares


def _screening(name: str, explained: float, spread: float, effects: Floats, indices: Floats) -> Screening:
    given = explained >= LEAST_EXPLAINED
    mu_star, reach, sigma = effects if given else np.full_like(effects, np.nan)
    sobol = indices if given else np.full_like(indices, np.nan)
    return Screening(name, explained, spread, mu_star, reach, sigma, *sobol)


def _morris(emulators: Predicts, dimensions: int, figures: tuple[str, ...], seed: int) -> Floats:
    """``mu_star``, half-width of its interval and ``sigma``: shape (figures, 3, parameters)."""
    from SALib.analyze import morris as analysis  # noqa: PLC0415 - slow to import
    from SALib.sample import morris as design  # noqa: PLC0415

    cube = {
        "num_vars": dimensions,
        "names": [f"x{place}" for place in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    points = design.sample(cube, TRAJECTORIES, num_levels=LEVELS, seed=seed)
    means, _ = emulators.predict(points)
    found, names = [], ("mu_star", "mu_star_conf", "sigma")
    for place in range(len(figures)):
        answer = analysis.analyze(
            cube, points, means[:, place], conf_level=LEVEL, num_levels=LEVELS, num_resamples=RESAMPLES,
            seed=seed,
        )  # fmt: skip
        found.append([np.asarray(answer[name], dtype=np.float64) for name in names])
    return np.array(found)


def _sobol_design(dimensions: int, seed: int) -> list[Floats]:
    """Two independent sets of points A and B, then for each parameter A with that parameter taken from B."""
    from scipy.stats import qmc  # noqa: PLC0415

    both = qmc.Sobol(2 * dimensions, rng=np.random.default_rng([seed, 1])).random(SOBOL_POINTS)
    first, second = both[:, :dimensions], both[:, dimensions:]
    mixed = []
    for place in range(dimensions):
        points = first.copy()
        points[:, place] = second[:, place]
        mixed.append(points)
    return [first, second, *mixed]


def _sobol(means: Floats, dimensions: int, seed: int) -> Floats:
    """First and total order, each with its ends: shape (6, figures, parameters), of figures at the design.

    Intervals are percentiles over points of the design drawn again with replacement.
    """
    # SciPy wants figures by points, and of the mixed points parameters by figures by points.
    parts = np.array(np.split(means, dimensions + 2)).transpose(0, 2, 1)
    chance = np.random.default_rng([seed, 2])
    again = [chance.integers(SOBOL_POINTS, size=SOBOL_POINTS) for _ in range(RESAMPLES)]
    found = _orders(parts)
    resampled = np.array([_orders(parts[:, :, places]) for places in again])
    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return np.array([found[0], low[0], high[0], found[1], low[1], high[1]])


def _orders(parts: Floats) -> Floats:
    """First and total order: shape (2, figures, parameters)."""
    from scipy.stats import sobol_indices  # noqa: PLC0415 - slow to import

    answer = sobol_indices(func={"f_A": parts[0], "f_B": parts[1], "f_AB": parts[2:]}, n=parts.shape[2])
    shape = parts.shape[1], len(parts) - 2
    return np.array([answer.first_order.reshape(shape), answer.total_order.reshape(shape)])
