"""The published table of crimes dealt with out of court in the east, by type of outcome and of crime.

13 September to 31 December 2021, the first months of two tiers in the first district. Nothing in the model
stands for *miscellaneous crimes against society* (3 of the 187), and sexual offences (2) are charged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np

from sim import clock
from sim.model.disposals import Disposal
from sim.model.events import DISPOSED, OUT_OF_COURT, TAKEN_INTO_CONSIDERATION, Kind
from sim.model.offences import CODE
from sim.outcomes.record import Record
from sim.outcomes.rows import Rows, Span, rows

TABLE = Span(float(clock.day_of(dt.date(2021, 9, 13))), float(clock.day_of(dt.date(2022, 1, 1))))
"""The 110 days of the table."""
DISTRICT = "east"

Cell = tuple[Kind, Disposal | None]
"""A kind of event, and its disposal where it has one."""

OUTCOMES: dict[str, tuple[Cell, ...]] = {
    "youth_caution": ((OUT_OF_COURT, Disposal.YOUTH_CAUTION),),
    "adult_caution": ((OUT_OF_COURT, Disposal.CAUTION), (OUT_OF_COURT, Disposal.CONDITIONAL_CAUTION)),
    "taken_into_consideration": ((TAKEN_INTO_CONSIDERATION, None),),
    "offender_died": ((DISPOSED, Disposal.OFFENDER_DIED),),
    "cannabis_warning": ((OUT_OF_COURT, Disposal.CANNABIS_WARNING),),
    "community_resolution": ((OUT_OF_COURT, Disposal.COMMUNITY_RESOLUTION),),
}
"""The columns of the table; alternate offences (2A and 3A) are with the cautions they are."""
GIVEN = ("youth_caution", "adult_caution", "cannabis_warning", "community_resolution")
"""Those that are given out of court."""
CRIMES: dict[str, tuple[str, ...]] = {
    "damage": ("criminal_damage",),
    "burglary": ("domestic_burglary", "other_burglary"),
    "drugs": ("drug_supply", "drug_possession"),
    "weapons": ("weapons",),
    "public_order": ("public_order",),
    "robbery": ("robbery",),
    "theft": ("theft_of_vehicle", "theft_from_vehicle", "theft_from_person", "shop_theft", "other_theft"),
    "violence": ("violence_with_injury", "violence_without_injury"),
}
"""The rows of the table that the model has."""


def _here(record: Record, found: Rows) -> Rows:
    """Those of people of the district; its name must be among the area's."""
    place = list(record.phases[0][1].districts).index(DISTRICT)
    return found.only(record.people.district[record.people.row_of(found.whole("person"))] == place)


def counted(record: Record, outcomes: Iterable[str], crimes: Iterable[str] | None = None) -> float:
    """Crimes of the table with these outcomes, of these types (all of them if none is named)."""
    if DISTRICT not in record.phases[0][1].districts:
        return float("nan")
    types = None if crimes is None else [CODE[name] for name in crimes]
    total = 0
    for kind, disposal in (cell for outcome in outcomes for cell in OUTCOMES[outcome]):
        found = rows(record, kind, TABLE)
        here = _here(record, found if disposal is None else found.having(disposal=disposal))
        total += len(here) if types is None else int(np.isin(here.whole("type"), types).sum())
    return float(total)


def alternate(record: Record) -> float:
    """Cautions for another offence than the recorded one."""
    if DISTRICT not in record.phases[0][1].districts:
        return float("nan")
    return float(len(_here(record, rows(record, OUT_OF_COURT, TABLE).having(alternate=1))))


OUT_OF_COURT_READINGS: Mapping[str, Callable[[Record], float]] = {
    "east_out_of_court": lambda record: counted(record, GIVEN),
    **{
        f"east_{outcome}": partial(lambda outcome, record: counted(record, (outcome,)), outcome)
        for outcome in OUTCOMES
    },
    "east_alternate_offence": alternate,
    **{
        f"east_{crime}": partial(lambda names, record: counted(record, OUTCOMES, names), names)
        for crime, names in CRIMES.items()
    },
}
"""How each figure of the table is read from a run."""
