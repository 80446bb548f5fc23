"""Natural lives: spells of offending and of need, drawn before anything else happens.

A person's profile is piecewise constant: in each segment it is known whether the person is in an active
spell and which needs are there. Policy never edits it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.draws import Keys, fold_array, uniform_array
from sim.model.events import EDUCATION, NEEDS, SPELL_NEEDS
from sim.model.population import Population
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

BEYOND_DAYS = 2 * clock.DAYS_PER_YEAR
"""How far past its natural end a career can be prolonged."""

_ACTIVE_BIT = len(NEEDS)
_BEYOND_BIT = _ACTIVE_BIT + 1
_NEED_BITS = (1 << len(NEEDS)) - 1
_SPELLS = 100
"""Label of the first stream of spells below a person's key: the needs that come and go, then activity."""


@dataclass(frozen=True)
class Profile:
    """All segments, ordered by row of the population and then by time."""

    row: Rows
    start: Floats
    end: Floats
    needs: NDArray[np.int64]
    """Mask of the needs that are naturally there."""
    active: NDArray[np.bool_]
    beyond: NDArray[np.bool_]
    """Past the natural end of the career."""
    first: Rows
    """Place of each person's first segment, with the number of segments at the end."""

    def needs_at(self, row: int, day: float) -> int:
        """Natural needs of one person on ``day`` (none outside the segments)."""
        first, start, needs = self._views
        low = first[row]
        place = bisect_right(start, day, low, first[row + 1]) - 1
        return needs[place] if place >= low else 0

    @cached_property
    def _views(self) -> tuple[Sequence[int], Sequence[float], Sequence[int]]:
        """First, start and needs, for one number at a time: several times quicker than from the arrays."""
        return self.first.data, self.start.data, self.needs.data


def draw_profile(settings: Settings, people: Population, years: int) -> Profile:
    """Draw the spells of everybody from three years before day 0 to the end of the run."""
    begin = np.maximum(people.onset, clock.year_start(-clock.HISTORY_YEARS))
    end = np.minimum(np.minimum(people.career_end + BEYOND_DAYS, people.gone), clock.year_start(years))
    rows = np.flatnonzero(begin < end)
    begin, end = begin[rows], end[rows]
    initial = np.zeros(len(rows), dtype=np.int64)
    toggles: list[tuple[Rows, Floats, int]] = []
    for stream, (on_days, off_days) in enumerate(_spell_lengths(settings, people, rows)):
        bit = stream if stream < len(SPELL_NEEDS) else _ACTIVE_BIT
        keys = fold_array(people.key[rows], _SPELLS + stream)
        starts_on = uniform_array(keys, 0) < on_days / (on_days + off_days)
        if bit == _ACTIVE_BIT:
            starts_on |= people.onset[rows] >= begin
        initial |= starts_on.astype(np.int64) << bit
        toggles.extend(
            (where, times, bit) for where, times in _toggles(keys, begin, end, on_days, off_days, starts_on)
        )
    initial |= people.traits["low_education"][rows].astype(np.int64) << EDUCATION
    ends_inside = np.flatnonzero((people.career_end[rows] > begin) & (people.career_end[rows] < end))
    toggles.append((ends_inside, people.career_end[rows[ends_inside]], _BEYOND_BIT))
    initial |= (people.career_end[rows] <= begin).astype(np.int64) << _BEYOND_BIT
    return _assemble(people.size, rows, begin, end, initial, toggles)


def _spell_lengths(settings: Settings, people: Population, rows: Rows) -> list[tuple[Floats, Floats]]:
    """Mean days with and without, for each need that comes and goes, and then for active offending."""
    month = clock.DAYS_PER_YEAR / 12
    lengths = []
    for name in SPELL_NEEDS:
        share = np.clip(people.need_prevalence[name][rows], 1e-9, 1 - 1e-9)
        on_days = np.full(len(rows), getattr(settings.needs, name).mean_months * month)
        lengths.append((on_days, on_days * (1 - share) / share))
    active = np.full(len(rows), settings.people.active_months * month)
    quiet = np.full(len(rows), settings.people.quiet_months * month)
    return [*lengths, (active, quiet)]


def _toggles(
    keys: Keys, begin: Floats, end: Floats, on_days: Floats, off_days: Floats, starts_on: NDArray[np.bool_]
) -> list[tuple[Rows, Floats]]:
    """Moments at which exponential spells end, in rounds: the first of everybody, the second, and so on."""
    found = []
    state = starts_on.copy()
    time = begin.copy()
    going = np.arange(len(keys))
    spell = 1
    while len(going):
        wait = -np.log(uniform_array(keys[going], spell))
        time[going] += wait * np.where(state[going], on_days[going], off_days[going])
        going = going[time[going] < end[going]]
        found.append((going, time[going]))
        state[going] ^= True
        spell += 1
    return found


def _assemble(
    size: int, rows: Rows, begin: Floats, end: Floats, initial: Rows, toggles: list[tuple[Rows, Floats, int]]
) -> Profile:
    """Sort the moments of each person and carry the state from one to the next."""
    place = np.concatenate([np.arange(len(rows)), *[where for where, _, _ in toggles]])
    time = np.concatenate([begin, *[times for _, times, _ in toggles]])
    change = np.concatenate([initial, *[np.full(len(where), 1 << bit) for where, _, bit in toggles]])
    order = np.argsort(place * 65536.0 + (time + 4096.0), kind="stable")
    place, time, change = place[order], time[order], change[order]
    state = np.bitwise_xor.accumulate(change) if len(change) else change
    opens = np.flatnonzero(np.diff(place, prepend=-1))
    lengths = np.diff(np.append(opens, len(place)))
    before = np.concatenate([[0], state[opens[1:] - 1]]) if len(opens) else opens
    state = state ^ np.repeat(before, lengths)
    finish = np.append(time[1:], 0.0)
    if len(opens):
        finish[opens + lengths - 1] = end
    counts = np.zeros(size, dtype=np.int64)
    counts[rows] = lengths
    return Profile(
        row=rows[place],
        start=time,
        end=finish,
        needs=state & _NEED_BITS,
        active=(state >> _ACTIVE_BIT & 1).astype(bool),
        beyond=(state >> _BEYOND_BIT & 1).astype(bool),
        first=np.concatenate([[0], np.cumsum(counts)]),
    )
