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

_DECISIONS = 7
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
        self._changes: list[tuple[float, ...]] = []

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
                fold(int(people.key[row]), _DECISIONS),
                float(people.gone[row]),
                float(people.career_end[row]),
            )
            self._offenders[row] = offender
        return offender

    def known(self) -> Iterable[Offender]:
        """Everybody who has come to notice, in the order in which they did."""
        return self._offenders.values()

    def reaches_reserve(self, offender: Offender) -> bool:
        """Can more be attributed to the person, or committed by them, than at the natural rate?"""
        return (
            offender.attention > 1.0
            or offender.scale > 1.0
            or offender.induced > 0
            or offender.career_until > offender.natural_career_end
        )

    def policy_factor(self, offender: Offender, natural: int) -> float:
        """Present rate over natural rate, before the cap."""
        if offender.induced or offender.suppressed:
            ratio = self._ratio[natural, offender.induced, offender.suppressed]
            return offender.scale * float(ratio)
        return offender.scale

    def changed(self, offender: Offender, now: float) -> None:
        """Keep how the offender stands from ``now`` on. To be called after every change that touches a rate."""
        self._changes.append(
            (
                offender.row,
                now,
                offender.held > 0,
                offender.induced,
                offender.suppressed,
                offender.scale,
                offender.career_until,
            )
        )

    def touched(self) -> Bools:
        """Who has a row in the timeline since it was last cut: by row of the population."""
        flags = np.zeros(self._people.size, dtype=bool)
        flags[[int(change[0]) for change in self._changes]] = True
        return flags

    def accepted(self, candidates: Candidates) -> Bools:
        """Which potential offences are committed, by how each person stood just before."""
        committed = (candidates.height < 1.0) & ~candidates.beyond
        asked = np.flatnonzero(self.touched()[candidates.row])
        timeline = _Timeline.of(self._changes)
        place = timeline.before(candidates.row[asked], candidates.time[asked])
        where, at = asked[place >= 0], place[place >= 0]
        needs, time = candidates.needs[where], candidates.time[where]
        factor = timeline.scale[at] * self._ratio[needs, timeline.induced[at], timeline.suppressed[at]]
        committed[where] = (
            (timeline.held[at] == 0)
            & (~candidates.beyond[where] | (time <= timeline.career_until[at]))
            & (candidates.height[where] < np.minimum(factor, self.cap))
        )
        return committed

    def cut(self) -> None:
        """Forget the timeline up to now, but for how everybody stands who is not as fate made them."""
        last: dict[int, tuple[float, ...]] = {}
        for change in self._changes:
            last[int(change[0])] = change
        self._changes = [
            change
            for row, change in last.items()
            if change[2] or change[3] or change[4] or change[5] != 1.0 or change[6] > self._people.career_end[row]
        ]


class _Timeline:
    """Changes ordered by person and time."""

    def __init__(self, columns: NDArray[np.float64]) -> None:
        order = np.lexsort((np.arange(columns.shape[1]), columns[1], columns[0]))
        row, time, held, induced, suppressed, scale, career_until = columns[:, order]
        self.row = row.astype(np.int64)
        self.time = time
        self.held = held
        self.induced = induced.astype(np.int64)
        self.suppressed = suppressed.astype(np.int64)
        self.scale = scale
        self.career_until = career_until

    @classmethod
    def of(cls, changes: list[tuple[float, ...]]) -> _Timeline:
        if not changes:
            return cls(np.empty((7, 0)))
        return cls(np.array(changes, dtype=np.float64).T)

    def before(self, row: NDArray[np.int64], time: NDArray[np.float64]) -> NDArray[np.int64]:
        """Place of each person's last change strictly before each time, or -1."""
        keys = np.concatenate([self.row, row])
        moments = np.concatenate([self.time, time])
        asked = np.concatenate([np.ones(len(self.row), dtype=np.int8), np.zeros(len(row), dtype=np.int8)])
        order = np.lexsort((asked, moments, keys))
        is_change = asked[order] == 1
        seen = np.cumsum(is_change) - 1
        place = np.empty(len(keys), dtype=np.int64)
        place[order] = seen
        found = place[len(self.row) :]
        matches = found >= 0
        matches[matches] = self.row[found[matches]] == row[matches]
        return np.where(matches, found, -1)
