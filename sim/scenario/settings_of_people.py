"""Settings of the people, their needs and offences, and how they stood on day 0."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import Days, Money, NonNegative, PerYear, Probability
from sim.scenario.section import Section

MOST_IN_COHORT = 131_072
"""More would run out of ids: a person's place in the cohort has 17 bits of it."""
InCohort = Annotated[int, Field(ge=0, le=MOST_IN_COHORT)]
"""People in the stock, or in one year's entrants."""


class Traits(Section):
    """Shares of the offending population with a lasting trait."""

    care: Probability
    """Has been in local authority care."""
    excluded: Probability
    """Has been excluded from school."""
    low_education: Probability
    """Left school with the attainment of an 11-year-old."""
    convicted_peers: Probability
    """Close friends mostly have convictions."""


class People(Section):
    """The offending population and its careers."""

    stock: InCohort
    """People with an open offending career on day 0."""
    entrants_per_year: InCohort
    """People who begin an offending career in a year."""
    male_share: Probability
    onset_age_mean: Annotated[float, Field(gt=10, le=40)]
    """Mean age at the first offence, in years."""
    onset_age_sd: Annotated[float, Field(gt=0, le=20)]
    """Standard deviation of the age at the first offence, in years."""
    career_years_mean: Annotated[float, Field(gt=0, le=40)]
    """Mean length of a career, in years."""
    career_log_sd: Annotated[float, Field(ge=0, le=2)]
    """Standard deviation of the log of the length of a career."""
    career_correlation: Annotated[float, Field(ge=0, le=0.95)]
    """Correlation between the logs of a person's rate of offending and length of career."""
    active_months: Annotated[float, Field(ge=1, le=120)]
    """Mean length of an active spell, in months."""
    quiet_months: Annotated[float, Field(ge=1, le=120)]
    """Mean length of a quiet spell, in months."""
    death_rate: PerYear
    moving_rate: PerYear
    """Chance a year of moving out of the area."""
    offending_rate: Annotated[float, Field(gt=0, le=1000)]
    """Mean offences committed a year while active, before age and needs."""
    offending_log_sd: Annotated[float, Field(ge=0, le=2.5)]
    """Standard deviation of the log of the personal rate."""
    factor_correlation: Annotated[float, Field(ge=0, le=0.9)]
    """Correlation between any two of rate, traits and needs (one-factor Gaussian copula)."""
    specialism_log_sd: Annotated[float, Field(ge=0, le=2)]
    """How far a person's mix of offence types strays from the average mix."""
    traits: Traits


class Need(Section):
    """A need that comes and goes in spells."""

    prevalence: Annotated[float, Field(gt=0, lt=1)]
    """Share of the offending population that has it at a moment."""
    mean_months: Annotated[float, Field(ge=1, le=240)]
    """Mean length of a spell, in months."""
    rate_multiplier: Annotated[float, Field(ge=1, le=4)]
    """Offending while the need is there, against without it."""


class LastingNeed(Section):
    """A need that stays until a service meets it: whoever has the trait has it."""

    rate_multiplier: Annotated[float, Field(ge=1, le=4)]
    """Offending while the need is there, against while it is met; personal rates have it in them."""


class Needs(Section):
    """Needs that raise offending, and the limits of what they multiply to."""

    hard_drugs: Need
    alcohol: Need
    housing: Need
    work: Need
    mental_health: Need
    education: LastingNeed
    """Of everybody with low education (``people.traits.low_education``)."""
    natural_cap: Annotated[float, Field(ge=1, le=10)]
    """Largest product of needs."""
    policy_cap: Annotated[float, Field(ge=1, le=2.25)]
    """Largest factor by which what services do can raise a person's natural rate."""


class Offence(Section):
    """Volumes, weights, sentences and costs of one type of offence."""

    recorded_per_year: PerYear
    """Recorded offences a year in Suffolk: only their proportions shape the mix."""
    committed_per_recorded: Annotated[float, Field(ge=1, le=50)]
    attributed_share: Probability
    """Share of recorded offences attributed to a named suspect, before ``police.attribution_scale``.

    Where the offender is unseen: if the police know the person well (see ``police.stranger``).
    """
    charge_odds: Annotated[float, Field(gt=0, le=100)]
    """Odds of being charged, where the police decide on a suspect, against those of all offences."""
    severity: NonNegative
    """ONS Crime Severity Score weight."""
    crown_share: Probability
    """Share of charged cases that go to the Crown Court."""
    custody_rate: Annotated[float, Field(gt=0, lt=1)]
    """Share of convictions that bring immediate custody, at an average history, before ``custody_odds``."""
    mean_term_months: Annotated[float, Field(gt=0, le=360)]
    """Mean length of a custodial sentence."""
    cost_society: Money
    """Anticipation and consequence of one offence, at study prices."""


class Opening(Section):
    """The state on day 0."""

    prison_odds: NonNegative
    """Chance of being in prison on day 0 for each unit of a person's yearly rate of sanctions."""
    prison_term_months: Annotated[float, Field(gt=0, le=240)]
    """Mean custodial sentence of people received into prison before day 0."""
    sanction_share: Probability
    """Share of attributed offences before day 0 that were proven."""
    sanction_delay_days: Days
    suspects: Probability
    """Share of the last year's attributed offences whose suspect is outstanding on day 0."""
    bail: Probability
    """Share of the last year's attributed offences on bail on day 0."""
    released_under_investigation: Probability
    magistrates: Probability
    crown: Probability
