"""The aggregates that an area can give: what each is, how it is counted, and for what it is given.

The template (``scenarios/template/aggregates.csv``) has a row for each, with its counting rule, because a
figure without its rule is worth little.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sim.model.events import NEEDS
from sim.model.offences import NAMES


class By(Enum):
    """For what a quantity is given one by one: the column ``where``."""

    AREA = ""
    """Once for the whole area."""
    DISTRICT = "district"
    SUITE = "custody suite"
    OFFENCE = "type of offence"
    NEED = "need"


class Kind(Enum):
    """What the column ``value`` holds."""

    NUMBER = "a number"
    WHOLE = "a whole number"
    DATE = "a date, year-month-day"
    NAMES = "names with spaces between them"


@dataclass(frozen=True)
class Quantity:
    """One aggregate."""

    name: str
    by: By
    kind: Kind
    unit: str
    counting_rule: str
    needed: bool = False
    """Whether there is no baseline without it."""


QUANTITIES: tuple[Quantity, ...] = (
    Quantity(
        "recorded_offences", By.OFFENCE, Kind.NUMBER, "crimes a year",
        "Notifiable offences recorded in twelve months, Home Office counting rules, by the type in `where`; "
        "fraud left out. All types or none.",
    ),
    Quantity(
        "arrests", By.AREA, Kind.NUMBER, "arrests a year",
        "Arrests for notifiable offences, one for each arrest, as in the Home Office return; other forces' "
        "arrests in your suites left out.",
    ),
    Quantity(
        "voluntary_attendances", By.AREA, Kind.NUMBER, "attendances a year",
        "Suspects interviewed under caution by appointment, without arrest; one a person and investigation.",
    ),
    Quantity(
        "arrests_by_district", By.DISTRICT, Kind.NUMBER, "arrests a year",
        "As `arrests`, by the district in which the person was arrested. They set the districts' shares.",
        needed=True,
    ),
    Quantity(
        "suites_in_order", By.DISTRICT, Kind.NAMES, "names",
        "The custody suites to which people arrested in the district are taken, the first choice first.",
        needed=True,
    ),
    Quantity(
        "two_tier_from", By.DISTRICT, Kind.DATE, "date",
        "Day from which out-of-court disposals were a community resolution or a conditional caution.",
        needed=True,
    ),
    Quantity("cells", By.SUITE, Kind.WHOLE, "cells", "Cells built and fit for use.", needed=True),
    Quantity(
        "staffed_day", By.SUITE, Kind.WHOLE, "cells",
        "Cells that can be used with the staff on duty from 07:00 to 15:00, on an ordinary day.", needed=True,
    ),
    Quantity("staffed_late", By.SUITE, Kind.WHOLE, "cells", "The same, from 15:00 to 23:00.", needed=True),
    Quantity("staffed_night", By.SUITE, Kind.WHOLE, "cells", "The same, from 23:00 to 07:00.", needed=True),
    Quantity(
        "neighbour_arrests", By.SUITE, Kind.NUMBER, "detentions a year",
        "People arrested by another force and detained here.",
    ),
    Quantity(
        "other_detentions", By.SUITE, Kind.NUMBER, "detentions a year",
        "Detentions that are not for a notifiable offence: warrants, drink-driving, transfers.",
    ),
    Quantity(
        "on_bail", By.AREA, Kind.NUMBER, "people", 
        "People on pre-charge bail on one day, or the mean of several days.",
    ),
    Quantity(
        "under_investigation", By.AREA, Kind.NUMBER, "people",
        "People released under investigation on one day, or the mean of several days.",
    ),
    Quantity(
        "outstanding_suspects", By.AREA, Kind.NUMBER, "cases",
        "Crimes with a named suspect who has not been arrested, interviewed or dealt with, on one day.",
    ),
    Quantity(
        "custodial_sentences", By.AREA, Kind.NUMBER, "cases a year",
        "Cases sentenced to immediate custody in both courts, one for each case.",
    ),
    Quantity(
        "people_in_prison", By.AREA, Kind.NUMBER, "people",
        "People from the area in any prison on one day, remand included.",
    ),
    Quantity("iom_sergeants", By.AREA, Kind.NUMBER, "posts", "Established posts, full-time equivalent."),
    Quantity("iom_constables", By.AREA, Kind.NUMBER, "posts", "Established posts, full-time equivalent."),
    Quantity(
        "iom_members", By.AREA, Kind.NUMBER, "people",
        "People on the scheme in all cohorts on one day. Over the constables it gives the caseload of one.",
    ),
    Quantity(
        "treatment_places", By.NEED, Kind.WHOLE, "places",
        "People who can be in treatment or support for the need in `where` at one time, referred by "
        "criminal justice.",
    ),
)  # fmt: skip
"""In the order of the template."""

BY_NAME = {quantity.name: quantity for quantity in QUANTITIES}

CLOSED: dict[By, tuple[str, ...]] = {By.OFFENCE: NAMES, By.NEED: NEEDS}
"""Where the program knows the names; districts and suites are the area's own."""
