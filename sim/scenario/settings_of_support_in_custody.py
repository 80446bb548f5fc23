"""Settings of those who support people in police custody: Appropriate Adults, Liaison and Diversion."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Probability
from sim.scenario.section import Section

Morning = Annotated[float, Field(ge=0, le=12)]
"""Hour of the day."""
Evening = Annotated[float, Field(ge=12.5, le=23.5)]
"""Hour of the day."""
ShortTime = Annotated[float, Field(ge=0, le=24)]
"""Hours, none allowed."""


class AppropriateAdult(Section):
    """The Appropriate Adult service."""

    adults: Annotated[Count, LEVER]
    """Adults on duty while the service is open; 0: the service is closed by day."""
    opens: Annotated[Morning, LEVER]
    closes: Annotated[Evening, LEVER]
    adults_at_night: Annotated[Count, LEVER]
    """Adults who can be called out while it is closed."""
    night_authority: Annotated[Probability, LEVER]
    """Share of people for whom a superintendent has an adult called out at night."""
    noticed: Probability
    """Share of adults with a mental health need whom custody staff see to be vulnerable."""
    ready_hours: ShortTime
    """Hours from the cell to the moment at which the interview could begin."""
    coming_hours: ShortTime
    """Hours from being sent for to being there."""
    visit_hours: ShortTime
    """Hours an adult spends with one person, interview included."""
    longest_wait_hours: Annotated[float, Field(ge=1, le=24), LEVER]
    """Hours in a cell after which somebody is bailed to come back, if no adult has come."""


class LiaisonAndDiversion(Section):
    """NHS practitioners in the custody suites."""

    practitioners: Annotated[Count, LEVER]
    """On duty at a time in each suite; 0: no service."""
    opens: Annotated[Morning, LEVER]
    closes: Annotated[Evening, LEVER]
    twilight_suites: Annotated[Count, LEVER]
    """Suites with the Twilight service: the first so many. Suffolk's come first, then others by name."""
    twilight_from: Annotated[dt.date, LEVER]
    twilight_until: Annotated[Evening, LEVER]
    visit_hours: ShortTime
    """Hours of a practitioner for one detainee."""
    approached: Probability
    """Share of detainees with a need whom custody staff point out or practitioners find."""
    agrees: Probability
    """Chance that a need found is referred: the person agrees, and has no such help yet."""
