"""Points of the unit cube where a score is low, or as a likelihood has them, by narrowing a population.

It begins spread over the whole cube and is narrowed step by step, each time to about half of what it was:
those that fall outside give way to copies of those inside, and all are moved until copies have parted. So
separate parts of the cube are all kept, each by its size; no starting points are needed; and how much of the
cube is left, or the evidence, comes along. Scores and likelihoods are worked out for all members at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.inference.walk import LogTarget, Vectorised, Walk

Floats = NDArray[np.float64]

HALF = 0.5
"""Share of the population that lies below the next level, or effective share of it at the next exponent."""
GIVE_UP = 10.0
"""A level is given up when it lies so many times further below the best score than the better half differ."""
_HALVINGS_A_VALUE = 10
"""A part thinner than about a thousandth of each range is not looked for."""


@dataclass(frozen=True)
class Part:
    """The part of the cube where a score is at or below a level."""

    points: Floats
    """(number, values), spread evenly over the part; (0, values) if no point was found to reach the level."""
    scores: Floats
    log_volume: float
    """Natural logarithm of the share of the cube; minus infinity if no point was found."""
    least: float
    """The lowest score met."""
    where: Floats
    """(values,): the point that has it."""

    @property
    def is_empty(self) -> bool:
        """Whether no point was found to reach the level."""
        return len(self.points) == 0


@dataclass(frozen=True)
class Sample:
    """A sample of what is believed once a likelihood is known, all points counting alike."""

    points: Floats
    """(number, values)."""
    log_likelihood: Floats
    log_evidence: float
    """Natural logarithm of the mean likelihood over the cube."""
    rounds: int
    """Exponents on the way, each of which resampled once."""


def sample_below(
    score: Vectorised,
    level: float,
    dimensions: int,
    number: int,
    rng: np.random.Generator,
    give_up: float = GIVE_UP,
) -> Part:
    """Points spread evenly over the part of the cube where ``score`` is at or below ``level``.

    Levels are nested: each is the median score of the population, until that is below ``level``. If the
    scores stop differing long before, or a thousandth of each range is passed, the part is taken to be empty:
    what is returned then says how low the score gets and where.
    """
    points = rng.random((number, dimensions))
    scores = score(points)
    least, where = np.inf, points[0]
    log_volume, walk = 0.0, Walk(dimensions, rng)
    thinnest = -_HALVINGS_A_VALUE * dimensions * float(np.log(2.0))
    while True:
        if scores.min() < least:
            least, where = float(scores.min()), points[scores.argmin()].copy()
        within = max(level, _next_level(scores))
        kept = scores <= within
        log_volume += float(np.log(kept.mean()))
        if _is_out_of_reach(scores, level, give_up) or log_volume < thinnest:
            return Part(np.empty((0, dimensions)), np.empty(0), -np.inf, least, where)
        among = points[kept]
        copies = _systematic(np.where(kept, 1.0, 0.0), rng)
        points, scores = walk.on(points[copies], scores[copies], among, score, _stays_within(within))
        if within <= level:
            lowest = scores.argmin()
            best = (float(scores[lowest]), points[lowest]) if scores[lowest] < least else (least, where)
            return Part(points, scores, log_volume, *best)


def sample_posterior(
    log_likelihood: Vectorised, dimensions: int, number: int, rng: np.random.Generator
) -> Sample:
    """A sample from a flat prior over the cube and a likelihood.

    The likelihood is let in by degrees, as a power of it whose exponent grows from 0 to 1; each next exponent
    is the one that leaves the weights as good as half the population.

    Raises
    ------
    ValueError
        If no member of the first population has any likelihood at all.
    """
    points = rng.random((number, dimensions))
    heights = log_likelihood(points)
    if not np.isfinite(heights).any():
        raise ValueError(f"none of {number} points spread over the cube has any likelihood")
    exponent, log_evidence, rounds, walk = 0.0, 0.0, 0, Walk(dimensions, rng)
    while exponent < 1.0:
        step = _next_step(heights, 1.0 - exponent)
        exponent = 1.0 if step >= 1.0 - exponent else exponent + step
        logs = step * (heights - heights.max())
        weights = np.exp(logs)
        log_evidence += step * float(heights.max()) + float(np.log(weights.mean()))
        rounds += 1
        copies = _systematic(weights, rng)
        among = points[np.unique(copies)]
        points, heights = walk.on(
            points[copies], heights[copies], among, log_likelihood, _to_the_power(exponent)
        )
    return Sample(points, heights, log_evidence, rounds)


def _stays_within(level: float) -> LogTarget:
    return lambda scores: np.where(scores <= level, 0.0, -np.inf)


def _to_the_power(exponent: float) -> LogTarget:
    return lambda heights: exponent * heights


def _next_level(scores: Floats) -> float:
    """The median; where half or more share the highest score, the highest below that."""
    median, highest = float(np.quantile(scores, HALF, method="lower")), float(scores.max())
    below = scores[scores < highest]
    return median if median < highest or not len(below) else float(below.max())


def _is_out_of_reach(scores: Floats, level: float, give_up: float) -> bool:
    """Whether the scores lie so near each other, seen from the level, that they cannot come near it."""
    lowest = float(scores.min())
    return lowest - level > give_up * (_next_level(scores) - lowest)


def _next_step(heights: Floats, most: float) -> float:
    """How much the exponent may grow, for the weights to be worth half the population; by bisection."""
    if _worth(heights, most) >= HALF:
        return most
    low, high = 0.0, most
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _worth(heights, middle) >= HALF else (low, middle)
    return high


def _worth(heights: Floats, step: float) -> float:
    """Effective size of a weighted population, as a share of it."""
    weights = np.exp(step * (heights - heights.max()))
    return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))


def _systematic(weights: Floats, rng: np.random.Generator) -> NDArray[np.intp]:
    """As many members as there are, each as often as its weight says, give or take one."""
    marks = (np.arange(len(weights)) + rng.random()) / len(weights)
    steps = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(steps, marks, side="right"), len(weights) - 1)
