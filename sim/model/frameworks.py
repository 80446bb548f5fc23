"""The frameworks of out-of-court disposals: which outcomes exist under each, and for whom.

Police dealt with adults by *six outcomes* (community resolution, cannabis or khat warning, penalty notice,
fixed penalty, simple and conditional caution; fixed penalties are for driving and stand outside notifiable
crime). Under *two tiers* there are community resolutions and conditional cautions; cannabis warnings went on
being given in the first months of the first district (seven of 187 outcomes, 13 September to 31 December
2021). Children are dealt with by community resolution or youth caution under either: the framework is the
adults'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.model.disposals import Disposal
from sim.scenario.settings_of_out_of_court import OutOfCourt

ADULT_FROM: Final = 18.0
"""Age in years."""


@dataclass(frozen=True)
class Framework:
    """The outcomes of one framework."""

    label: str
    penalty_notices: bool
    simple_cautions: bool


SIX_OUTCOMES = Framework("Six outcomes", penalty_notices=True, simple_cautions=True)
TWO_TIER = Framework("Two tiers", penalty_notices=False, simple_cautions=False)

GROUP: dict[str, str] = {
    "domestic_burglary": "burglary",
    "other_burglary": "burglary",
    "robbery": "violence",
    "theft_of_vehicle": "theft",
    "theft_from_vehicle": "theft",
    "theft_from_person": "theft",
    "shop_theft": "theft",
    "other_theft": "theft",
    "criminal_damage": "criminal_damage",
    "violence_with_injury": "violence",
    "violence_without_injury": "violence",
    "public_order": "public_order",
    "drug_supply": "drugs",
    "drug_possession": "drugs",
    "weapons": "weapons",
    "rape": "violence",
    "other_sexual": "violence",
}
"""Group of the published table by type of offence; serious types never come as far as that."""

WARNED: frozenset[str] = frozenset({"drug_possession"})
"""Types for which a cannabis or khat warning exists."""
PENALTY_NOTICE: frozenset[str] = frozenset(
    {"drug_possession", "shop_theft", "criminal_damage", "public_order"}
)
"""Types for which a penalty notice for disorder exists."""

Shares = tuple[tuple[Disposal, float], ...]


@dataclass(frozen=True)
class Practice:
    """How often each outcome is chosen where the framework leaves a choice."""

    cautioned: dict[str, float]
    """Share cautioned rather than given a community resolution under two tiers, by group."""
    six_outcomes_caution_odds: float
    """Odds of that under six outcomes, against two tiers."""
    simple_caution: float
    penalty_notice: float
    cannabis_warning: float

    @classmethod
    def of(cls, rules: OutOfCourt) -> Practice:
        """What the settings say of it."""
        return cls(
            cautioned=rules.cautioned.model_dump(),
            six_outcomes_caution_odds=rules.six_outcomes_caution_odds,
            simple_caution=rules.simple_caution,
            penalty_notice=rules.penalty_notice,
            cannabis_warning=rules.cannabis_warning,
        )


def shares(framework: Framework, offence: str, *, child: bool, practice: Practice) -> Shares:
    """Shares of the outcomes for one type of offence: they sum to 1, in a fixed order.

    What an officer can do in place of a caution comes first, so that a mark that leads to a caution under one
    framework leads to a caution or to something milder under a milder one.
    """
    cautioned = practice.cautioned[GROUP[offence]]
    if framework is SIX_OUTCOMES:
        weighted = cautioned * practice.six_outcomes_caution_odds
        cautioned = weighted / (
            weighted + (1.0 - cautioned)
        )  # so parted, it is never 0 for the smallest odds
    if child:
        return ((Disposal.COMMUNITY_RESOLUTION, 1.0 - cautioned), (Disposal.YOUTH_CAUTION, cautioned))
    warned = practice.cannabis_warning if offence in WARNED else 0.0
    fined = practice.penalty_notice if framework.penalty_notices and offence in PENALTY_NOTICE else 0.0
    left = max(0.0, 1.0 - warned - fined)
    simple = practice.simple_caution if framework.simple_cautions else 0.0
    return (
        (Disposal.CANNABIS_WARNING, warned),
        (Disposal.PENALTY_NOTICE, fined),
        (Disposal.COMMUNITY_RESOLUTION, left * (1.0 - cautioned)),
        (Disposal.CAUTION, left * cautioned * simple),
        (Disposal.CONDITIONAL_CAUTION, left * cautioned * (1.0 - simple)),
    )
