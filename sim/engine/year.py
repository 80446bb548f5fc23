"""The potential offences of one model year that police attention could attribute.

Most people live as fate made them, so only offences that would then be attributed are put on the agenda.
The rest (detection marks that only attention reaches, head-room above the natural rate, years beyond the
end of a career) is a *reserve*: the part of it that a person comes to reach goes on the agenda at that
moment. What never does is counted at the year's end like hidden offences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.errors import DesistError
from sim.model.fate import BASE, Candidates, Fate, head_room, join
from sim.model.offender import Offender, Reach

MOST_OF_ONE_PERSON = 1 << 14
"""Potential offences of a person, in one year and layer, that ids tell apart."""


class TooManyOffencesError(DesistError):
    """The scenario makes somebody offend more often than the model can tell offences apart."""


PotentialOffence: TypeAlias = tuple[int, float, int, float, float, int, bool, int, int, bool]
"""One candidate in Python's own numbers: its columns, then whether the police record it if committed."""


def listed(candidates: Candidates, recording: NDArray[np.float64]) -> list[PotentialOffence]:
    """All candidates one by one; ``recording``: the chance of each type to be recorded."""
    recorded = candidates.detection < recording[candidates.type]
    columns = [getattr(candidates, field.name).tolist() for field in fields(candidates)]
    return list(zip(*columns, recorded.tolist(), strict=True))


@dataclass(frozen=True)
class YearOfEvents:
    """One year's candidates, split into the usual and the reserve."""

    usual: Candidates
    """Ascending in time."""
    reserve: Candidates
    """By person, then ascending in time."""
    needs: NDArray[np.int64]
    """What a person must reach (``Reach``) for each of the reserve to matter."""
    fed: NDArray[np.bool_]
    """Which of the reserve have gone on the agenda."""
    first: NDArray[np.int64]
    """Place of each person's first in the reserve, with the length at the end."""

    @classmethod
    def draw(cls, fate: Fate, year: int, bands: int, chances: NDArray[np.float64]) -> YearOfEvents:
        """Draw a year; raises ``TooManyOffencesError``.

        ``chances``: the largest chance of attribution of each type, without attention.
        """
        base = _told_apart(fate.draw(year, BASE[False]))
        usual = base.detection < chances[base.type]
        by_time = np.flatnonzero(usual)
        by_time = by_time[np.argsort(base.time[by_time], kind="stable")]
        more = _told_apart(fate.draw_layers(year, head_room(False, bands)))
        reserve = join([base.take(np.flatnonzero(~usual)), more])
        reserve = reserve.take(np.lexsort((reserve.time, reserve.row)))
        room = (reserve.height >= 1.0) | reserve.beyond
        attention = reserve.detection >= chances[reserve.type]
        needs = Reach.ROOM * room + Reach.ATTENTION * attention
        first = np.searchsorted(reserve.row, np.arange(fate.people.size + 1))
        return cls(base.take(by_time), reserve, needs, np.zeros(len(reserve.row), dtype=bool), first)

    def reserve_of(self, offender: Offender, now: float) -> Candidates:
        """What is still to come of the person's reserve and within reach; it counts as fed from now on."""
        high = int(self.first[offender.row + 1])
        low = bisect_right(self.reserve.time.data, now, int(self.first[offender.row]), high)
        new = (self.needs[low:high] & ~offender.reach == 0) & ~self.fed[low:high]
        self.fed[low:high] |= new
        return self.reserve.take(low + np.flatnonzero(new))

    def reserve_of_all(self, offenders: Iterable[Offender]) -> Candidates:
        """The reserve of several people when the year begins, ascending in time."""
        reach = np.zeros(len(self.first) - 1, dtype=np.int64)
        for offender in offenders:
            reach[offender.row] = offender.reach
        self.fed[:] |= self.needs & ~reach[self.reserve.row] == 0  # all of the reserve need something
        places = np.flatnonzero(self.fed)
        return self.reserve.take(places[np.argsort(self.reserve.time[places], kind="stable")])


def _told_apart(drawn: Candidates) -> Candidates:
    """One year's candidates, if nobody has more of them than ids can tell apart in a layer."""
    most = int(np.bincount(drawn.row).max()) if len(drawn.row) > MOST_OF_ONE_PERSON else 0
    if most > MOST_OF_ONE_PERSON:
        raise TooManyOffencesError(
            f"one person comes to {most:,} potential offences in a year, and only {MOST_OF_ONE_PERSON:,} can "
            "be told apart: people.offending_rate and people.offending_log_sd are too high together"
        )
    return drawn
