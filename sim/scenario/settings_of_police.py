"""Settings of the police: detection, custody and bail."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Factor, Hours, NonNegative, Posts, Probability
from sim.scenario.section import Section

Visitors = Annotated[float, Field(ge=0, le=100_000)]
"""Detentions a year that the modelled people have no part in: some 300 a day in one suite at the most."""


class Police(Section):
    """Detection."""

    attribution_scale: Factor
    """Multiplies every type's attributed share."""


class Suite(Section):
    """A custody suite. Capacity is cells open *and staffed* in the shift."""

    cells: Annotated[Count, LEVER]
    staffed_day: Annotated[Count, LEVER]
    """Cells staffed from 07:00 to 15:00."""
    staffed_late: Annotated[Count, LEVER]
    """Cells staffed from 15:00 to 23:00."""
    staffed_night: Annotated[Count, LEVER]
    """Cells staffed from 23:00 to 07:00."""
    neighbour_arrests: Visitors
    """Arrests a year by a neighbouring force that are brought here."""
    other_detentions: Visitors
    """Non-notifiable detentions a year (warrants, drink-driving)."""


class Custody(Section):
    """Police custody."""

    suites: dict[str, Suite]
    mean_hours: Hours
    """Mean length of a detention, before the clock is applied."""
    log_sd: Annotated[float, Field(gt=0, le=2)]
    clock_hours: Hours
    """Detention without charge, without an extension."""
    extension_share: Probability
    """Of detentions that reach the clock, the share for which a superintendent extends it."""
    extended_hours: Hours
    patience_hours: Hours
    """How long an arrested person can wait for a cell before a voluntary attendance is arranged instead."""
    arrivals_by_hour: Annotated[tuple[NonNegative, ...], Field(min_length=24, max_length=24)]
    """Relative arrivals in each hour of the day, from midnight."""


class District(Section):
    """A policing district."""

    share: Probability
    """Share of the offending population."""
    suites: Annotated[tuple[str, ...], Field(min_length=1), LEVER]
    """Suites in the order in which they are tried."""
    two_tier_from: Annotated[dt.date, LEVER]
    """Day from which the two-tier out-of-court framework is in force."""
    arrest_posts: Annotated[Posts, LEVER]
    """Full-time officers who bring in suspects and wanted people and hold interviews by appointment."""
    quick_days: Days
    """Mean days until most suspects are found."""
    slow_share: Probability
    """Share of suspects who are hard to find."""


class Leaving(Section):
    """How a detention ends. No further action is the rest."""

    charge: Probability
    bail: Probability
    released_under_investigation: Probability
    out_of_court: Probability


class Investigation(Section):
    """An investigation that goes on after release: on bail, under investigation, or after attendance."""

    mean_days: Days
    log_sd: Annotated[float, Field(ge=0, le=2)]
    charge: Probability
    out_of_court: Probability
    """The rest, after charge and out of court, is no further action."""
