"""Settings of suspects and wanted people, of officers who bring them in, and of appointments."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Days, NonNegative, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Again = Annotated[float, Field(ge=1, le=36525)]
"""Days until something that can fail each time is tried again: one at least, so that it has an end."""
OfficerHours = Annotated[float, Field(ge=0, le=1000)]
"""Hours of work of all officers who take part."""


class Suspects(Section):
    """From a named suspect to action; how soon suspects are found stands with each district."""

    slow_days: Days
    """Mean days to action for suspects who are hard to find."""
    arrest_share: Probability
    voluntary_share: Probability
    """The rest, after arrest and voluntary attendance, is filed."""
    rule_days: Annotated[float, Field(ge=0, le=36525), LEVER]
    """Days from the record within which positive action is due: the ten-day rule; 0 for none."""
    rule_priority: Annotated[NonNegative, LEVER]
    """Crime Severity Score points by which a record that can still keep the rule goes before older ones."""
    review_days: Annotated[Again, LEVER]
    """Days between reviews of a record: only a review files one."""
    patience_days: Annotated[Again, LEVER]
    """How long somebody who has been found can wait for an officer before the record is filed."""


class ArrestTeams(Section):
    """Officers of the districts who bring people in and hold interviews by appointment."""

    staffing: Staffing
    arrest_hours: OfficerHours
    """An arrest, from going out to the interview and the handover."""
    wanted_hours: OfficerHours
    """Bringing in somebody who is wanted."""
    interview_hours: OfficerHours
    """An interview by appointment, with its preparation and its papers."""


class Wanted(Section):
    """People who failed to appear at court or to answer bail."""

    finding_days: Again
    """Mean days from being circulated as wanted until they are found."""


class Appointments(Section):
    """Voluntary attendance by appointment."""

    booking_days: Annotated[Days, LEVER]
    """Mean days to the appointment, which is on a later day in office hours."""
    not_attending: Probability
    """Chance that somebody does not come to an appointment."""
    bookings: Annotated[int, Field(ge=1, le=100), LEVER]
    """Appointments to which somebody does not come before they are to be arrested instead."""
    postponements: Annotated[int, Field(ge=1, le=100), LEVER]
    """Appointments at which no officer is free before the matter is given up."""
    patience_hours: Annotated[float, Field(ge=0, le=24), LEVER]
    """How long somebody who has come waits for an officer before another day is found."""


class RingBeforeYouBring(Section):
    """The call to custody from the scene of an arrest, and what it diverts."""

    in_force_from: Annotated[dt.date, LEVER]
    """Day from which officers ring before they bring somebody to a suite."""
    diverted: Probability
    """Share of arrests for lesser offences that are dealt with outside custody when the suite is not busy."""
    diverted_when_full: Probability
    """The same share when all staffed cells of the nearest suite are in use."""
    busy_from: Annotated[float, Field(ge=0, lt=1)]
    """Share of staffed cells in use above which more are diverted."""
    out_of_court: Probability
    """Share of those diverted whose case goes straight to an out-of-court decision; the rest attend."""
