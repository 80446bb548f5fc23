"""Settings of out-of-court disposals, the Offender Diversion Team and the Interventions Hub."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, Odds, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Wait = Annotated[float, Field(ge=0, le=365)]
"""Days that somebody can wait, none allowed."""


class Cautioned(Section):
    """Share cautioned rather than given a community resolution, under two tiers, by group of offence."""

    violence: Probability
    theft: Probability
    burglary: Probability
    criminal_damage: Probability
    drugs: Probability
    public_order: Probability
    weapons: Probability


class OutOfCourt(Section):
    """Out-of-court disposals."""

    cautioned: Cautioned
    six_outcomes_caution_odds: Annotated[Odds, Field(gt=0)]
    """Odds of a caution, not a community resolution, under six outcomes against those under two tiers."""
    simple_caution: Probability
    """Share of adults' cautions that have no conditions under six outcomes."""
    penalty_notice: Probability
    """Share of adults given a penalty notice under six outcomes, for offences that it exists for."""
    cannabis_warning: Probability
    """Share of adults given a cannabis or khat warning for possession of drugs, under either framework."""
    alternate_offence: Probability
    """Share of cautions given for another offence than the recorded one."""
    possession: Probability
    """Share of cases of drug possession, otherwise charged or dropped, that are dealt with out of court."""
    earlier_allowed: Annotated[Count, LEVER]
    """Disposals out of court in the two years before that still allow another."""
    repeats_let_through: Probability
    """Share of people beyond that number who are dealt with out of court all the same."""
    conditions_days: Days
    breach: Probability
    """Share of conditional cautions breached."""
    breach_charged: Probability
    """Share of breaches that are prosecuted."""


class TakenIntoConsideration(Section):
    """Undetected offences that people admit when they are charged with another."""

    admitting: Probability
    """Share of people charged who admit other offences."""
    burglary_and_robbery: Probability
    """Share of their recorded and undetected burglaries and robberies that those people admit."""
    other_offences: Probability
    """The same of all other offences."""
    window_days: Days
    """How far back the offences date at the most."""


class DiversionTeam(Section):
    """The Offender Diversion Team, which sees conditional cautions through."""

    sergeants: Annotated[Posts, LEVER]
    caseworkers: Annotated[Posts, LEVER]
    caseworkers_per_sergeant: Annotated[float, Field(ge=0, le=50), LEVER]
    """Caseworkers one sergeant can supervise; those beyond carry no cases."""
    cases_per_caseworker: Annotated[float, Field(ge=0, le=1000), LEVER]
    """Conditional cautions one caseworker can see through at a time."""
    patience_days: Annotated[Wait, LEVER]
    """How long a case waits for a caseworker before it is dealt with otherwise."""
    charged_when_full: Annotated[Probability, LEVER]
    """Share of those whom the team cannot take who are charged; the others get a community resolution."""
    staffing: Staffing


class ScrutinyPanel(Section):
    """The independent panel that looks at cases resolved out of court."""

    cases_a_quarter: Annotated[Count, LEVER]


class Courses(Section):
    """A family of courses of the Interventions Hub."""

    sessions: Annotated[int, Field(ge=1, le=100)]
    offending_effect: Effect
    """Change in offending after a completed course."""


class InterventionsHub(Section):
    """The online courses that are conditions of a caution."""

    places: Annotated[Count, LEVER]
    """People who can be on a course at a time; 0 closes the hub."""
    days_a_session: Days
    """Days from one session to the next."""
    effect_days: Annotated[float, Field(ge=0, le=3653)]
    """How long the effect of a completed course lasts."""
    theft: Courses
    substances: Courses
    violence: Courses
    other: Courses

    def offending_effects(self) -> dict[str, float]:
        """Change in offending after a completed course, by the name of its family."""
        return {
            "theft": self.theft.offending_effect,
            "substances": self.substances.offending_effect,
            "violence": self.violence.offending_effect,
            "other": self.other.offending_effect,
        }
