"""Settings of sentencing."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import NonNegative, Odds, Probability
from sim.scenario.section import Section


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
    youth_custody_odds: Annotated[Odds, Field(gt=0)]
    """Multiplies the odds of custody of people under 18."""
    youth_term_share: Annotated[float, Field(gt=0, le=1)]
    """Length of detention and training against an adult's sentence for the same."""
    youth_term_months: Annotated[float, Field(gt=0, le=360)]
    """Longest detention and training order."""
