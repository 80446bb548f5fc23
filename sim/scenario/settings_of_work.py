"""Settings of people at work, the same for every team."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Probability
from sim.scenario.section import Section

Lag = Annotated[float, Field(ge=0, le=3653)]
"""Days, none allowed."""


class Staffing(Section):
    """How a team's posts are filled, and how much of their time people in them are at work for it."""

    hours_a_week: Annotated[float, Field(ge=0, le=60), LEVER]
    """Contracted hours a week of a full-time post."""
    sickness: Annotated[Probability, LEVER]
    """Share of working time lost to sickness."""
    abstraction: Annotated[Probability, LEVER]
    """Share of working time spent on leave, training, court or lent to others."""
    recruitment_days: Annotated[Lag, LEVER]
    """Days from a post being created until somebody is in it."""
    training_days: Annotated[Lag, LEVER]
    """Days from then until that person does the work of the post."""
