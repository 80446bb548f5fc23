"""What a posterior sample says of each free value, and what it leaves undetermined, in plain words.

Beforehand every value is spread evenly over its range, which is the cube from 0 to 1; afterwards it has the
posterior's points. All widths are on the scale on which a value is searched.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PINNED_DOWN, NARROWED = 0.25, 0.75
"""A value is pinned down if its 90 % interval is at most a quarter as wide as it was beforehand, narrowed if
it is at most three quarters, and otherwise left undetermined."""
TOGETHER = 0.8
"""Two values whose correlation is beyond this are known in combination only."""
EDGE, EDGE_SHARE = 0.05, 0.25
"""A value lies against an end of its range if a quarter of the sample is in the last twentieth there."""
DIP = 0.5
"""Two groups are two modes if the density between them falls to half the lower of the two peaks or less."""
LEAST_GROUP = 0.05
"""A group smaller than this share of the sample is no mode."""
_WIDTH_BEFOREHAND = 0.9
_GRID = 101
_STARTS = 5


class Verdict(Enum):
    """How much is known of a value afterwards."""

    PINNED_DOWN = "pinned down"
    NARROWED = "narrowed"
    UNDETERMINED = "left undetermined"


@dataclass(frozen=True)
class Narrowing:
    """How much narrower one value is than it was beforehand."""

    value: str
    of_width: float
    """Width from the 5th to the 95th percentile, as a share of that beforehand."""
    verdict: Verdict
    end: str | None
    """'low' or 'high' if the sample crowds against that end of the range."""

    @property
    def judgement(self) -> str:
        """What is said of the value, without its name."""
        said = f"{self.verdict.value} (90 % interval {100 * self.of_width:.0f} % as wide as beforehand)"
        if self.end is None:
            return said
        return f"{said}; it crowds against the {self.end} end of its range, which may be too tight"


@dataclass(frozen=True)
class Together:
    """Two values that are known in combination only."""

    values: tuple[str, str]
    correlation: float

    @property
    def sentence(self) -> str:
        """In plain words."""
        one, other = self.values
        way = "high" if self.correlation > 0 else "low"
        return (
            f"{one} and {other} are known in combination only: where one is high, the other is {way} "
            f"(correlation {self.correlation:.2f})."
        )


@dataclass(frozen=True)
class TwoModes:
    """Two groups of points with few between them: two different explanations of the same figures."""

    values: tuple[str, ...]
    """The values in which they lie apart by more than either is wide, the furthest apart first."""
    shares: tuple[float, float]
    """Of the sample, the larger first."""
    centres: Floats
    """(2, values of the cube), in the same order."""

    @property
    def sentence(self) -> str:
        """In plain words."""
        large, small = (f"{100 * share:.0f} %" for share in self.shares)
        where = f", chiefly in {', '.join(self.values)}" if self.values else ""
        return f"There are two separate groups of values that meet the figures ({large} and {small}){where}."


@dataclass(frozen=True)
class Identified:
    """All that a posterior sample says of the free values."""

    values: tuple[Narrowing, ...]
    """In the order given."""
    together: tuple[Together, ...]
    """The most strongly correlated first."""
    modes: TwoModes | None


def identified(points: Floats, names: Sequence[str], seed: int) -> Identified:
    """Compare a posterior sample with the flat prior over the cube.

    Parameters
    ----------
    points
        (sample, values), all counting alike.
    names
        What to call the values.
    seed
        Decides where the search for groups begins.
    """
    values = tuple(_narrowing(name, points[:, place]) for place, name in enumerate(names))
    return Identified(values, _together(points, names), _two_modes(points, names, seed))


def _narrowing(name: str, sample: Floats) -> Narrowing:
    low, high = np.quantile(sample, [0.05, 0.95])
    width = float(high - low) / _WIDTH_BEFOREHAND
    verdict = Verdict.UNDETERMINED
    if width <= NARROWED:
        verdict = Verdict.PINNED_DOWN if width <= PINNED_DOWN else Verdict.NARROWED
    ends = {"low": (sample <= EDGE).mean(), "high": (sample >= 1.0 - EDGE).mean()}
    crowded = max(ends, key=lambda end: float(ends[end]))
    return Narrowing(
        value=name,
        of_width=width,
        verdict=verdict,
        end=crowded if ends[crowded] >= EDGE_SHARE else None,
    )


def _together(points: Floats, names: Sequence[str]) -> tuple[Together, ...]:
    apart = points - points.mean(axis=0)
    sizes = np.sqrt((apart**2).sum(axis=0))
    scaled = np.divide(apart, sizes, out=np.zeros_like(apart), where=sizes > 0)
    correlations = scaled.T @ scaled
    found = [
        Together((names[one], names[other]), float(correlations[one, other]))
        for one, other in combinations(range(len(names)), 2)
        if abs(correlations[one, other]) > TOGETHER
    ]
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation)))


def _two_modes(points: Floats, names: Sequence[str], seed: int) -> TwoModes | None:
    """Two groups, if two normal distributions fit better than one (BIC) and few points lie between them.

    Either alone would not do: a flat or lopsided sample is also fitted better by two normal distributions,
    and any sample can be cut in two. Groups are looked for along each value, and among all values together.
    """
    moving = np.flatnonzero(points.std(axis=0) > 0)
    for places in ([place] for place in moving):
        labels = _groups(points[:, places], seed)
        if labels is not None:
            return _described(points, labels, names)
    labels = _groups(points[:, moving], seed) if len(moving) > 1 else None
    return None if labels is None else _described(points, labels, names)


def _groups(points: Floats, seed: int) -> NDArray[np.intp] | None:
    """Which of two groups each point is in; None if there are no two."""
    from sklearn.mixture import GaussianMixture  # noqa: PLC0415 - takes a second

    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    with warnings.catch_warnings():  # a search that has not quite ended is good enough for this
        warnings.simplefilter("ignore")
        one, two = (
            GaussianMixture(groups, n_init=_STARTS, random_state=seed).fit(scaled) for groups in (1, 2)
        )
    labels = np.asarray(two.predict(scaled), dtype=np.intp)
    share = float(labels.mean())
    if two.bic(scaled) >= one.bic(scaled) or min(share, 1.0 - share) < LEAST_GROUP:
        return None
    within = np.tensordot(two.weights_, two.covariances_, axes=1)
    along = scaled @ np.linalg.solve(within, two.means_[1] - two.means_[0])
    return labels if _has_dip(along, labels) else None


def _has_dip(along: Floats, labels: NDArray[np.intp]) -> bool:
    """Whether the density along the line that best parts the groups falls between their peaks."""
    from scipy.stats import gaussian_kde  # noqa: PLC0415

    ends = [float(np.median(along[labels == group])) for group in (0, 1)]
    between = gaussian_kde(along)(np.linspace(ends[0], ends[1], _GRID))
    lowest = int(between.argmin())
    return bool(between[lowest] <= DIP * min(between[: lowest + 1].max(), between[lowest:].max()))


def _described(points: Floats, labels: NDArray[np.intp], names: Sequence[str]) -> TwoModes:
    groups = sorted((points[labels == group] for group in (0, 1)), key=len, reverse=True)
    centres = np.array([group.mean(axis=0) for group in groups])
    widths = sum(group.std(axis=0) for group in groups)
    apart = np.abs(centres[0] - centres[1])
    order = [place for place in np.argsort(-apart) if apart[place] > widths[place]]
    large = len(groups[0]) / len(points)
    return TwoModes(tuple(names[place] for place in order), (large, 1.0 - large), centres)
