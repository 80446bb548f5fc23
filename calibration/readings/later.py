"""What a run says to a quantity in the year of the facts and in later model years: one reading for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from calibration.readings.catalogue import YEAR, charged_share, recorded, reoffending
from calibration.readings.courts import backlog, median_days, open_a_year
from calibration.readings.prison import prison_people, probation_caseload, recalls_a_quarter
from sim.model.events import Court
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import After

ReadingOfYear = Callable[[Record, Window], float]

OF_A_YEAR: Mapping[str, ReadingOfYear] = {
    "recorded_offences": recorded,
    "charged_share": charged_share,
    "prison_people": prison_people,
    "recalls_a_quarter": recalls_a_quarter,
    "probation_caseload": probation_caseload,
    "crown_backlog": backlog,
    "crown_open_a_year": open_a_year,
    "crown_median_days": partial(median_days, Court.CROWN),
    "magistrates_median_days": partial(median_days, Court.MAGISTRATES),
    "reoffending_all": partial(reoffending, After.ANY),
    "reoffending_short_custody": partial(reoffending, After.SHORT_CUSTODY),
}
"""By the id of the fact: the reading that the fact has, of any model year."""
FOLLOWED: tuple[str, ...] = ("reoffending_all", "reoffending_short_custody")
"""Whose people are followed for a year and a half after the year."""
FOLLOWED_YEARS = 2

When = tuple[str, int]
"""A fact, and how many model years after the year of the facts."""


def years_needed(asked: Iterable[When]) -> int:
    """Model years that a run must have so that everything asked can be read."""
    return max(_last_year(fact, on) for fact, on in asked)


def read_years(record: Record) -> dict[str, float]:
    """Every quantity in each year, from that of the facts on, that the run is long enough for."""
    return {
        name_of(fact, on): float(reading(record, Window(YEAR.first_year + on, YEAR.last_year + on)))
        for fact, reading in OF_A_YEAR.items()
        for on in range(record.years)
        if _last_year(fact, on) <= record.years
    }


def _last_year(fact: str, years_on: int) -> int:
    """Model years that a run must have."""
    return YEAR.last_year + years_on + (FOLLOWED_YEARS if fact in FOLLOWED else 0)


def name_of(fact: str, years_on: int) -> str:
    """The name under which a run's figure is kept."""
    return f"{fact}+{years_on}"
