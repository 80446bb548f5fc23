"""The youth court: people charged under 18, grave offences, and youth sentences."""

from __future__ import annotations

import pytest

from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import HEARING, Court, Hearing
from tests.agencies.quiet import Quiet, called, mean_of
from tests.agencies.test_courts import RULES

YOUTH: dict[str, object] = RULES | {
    "courts.youth.first_hearing_days": 14.0,
    "courts.youth.guilty_plea": 0.7,
    "courts.youth.late_plea": 0.0,
    "courts.youth.sent_up": 0.5,
    "offences.robbery.crown_share": 0.8,
    "offences.shop_theft.crown_share": 0.8,
    "sentencing.youth_term_share": 0.5,
    "sentencing.youth_term_months": 24.0,
    "sentencing.term_log_sd": 0.0,
    "sentencing.suspended": 0.2,
    "sentencing.community_order": 0.3,
    "sentencing.fine": 0.4,
}


def aged(area: Quiet, years: float, name: str = "shop_theft", **marks: float) -> Case:
    """A case of somebody of this age, charged now."""
    case = area.case(name, **({"custody": 0.999999, "plea": 0.0} | marks))
    case.offender.birth = area.world.now - years * 365.25
    return case


@pytest.mark.parametrize(("years", "court"), [(17.9, Court.YOUTH), (18.1, Court.MAGISTRATES)])
def test_the_age_at_charge_decides(years: float, court: Court) -> None:
    """Somebody who turns 18 before the hearing stays in the youth court."""
    area = Quiet(YOUTH)
    case = aged(area, years, first_hearing=0.1, crown=0.99)
    area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(200)
    days = mean_of(0.1, 14 if court is Court.YOUTH else 28)
    assert [(row["time"], row["court"]) for row in area.rows(HEARING)] == [
        (pytest.approx(called(days)), court)
    ]


@pytest.mark.parametrize(
    ("name", "crown", "outcome"),
    [
        ("robbery", 0.39, Hearing.SENT_TO_CROWN),  # 0.8 of adults, and half as many of the young
        ("robbery", 0.41, Hearing.COMPLETED),
        ("shop_theft", 0.01, Hearing.COMPLETED),  # not grave, whatever happens to adults
    ],
)
def test_only_grave_offences_go_to_the_crown_court(name: str, crown: float, outcome: Hearing) -> None:
    area = Quiet(YOUTH)
    case = aged(area, 16, name, first_hearing=0.9, crown=crown)
    area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(15)
    assert area.rows(HEARING)[0]["outcome"] == outcome


@pytest.mark.parametrize(
    ("earlier", "mark", "disposal"),
    [
        (0, 0.1, Disposal.REFERRAL_ORDER),
        (0, 0.6, Disposal.REFERRAL_ORDER),
        (1, 0.1, Disposal.YOUTH_REHABILITATION_ORDER),  # an adult's suspended sentence
        (1, 0.4, Disposal.YOUTH_REHABILITATION_ORDER),  # an adult's community order
        (1, 0.6, Disposal.FINE),
        (0, 0.95, Disposal.DISCHARGE),
    ],
)
def test_sentences_in_the_community_have_a_youth_form(earlier: int, mark: float, disposal: Disposal) -> None:
    area = Quiet(YOUTH)
    case = aged(area, 16, non_custodial=mark)
    area.world.history.sanctions[case.offender.row] = earlier
    assert area.pathway.sentencing.pass_sentence(case).disposal is disposal


@pytest.mark.parametrize(("months", "days"), [(12.0, 6 * 365.25 / 12), (60.0, 24 * 365.25 / 12)])
def test_detention_and_training_is_shorter_than_an_adults_term_and_at_most_two_years(
    months: float, days: float
) -> None:
    area = Quiet(YOUTH | {"offences.shop_theft.mean_term_months": months})
    sentence = area.pathway.sentencing.pass_sentence(aged(area, 16, custody=0.0))
    assert sentence.disposal is Disposal.DETENTION_AND_TRAINING
    assert sentence.term_days == pytest.approx(days)


@pytest.mark.parametrize(("mark", "custody"), [(0.19, True), (0.21, False)])
def test_custody_is_rarer_for_the_young(mark: float, custody: bool) -> None:
    """An adult's even odds, times a quarter: one in five."""
    rules = {
        "offences.shop_theft.custody_rate": 0.5,
        "sentencing.custody_odds": 1.0,
        "sentencing.prior_odds": 1.0,
        "sentencing.youth_custody_odds": 0.25,
    }
    area = Quiet(YOUTH | rules)
    sentence = area.pathway.sentencing.pass_sentence(aged(area, 16, custody=mark))
    assert (sentence.disposal is Disposal.DETENTION_AND_TRAINING) == custody
