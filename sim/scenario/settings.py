"""Every setting of the model: its place, its type and its bounds.

The dotted path of a setting is the id of its row in the evidence table, where its value, range, source and
grade stand. A *lever* is what a planner chooses (posts, cells, places, dates); anything else is a parameter,
and a scenario that changes a parameter must say why.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sim.scenario.bounds import (
    LEVER,
    Count,
    Days,
    Effect,
    Factor,
    Hours,
    Money,
    NonNegative,
    Odds,
    PerYear,
    Posts,
    Probability,
)


class Section(BaseModel):
    """A part of the settings: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


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

    stock: Count
    """People with an open offending career on day 0."""
    entrants_per_year: Count
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
    active_months: Annotated[float, Field(gt=0, le=120)]
    """Mean length of an active spell, in months."""
    quiet_months: Annotated[float, Field(gt=0, le=120)]
    """Mean length of a quiet spell, in months."""
    death_rate: PerYear
    moving_rate: PerYear
    """Chance a year of moving out of the area."""
    offending_rate: PerYear
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
    mean_months: Annotated[float, Field(gt=0, le=240)]
    """Mean length of a spell, in months."""
    rate_multiplier: Annotated[float, Field(ge=1, le=4)]
    """Offending while the need is there, against without it."""


class Needs(Section):
    """Needs that raise offending, and the limits of what they multiply to."""

    hard_drugs: Need
    alcohol: Need
    housing: Need
    work: Need
    mental_health: Need
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
    """Share of recorded offences attributed to a named suspect, before ``police.attribution_scale``."""
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


class Police(Section):
    """Detection."""

    attribution_scale: Factor
    """Multiplies every type's attributed share."""


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


class Suite(Section):
    """A custody suite. Capacity is cells open *and staffed* in the shift."""

    cells: Annotated[Count, LEVER]
    staffed_day: Annotated[Count, LEVER]
    """Cells staffed from 07:00 to 15:00."""
    staffed_late: Annotated[Count, LEVER]
    """Cells staffed from 15:00 to 23:00."""
    staffed_night: Annotated[Count, LEVER]
    """Cells staffed from 23:00 to 07:00."""
    neighbour_arrests: PerYear
    """Arrests a year by a neighbouring force that are brought here."""
    other_detentions: PerYear
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


class OutOfCourt(Section):
    """Out-of-court disposals."""

    community_resolution: Probability
    """Share under the framework of six outcomes."""
    caution: Probability
    """Share under the framework of six outcomes; the rest are conditional cautions."""
    two_tier_community_resolution: Probability
    """Share under the two-tier framework; the rest are conditional cautions."""
    conditions_days: Days
    breach: Probability
    """Share of conditional cautions breached."""
    breach_charged: Probability
    """Share of breaches that are prosecuted."""


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
    relist_days: Days
    """Mean days to a new date."""
    failing_to_appear: Probability
    warrant_days: Days
    """Mean days until somebody who failed to appear is brought back."""
    convicted_at_trial: Probability


class Sentencing(Section):
    """Sentences by offence and history."""

    custody_odds: Annotated[Odds, Field(gt=0)]
    """Multiplies the odds of custody of every type of offence."""
    prior_odds: Annotated[Odds, Field(ge=1)]
    """Multiplies the odds of custody for each prior sanction."""
    prior_cap: Count
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


class Prison(Section):
    """Prison, release and licence."""

    release_share: Annotated[float, Field(gt=0, le=1)]
    """Share of the sentence served before automatic release."""
    short_sentence_months: Annotated[float, Field(gt=0, le=60)]
    """Sentences under this length are short."""
    short_sentence_effect: Effect
    """Change in offending in the year after release from a short sentence."""
    career_prolonged: Annotated[float, Field(ge=0, le=1)]
    """Share of the time served by which a career is prolonged."""
    homeless_share: Probability
    """Released without a home."""
    homeless_days: Days
    recalls_per_year: PerYear
    """Recalls a year on licence."""
    fixed_recall_share: Probability
    fixed_recall_days: Days
    standard_recall_days: Days
    """Mean days served on a standard recall, never past the end of the sentence."""


class Probation(Section):
    """Community sentences."""

    order_days: Days
    suspended_days: Days
    breach: Probability
    """Share of orders breached and brought back to court."""
    breach_custody: Probability
    """Share of breaches that end in custody."""
    breach_term_days: Days
    supervision_effect: Effect
    """Change in offending while on an order or licence."""
    referral: Probability
    """Chance that a need found at the start of supervision is referred to treatment."""


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


class Costs(Section):
    """Unit costs of the agencies, at study prices."""

    constable_year: Money
    sergeant_year: Money
    arrest: Money
    """An arrest and what follows it, without the detention."""
    detention: Money
    voluntary_attendance: Money
    out_of_court: Money
    magistrates_hearing: Money
    crown_hearing: Money
    prison_place_year: Money
    supervision_year: Money
    treatment_place_year: Money


class Study(Section):
    """What the study asks for."""

    smallest_difference: NonNegative
    """Smallest difference in offences a year that matters."""


class Settings(Section):
    """All settings of an area on one day."""

    people: People
    age_curve: dict[str, NonNegative]
    """Offending at an age against its peak: ``age_17: 1.0``; linear between the ages named."""
    needs: Needs
    offences: dict[str, Offence]
    police: Police
    suspects: Suspects
    districts: dict[str, District]
    custody: Custody
    leaving: Leaving
    bail: Investigation
    released_under_investigation: Investigation
    voluntary: Investigation
    out_of_court: OutOfCourt
    courts: Courts
    sentencing: Sentencing
    prison: Prison
    probation: Probation
    treatments: Treatments
    iom: Iom
    opening: Opening
    costs: Costs
    study: Study
