"""Known values found again: ``python -m tests.calibration.recovery``, about 20 minutes.

On the small county a point is drawn from what is believed beforehand, the model is run once there, and
the point is inferred from that run alone, with the emulators, likelihood and sampler that a real
calibration uses. Over many repeats two things must hold if all of them are right:

* an interval of 90 per cent holds the true value 90 times in 100 (pooled over values: 85 to 95 is sound);
* the rank of the true value among draws of its posterior is as often low as middling as high (simulation-
  based calibration, Talts and others 2018): chi-square over the ranks, p above 0.01 with Holm's
  correction over values.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from calibration.fitting.calibrate import runs_of
from calibration.fitting.problem import Problem, read_problem
from calibration.fitting.trials import Trials
from calibration.inference.design import latin_hypercube
from calibration.inference.emulator import Emulators
from calibration.inference.left_out import coverage
from calibration.inference.likelihood import log_likelihood
from calibration.inference.sampling import sample_posterior
from calibration.published.components import Component
from calibration.readings.trial import Readings
from sim.evidence.register import load_register
from sim.experiment.executors import on_this_machine, usual_workers
from sim.experiment.gather import Unkept
from sim.experiment.progress import Progress
from sim.experiment.runner import as_finished
from sim.outcomes.multiplicity import holm

Floats = NDArray[np.float64]

PROBLEM = Path(__file__).parents[2] / "calibration" / "problems" / "small.yaml"
POINTS = 240
"""Of the design over the whole ranges, as the true values lie anywhere in them."""
POPULATION = 400
DRAWS = 127
"""Draws that a true value is ranked among: its rank is one of 128."""
BINS = 8
INTERVAL = (5.0, 95.0)


@dataclass(frozen=True)
class Recovery:
    """What came of the repeats."""

    names: tuple[str, ...]
    covered: NDArray[np.bool_]
    """(repeats, values): whether the 90 per cent interval holds the true value."""
    ranks: NDArray[np.int_]
    """(repeats, values): how many of the draws lie below it."""
    left_out: float
    """Share of the means left out that lie inside the emulators' 95 per cent intervals."""

    @property
    def rank_chances(self) -> Floats:
        """Chance of ranks as uneven as these, by value, were all right."""
        counts = [np.bincount(column * BINS // (DRAWS + 1), minlength=BINS) for column in self.ranks.T]
        return np.array([stats.chisquare(each).pvalue for each in counts])


@dataclass(frozen=True)
class Repeat:
    """One known point, and the run that it gave."""

    number: int
    truth: Floats
    targets: tuple[Component, ...]
    emulators: Emulators
    chance: Floats


def infer(repeat: Repeat) -> tuple[NDArray[np.bool_], NDArray[np.int_]]:
    """By value: whether its 90 per cent interval holds the truth, and how many draws lie below that."""

    def height(at: Floats) -> Floats:
        return log_likelihood(repeat.targets, *repeat.emulators.predict(at), repeat.chance)

    rng = np.random.default_rng([POPULATION, repeat.number])
    found = sample_posterior(height, len(repeat.truth), POPULATION, rng).points
    low, high = np.percentile(found, INTERVAL, axis=0)
    drawn = found[rng.choice(POPULATION, DRAWS, replace=False)]
    return (low <= repeat.truth) & (repeat.truth <= high), (drawn < repeat.truth).sum(axis=0)


def recover(problem: Problem, repeats: int, points: int, number_of_workers: int) -> Recovery:
    """Fit emulators once over the whole ranges, then infer ``repeats`` known points from a run each."""
    dimensions, workers = problem.space.dimensions, on_this_machine(number_of_workers)
    trials = Trials(
        problem.scenario, load_register(), problem.space, problem.seed, workers, Unkept(),
        lambda what: Progress(sys.stderr, what),
    )  # fmt: skip
    design = latin_hypercube(points, dimensions, problem.seed)
    runs = runs_of(problem.components, [(design, trials.run(design, 2, "runs of the design"))])
    emulators = trials.emulate(runs)
    truths = np.random.default_rng([problem.seed, repeats]).random((repeats, dimensions))
    seen = trials.run(truths, 1, "runs to be explained")
    progress = Progress(sys.stderr, "points inferred")
    found: dict[int, tuple[NDArray[np.bool_], NDArray[np.int_]]] = {}
    tasks = (
        (row, Repeat(row, truths[row], _targets(problem, readings), emulators, runs.chance))
        for row, (readings,) in enumerate(seen)
    )
    for row, outcome in as_finished(infer, tasks, workers):
        found[row] = outcome
        progress(len(found), repeats)
    covered, ranks = (np.array([found[row][place] for row in range(repeats)]) for place in (0, 1))
    names = tuple(each.id for each in problem.space.free)
    return Recovery(names, covered, ranks, coverage(emulators.left_out(), runs.means).overall)


def _targets(problem: Problem, readings: Readings) -> tuple[Component, ...]:
    return tuple(each.observed_in(readings) for each in problem.components)


def main() -> int:
    """Repeat, print, and fail if a goal is missed."""
    parser = argparse.ArgumentParser(description="Infer known values of the small county again, many times.")
    parser.add_argument("--repeats", type=int, default=100)
    parser.add_argument("--points", type=int, default=POINTS)
    parser.add_argument("--workers", type=int, default=usual_workers())
    options = parser.parse_args()
    found = recover(read_problem(PROBLEM), options.repeats, options.points, options.workers)
    corrected = holm(found.rank_chances)
    for name, share, chance in zip(found.names, found.covered.mean(axis=0), corrected, strict=True):
        tell(f"{name:32} inside its 90 % interval {100 * share:.1f} % of times; ranks p {chance:.3f} (Holm)")
    pooled, left_out, uneven = float(found.covered.mean()), found.left_out, float(corrected.min())
    goals = (
        (f"90 % intervals hold {100 * pooled:.1f} % of true values (85 to 95)", 0.85 <= pooled <= 0.95),
        (f"ranks are even: smallest p {uneven:.3f} after Holm (above 0.01)", uneven > 0.01),
        (
            f"95 % intervals hold {100 * left_out:.1f} % of means left out (90 to 98)",
            0.90 <= left_out <= 0.98,
        ),
    )
    for said, met in goals:
        tell(f"{'met   ' if met else 'MISSED'} {said}")
    return 0 if all(met for _, met in goals) else 1


def tell(line: str) -> None:
    """A line of what came of it."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
