"""When people were held in prison, on a sentence, a recall or remand, and when they were in the community."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.events import ENTERED, LEFT, Stage
from sim.outcomes.matching import join
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, Ids, Stretch, rows

HELD = (Stage.PRISON, Stage.REMAND)


@dataclass(frozen=True)
class Spells:
    """Spells in prison, by person and time; no two of one person overlap."""

    person: Ids
    start: Floats
    end: Floats
    """The end of the run while the spell is open."""


def held_spells(record: Record) -> Spells:
    """Every spell in prison. Remand that turns into a sentence, or remand in two cases, is one spell."""
    entered, left = rows(record, ENTERED), rows(record, LEFT)
    changes = [(1, entered.having(stage=stage)) for stage in HELD]
    changes += [(-1, left.having(stage=stage)) for stage in HELD]
    person = np.concatenate([found.whole("person") for _, found in changes])
    time = np.concatenate([found.real("time") for _, found in changes])
    change = np.concatenate([np.full(len(found), sign, dtype=np.int64) for sign, found in changes])
    # At one moment entering stands before leaving, so that a change of status does not part a spell.
    order = np.lexsort((-change, time, person))
    person, time, change = person[order], time[order], change[order]
    running = np.cumsum(change)
    first = np.searchsorted(person, person)
    held = running - (running - change)[first]
    begins = np.flatnonzero((change == 1) & (held == 1))
    ends = np.flatnonzero(held == 0)
    following = np.searchsorted(ends, begins)
    end = np.full(len(begins), record.until)
    known = following < len(ends)
    closing = ends[following[known]]
    same = person[closing] == person[begins[known]]
    end[known] = np.where(same, time[closing], record.until)
    return Spells(person[begins], time[begins], end)


def people_held(record: Record, stretch: Stretch) -> float:
    """Time-weighted mean number of people in prison over the stretch, remand included."""
    spells = held_spells(record)
    start, end = np.maximum(spells.start, stretch.start), np.minimum(spells.end, stretch.end)
    return float(np.maximum(end - start, 0.0).sum() / (stretch.end - stretch.start))


def days_held(spells: Spells, person: Ids, start: Floats, end: Floats) -> Floats:
    """Days in prison of each person between each start and end."""
    period, spell = join(person, spells.person)
    days = np.minimum(spells.end[spell], end[period]) - np.maximum(spells.start[spell], start[period])
    return np.bincount(period, weights=np.maximum(days, 0.0), minlength=len(person)).astype(np.float64)


def days_at_liberty(spells: Spells, person: Ids, start: Floats, end: Floats) -> Floats:
    """Days in the community of each person between each start and end; none where the end comes first."""
    end = np.maximum(start, end)
    return end - start - days_held(spells, person, start, end)


def walk_back(spells: Spells, person: Ids, end: Floats, days: float) -> Floats:
    """First day of so many days in the community up to ``end``; day 0 where there are fewer."""
    zero = np.zeros(len(spells.start))
    liberty_before = days_at_liberty(spells, spells.person, zero, spells.start)
    wanted = days_at_liberty(spells, person, np.zeros(len(end)), end) - days
    period, spell = join(person, spells.person)
    passed = liberty_before[spell] <= wanted[period]
    length = (spells.end - np.maximum(spells.start, 0.0))[spell]
    held = np.bincount(period, weights=np.where(passed, np.maximum(length, 0.0), 0.0), minlength=len(person))
    return np.where(wanted > 0, wanted + held, 0.0)
