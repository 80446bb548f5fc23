"""From targets to the values that they allow: waves of runs, what is not ruled out, posterior and check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from calibration.fitting.problem import POPULATION, Problem
from calibration.fitting.trials import Trials
from calibration.inference.design import latin_hypercube
from calibration.inference.emulator import Emulators, Runs
from calibration.inference.likelihood import log_likelihood
from calibration.inference.region import Contradictions, Plausible, contradictions, volume_left
from calibration.inference.sampling import Part, Sample, sample_below, sample_posterior
from calibration.published.components import Component
from calibration.readings.trial import Readings
from sim.errors import DesistError

Floats = NDArray[np.float64]
Tell = Callable[[str], None]

EVERYWHERE = "spread over the whole ranges"
NOT_RULED_OUT = "spread over what was not ruled out"
POSTERIOR = "drawn where the runs before leave values likely (their posterior)"
_REGION, _BELIEF, _CONTRADICTIONS = 1, 2, 3
"""Tell the sampler's numbers of one purpose from those of the others."""
_SEARCHED = 5000
"""Points spread over the ranges that show which targets can be met easily."""


@dataclass(frozen=True)
class Wave:
    """One wave of runs."""

    number: int
    where: str
    """Where its points lie, in words."""
    points: Floats = field(repr=False)
    """(points, values)."""
    readings: Sequence[Sequence[Readings]] = field(repr=False)
    """By point and replication."""
    left: Part = field(repr=False)
    """What is not ruled out by all runs up to this wave."""

    @property
    def sentence(self) -> str:
        """What was run and what is left, in words."""
        runs = sum(len(each) for each in self.readings)
        return f"Wave {self.number}: {runs} runs, {self.where}. {volume_left(self.left.log_volume)}"


@dataclass(frozen=True)
class Calibration:
    """What was run, and what follows from it."""

    problem: Problem
    waves: tuple[Wave, ...]
    runs: Runs = field(repr=False)
    """Of all waves."""
    emulators: Emulators = field(repr=False)
    """Of all runs."""
    sample: Sample = field(repr=False)
    """The posterior, on the emulators, in no order."""
    checks: Sequence[Readings] = field(repr=False)
    """What a fresh run says at each of the first draws; they take no part in the inference."""

    @property
    def ensemble(self) -> Floats:
        """Draws of the posterior, shape (draws, values)."""
        return self.sample.points[: self.problem.draws]


def calibrate(problem: Problem, trials: Trials, tell: Tell) -> Calibration:
    """Run the waves, infer, and check with fresh runs.

    The first wave is spread over the whole ranges, the last drawn from the posterior of the runs before it,
    and those between over what is not ruled out.

    Raises
    ------
    DesistError
        If the runs give no number for a figure, or no point of the ranges comes near the targets.
    """
    waves: list[Wave] = []
    points, where = latin_hypercube(problem.points, problem.space.dimensions, problem.seed), EVERYWHERE
    while True:
        number = len(waves) + 1
        readings = trials.run(points, problem.replications, f"runs of wave {number}")
        tried = [*((wave.points, wave.readings) for wave in waves), (points, readings)]
        runs = runs_of(problem.components, tried)
        emulators = trials.emulate(runs)
        left = not_ruled_out(problem, emulators, runs, number)
        waves.append(Wave(number, where, points, readings, left))
        tell(waves[-1].sentence)
        if number < problem.waves - 1:
            points, where = left.points[: problem.points], NOT_RULED_OUT
            continue
        sample = posterior(problem, emulators, runs, number)
        if number == problem.waves:
            break
        points, where = sample.points[: problem.points], POSTERIOR
    checks = trials.run(sample.points[: problem.checks], 1, "fresh runs of the check")
    return Calibration(problem, tuple(waves), runs, emulators, sample, [run for (run,) in checks])


def runs_of(
    components: Sequence[Component], tried: Sequence[tuple[Floats, Sequence[Sequence[Readings]]]]
) -> Runs:
    """Figures of the components at all points that were run, wave after wave."""
    figures = [
        [[each.read(run) for each in components] for run in at_point]
        for _, readings in tried
        for at_point in readings
    ]
    points = np.concatenate([points for points, _ in tried])
    names, waves = tuple(each.id for each in components), tuple(len(points) for points, _ in tried)
    return Runs(points, np.array(figures), names, waves)


def not_ruled_out(problem: Problem, emulators: Emulators, runs: Runs, wave: int) -> Part:
    """Points spread over the part of the cube that the targets do not rule out, in no order.

    Raises
    ------
    DesistError
        If there is none; it names the targets that cannot be met.
    """
    plausible = Plausible(problem.components, emulators, runs.chance)
    rng = np.random.default_rng([problem.seed, _REGION, wave])
    found = sample_below(plausible.score, problem.cutoff, problem.space.dimensions, POPULATION, rng)
    if found.is_empty:
        missed = (
            "no values within the ranges come near the targets: at best the second worst target is missed by "
            f"{found.least:.1f} standard deviations, and {problem.cutoff:g} are allowed"
        )
        raise DesistError("\n".join([missed, *unmet(problem, emulators, runs).sentences]))
    order = rng.permutation(POPULATION)
    return replace(found, points=found.points[order], scores=found.scores[order])


def unmet(problem: Problem, emulators: Emulators, runs: Runs) -> Contradictions:
    """The targets that no values meet, and the pairs that no values meet together."""
    plausible = Plausible(problem.components, emulators, runs.chance)
    rng = np.random.default_rng([problem.seed, _CONTRADICTIONS])
    return contradictions(
        plausible.distances, problem.components, problem.space.dimensions, _SEARCHED, rng, problem.cutoff
    )


def posterior(problem: Problem, emulators: Emulators, runs: Runs, wave: int) -> Sample:
    """A sample of what is believed of the values once the targets are known, in no order."""
    chance = runs.chance  # worked out anew at each asking, and the sampler asks hundreds of times

    def height(points: Floats) -> Floats:
        return log_likelihood(problem.components, *emulators.predict(points), chance)

    rng = np.random.default_rng([problem.seed, _BELIEF, wave])
    found = sample_posterior(height, problem.space.dimensions, POPULATION, rng)
    order = rng.permutation(POPULATION)
    return replace(found, points=found.points[order], log_likelihood=found.log_likelihood[order])
