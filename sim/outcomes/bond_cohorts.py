"""The cohorts of a social impact bond, and the men that they are set against: sums only.

A cohort closes when it is full or its time is up; then the next begins. Matching is by what is known of a
man on the day of release and stands in the record: his age, and how often he was convicted in the two years
before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.outcomes.matching import join, labels
from sim.outcomes.record import Record
from sim.outcomes.rows import Floats, Ids, Span
from sim.outcomes.social_impact_bond import (
    FOLLOWED_DAYS,
    Men,
    convictions,
    men_released,
    reconviction_events,
)
from sim.scenario.settings import Settings
from sim.scenario.settings_of_social_impact_bond import SocialImpactBond

AGES = (21.0, 25.0, 35.0)
"""Ages at which a new group begins, in years."""
CONVICTIONS = (2, 4)
"""Convictions in the two years before release at which a new group begins."""
GROUPS = (len(AGES) + 1) * (len(CONVICTIONS) + 1)
"""Groups within which men are matched."""
_LOOKED_BACK_DAYS = 2 * clock.DAYS_PER_YEAR


@dataclass(frozen=True)
class Bond:
    """A bond that a scenario carries."""

    begins: float
    terms: SocialImpactBond


@dataclass(frozen=True)
class BondCounts:
    """Men and events of a bond's cohorts in one replication, each cohort followed to its end."""

    men: NDArray[np.float64]
    """In the scenario with the bond: cohorts by groups."""
    events: NDArray[np.float64]
    same_men: NDArray[np.float64]
    """Events of the same men, after the same days, in the baseline: one number a cohort."""
    baseline_men: NDArray[np.float64]
    """The cohorts that the same terms make in the baseline: cohorts by groups."""
    baseline_events: NDArray[np.float64]


def bond_of(phases: Sequence[tuple[float, Settings]]) -> Bond | None:
    """The bond of a scenario, from the settings by the day on which they begin; None if there is none."""
    for day, settings in phases:
        terms = settings.social_impact_bond
        if terms.cohorts and terms.men:
            return Bond(day, terms)
    return None


def bond_counts(record: Record, baseline: Record, bond: Bond) -> BondCounts:
    """Count the cohorts that a bond makes in its own scenario and in the baseline."""
    mine, theirs = cohorts(record, bond), cohorts(baseline, bond)
    men, events = _by_group(record, mine)
    baseline_men, baseline_events = _by_group(baseline, theirs)
    same = np.array([reconviction_events(baseline, each).sum() for each in mine], dtype=np.float64)
    return BondCounts(men, events, same, baseline_men, baseline_events)


def cohorts(record: Record, bond: Bond) -> list[Men]:
    """The men of each cohort that can be followed to the end, in order of release.

    Whoever has been in a cohort stands in no later one.
    """
    terms, found = bond.terms, []
    men = men_released(record, Span(bond.begins, record.until))
    begins, first = bond.begins, 0
    for _ in range(terms.cohorts):
        closes = begins + terms.cohort_days
        last = min(first + terms.men, int(np.searchsorted(men.day, closes, side="left")))
        if last == first + terms.men:
            closes = float(men.day[last - 1])
        if closes + FOLLOWED_DAYS > record.until:
            break
        found.append(Men(men.person[first:last], men.day[first:last]))
        begins, first = closes, last
    return found


def _by_group(record: Record, found: Sequence[Men]) -> tuple[Floats, Floats]:
    men, events = np.zeros((len(found), GROUPS)), np.zeros((len(found), GROUPS))
    for place, each in enumerate(found):
        group = groups(record, each)
        men[place] = np.bincount(group, minlength=GROUPS)
        events[place] = np.bincount(group, weights=reconviction_events(record, each), minlength=GROUPS)
    return men, events


def groups(record: Record, men: Men) -> Ids:
    """The group of each man, by his age and his convictions on the day of release."""
    age = (men.day - record.people.birth[record.people.row_of(men.person)]) / clock.DAYS_PER_YEAR
    proven = record.once(convictions)
    man, sanction = join(men.person, proven.whole("person"))
    when = proven.real("time")[sanction]
    counts = (when < men.day[man]) & (when >= men.day[man] - _LOOKED_BACK_DAYS)
    case = proven.whole("case")[sanction][counts]
    once = np.unique(labels(man[counts], case), return_index=True)[1]
    earlier = np.bincount(man[counts][once], minlength=len(men))
    by_age = np.searchsorted(AGES, age, side="right")
    by_convictions = np.searchsorted(CONVICTIONS, earlier, side="right")
    group: Ids = by_age * (len(CONVICTIONS) + 1) + by_convictions
    return group
