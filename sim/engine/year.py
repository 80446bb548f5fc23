"""The potential offences of one model year that police attention could attribute.

Most people live as fate made them, so only offences that would then be attributed are put on the agenda.
The rest (detection marks that only attention reaches, head-room above the natural rate, years beyond the
end of a career) is a *reserve*: a person's part of it goes on the agenda when something first raises their
rate or the attention they get. What never does is counted at the year's end like hidden offences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.fate import BASE, Candidates, Fate, head_room, join


@dataclass(frozen=True)
class YearOfEvents:
    """One year's candidates, split into the usual and the reserve."""

    usual: Candidates
    """Ascending in time."""
    reserve: Candidates
    """By person, then ascending in time."""
    fed: NDArray[np.bool_]
    """Which of the reserve have gone on the agenda."""
    first: NDArray[np.int64]
    """Place of each person's first in the reserve, with the length at the end."""

    @classmethod
    def draw(cls, fate: Fate, year: int, bands: int, chances: NDArray[np.float64]) -> YearOfEvents:
        """Draw a year. ``chances``: the largest chance of attribution of each type, without attention."""
        base = fate.draw(year, BASE[False])
        usual = base.detection < chances[base.type]
        by_time = np.flatnonzero(usual)
        by_time = by_time[np.argsort(base.time[by_time], kind="stable")]
        reserve = join(
            [base.take(np.flatnonzero(~usual)), fate.draw_layers(year, head_room(False, bands))]
        )
        reserve = reserve.take(np.lexsort((reserve.time, reserve.row)))
        first = np.searchsorted(reserve.row, np.arange(fate.people.size + 1))
        return cls(base.take(by_time), reserve, np.zeros(len(reserve.row), dtype=bool), first)

    def reserve_of(self, row: int, now: float) -> Candidates:
        """What is still to come of one person's reserve; it counts as fed from now on."""
        low, high = int(self.first[row]), int(self.first[row + 1])
        low += int(np.searchsorted(self.reserve.time[low:high], now, side="right"))
        self.fed[low:high] = True
        return self.reserve.take(np.arange(low, high))

    def reserve_of_all(self, rows: list[int]) -> Candidates:
        """At the start of the year: the reserve of several people, ascending in time; it counts as fed from now on."""
        for row in rows:
            self.fed[self.first[row] : self.first[row + 1]] = True
        places = np.flatnonzero(self.fed)
        return self.reserve.take(places[np.argsort(self.reserve.time[places], kind="stable")])
