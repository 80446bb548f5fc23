"""What a social impact bond pays: sums worked out by hand."""

import math

import numpy as np
import pytest

from sim.outcomes.bond_cohorts import GROUPS, BondCounts
from sim.outcomes.bond_payment import by_matched_men, by_same_men, others, payment
from sim.scenario.settings_of_social_impact_bond import SocialImpactBond

PETERBOROUGH = SocialImpactBond(
    cohorts=3,
    men=1000,
    cohort_days=730.0,
    fall_of_a_cohort=0.10,
    fall_of_all=0.075,
    pounds_per_event=10_000.0,
    most_pounds=8_000_000.0,
    comparison_areas=10,
)


def paid(events: list[float], expected: list[float], terms: SocialImpactBond = PETERBOROUGH) -> float:
    return payment(terms, np.array(events, dtype=np.float64), np.array(expected, dtype=np.float64))


@pytest.mark.parametrize(
    ("events", "expected", "pounds"),
    [
        # the published first cohort by itself: 1,420 events against 1,550 is 8.4 %, less than 10 and more
        # than 7.5: nothing at once, and 130 events if there is no other cohort
        ([1420], [1550], 1_300_000),
        # a second without any fall brings all to 130 of 3,100, or 4.2 %: nothing
        ([1420, 1550], [1550, 1550], 0),
        # a second with 9.7 %, or 150 of 1,550, brings all to 280 of 3,100, or 9.0 %: 280 events
        ([1420, 1400], [1550, 1550], 2_800_000),
        # one of 12 % is paid for by itself, though all fell by 5.9 % only: 186 events
        ([1364, 1552], [1550, 1550], 1_860_000),
        # both: 186 by itself, all at 186 + 116 of 3,100 or 9.7 %, so the other 116 too
        ([1364, 1434], [1550, 1550], 3_020_000),
        # all at (400 - 100) of 2,000 or 15 %; the cohort that rose takes nothing off what the other is paid
        ([600, 1100], [1000, 1000], 4_000_000),
        ([1600], [1550], 0),
        ([0], [0], 0),
        ([], [], 0),
    ],
)
def test_the_rule_of_peterborough(events: list[float], expected: list[float], pounds: float) -> None:
    assert paid(events, expected) == pytest.approx(pounds)


def test_exactly_the_threshold_is_paid_for_and_no_more_than_the_most() -> None:
    assert paid([900], [1000]) == pytest.approx(1_000_000)
    assert paid([100], [1000]) == 8_000_000  # 900 events at 10,000 would be nine million


def counts(
    men: list[float],
    events: list[float],
    same: float,
    baseline_men: list[float],
    baseline_events: list[float],
) -> BondCounts:
    """One cohort in the first two groups."""

    def wide(values: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.array([values + [0.0] * (GROUPS - 2)], dtype=np.float64)

    return BondCounts(
        wide(men), wide(events), np.array([same], dtype=np.float64), wide(baseline_men), wide(baseline_events)
    )


def test_matched_men_count_as_many_as_the_cohort_has_in_each_group() -> None:
    # 60 young and 40 older men; elsewhere the young come to 30 events for 20 men and the older to 20 for 40:
    # 60 x 1.5 + 40 x 0.5 = 110 expected. Their own 88 are a fall of 20 %, 22 events.
    own = counts([60, 40], [70, 18], 95, [0, 0], [0, 0])
    elsewhere = [counts([0, 0], [0, 0], 0, [15, 10], [25, 4]), counts([0, 0], [0, 0], 0, [5, 30], [5, 16])]
    found = by_matched_men(PETERBOROUGH, own, elsewhere)
    assert found is not None
    assert (found.men[0], found.events[0], found.expected[0]) == (100, 88, pytest.approx(110))
    assert found.fall_of_all == pytest.approx(0.20)
    assert found.pounds == pytest.approx(220_000)


def test_the_same_men_without_it_had_95() -> None:
    # 88 against 95 is 7.4 %: by what the programme did the bond would have paid nothing, by the rule 220,000
    found = by_same_men(PETERBOROUGH, counts([60, 40], [70, 18], 95, [0, 0], [0, 0]))
    assert found.fall_of_all == pytest.approx(7 / 95)
    assert found.pounds == 0


def test_men_without_a_match_are_left_out() -> None:
    own = counts([60, 40], [54, 40], 0, [0, 0], [0, 0])
    found = by_matched_men(PETERBOROUGH, own, [counts([0, 0], [0, 0], 0, [30, 0], [30, 0])])
    assert found is not None
    assert (found.men[0], found.events[0], found.expected[0]) == (60, 54, 60)


def test_nobody_elsewhere_nothing_to_set_it_against() -> None:
    own = counts([60, 40], [54, 40], 0, [0, 0], [0, 0])
    assert by_matched_men(PETERBOROUGH, own, []) is None
    found = by_matched_men(PETERBOROUGH, own, [own])
    assert found is not None
    assert math.isnan(found.fall_of_all)
    assert found.pounds == 0


def test_other_areas_are_the_replications_that_follow() -> None:
    assert others(2, 4, 10) == [3, 0, 1]
    assert others(3, 16, 2) == [4, 5]
    assert others(0, 1, 10) == []
