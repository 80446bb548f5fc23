"""The lives that services have touched, and how each stood at any earlier moment.

Undetected offences are counted after the fact, so every change of liberty, needs or rate is kept as a row
of a timeline until the model year has been folded.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sim.draws import fold
from sim.model import rates
from sim.model.fate import Candidates
from sim.model.offender import Offender
from sim.model.population import Population
from sim.scenario.settings import Settings

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_COLUMNS = 8
"""Values of one change: row, time, held, induced, suppressed, scale, career prolonged, career until."""
_UNTOUCHED = (0.0, 0.0, 0.0, 1.0, 0.0)
"""Of these, from held on, those of somebody who is as fate made them."""

DECISIONS = 90
"""Label under which a person's recurring decisions stand below the person's key."""


class Lives:
    """Everybody who has come to notice, by row of the population."""

    def __init__(self, settings: Settings, people: Population) -> None:
        self._people = people
        self._offenders: dict[int, Offender] = {}
        products = rates.need_products(settings)
        masks = np.arange(len(products))
        there = (masks[:, None, None] | masks[None, :, None]) & ~masks[None, None, :]
        self._ratio = products[there] / products[:, None, None]
        """Product of needs over the natural one, by natural, induced and suppressed mask."""
        self.cap = settings.needs.policy_cap
        self._changes: list[float] = []
        """Row after row of ``_COLUMNS`` values."""

    def find(self, row: int) -> Offender | None:
        """The offender in this row, if they have come to notice."""
        return self._offenders.get(row)

    def of(self, row: int) -> Offender:
        """The offender in this row, known from now on."""
        offender = self._offenders.get(row)
        if offender is None:
            people = self._people
            offender = Offender(
                row,
                int(people.id[row]),
                fold(int(people.key[row]), DECISIONS),
                float(people.birth[row]),
                bool(people.male[row]),
                float(people.gone[row]),
                float(people.career_end[row]),
            )
            self._offenders[row] = offender
        return offender

    def known(self) -> Iterable[Offender]:
        """Everybody who has come to notice, in the order in which they did."""
        return self._offenders.values()

    def policy_factor(self, offender: Offender, natural: int) -> float:
        """Present rate over natural rate, before the cap."""
        if offender.induced or offender.suppressed:
            ratio = self._ratio[natural, offender.induced, offender.suppressed]
            return offender.scale * float(ratio)
        return offender.scale

    def changed(self, offender: Offender, now: float) -> None:
        """Keep how the offender stands from ``now`` on; due after every change that touches a rate."""
        self._changes += (
            offender.row,
            now,
            offender.held > 0,
            offender.induced,
            offender.suppressed,
            offender.scale,
            offender.career_until > offender.natural_career_end,
            offender.career_until,
        )

    def timeline(self) -> Timeline:
        """How everybody who was touched stood, since the timeline was last cut."""
        return Timeline(self._by_person(), self._ratio, self.cap)

    def cut(self) -> None:
        """Forget the timeline up to now, but for how everybody stands who is not as fate made them."""
        rows = self._by_person()
        last = rows[np.flatnonzero(np.diff(rows[:, 0], append=-1))]
        as_fate_made_them = np.all(last[:, 2:7] == _UNTOUCHED, axis=1)
        self._changes = last[~as_fate_made_them].ravel().tolist()

    def _by_person(self) -> Floats:
        """The changes as an array, by person and then by time."""
        rows = np.fromiter(self._changes, dtype=np.float64, count=len(self._changes)).reshape(-1, _COLUMNS)
        return rows[np.argsort(rows[:, 0], kind="stable")]  # each person's come in order of time


class Timeline:
    """Changes of state ordered by person and time, and what was committed under them."""

    def __init__(self, changes: Floats, ratio: Floats, cap: float) -> None:
        row, time, held, induced, suppressed, scale, _, career_until = changes.T.copy()
        self._row = row.astype(np.int64)
        self._time = time
        self._held = held > 0
        self._induced = induced.astype(np.int64)
        self._suppressed = suppressed.astype(np.int64)
        self._scale = scale
        self._career_until = career_until
        self._ratio = ratio
        self._cap = cap

    def touched(self, people: int) -> Bools:
        """Who stands in the timeline, by row of a population of ``people``."""
        flags = np.zeros(people, dtype=bool)
        flags[self._row] = True
        return flags

    def accepted(self, candidates: Candidates, people: int) -> Bools:
        """Which potential offences were committed, by how each person stood just before."""
        committed = (candidates.height < 1.0) & ~candidates.beyond
        asked = np.flatnonzero(self.touched(people)[candidates.row])
        place = self._before(candidates.row[asked], candidates.time[asked])
        where, at = asked[place >= 0], place[place >= 0]
        needs, time = candidates.needs[where], candidates.time[where]
        factor = self._scale[at] * self._ratio[needs, self._induced[at], self._suppressed[at]]
        committed[where] = (
            ~self._held[at]
            & (~candidates.beyond[where] | (time <= self._career_until[at]))
            & (candidates.height[where] < np.minimum(factor, self._cap))
        )
        return committed

    def policy_days(
        self, row: NDArray[np.int64], start: Floats, end: Floats, needs: NDArray[np.int64], beyond: bool
    ) -> Floats:
        """Days of each stretch of somebody's time, weighted by the policy factor: none in custody.

        Parameters
        ----------
        row, start, end, needs
            Whose it is, from when to when, and the natural needs in it; one value a stretch.
        beyond
            Whether it lies beyond the natural end of the career: there only a prolonged career counts.
        """
        if not len(self._time):
            return np.zeros(len(row)) if beyond else end - start
        first = np.searchsorted(self._row, row, side="left")
        from_change = np.maximum(self._before(row, start), first - 1)
        number = np.maximum(self._before(row, end), first - 1) - from_change + 1
        stretch = np.repeat(np.arange(len(row)), number)
        place = np.arange(len(stretch)) - np.repeat(np.cumsum(number) - number - from_change, number)
        untouched = place < first[stretch]
        at, following = np.maximum(place, 0), np.minimum(place + 1, len(self._time) - 1)
        last = place == (from_change + number - 1)[stretch]
        begins = np.where(untouched, start[stretch], np.maximum(start[stretch], self._time[at]))
        ends = np.where(last, end[stretch], self._time[following])
        if beyond:
            ends = np.minimum(ends, np.where(untouched, -np.inf, self._career_until[at]))
        ratio = self._ratio[needs[stretch], self._induced[at], self._suppressed[at]]
        factor = np.where(self._held[at], 0.0, np.minimum(self._scale[at] * ratio, self._cap))
        days = np.maximum(ends - begins, 0.0) * np.where(untouched, 1.0, factor)
        total: Floats = np.bincount(stretch, weights=days, minlength=len(row)).astype(np.float64, copy=False)
        return total

    def _before(self, row: NDArray[np.int64], time: NDArray[np.float64]) -> NDArray[np.int64]:
        """Place of each person's last change strictly before each time, or -1."""
        first = np.searchsorted(self._row, row, side="left")
        after = np.searchsorted(self._row, row, side="right")
        low, high = first, after  # halved for everybody at once: changes before ``low`` are earlier
        while (open_still := low < high).any():
            middle = (low + high) // 2
            earlier = open_still & (self._time[np.minimum(middle, len(self._time) - 1)] < time)
            low = np.where(earlier, middle + 1, low)
            high = np.where(open_still & ~earlier, middle, high)
        return np.where(low > first, low - 1, -1)
