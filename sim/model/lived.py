"""How everybody lived through a model year: where their offences could lie, and under which policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.fate import Fate
from sim.model.lives import Timeline
from sim.model.stretches import Stretch

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Lived:
    """One model year, when it is over."""

    timeline: Timeline
    natural: Stretch
    """The part of it in natural careers."""
    after: Stretch
    """The part beyond their natural end."""

    @classmethod
    def through(cls, year: int, fate: Fate, timeline: Timeline) -> Lived:
        """A model year as the timeline has it."""
        return cls(timeline, fate.stretch(year, beyond=False), fate.stretch(year, beyond=True))

    def peak_days(self, row: Ints, start: Floats, end: Floats) -> Floats:
        """Days at the peak rate from one day to another: age, needs, liberty and policy are in them.

        One value for each row of the population that is asked for, which can be asked for more than once.
        What lies outside the year counts nothing.
        """
        total = np.zeros(len(row))
        for stretch, beyond in ((self.natural, False), (self.after, True)):
            segments = stretch.segments
            first = np.searchsorted(segments.row, row, side="left")
            number = np.searchsorted(segments.row, row, side="right") - first
            asked = np.repeat(np.arange(len(row)), number)
            place = np.arange(len(asked)) - np.repeat(np.cumsum(number) - number - first, number)
            begins = np.maximum(segments.start[place], start[asked])
            ends = np.minimum(segments.end[place], end[asked])
            inside = np.flatnonzero(ends > begins)
            place, asked = place[inside], asked[inside]
            days = self.timeline.policy_days(
                segments.row[place], begins[inside], ends[inside], segments.needs[place], beyond
            )
            weights = days * segments.product[place]
            total += np.bincount(asked, weights=weights, minlength=len(row)) * stretch.age[row]
        return total
