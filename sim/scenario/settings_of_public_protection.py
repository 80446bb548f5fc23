"""Settings of public protection: the register, the unit that visits, MAPPA and Approved Premises."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, NonNegative, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Entries = Annotated[int, Field(ge=0, le=10_000)]
"""Registered people: several times what any county has."""
Arrivals = Annotated[float, Field(ge=0, le=2_000)]
"""People or cases a year."""


class Register(Section):
    """People who must notify the police of where they live, most of them for sexual offences long ago."""

    in_community: Entries
    """On day 0."""
    in_custody: Entries
    """On day 0."""
    custody_days: Days
    """Mean days until release of those in custody on day 0."""
    transfers_in_per_year: Arrivals
    """People who move into the area, those released to its Approved Premises left out."""
    added_per_year: Arrivals
    """People registered whose conviction or caution the model does not have."""
    leaving_per_year: Annotated[float, Field(ge=0, le=12)]
    """Chance a year, for each person in the community, of the end of notification, death or a move."""
    very_high: Probability
    """Share assessed as of very high risk."""
    high: Probability
    medium: Probability
    """The rest are of low risk."""


class Visits(Section):
    """Visits by risk, and the time they take."""

    very_high_per_year: Annotated[NonNegative, LEVER]
    high_per_year: Annotated[NonNegative, LEVER]
    medium_per_year: Annotated[NonNegative, LEVER]
    low_per_year: Annotated[NonNegative, LEVER]
    hours: Annotated[float, Field(gt=0, le=100)]
    """Officers' hours a visit, with travel and recording."""
    other_work: Probability
    """Share of officers' time for investigations, intelligence and orders."""


class Mappa(Section):
    """Multi-agency meetings."""

    level_2_per_year: Arrivals
    """Cases taken on at level 2."""
    level_2_days: Days
    """Mean days at level 2."""
    level_3_per_year: Arrivals
    level_3_days: Days
    days_between_meetings: Annotated[float, Field(ge=1, le=365), LEVER]
    hours_a_meeting: Annotated[float, Field(ge=0, le=100)]
    """Hours of the unit's officers for a meeting on one case."""


class ApprovedPremises(Section):
    """Supervised hostels for people released from custody."""

    places: Annotated[Count, LEVER]
    """In all Approved Premises of the area."""
    stay_days: Days
    patience_days: Days
    """How long a release can be planned round a place; after that the person goes elsewhere."""
    released_there: Probability
    """Share of registered people released from custody who go there."""
    others_per_year: Arrivals
    """People from other areas, and others of high risk, who are sent there."""


class PublicProtection(Section):
    """The Public Protection Unit and what it works with: workload only, no effect on offending."""

    officers: Annotated[Posts, LEVER]
    staffing: Staffing
    registered: Register
    visits: Visits
    mappa: Mappa
    approved_premises: ApprovedPremises
    prevention_orders: NonNegative
    """Sexual Harm Prevention Orders for each person newly registered."""
