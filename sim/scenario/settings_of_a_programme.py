"""Settings of an ordinary programme: who may join, where they are referred, what it does and what it costs.

A criterion that is not written asks nothing, and an effect that is not written does nothing: those are the
only values that a programme has without evidence.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, Money, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Lag, Staffing

ProgrammeKind: TypeAlias = Literal["support", "supervision", "enforcement"]
ReferralPoint: TypeAlias = Literal[
    "arrest", "custody", "voluntary_attendance", "out_of_court", "charge", "order", "prison", "release",
    "licence", "iom", "record", "school",
]  # fmt: skip
SexAsked: TypeAlias = Literal["all", "women", "men"]
NeedAsked: TypeAlias = Literal["hard_drugs", "alcohol", "housing", "work", "mental_health", "education"]
TraitAsked: TypeAlias = Literal["care", "excluded", "low_education"]
InPrison: TypeAlias = Literal["leaves", "stays"]

OFFENCE_GROUPS: dict[str, tuple[str, ...]] = {
    "neighbourhood_crime": (
        "domestic_burglary", "robbery", "theft_of_vehicle", "theft_from_vehicle", "theft_from_person",
    ),
    "acquisitive": (
        "domestic_burglary", "other_burglary", "robbery", "theft_of_vehicle", "theft_from_vehicle",
        "theft_from_person", "shop_theft", "other_theft",
    ),
    "violence": ("robbery", "violence_with_injury", "violence_without_injury"),
    "drugs": ("drug_supply", "drug_possession"),
    "trigger_offences": (
        "domestic_burglary", "other_burglary", "robbery", "theft_of_vehicle", "theft_from_vehicle",
        "theft_from_person", "shop_theft", "other_theft", "drug_supply", "drug_possession",
    ),
    "with_a_victim": (
        "domestic_burglary", "other_burglary", "robbery", "theft_of_vehicle", "theft_from_vehicle",
        "theft_from_person", "shop_theft", "other_theft", "criminal_damage", "violence_with_injury",
        "violence_without_injury",
    ),
}  # fmt: skip
"""Names for several types of offence together; sexual offences need services of their own."""

OLDEST = 120.0
Age = Annotated[float, Field(ge=0, le=OLDEST)]
Sanctions = Annotated[float, Field(ge=0, le=1000)]
Months = Annotated[float, Field(ge=0, le=1200)]
Chance = Annotated[float, Field(ge=0, le=1)]
Others = Annotated[float, Field(ge=0, le=20_000)]
Pair = Field(min_length=2, max_length=2)
MOST_TEXT = 2_000
"""Characters of a justification."""

ALWAYS = dt.date(1900, 1, 1)


class ProgrammeStaffing(Staffing):
    """How the posts of a programme are filled; left out, they are filled at once and nobody is ever away."""

    hours_a_week: Annotated[float, Field(ge=0, le=60), LEVER] = 37.0
    """Contracted hours a week of a full-time post."""
    sickness: Annotated[Probability, LEVER] = 0.0
    """Share of working time lost to sickness."""
    abstraction: Annotated[Probability, LEVER] = 0.0
    """Share of working time spent on leave, training, or lent to others."""
    recruitment_days: Annotated[Lag, LEVER] = 0.0
    """Days from a post being created until somebody is in it."""
    training_days: Annotated[Lag, LEVER] = 0.0
    """Days from then until that person does the work of the post."""


class Programme(Section):
    """A course or a service that takes people in at some points of the system and lets them go later."""

    label: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    """As a reader knows it; the name of the entry if left out."""
    kind: ProgrammeKind
    """Support may ask for needs and traits, with a justification; supervision and enforcement never may."""
    opens: Annotated[dt.date, LEVER] = ALWAYS
    """First day on which anybody is referred."""
    referred_from: Annotated[tuple[ReferralPoint, ...], Field(min_length=1), LEVER]
    """Where people are referred."""
    ages: Annotated[tuple[Age, ...], Pair, LEVER] = (0.0, OLDEST)
    """Youngest and oldest age in whole years, both included."""
    sex: SexAsked = "all"
    offences: Annotated[tuple[str, ...], LEVER] = ()
    """Types or groups of offence: one offence of the case must be among them. None named: any offence.

    At the point ``record`` they are the types that are counted.
    """
    recorded_offences: Annotated[float, Field(ge=1, le=1000), LEVER] = 1.0
    """At the point ``record``: fewest offences of these types attributed in the last twelve months.

    Every four weeks free places go to those who have most.
    """
    passes_over: tuple[str, ...] = ()
    """Schemes whose people are passed over, so that this is a tier below: ``iom``, or programmes by name."""
    prior_sanctions: Annotated[tuple[Sanctions, ...], Pair, LEVER] = (0.0, 1000.0)
    """Fewest and most cautions and convictions so far, both included."""
    ogrs: Annotated[tuple[Chance, ...], Pair, LEVER] = (0.0, 1.0)
    """Lowest and highest two-year OGRS3 score, both included."""
    term_months: Annotated[tuple[Months, ...], Pair, LEVER] = (0.0, 1200.0)
    """Shortest and longest custodial sentence of the case, the longest left out; where there is none, 0."""
    needs: tuple[NeedAsked, ...] = ()
    """Needs of which the person must have at least one. None named: not asked."""
    traits: tuple[TraitAsked, ...] = ()
    """Traits of which the person must have at least one. None named: not asked."""
    justification: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    """Why a support programme may ask for sex, needs or traits; the briefing prints it."""
    referral: Probability
    """Chance that an eligible person who passes a point is referred."""
    uptake: Probability = 1.0
    """Chance that somebody referred agrees to join."""
    places: Annotated[Count, LEVER] = 0
    """Places, beside those that the posts give."""
    posts: Annotated[Posts, LEVER] = 0.0
    caseload: Annotated[float, Field(ge=0, le=1000), LEVER] = 0.0
    """People that one post at work can carry at once."""
    staffing: ProgrammeStaffing = ProgrammeStaffing()
    others_per_year: Others = 0.0
    """People a year from outside the model who agree to join and take places too."""
    patience_days: Days
    """How long somebody stays on the waiting list."""
    stay_days: Days
    """Mean days on the programme."""
    completion: Probability
    """Chance that somebody who stays to the end completes it."""
    in_prison: InPrison = "leaves"
    """Whether somebody received into prison leaves the programme or stays on it."""
    offending_effect: Effect = 0.0
    """Change in offending while on the programme."""
    detection_effect: Annotated[float, Field(ge=-0.5, le=1.0)] = 0.0
    """Change in the chance that an offence is attributed while on it. Support draws no police attention."""
    after_effect: Effect = 0.0
    """Change in offending after it, for those who complete it."""
    lasting_days: Annotated[float, Field(ge=0, le=36525)] = 0.0
    """Mean days for which what it did lasts after completion."""
    onsets_prevented: Probability = 0.0
    """Chance that a child who completes it before the first offence never begins to offend."""
    onset_delay_days: Annotated[float, Field(ge=0, le=36525)] = 0.0
    """Mean days by which the others of them begin later."""
    meets: tuple[NeedAsked, ...] = ()
    """Needs that are met while on it and, for those who complete it, as long as it lasts."""
    victims_met: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Victims brought into communication with the person, for each completion."""
    sessions_a_month: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Sessions with, or visits to, each person on it, a month."""
    cost_place_year: Money = 0.0
    """Pounds for a year of a place in use."""
    cost_start: Money = 0.0
    """Pounds for each person who starts."""
    cost_year: Money = 0.0
    """Pounds a year for the programme itself, from the day it opens, used or not."""

    @property
    def types(self) -> tuple[str, ...]:
        """Types of offence named, those of a group one by one. None: any."""
        return tuple(each for name in self.offences for each in OFFENCE_GROUPS.get(name, (name,)))

    def called(self, name: str) -> str:
        """The programme as people write it, given the name of its entry."""
        return self.label or name.replace("_", " ").replace("-", " ").capitalize()
