"""Proven reoffending as the Ministry of Justice counts it, over what the run holds.

Everybody released from a custodial sentence, convicted without custody or cautioned in a quarter enters that
quarter's cohort once, at the first such event. A reoffence is an offence committed in the 365 days after it
and proven, by conviction or caution, in those days or in a further 182.5. Quarters are pooled, so a person
can stand in several. Only quarters whose whole follow-up lies inside the run count. Releases from remand, a
recall or a breach of an order do not admit, nor does a release into another spell in prison, nor one of
somebody who has died or left the area by then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sim import clock
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import RELEASE, SANCTION, Reception
from sim.outcomes.cohorts import first_sanctions
from sim.outcomes.liberty import held_spells
from sim.outcomes.matching import first_of_each, join, labels
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Ids, Rows, rows

FOLLOW_UP_DAYS = 365.0
WAITING_DAYS = 182.5
SHORT_TERM_DAYS = clock.DAYS_PER_YEAR
"""Custodial sentences under twelve months."""


SENTENCES = (Reception.SENTENCE, Reception.BEFORE_DAY_ZERO)
"""Whom a release admits: people received on a sentence, also one that began before day 0."""


class After(Enum):
    """Which events admit to a cohort."""

    ANY = "any release, conviction or caution"
    CUSTODY = "release from a custodial sentence"
    SHORT_CUSTODY = "release from a custodial sentence of under 12 months"
    HOMELESS = "release from a custodial sentence without a home"
    HOUSED = "release from a custodial sentence to a home"


@dataclass(frozen=True)
class Reoffending:
    """Proven reoffending of the pooled quarterly cohorts."""

    offenders: int
    reoffenders: int
    reoffences: int

    @property
    def rate(self) -> float:
        """Reoffenders by offenders, from 0 to 1; not a number where there are no offenders."""
        return self.reoffenders / self.offenders if self.offenders else float("nan")

    @property
    def per_reoffender(self) -> float:
        """Reoffences by reoffenders; not a number where there are no reoffenders."""
        return self.reoffences / self.reoffenders if self.reoffenders else float("nan")


def proven_reoffending(record: Record, window: Window, after: After = After.ANY) -> Reoffending:
    """Proven reoffending of those who entered a cohort in the window.

    With ``after`` narrowed, the first event *of that sort* in the quarter admits, so that somebody cautioned
    in April and released in May stands in both tables.
    """
    person, index = _cohort(record, window, after)
    proven = first_sanctions(record)
    committed, proven_at = proven.real("committed"), proven.real("time")
    entrant, offence = join(person, proven.whole("person"))
    start = index[entrant]
    counts = (
        (committed[offence] > start)
        & (committed[offence] <= start + FOLLOW_UP_DAYS)
        & (proven_at[offence] <= start + FOLLOW_UP_DAYS + WAITING_DAYS)
    )
    reoffences = np.bincount(entrant[counts], minlength=len(person))
    return Reoffending(len(person), int(np.count_nonzero(reoffences)), int(reoffences.sum()))


def back_in_prison(record: Record, window: Window, days: float = 2 * FOLLOW_UP_DAYS) -> float:
    """Share of releases from sentences under twelve months after which somebody is inside again in ``days``.

    Any reception counts: a sentence, a recall, remand or a breach of an order. Not a number without releases.
    """
    released = _into_the_community(record, rows(record, RELEASE, window))
    released = released.only(released.real("term_days") < SHORT_TERM_DAYS)
    spells, day = held_spells(record), released.real("time")
    release, spell = join(released.whole("person"), spells.person)
    start = spells.start[spell]
    returns = (start > day[release]) & (start <= day[release] + days)
    back = np.bincount(release[returns], minlength=len(day)) > 0
    return float(back.mean()) if len(day) else float("nan")


def _cohort(record: Record, window: Window, after: After) -> tuple[Ids, Floats]:
    """Person and index day of everybody in each quarter's cohort."""
    person, day = _index_events(record, after)
    edges = np.array(_quarters(window), dtype=np.float64)
    quarter = np.searchsorted(edges, day, side="right") - 1
    complete = edges[1:] + FOLLOW_UP_DAYS + WAITING_DAYS <= record.until
    inside = (quarter >= 0) & (quarter < len(complete))
    inside[inside] = complete[quarter[inside]]
    person, day, quarter = person[inside], day[inside], quarter[inside]
    label = labels(person, quarter)
    first = first_of_each(np.lexsort((day, label)), label)
    return person[first], day[first]


def _index_events(record: Record, after: After) -> tuple[Ids, Floats]:
    released = _into_the_community(record, rows(record, RELEASE))
    if after is After.SHORT_CUSTODY:
        released = released.only(released.real("term_days") < SHORT_TERM_DAYS)
    if after in (After.HOMELESS, After.HOUSED):
        released = released.having(homeless=int(after is After.HOMELESS))
    if after is not After.ANY:
        return released.whole("person"), released.real("time")
    sanctioned = _without_custody(rows(record, SANCTION))
    return (
        np.concatenate([released.whole("person"), sanctioned.whole("person")]),
        np.concatenate([released.real("time"), sanctioned.real("time")]),
    )


def _into_the_community(record: Record, released: Rows) -> Rows:
    """Releases from a custodial sentence of people who are there and not held any longer."""
    released = released.only(np.isin(released.whole("reason"), SENTENCES))
    gone = record.people.gone[record.people.row_of(released.whole("person"))]
    released = released.only(gone > released.real("time"))
    spells, day = held_spells(record), released.real("time")
    release, spell = join(released.whole("person"), spells.person)
    still_held = (spells.start[spell] <= day[release]) & (day[release] < spells.end[spell])
    return released.only(np.bincount(release[still_held], minlength=len(day)) == 0)


def _without_custody(sanctions: Rows) -> Rows:
    """Sanctions of people who did not get custody at the same moment for another offence."""
    prison = [disposal for disposal in Disposal if DISPOSALS[disposal].leads_to == "prison"]
    custody = np.isin(sanctions.whole("disposal"), prison)
    label = labels(sanctions.whole("person"), sanctions.real("time"))
    with_custody = np.bincount(label[custody], minlength=len(label)) > 0
    return sanctions.only(~with_custody[label])


def _quarters(window: Window) -> list[int]:
    """First days of the window's quarters, from 1 April, and the day after the last."""
    years = range(window.first_year, window.last_year)
    firsts = [
        clock.day_of(dt.date(clock.DAY_ZERO.year + year + (month == 1), month, 1))
        for year in years
        for month in (4, 7, 10, 1)
    ]
    return [*firsts, clock.year_start(window.last_year)]
