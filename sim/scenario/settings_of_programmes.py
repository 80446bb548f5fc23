"""Settings of treatment services and of Integrated Offender Management."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, NonNegative, Posts, Probability
from sim.scenario.section import Section


class Treatment(Section):
    """A service that meets one need."""

    places: Annotated[Count, LEVER]
    stay_days: Days
    """Mean days a place is used."""
    suppression_days: Days
    """Mean days for which the need stays met after a completed stay."""
    completion: Probability
    patience_days: Days
    """How long somebody stays on the waiting list."""


class Treatments(Section):
    """Services by need."""

    hard_drugs: Treatment
    alcohol: Treatment
    housing: Treatment
    work: Treatment
    mental_health: Treatment


class Removal(Section):
    """Removal from one cohort: mean stay, and the codes that stand in the published table."""

    stay_days: Days
    codes: Annotated[dict[str, NonNegative], Field(min_length=1)]
    """Relative frequency of each removal code. Their meaning is not published: they are labels."""


class Iom(Section):
    """Integrated Offender Management."""

    sergeants: Annotated[Posts, LEVER]
    constables: Annotated[Posts, LEVER]
    members_per_constable: Annotated[float, Field(ge=0, le=100), LEVER]
    """Caseload limit."""
    constables_per_sergeant: Annotated[float, Field(ge=0, le=50), LEVER]
    """Constables one sergeant can supervise; those beyond do no casework."""
    contact_hours: Annotated[float, Field(ge=0, le=40)]
    """Contact hours a member a week at the caseload limit."""
    half_dose_hours: Annotated[float, Field(gt=0, le=40)]
    """Weekly hours at which half of the possible effect is reached."""
    offending_effect: Effect
    """Change in a member's offending at the caseload limit."""
    detection_effect: Annotated[float, Field(ge=-0.5, le=1.0)]
    """Change in the chance that a member's offence is attributed, at the caseload limit."""
    fixed_ogrs: Annotated[Probability, LEVER]
    """Lowest two-year OGRS3 score for the fixed cohort."""
    flexible_ogrs: Annotated[Probability, LEVER]
    """Lowest two-year OGRS3 score for the flexible cohort."""
    priority_harm: Annotated[NonNegative, LEVER]
    """Attributed harm in twelve months that admits to the flexible cohort without neighbourhood crime."""
    fixed: Removal
    flexible: Removal
    referral: Probability
    """Chance at a panel that a member's unmet need is referred to treatment."""
    referral_effect: Probability
    """Share of its usual effect that treatment has when it is got through IOM."""
