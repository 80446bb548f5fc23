"""Settings of suspects who are looked for, and of people wanted by a court or for failing bail."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import Days, Probability
from sim.scenario.section import Section

FindingDays = Annotated[float, Field(ge=1, le=36525)]
"""Mean days until somebody is found who can go missing again: one at least, so that it has an end."""


class Suspects(Section):
    """From a named suspect to action."""

    quick_days: Days
    """Mean days to action for most suspects."""
    slow_days: Days
    """Mean days to action for suspects who are hard to find."""
    slow_share: Probability
    arrest_share: Probability
    voluntary_share: Probability
    """The rest, after arrest and voluntary attendance, is filed."""


class Wanted(Section):
    """People who failed to appear at court or to answer bail."""

    finding_days: FindingDays
    """Mean days from being circulated as wanted until they are found."""
