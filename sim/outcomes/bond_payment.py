"""What a social impact bond pays, by the published rule and by what the programme did in the model.

The rule sets a cohort against matched men of areas without a bond: here the baseline's men in other
replications, who are other people, as they would be in life. The model can also look where nobody can in
life: at the same men, after the same days, in the run without the programme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.outcomes.bond_cohorts import BondCounts
from sim.scenario.settings_of_social_impact_bond import SocialImpactBond

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paid:
    """A bond settled by one comparison, in one replication."""

    men: Floats
    """One number a cohort, as the next two."""
    events: Floats
    """Reconviction events."""
    expected: Floats
    """Those that as many men of the comparison had."""
    pounds: float

    @property
    def falls(self) -> Floats:
        """By what share events fell in each cohort; not a number where none were expected."""
        return _falls(self.events, self.expected)

    @property
    def fall_of_all(self) -> float:
        """By what share they fell over all cohorts."""
        return float(_falls(self.events.sum(keepdims=True), self.expected.sum(keepdims=True))[0])


def by_matched_men(terms: SocialImpactBond, own: BondCounts, elsewhere: Sequence[BondCounts]) -> Paid | None:
    """Settle by the published rule; None if there is no other area.

    Within each group the men elsewhere count as many as there are in the cohort. A group of which there is
    nobody elsewhere is left out, as an unmatched man is.
    """
    if not elsewhere:
        return None
    number = min(len(own.men), *(len(each.baseline_men) for each in elsewhere))
    men = np.sum([each.baseline_men[:number] for each in elsewhere], axis=0)
    events = np.sum([each.baseline_events[:number] for each in elsewhere], axis=0)
    matched = men > 0
    a_man = np.divide(events, men, out=np.zeros_like(events), where=matched)
    return _settle(
        terms,
        (own.men[:number] * matched).sum(axis=1),
        (own.events[:number] * matched).sum(axis=1),
        (own.men[:number] * a_man).sum(axis=1),
    )


def by_same_men(terms: SocialImpactBond, own: BondCounts) -> Paid:
    """Settle by the same men without the programme: what the model knows and nobody in life can."""
    return _settle(terms, own.men.sum(axis=1), own.events.sum(axis=1), own.same_men)


def _settle(terms: SocialImpactBond, men: Floats, events: Floats, expected: Floats) -> Paid:
    return Paid(men, events, expected, payment(terms, events, expected))


def payment(terms: SocialImpactBond, events: Floats, expected: Floats) -> float:
    """Pounds paid for cohorts with so many events where so many were expected.

    A cohort whose fall reaches its threshold is paid for at once. If the fall over all cohorts reaches its
    own, lower one, the events by which the others fell together are paid for too.
    """
    prevented = expected - events
    by_itself = (_falls(events, expected) >= terms.fall_of_a_cohort) & (prevented > 0)
    paid_for = float(prevented[by_itself].sum())
    all_expected = float(expected.sum())
    if all_expected > 0 and float(prevented.sum()) / all_expected >= terms.fall_of_all:
        paid_for += max(0.0, float(prevented[~by_itself].sum()))
    return min(paid_for * terms.pounds_per_event, terms.most_pounds)


def _falls(events: Floats, expected: Floats) -> Floats:
    return np.divide(expected - events, expected, out=np.full_like(expected, np.nan), where=expected > 0)


def others(place: int, number: int, wanted: int) -> list[int]:
    """The replications that are the other areas of one: those that follow it, in a ring."""
    return [(place + step) % number for step in range(1, min(wanted, number - 1) + 1)]
