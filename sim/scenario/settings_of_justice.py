"""Settings of the courts and of sentencing."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, NonNegative, Odds, Probability
from sim.scenario.section import Section

Again = Annotated[float, Field(ge=1, le=36525)]
"""Mean days until something that can fail each time is tried again: one at least, so that it has an end."""


class Court(Section):
    """A court: hearings it can hold in a week, and how cases pass through it."""

    cases_per_week: Annotated[Count, LEVER]
    """Hearings that can be held in a week."""
    guilty_plea: Probability
    trial_wait_days: Days
    """Mean days of preparation between plea and trial."""
    first_hearing_days: Days
    """Mean days from charge, or from sending, to the first listing."""


class Courts(Section):
    """Magistrates' and Crown courts."""

    magistrates: Court
    crown: Court
    remand: Probability
    """Share of people charged after arrest who are kept in custody until the court decides."""
    ineffective: Probability
    """Share of trials that do not go ahead on the day."""
    relist_days: Again
    """Mean days to a new date."""
    failing_to_appear: Probability
    convicted_at_trial: Probability


class Sentencing(Section):
    """Sentences by offence and history."""

    custody_odds: Annotated[Odds, Field(gt=0)]
    """Multiplies the odds of custody of every type of offence."""
    prior_odds: Annotated[float, Field(ge=1, le=10)]
    """Multiplies the odds of custody for each prior sanction."""
    prior_cap: Annotated[int, Field(ge=0, le=100)]
    """Prior sanctions counted at the most."""
    prior_mean: NonNegative
    """Prior sanctions at which the published custody rates hold."""
    term_log_sd: Annotated[float, Field(ge=0, le=2)]
    suspended: Probability
    """Share of non-custodial sentences."""
    community_order: Probability
    """Share of non-custodial sentences."""
    fine: Probability
    """Share of non-custodial sentences; the rest are discharges."""
    suspended_odds: Annotated[Odds, Field(ge=1)]
    """Multiplies the odds of custody while a suspended sentence runs."""
