"""Emulators: what the model's figures would be at points that were not run, with an honest error.

Each figure has a Gaussian process of its own over the cube of free values, fitted to the means of a few runs
at each point. How much of a figure is chance is known from those runs, wave by wave, so it is not fitted.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.errors import DesistError
from sim.experiment.executors import InThisProcess

Floats = NDArray[np.float64]

LENGTHS = (0.2, 40.0)
"""Bounds of the lengths over which a figure bends, each value running from -1 to 1. A few hundred points
cannot tell wiggles shorter than a tenth of a range from chance; 40 is as good as a straight line."""
VARIANCES = (1e-5, 1e2)
"""Bounds of the variance of what is bent, in variances of the figure over the points."""
SLOPE = 5.0
"""How far the straight part may lie from least squares beforehand, in standard deviations of the figure,
from the middle of a range to its end: so wide that it decides nothing, but counts that part's own error."""
LEAST_CHANCE = 1e-7
"""Variance of chance put in where there is none, in variances of the figure: keeps the algebra exact."""
NEARLY_CONSTANT = 1e-9
"""A figure that varies by less than this, as a share of its size, is taken as varying by this."""
STEPS = 40
RESTARTS = 1
_CHUNK = 1000
_ROOT_5 = float(np.sqrt(5.0))


@dataclass(frozen=True)
class Runs:
    """Figures of runs of the model at points of the cube, several runs at each, with chance of their own.

    Raises ``DesistError`` if a figure is missing anywhere, naming the figure, and ``ValueError`` if the waves
    do not make up the points.
    """

    points: Floats
    """(points, values), each in 0 to 1."""
    figures: Floats
    """(points, runs at each, figures), on the scale on which they are emulated."""
    names: tuple[str, ...] = ()
    """What messages call the figures."""
    waves: tuple[int, ...] = ()
    """How many points each wave has, in the order of ``points``; empty if all are of one."""

    def __post_init__(self) -> None:
        """Refuse what cannot be emulated."""
        (points, values), runs = self.points.shape, self.figures.shape[1]
        if self.waves and (sum(self.waves) != points or min(self.waves) < 1):
            raise ValueError(f"waves of {self.waves} points are not the {points} points that there are")
        if points <= values + 1:
            raise DesistError(
                f"{points} points are too few to emulate {values} free values: more than {values + 1} are "
                "needed"
            )
        if runs < 2:  # noqa: PLR2004 - chance is read off from how runs at one point differ
            raise DesistError(f"{runs} run at each point does not tell what is chance: at least 2 are needed")
        missing = np.argwhere(~np.isfinite(self.figures).all(axis=(0, 1))).ravel()
        if len(missing):
            raise DesistError("; ".join(self._missing(int(figure)) for figure in missing))

    @property
    def replications(self) -> int:
        """Runs at each point."""
        return int(self.figures.shape[1])

    @property
    def means(self) -> Floats:
        """Mean over the runs at each point: (points, figures)."""
        return np.asarray(self.figures.mean(axis=1), dtype=np.float64)

    @property
    def chance(self) -> Floats:
        """Covariance of one run's figures by chance alone, where values are likely: (figures, figures).

        It is not the same everywhere, so the first wave, spread over the whole cube, counts only if it is the
        only one.
        """
        waves = self._by_wave()
        return _chance(np.concatenate(waves[1:] or waves))

    @property
    def noise(self) -> Floats:
        """Variance of each mean by chance, which is that of its wave: (points, figures)."""
        waves = self._by_wave()
        of_waves = [np.diag(_chance(wave)) for wave in waves]
        return np.repeat(of_waves, [len(wave) for wave in waves], axis=0) / self.replications

    def _by_wave(self) -> list[Floats]:
        return np.split(self.figures, np.cumsum(self.waves)[:-1])

    def _missing(self, figure: int) -> str:
        name = self.names[figure] if self.names else f"number {figure + 1}"
        runs = int((~np.isfinite(self.figures[:, :, figure])).sum())
        return (
            f"figure {name}: {runs} of {self.figures[:, :, figure].size} runs give no number, as the mean of "
            "nothing is none: leave it out, or narrow the free values"
        )


def _chance(figures: Floats) -> Floats:
    """Covariance of runs about the mean at their point, pooled over these points: (figures, figures)."""
    points, runs, number = figures.shape
    apart = (figures - figures.mean(axis=1, keepdims=True)).reshape(-1, number)
    return np.asarray(apart.T @ apart / (points * (runs - 1)), dtype=np.float64)


