"""Settings of the police: detection, districts and what follows a detention."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Days, Factor, Posts, Probability
from sim.scenario.section import Section


class Police(Section):
    """Detection."""

    attribution_scale: Factor
    """Multiplies every type's attributed share."""
    stranger: Annotated[float, Field(gt=0, le=1)]
    """Chance that an unseen offence is laid to somebody without a sanction, against somebody known well."""
    sanctions_to_half: Annotated[float, Field(gt=0, le=100)]
    """Number of sanctions that makes up half of that difference."""


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
