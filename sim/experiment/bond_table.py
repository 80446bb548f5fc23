"""What each social impact bond of a study pays, over replications, as a tidy table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from sim.experiment.task import Result
from sim.outcomes.bond_cohorts import BondCounts, bond_of
from sim.outcomes.bond_payment import Paid, by_matched_men, by_same_men, others
from sim.outcomes.intervals import mean_interval
from sim.report.study import BOND_COLUMNS
from sim.scenario.scenario import Scenario
from sim.scenario.settings import Settings
from sim.scenario.settings_of_social_impact_bond import SocialImpactBond

MATCHED, SAME = "matched men of other areas", "the same men without it"
_NO_MONEY = (np.nan,) * 3


def bond_table(results: Sequence[Result], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """A row for each scenario with a bond, comparison and cohort, and one for all cohorts together."""
    rows: list[tuple[object, ...]] = []
    for scenario in scenarios:
        bond = bond_of(_phases(scenario))
        counts = [each.bond for each in results if each.scenario == scenario.name and each.bond is not None]
        if bond is None or not counts:
            continue
        for comparison, settled in _settled(bond.terms, counts).items():
            rows.extend((scenario.name, comparison, *row) for row in _rows(bond.terms, settled))
    return pd.DataFrame(rows, columns=list(BOND_COLUMNS))


def _phases(scenario: Scenario) -> list[tuple[float, Settings]]:
    return [(float(phase.start), phase.settings) for phase in scenario.phases]


def _settled(terms: SocialImpactBond, counts: Sequence[BondCounts]) -> dict[str, list[Paid]]:
    """The bond of each replication, settled by both comparisons; other replications are the other areas."""
    matched = []
    for place, own in enumerate(counts):
        elsewhere = [counts[other] for other in others(place, len(counts), terms.comparison_areas)]
        paid = by_matched_men(terms, own, elsewhere)
        if paid is not None:
            matched.append(paid)
    return {MATCHED: matched, SAME: [by_same_men(terms, own) for own in counts]}


def _rows(terms: SocialImpactBond, settled: Sequence[Paid]) -> list[tuple[object, ...]]:
    if not settled:
        return []
    rows = [
        _row(str(place + 1), settled, partial(_of_cohort, place), terms.fall_of_a_cohort)
        for place in range(min(len(paid.men) for paid in settled))
    ]
    pounds = np.array([paid.pounds for paid in settled])
    together = _row("all", settled, _of_all, 0.0)
    return [*rows, (*together[:-5], 100.0 * float((pounds > 0).mean()), *mean_interval(pounds), len(settled))]


def _of_cohort(place: int, paid: Paid) -> tuple[float, ...]:
    return paid.men[place], paid.events[place], paid.expected[place], paid.falls[place]


def _of_all(paid: Paid) -> tuple[float, ...]:
    return paid.men.sum(), paid.events.sum(), paid.expected.sum(), paid.fall_of_all


def _row(
    cohort: str, settled: Sequence[Paid], read: Callable[[Paid], tuple[float, ...]], threshold: float
) -> tuple[object, ...]:
    men, events, expected, falls = np.array([read(paid) for paid in settled], dtype=np.float64).T
    some = float(men.sum())
    a_hundred = [100.0 * float(number.sum()) / some if some else np.nan for number in (events, expected)]
    reached = 100.0 * float(np.mean(falls >= threshold))
    fall = (100.0 * value for value in mean_interval(falls))
    return (cohort, float(men.mean()), *a_hundred, *fall, reached, *_NO_MONEY, len(settled))


def bond_terms(scenarios: Sequence[Scenario]) -> tuple[tuple[str, str], ...]:
    """Title of each scenario with a bond, and its terms in words."""
    found = []
    for scenario in scenarios:
        bond = bond_of(_phases(scenario))
        if bond is not None:
            found.append((scenario.title, _in_words(bond.terms)))
    return tuple(found)


def _in_words(terms: SocialImpactBond) -> str:
    return (
        f"{terms.cohorts} cohort{'s' if terms.cohorts > 1 else ''} of {terms.men:,} men, each closed after "
        f"{terms.cohort_days:g} days at the latest; £{terms.pounds_per_event:,.0f} for each event fewer, if "
        f"events fall by {100 * terms.fall_of_a_cohort:g} per cent in a cohort or by "
        f"{100 * terms.fall_of_all:g} per cent over all cohorts; at most £{terms.most_pounds:,.0f}. A cohort "
        "counts once its men have been followed for eighteen months."
    )