@dataclass(frozen=True)
class Emulator:
    """One figure over the cube: a straight line, and a Gaussian process for what is bent."""

    level: float
    slopes: Floats
    """Change of the figure from the middle of each value's range to its end, by least squares."""
    lengths: Floats
    variance: float
    """Of what is bent, as a share of ``scale`` squared."""
    scale: float
    """Standard deviation of the figure over the points of the runs."""
    weights: Floats
    """(points,): inverse covariance of the runs' means, times what the line leaves of them."""
    roots: Floats
    """(points, points): inverse of the lower Cholesky root of that covariance."""

    def predict(self, centred: Floats, points: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of the expected figure at ``points``; both arguments from -1 to 1."""
        near = self.covariance(points, centred)
        beforehand = self.variance + SLOPE**2 * (1.0 + (points**2).sum(axis=1))
        known = near @ self.roots.T
        variance = np.maximum(beforehand - np.einsum("ij,ij->i", known, known), 0.0)
        return self.level + points @ self.slopes + self.scale * (near @ self.weights), self.scale * np.sqrt(
            variance
        )

    def left_out(self) -> tuple[Floats, Floats]:
        """How far each run's mean lies above what the others foretell, and the standard deviation of that."""
        inverse = (self.roots**2).sum(axis=0)
        return self.scale * self.weights / inverse, self.scale / np.sqrt(inverse)

    def covariance(self, points: Floats, centred: Floats) -> Floats:
        """Matérn's with 5/2, and the line's; written out because it is most of the time of a calibration."""
        here, there = points / self.lengths, centred / self.lengths
        squares = (here**2).sum(axis=1)[:, None] + (there**2).sum(axis=1) - 2.0 * (here @ there.T)
        far = _ROOT_5 * np.sqrt(np.maximum(squares, 0.0))
        bent = self.variance * (1.0 + far + far**2 / 3.0) * np.exp(-far)
        return np.asarray(bent + SLOPE**2 * (1.0 + points @ centred.T), dtype=np.float64)


@dataclass(frozen=True)
class Emulators:
    """All figures over the cube."""

    figures: tuple[Emulator, ...]
    centred: Floats = field(repr=False)
    """(points, values): where the runs were, from -1 to 1."""
    means: Floats = field(repr=False)
    """(points, figures): means of the runs."""

    @classmethod
    def fit(cls, runs: Runs, seed: int, executor: Executor | None = None) -> Emulators:
        """Fit one emulator a figure, on ``executor`` if given; the same runs and seed give the same."""
        at, means, centred = executor or InThisProcess(), runs.means, _centred(runs.points)
        fitted = [
            at.submit(fit_figure, centred, mean, noise, seed)
            for mean, noise in zip(means.T, runs.noise.T, strict=True)
        ]
        return cls(tuple(each.result() for each in fitted), centred, means)

    def only(self, figures: Sequence[int]) -> Emulators:
        """Some of the figures, by their places."""
        places = list(figures)
        return Emulators(tuple(self.figures[place] for place in places), self.centred, self.means[:, places])

    def predict(self, points: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of the *expected* figures at points (m, values): both (m, figures).

        The chance of one run, or of one county's year, comes on top.
        """
        mean, sd = np.empty((2, len(points), len(self.figures)))
        centred = _centred(points)
        for begin in range(0, len(points), _CHUNK):
            rows = slice(begin, begin + _CHUNK)
            for place, figure in enumerate(self.figures):
                mean[rows, place], sd[rows, place] = figure.predict(self.centred, centred[rows])
        return mean, sd

    def left_out(self) -> tuple[Floats, Floats]:
        """What the other points foretell for the mean of the runs at each point, chance included.

        Mean and standard deviation, each (points, figures); lengths and variances stay those of all points.
        """
        pairs = [figure.left_out() for figure in self.figures]
        return self.means - np.column_stack([above for above, _ in pairs]), np.column_stack(
            [sd for _, sd in pairs]
        )


def fit_figure(centred: Floats, means: Floats, noise: Floats, seed: int) -> Emulator:
    """Fit one figure.

    Parameters
    ----------
    centred
        (points, values), each from -1 to 1.
    means
        (points,): mean of the runs at each point.
    noise
        (points,): variance of each of these means by chance.
    seed
        Decides where the second search for the lengths begins.
    """
    with_level = np.column_stack([np.ones(len(centred)), centred])
    line = np.linalg.lstsq(with_level, means, rcond=None)[0]
    scale = max(float(means.std()), NEARLY_CONSTANT * max(1.0, float(np.abs(means).max())))
    process = _process(centred.shape[1], np.maximum(noise / scale**2, LEAST_CHANCE), seed)
    with warnings.catch_warnings():  # lengths at their bounds are usual: most values leave most figures alone
        warnings.simplefilter("ignore")
        process.fit(centred, (means - with_level @ line) / scale)
    variance, *lengths = np.exp(process.kernel_.theta)
    return Emulator(
        level=float(line[0]),
        slopes=np.asarray(line[1:], dtype=np.float64),
        lengths=np.array(lengths),
        variance=float(variance),
        scale=scale,
        weights=process.alpha_,
        roots=_inverse(process.L_),
    )


def _process(values: int, noise: Floats, seed: int):  # type: ignore[no-untyped-def]
    from sklearn.gaussian_process import GaussianProcessRegressor  # noqa: PLC0415 - takes a second
    from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern  # noqa: PLC0415

    bent = ConstantKernel(0.5, VARIANCES) * Matern(np.full(values, 3.0), LENGTHS, nu=2.5)
    straight = ConstantKernel(SLOPE**2, "fixed") * DotProduct(1.0, "fixed")
    return GaussianProcessRegressor(
        bent + straight, alpha=noise, optimizer=_search, n_restarts_optimizer=RESTARTS, random_state=seed
    )


def _search(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, bounds: Floats
) -> tuple[Floats, float]:
    """Search for lengths and variance; ended early, as the last digits of a length change no prediction."""
    from scipy.optimize import minimize  # noqa: PLC0415

    found = minimize(loss, start, method="L-BFGS-B", jac=True, bounds=bounds, options={"maxiter": STEPS})
    return found.x, float(found.fun)


def _inverse(root: Floats) -> Floats:
    from scipy.linalg import solve_triangular  # noqa: PLC0415

    return np.asarray(solve_triangular(root, np.eye(len(root)), lower=True), dtype=np.float64)


def _centred(points: Floats) -> Floats:
    return 2.0 * points - 1.0
