"""The same people in every scenario: the fixed cohort and those eligible for IOM, and what they do later."""

from __future__ import annotations

import numpy as np

from sim import clock
from sim.model.events import IOM_ELIGIBLE, OFFENCE, SANCTION, UNDETECTED
from sim.outcomes.harm import harm_of_rows
from sim.outcomes.matching import first_of_each
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Ids, Mask, Rows, Span, Stretch, rows

COHORT_YEAR = Span(float(clock.year_start(clock.FIRST_MEASURED_YEAR - 1)), float(clock.FIRST_MEASURED_DAY))
"""The twelve months before the first measured day."""


def fixed_cohort(record: Record) -> Ids:
    """Ids of everybody cautioned or convicted in the year before the first measured day, ascending."""
    return np.unique(rows(record, SANCTION, COHORT_YEAR).whole("person"))


def iom_eligible(record: Record) -> Ids:
    """Ids of everybody eligible for IOM on the first measured day, ascending."""
    return np.unique(rows(record, IOM_ELIGIBLE).whole("person"))


def rows_of(found: Rows, people: Ids) -> Rows:
    """The rows of some people."""
    chosen: Mask = np.isin(found.whole("person"), people)
    return found.only(chosen)


def offences_of(record: Record, window: Window, people: Ids) -> float:
    """Offences committed in the window by some people (each id once), detected or not."""
    listed = sum(len(rows_of(rows(record, kind, window), people)) for kind in (OFFENCE, UNDETECTED))
    hidden = record.hidden.by_person[record.people.row_of(people), window.first_year : window.last_year]
    return float(listed + hidden.sum())


def harm_of(record: Record, window: Window, people: Ids) -> float:
    """Crime Severity Score points of the offences committed in the window by some people (each id once)."""
    listed = sum(
        harm_of_rows(record, rows_of(rows(record, kind, window), people)).sum()
        for kind in (OFFENCE, UNDETECTED)
    )
    hidden = record.hidden.harm_by_person[record.people.row_of(people), window.first_year : window.last_year]
    return float(listed + hidden.sum())


def first_sanctions(record: Record) -> Rows:
    """One row an offence: the first time it was proven."""
    found = rows(record, SANCTION)
    offence = found.whole("offence")
    first = np.zeros(len(offence), dtype=np.bool_)
    first[first_of_each(np.lexsort((found.real("time"), offence)), offence)] = True
    return found.only(first)


def proven_offences_of(record: Record, stretch: Stretch, people: Ids) -> float:
    """Offences committed in the stretch by some people and proven before the run ended, each once."""
    found = rows_of(first_sanctions(record), people)
    committed = found.real("committed")
    return float(np.count_nonzero((committed >= stretch.start) & (committed < stretch.end)))
