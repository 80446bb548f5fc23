"""Settings of Integrated Offender Management."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, NonNegative, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Hours = Annotated[float, Field(ge=0, le=40)]
HalfDose = Annotated[float, Field(gt=0, le=40)]
Visits = Annotated[float, Field(ge=0, le=56)]
"""Visits to a member in four weeks."""
Weight = Annotated[float, Field(ge=0, le=1000)]
"""One part of several: only their proportions matter."""
Points = Annotated[float, Field(ge=-1e6, le=1e6)]
"""Points of the adoption matrix."""


class Removal(Section):
    """Removal from one cohort: mean stay, what changes it, and the codes of the published table."""

    stay_days: Days
    codes: Annotated[dict[str, NonNegative], Field(min_length=1)]
    """Relative frequency of each removal code. Their meaning is not published: they are labels."""
    quiet_factor: Annotated[float, Field(ge=0, le=20)]
    """Factor on the chance of removal for members who are quiet: see ``iom.quiet_days``."""
    prison_factor: Annotated[float, Field(ge=0, le=20)]
    """Factor on the chance of removal while a member is in prison."""


class FreeCohort(Removal):
    """The free cohort of women: support only.

    Women seldom score high enough for adoption, and many who offend have been victims themselves (AP22/15,
    10.8). Sex decides here who is *offered* contact and services. It ranks nobody into enforcement: members
    of this cohort get no police attention beyond anybody else's.
    """

    places: Count
    """Places beyond the caseload limit; 0: the cohort is not open. Opening it needs a reason."""
    ogrs: Annotated[Probability, LEVER]
    """Lowest two-year OGRS3 score."""
    offending_effect: Effect
    """Change in a member's offending by contact alone, at the contact hours."""


class Office(Section):
    """An office of the scheme: its part of the posts, and the districts it serves."""

    districts: Annotated[tuple[str, ...], LEVER]
    """Districts whose people the office takes on; nobody is taken on where no office goes."""
    weight: Annotated[Weight, LEVER]
    """Part of the scheme's constables: all are shared out in proportion to this; 0 closes the office."""
    sergeants_weight: Annotated[Weight, LEVER]
    """Part of the scheme's sergeants, in the same way."""
    outside_sergeants: Annotated[Posts, LEVER]
    """Posts of sergeants of another force who supervise here."""
    supervising_elsewhere: Annotated[Probability, LEVER]
    """Share of their time that the office's own sergeants spend on supervising elsewhere."""


class Visit(Section):
    """One kind of visit: how many each member is due in four weeks, by cohort, and how long one takes."""

    hours: Hours
    """Hours of a constable's time for one visit, the way there included."""
    fixed: Annotated[Visits, LEVER]
    flexible: Annotated[Visits, LEVER]
    free: Annotated[Visits, LEVER]


class Schedule(Section):
    """The visits that members are due."""

    probation_office: Visit
    """Appointments held jointly with the probation practitioner, at the probation office."""
    home: Visit
    community: Visit
    """Visits at work, at a service or in the street."""
    very_high_ogrs: Annotated[Probability, LEVER]
    """Two-year OGRS3 score from which a member is due more visits at home."""
    very_high_more: Annotated[Visits, LEVER]
    """How many more in four weeks."""


class Matrix(Section):
    """The adoption matrix: points by criterion; who has most goes first."""

    fixed_cohort: Annotated[Points, LEVER]
    """Points for qualifying for the fixed cohort."""
    ogrs: Annotated[Points, LEVER]
    """Points for a two-year OGRS3 score of 1: part of it for part of the score."""
    harm: Annotated[Points, LEVER]
    """Points for each point of harm attributed in the last twelve months."""
    neighbourhood_crimes: Annotated[Points, LEVER]
    """Points for each neighbourhood crime attributed in the last twelve months."""
    attributed_offences: Annotated[Points, LEVER]
    """Points for each offence attributed in the last twelve months: what an arrest is made for."""
    statutory: Annotated[Points, LEVER]
    """Points for being under probation supervision."""
    county_lines: Annotated[Points, LEVER]
    """Points for being linked to county lines or a gang: see ``iom.county_lines_offences``."""
    youth_transition: Annotated[Points, LEVER]
    """Points for being referred across from the youth offending service."""


class Pathway(Section):
    """How members come into one service."""

    members_first: Annotated[Probability, LEVER]
    """Chance that a member who is referred goes before everybody else on the waiting list."""


class Pathways(Section):
    """The pathways out of offending, by the need that each meets."""

    hard_drugs: Pathway
    alcohol: Pathway
    housing: Pathway
    work: Pathway
    mental_health: Pathway
    education: Pathway


class Iom(Section):
    """Integrated Offender Management."""

    sergeants: Annotated[Posts, LEVER]
    constables: Annotated[Posts, LEVER]
    """Posts of all offices together."""
    members_per_constable: Annotated[float, Field(ge=0, le=100), LEVER]
    """Caseload limit."""
    constables_per_sergeant: Annotated[float, Field(ge=0, le=50), LEVER]
    """Constables one sergeant can supervise; those beyond do no casework."""
    staffing: Staffing
    offices: dict[str, Office] = Field(default_factory=dict)
    """Offices by name; without any, the team works from one place and serves every district."""
    visit_share: Annotated[Probability, LEVER]
    """Share of a constable's hours at work that can go into visits."""
    visits: Schedule
    contact_hours: Hours
    """Contact hours a member a week at which the effects below are whole."""
    half_dose_hours: HalfDose
    """Weekly hours at which half of the possible effect is reached."""
    largest_dose: Annotated[float, Field(ge=1, le=2)]
    """The most that an effect can be multiplied by with more contact than ``contact_hours``."""
    offending_effect: Effect
    """Change in a member's offending at the contact hours."""
    detection_effect: Annotated[float, Field(ge=-0.5, le=1.0)]
    """Change in the chance that a member's offence is attributed, at the contact hours."""
    fixed_ogrs: Annotated[Probability, LEVER]
    """Lowest two-year OGRS3 score for the fixed cohort."""
    flexible_ogrs: Annotated[Probability, LEVER]
    """Lowest two-year OGRS3 score for the flexible cohort."""
    priority_harm: Annotated[NonNegative, LEVER]
    """Attributed harm in twelve months that admits to the flexible cohort without neighbourhood crime."""
    lowest_age: Annotated[float, Field(ge=10, le=100), LEVER]
    """Age in years from which somebody can be adopted."""
    county_lines_offences: Annotated[int, Field(ge=1, le=1000), LEVER]
    """Drug supply and weapons offences attributed in twelve months that link somebody to county lines or a
    gang."""
    youth_transition: Annotated[Probability, LEVER]
    """Chance that somebody sanctioned as a child is referred across in the year after turning 18."""
    matrix: Matrix
    quiet_days: Annotated[Days, LEVER]
    """Days without an attributed offence after which a member counts as quiet."""
    fixed: Removal
    flexible: Removal
    free: FreeCohort
    referral: Probability
    """Chance at a panel that a member's unmet need is referred to treatment."""
    referral_effect: Probability
    """Share of its usual effect that treatment has when it is got through IOM."""
    pathways: Pathways
