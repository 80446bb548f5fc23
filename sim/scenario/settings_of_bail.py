"""Settings of pre-charge bail: the two sets of rules, and the team that sees to extensions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, NonNegative, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_police import Investigation
from sim.scenario.settings_of_work import Lag, Staffing

LimitDays = Annotated[float, Field(ge=0, le=3653)]
"""Days since release; 0: no power to let anybody stay on bail."""
Months = Annotated[float, Field(ge=28, le=3653)]
"""Days until something comes again: four weeks at least, so that it has an end."""


class BailRules(Section):
    """How long bail can run on whose authority: days since release.

    A rank whose limit does not lie beyond that of the rank below has no part in extensions.
    """

    custody_officer_days: LimitDays
    inspector_days: LimitDays
    superintendent_days: LimitDays
    court_days: Months
    """Days by which a magistrates' court extends bail each time."""


class Bail(Investigation):
    """Pre-charge bail, and the investigation of those who are released on it under the rules of 2017."""

    rules_2022_from: Annotated[dt.date, LEVER]
    """Day from which people are released under the rules of October 2022."""
    rules_2017: BailRules
    rules_2022: BailRules
    instead: Probability
    """Under the rules of 2022, share on bail of those who would have been released under investigation."""
    asked: Probability
    """Share of limits reached for which the officer asks for an extension."""
    officers_extend: Probability
    """Share of requests, examined in time, that a police officer grants."""
    court_extends: Probability
    """Share of requests, examined in time, that a magistrates' court grants."""
    failing_to_answer: Probability
    """Of people still on bail when there is a charge or disposal to give, share who do not come for it."""


class BailManagement(Section):
    """The bail management team, joint with a neighbouring force."""

    sergeants: Annotated[Posts, LEVER]
    staff: Annotated[Posts, LEVER]
    own_share: Annotated[Probability, LEVER]
    """Share of the team's time that goes to this area."""
    staffing: Staffing
    lead_days: Annotated[Lag, LEVER]
    """Days before the limit at which an extension is asked for."""
    extension_hours: NonNegative
    """Hours of work on an extension that an officer can give."""
    court_hours: NonNegative
    """Hours of work on an extension that a court must give."""
    review_days: Annotated[Months, LEVER]
    """Days under investigation after which the team reviews a case, and again each time."""
    review_hours: NonNegative
    """Hours of work on such a review."""
