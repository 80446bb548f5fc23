"""Stretches of time in which people offend, and where in them the offences of a year lie.

A person's days are weighted by the product of their natural needs, so that an offence drawn evenly over
weighted days falls more often into times of need.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.spells import Profile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_RUNGS = 1 << 32


def rungs(row: Ints, shares: Floats) -> Ints:
    """Whole numbers that ascend over people and, within a person, over shares from 0 to 1.

    So one search serves everybody, and what it finds for a person does not hang on their row.
    """
    found: Ints = row * _RUNGS + (shares * _RUNGS).astype(np.int64)
    return found


@dataclass(frozen=True)
class Segments:
    """Stretches of time in which somebody offends, weighted by the product of natural needs."""

    row: Ints
    start: Floats
    end: Floats
    needs: Ints
    product: Floats

    @classmethod
    def of(cls, profile: Profile, chosen: NDArray[np.bool_], products: Floats) -> Segments:
        """The chosen parts of a profile; ``products``: of the needs, by mask."""
        needs = profile.needs[chosen]
        return cls(profile.row[chosen], profile.start[chosen], profile.end[chosen], needs, products[needs])

    def within(self, begin: float, end: float) -> Segments:
        """The parts that lie between two days."""
        start = np.maximum(self.start, begin)
        finish = np.minimum(self.end, end)
        inside = np.flatnonzero(finish > start)
        return Segments(
            self.row[inside], start[inside], finish[inside], self.needs[inside], self.product[inside]
        )


@dataclass(frozen=True)
class Stretch:
    """One year's segments, with each person's weighted days and where they lie."""

    segments: Segments
    age: Floats
    """Offending at the age of that year against its peak, by row of the population."""
    people: Ints
    """Rows of those who have any."""
    expected: Floats
    """Days of offending at the peak rate, by row of the population: age and needs are in them."""
    ladder: Ints
    """Running share of the weighted days up to and with each segment, see ``rungs``."""
    weighted: Floats
    """Weighted days by row of the population, before age."""
    running: Floats
    """Weighted days from a person's first segment up to and with each segment."""

    @classmethod
    def of(cls, segments: Segments, ages: Floats) -> Stretch:
        """A year's segments, by row; ``ages``: offending at everybody's age against its peak."""
        size = len(ages)
        weights = (segments.end - segments.start) * segments.product
        first = np.searchsorted(segments.row, np.arange(size + 1))
        running = _running_sums(weights, first)
        people = np.flatnonzero(first[1:] > first[:-1])
        weighted = np.zeros(size)
        weighted[people] = running[first[people + 1] - 1]
        ladder = rungs(segments.row, running / weighted[segments.row])
        return cls(segments, ages, people, weighted * ages, ladder, weighted, running)

    def locate(self, row: Ints, uniforms: Floats) -> tuple[Floats, Ints]:
        """Times that split each person's weighted days at the given shares, and the needs there."""
        segments = self.segments
        places = np.searchsorted(self.ladder, rungs(row, uniforms), side="right")
        left = (self.running[places] - uniforms * self.weighted[row]) / segments.product[places]
        times = np.clip(segments.end[places] - left, segments.start[places], segments.end[places])
        return times, segments.needs[places]


def _running_sums(weights: Floats, first: Ints) -> Floats:
    """Sums from each person's first segment on, rank by rank, so that no other person is in the rounding."""
    running = weights.copy()
    last = first[1:] - 1
    places = first[:-1] + 1
    while True:
        going = places <= last
        if not going.any():
            return running
        places, last = places[going], last[going]
        running[places] += running[places - 1]
        places = places + 1
