"""The lives that services have touched, and how each stood at any earlier moment.

Undetected offences are counted after the fact, so every change of liberty, needs or rate is kept as a row
of a timeline until the model year has been folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

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

    def policy_factor(self, offender: Offender, natural: int) -> float:
        """Present rate over natural rate, before the cap."""
        if offender.induced or offender.suppressed:
            ratio = self._ratio[natural, offender.induced, offender.suppressed]
            return offender.scale * float(ratio)
        return offender.scale

    def changed(self, offender: Offender, now: float) -> None:
        """Keep how the offender stands from ``now`` on; due after every change that touches a rate."""
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

    def timeline(self) -> Timeline:
        """How everybody who was touched stood, since the timeline was last cut."""
        return Timeline(self._changes, self._ratio, self.cap)

    def cut(self) -> None:
        """Forget the timeline up to now, but for how everybody stands who is not as fate made them."""
        last: dict[int, tuple[float, ...]] = {}
        for change in self._changes:
            last[int(change[0])] = change
        self._changes = [
            change
            for row, change in last.items()
            if change[2]
            or change[3]
            or change[4]
            or change[5] != 1.0
            or change[6] > self._people.career_end[row]
        ]


class Timeline:
    """Changes of state ordered by person and time, and what was committed under them."""

    def __init__(self, changes: list[tuple[float, ...]], ratio: NDArray[np.float64], cap: float) -> None:
        width = 7
        flat = np.fromiter(chain.from_iterable(changes), dtype=np.float64, count=width * len(changes))
        columns = flat.reshape(-1, width).T
        order = np.lexsort((columns[1], columns[0]))  # stable: the last of several at one moment stays last
        row, time, held, induced, suppressed, scale, career_until = columns[:, order]
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

    def _before(self, row: NDArray[np.int64], time: NDArray[np.float64]) -> NDArray[np.int64]:
        """Place of each person's last change strictly before each time, or -1."""
        changes = len(self._row)
        rows = np.concatenate([row, self._row])  # questions first: at one moment they come before the change
        order = np.lexsort((np.concatenate([time, self._time]), rows))
        seen = np.cumsum(order >= len(row)) - 1
        place = np.empty(len(row) + changes, dtype=np.int64)
        place[order] = seen
        found = place[: len(row)]
        matches = found >= 0
        matches[matches] = self._row[found[matches]] == row[matches]
        return np.where(matches, found, -1)
