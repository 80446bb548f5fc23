"""History matching: which part of the cube is not ruled out, and which figures no part of it can meet.

A figure's implausibility is its distance from what is published, in standard deviations of everything that is
unsure about the two. A point is ruled out when two figures lie more than three of them away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from calibration.inference.emulator import Emulators
from calibration.inference.likelihood import total_variance
from calibration.inference.sampling import sample_below
from calibration.published.components import Component

Floats = NDArray[np.float64]
Distances = Callable[[Floats, Sequence[int]], Floats]
"""Points (m, values) and the places of some figures -> implausibility of these, (m, figures)."""

CUTOFF = 3.0
"""At least 95 % of any distribution with one peak lies within three standard deviations (Pukelsheim 1994)."""
SEARCHERS = 200
"""Points with which the cube is searched for a figure, or a pair, that a large sample does not meet."""
_GIVE_UP = 50.0
"""Searching ends when the searchers differ by a fiftieth of what is wanting: about so exact is the least."""


def implausibility(components: Sequence[Component], mean: Floats, sd: Floats, chance: Floats) -> Floats:
    """Distance of each published figure from the emulated one, in standard deviations: (m, figures).

    ``mean`` and ``sd`` (m, figures) are the emulators', ``chance`` (figures, figures) the covariance of one
    run; the variances are those of the likelihood.
    """
    observed = np.array([each.observed_on_scale for each in components])
    return np.asarray(np.abs(observed - mean) / np.sqrt(total_variance(components, sd, chance)))


def score(implausibilities: Floats) -> Floats:
    """The second largest implausibility at each point, or the only one: (m, figures) -> (m,).

    Not the largest, so that one figure that is badly emulated, or contradicts the rest, does not rule out
    everything.
    """
    figures = implausibilities.shape[1]
    return np.asarray(np.sort(implausibilities, axis=1)[:, max(0, figures - 2)])


@dataclass(frozen=True)
class Plausible:
    """Published figures, and emulators that foretell them over the cube."""

    components: tuple[Component, ...]
    emulators: Emulators
    chance: Floats
    """(figures, figures): covariance of one run."""

    def distances(self, points: Floats, figures: Sequence[int]) -> Floats:
        """Implausibility of some figures, by their places: (m, figures)."""
        places = list(figures)
        return implausibility(
            [self.components[place] for place in places],
            *self.emulators.only(places).predict(points),
            self.chance[np.ix_(places, places)],
        )

    def score(self, points: Floats) -> Floats:
        """What decides whether points are ruled out: (m,)."""
        return score(self.distances(points, range(len(self.components))))


@dataclass(frozen=True)
class Unmet:
    """One figure that no point meets, or two that are each met somewhere, but nowhere together."""

    figures: tuple[Component, ...]
    least: float
    """How near they come, in standard deviations; of two, the one that is further away."""
    allowed: float
    """How near they would have to come."""
    where: Floats
    """(values,): the point of the cube where they come so near."""

    @property
    def sentence(self) -> str:
        """In plain words."""
        if len(self.figures) == 1:
            (only,) = self.figures
            return (
                f"{only.label}: not met anywhere in the ranges. The model comes no nearer to the published "
                f"{_published(only)} than {self.least:.1f} standard deviations of all that is unsure about "
                f"the two ({self.allowed:g} would do)."
            )
        one, other = self.figures
        return (
            f"{one.label} and {other.label}: each can be met, but not both with the same values. At best "
            f"one of them stays {self.least:.1f} standard deviations from what is published "
            f"({self.allowed:g} would do)."
        )


@dataclass(frozen=True)
class Contradictions:
    """All that cannot be met: the reader has to say which published figure is wrong, or that the model is."""

    alone: tuple[Unmet, ...]
    pairs: tuple[Unmet, ...]
    """Furthest apart first; figures that are not met alone are in none of them."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each, single figures first."""
        return tuple(each.sentence for each in (*self.alone, *self.pairs))


def contradictions(
    distances: Distances,
    components: Sequence[Component],
    dimensions: int,
    number: int,
    rng: np.random.Generator,
    cutoff: float = CUTOFF,
) -> Contradictions:
    """Find the figures that no point meets, and the pairs that no point meets together.

    ``number`` points spread over the cube show what can be met easily; what none of them meets is searched.
    """
    points = rng.random((number, dimensions))
    found = distances(points, range(len(components)))

    def search(places: tuple[int, ...]) -> Unmet | None:
        worst = found[:, list(places)].max(axis=1)
        if worst.min() <= cutoff:
            return None
        part = sample_below(
            lambda at: np.asarray(distances(at, places).max(axis=1)),
            cutoff,
            dimensions,
            SEARCHERS,
            rng,
            give_up=_GIVE_UP,
        )
        if not part.is_empty:
            return None
        nearer = part.least <= worst.min()
        least, where = (part.least, part.where) if nearer else (float(worst.min()), points[worst.argmin()])
        return Unmet(tuple(components[place] for place in places), least, cutoff, where)

    singles = {place: search((place,)) for place in range(len(components))}
    alone = tuple(each for each in singles.values() if each is not None)
    met = [place for place, each in singles.items() if each is None]
    pairs = [each for pair in combinations(met, 2) if (each := search(pair)) is not None]
    return Contradictions(alone, tuple(sorted(pairs, key=lambda pair: -pair.least)))


def volume_left(log_volume: float) -> str:
    """What share of the cube is left, in words, from its natural logarithm."""
    if log_volume == -np.inf:
        return "Nothing is left of what the ranges allow."
    if log_volume > np.log(0.1):
        return f"{np.exp(log_volume):.0%} of what the ranges allow is left.".replace("%", " %")
    size = -log_volume / np.log(10.0)
    if size > 9:  # noqa: PLR2004 - a thousand million and more are no longer words
        return f"About 1 part in 10^{size:.0f} of what the ranges allow is left."
    parts = float(f"{np.exp(-log_volume):.2g}")
    return f"About 1 part in {parts:,.0f} of what the ranges allow is left."


def _published(component: Component) -> str:
    if component.kind.value == "share":
        return f"{100 * component.observed:.3g} %"
    return f"{component.observed:,.4g}"
