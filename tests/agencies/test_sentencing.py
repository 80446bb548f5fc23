"""Sentences: odds of custody and lengths of terms worked out by hand."""

from __future__ import annotations

from math import exp

import pytest

from sim import clock
from sim.model.disposals import Disposal
from sim.model.events import SANCTION, SENTENCE
from sim.model.offences import CODE
from tests.agencies.quiet import Quiet

RULES: dict[str, object] = {
    "offences.shop_theft.custody_rate": 0.2,
    "offences.shop_theft.mean_term_months": 3.0,
    "offences.robbery.custody_rate": 0.5,
    "offences.robbery.mean_term_months": 40.0,
    "sentencing.custody_odds": 0.9,
    "sentencing.prior_odds": 1.1,
    "sentencing.prior_cap": 10,
    "sentencing.prior_mean": 4.0,
    "sentencing.suspended_odds": 3.0,
    "sentencing.term_log_sd": 0.6,
    "sentencing.suspended": 0.1,
    "sentencing.community_order": 0.3,
    "sentencing.fine": 0.4,
}
MONTH = 365.25 / 12


def chance(odds: float) -> float:
    return odds / (1 + odds)


@pytest.mark.parametrize(
    ("prior", "suspended", "expected"),
    [
        (0, False, chance(0.25 * 0.9 * 1.1**-4)),
        (4, False, chance(0.25 * 0.9)),
        (7, False, chance(0.25 * 0.9 * 1.1**3)),
        (10, False, chance(0.25 * 0.9 * 1.1**6)),
        (60, False, chance(0.25 * 0.9 * 1.1**6)),  # counted up to the cap
        (7, True, chance(0.25 * 0.9 * 1.1**3 * 3)),
    ],
)
def test_custody_by_the_odds(prior: int, suspended: bool, expected: float) -> None:
    """A rate of 0.2 is odds of 1 to 4."""
    for mark, custody in ((expected - 1e-6, True), (expected + 1e-6, False)):
        area = Quiet(RULES)
        area.run(50)
        case = area.case(custody=mark)
        area.world.history.sanctions[case.offender.row] = prior
        case.offender.suspended_until = 51.0 if suspended else 49.0
        sentence = area.pathway.sentencing.pass_sentence(case)
        assert (sentence.disposal is Disposal.CUSTODY) == custody


def test_a_term_is_lognormal_with_the_mean_of_its_offence() -> None:
    for deviate in (-1.0, 0.0, 1.3):
        area = Quiet(RULES)
        sentence = area.pathway.sentencing.pass_sentence(area.case(custody=0.0, term=deviate))
        assert sentence.term_days == pytest.approx(3 * MONTH * exp(-0.5 * 0.36 + 0.6 * deviate))


def test_no_term_is_longer_than_thirty_years() -> None:
    area = Quiet(RULES)
    sentence = area.pathway.sentencing.pass_sentence(area.case("robbery", custody=0.0, term=6.0))
    assert sentence.term_days == 30 * clock.DAYS_PER_YEAR


def test_the_longest_term_of_several_offences_counts() -> None:
    area = Quiet(RULES)
    case = area.case("shop_theft", custody=0.0)
    case.offences.append(area.offence("robbery", custody=0.0, term=0.5))
    case.offences.append(area.offence("robbery", custody=0.999999, term=3.0))  # no custody for this one
    sentence = area.pathway.sentencing.pass_sentence(case)
    assert sentence.term_days == pytest.approx(40 * MONTH * exp(-0.18 + 0.3))


@pytest.mark.parametrize(
    ("mark", "disposal"),
    [
        (0.09, Disposal.SUSPENDED_SENTENCE),
        (0.11, Disposal.COMMUNITY_ORDER),
        (0.39, Disposal.COMMUNITY_ORDER),
        (0.41, Disposal.FINE),
        (0.79, Disposal.FINE),
        (0.81, Disposal.DISCHARGE),
    ],
)
def test_sentences_in_the_community_by_their_shares(mark: float, disposal: Disposal) -> None:
    area = Quiet(RULES)
    sentence = area.pathway.sentencing.pass_sentence(area.case(custody=0.999, non_custodial=mark))
    assert sentence.disposal is disposal
    assert sentence.term_days == 0


def test_every_offence_of_a_case_is_a_conviction_and_the_case_one_occasion() -> None:
    area = Quiet(RULES)
    case = area.case("shop_theft", custody=0.999, non_custodial=0.5)
    case.offences.append(area.offence("weapons", custody=0.999))
    area.run(7)
    area.pathway.sentencing.pass_sentence(case)
    written = [
        (row["time"], row["offence"], row["committed"], row["type"], row["disposal"])
        for row in area.rows(SANCTION)
    ]
    assert written == [
        (7, case.offences[0].id, 0, CODE["shop_theft"], Disposal.FINE),
        (7, case.offences[1].id, 0, CODE["weapons"], Disposal.FINE),
    ]
    assert [(row["type"], row["term_days"]) for row in area.rows(SENTENCE)] == [(CODE["shop_theft"], 0.0)]
    history = area.world.history
    row = case.offender.row
    assert (history.sanctions[row], history.first_sanction[row], history.last_type[row]) == (
        1,
        7,
        CODE["shop_theft"],
    )


def test_a_history_tells_against_the_next_time_only() -> None:
    """The sentence reads what went before, not itself: a first conviction has no prior sanction."""
    area = Quiet(RULES)
    without = chance(0.25 * 0.9 * 1.1**-4)
    first = area.pathway.sentencing.pass_sentence(area.case(custody=without + 1e-6))
    again = area.pathway.sentencing.pass_sentence(area.case(custody=without + 1e-6))
    assert first.disposal is not Disposal.CUSTODY
    assert again.disposal is Disposal.CUSTODY
