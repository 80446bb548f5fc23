"""Courts: who goes where, pleas and trials, and people who do not come."""

from __future__ import annotations

from math import floor

import pytest

from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import EXIT, HEARING, LEFT, Court, Hearing, Stage
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, called, mean_of

RULES: dict[str, object] = {
    "courts.magistrates.sitting_days": 5000,
    "courts.crown.sitting_days": 5000,
    "courts.youth.sitting_days": 5000,
    "courts.magistrates.late_plea": 0.0,
    "courts.crown.late_plea": 0.0,
    "courts.magistrates.first_hearing_days": 28.0,
    "courts.crown.first_hearing_days": 20.0,
    "courts.magistrates.trial_wait_days": 60.0,
    "courts.crown.trial_wait_days": 150.0,
    "courts.magistrates.guilty_plea": 0.7,
    "courts.crown.guilty_plea": 0.6,
    "courts.convicted_at_trial": 0.5,
    "courts.relist_days": 30.0,
    "wanted.finding_days": 15.0,
    "offences.robbery.crown_share": 0.9,
    "offences.shop_theft.crown_share": 0.1,
}


def prosecuted(area: Quiet, name: str = "shop_theft", **marks: float) -> Case:
    """A case charged now, with a fine at its end."""
    case = area.case(name, **({"custody": 0.999999, "non_custodial": 0.7} | marks))
    area.pathway.set_out(case, area.pathway._prosecute(case))
    return case


def hearings(area: Quiet) -> list[tuple[float, int, int]]:
    return [(row["time"], int(row["court"]), int(row["outcome"])) for row in area.rows(HEARING)]


def test_a_court_that_is_not_full_makes_nobody_wait() -> None:
    area = Quiet(RULES)
    prosecuted(area, first_hearing=0.4, crown=0.99, plea=0.69)
    area.run(400)
    assert hearings(area) == [(pytest.approx(called(mean_of(0.4, 28))), Court.MAGISTRATES, Hearing.COMPLETED)]
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.FINE]


@pytest.mark.parametrize(("trial", "disposal"), [(0.49, Disposal.FINE), (0.51, Disposal.NOT_CONVICTED)])
def test_who_denies_it_has_a_trial(trial: float, disposal: Disposal) -> None:
    area = Quiet(RULES)
    prosecuted(area, first_hearing=0.4, crown=0.99, plea=0.71, preparation=0.2, trial=trial)
    area.run(400)
    first = called(mean_of(0.4, 28))
    assert hearings(area) == [
        (pytest.approx(first), Court.MAGISTRATES, Hearing.ADJOURNED),
        (pytest.approx(called(first + mean_of(0.2, 60))), Court.MAGISTRATES, Hearing.COMPLETED),
    ]
    assert [row["disposal"] for row in area.rows(EXIT)] == [disposal]


def test_grave_cases_go_to_the_crown_court() -> None:
    area = Quiet(RULES)
    marks = {
        "first_hearing": 0.4,
        "crown": 0.89,
        "crown_first_hearing": 0.5,
        "crown_plea": 0.61,
        "preparation": 0.3,
    }
    prosecuted(area, "robbery", plea=0.0, trial=0.0, **marks)
    area.run(900)
    sent = called(mean_of(0.4, 28))
    denied = called(sent + mean_of(0.5, 20))
    tried = called(denied + mean_of(0.3, 150))
    assert hearings(area) == [
        (pytest.approx(sent), Court.MAGISTRATES, Hearing.SENT_TO_CROWN),
        (pytest.approx(denied), Court.CROWN, Hearing.ADJOURNED),
        (pytest.approx(tried), Court.CROWN, Hearing.COMPLETED),
    ]
    left = {int(row["stage"]): row["time"] for row in area.rows(LEFT)}
    assert left[Stage.MAGISTRATES] == pytest.approx(sent)
    assert left[Stage.CROWN] == pytest.approx(tried)


def test_the_gravest_offence_decides_the_court() -> None:
    area = Quiet(RULES)
    case = area.case("shop_theft", crown=0.5, first_hearing=0.5)
    case.offences.append(area.offence("robbery"))
    area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(60)
    assert hearings(area)[0][2] == Hearing.SENT_TO_CROWN


def test_an_ineffective_trial_is_listed_again_by_its_own_numbers() -> None:
    area = Quiet(RULES | {"courts.ineffective_prosecution": 0.3, "courts.ineffective_defence": 0.2})
    cases = [prosecuted(area, first_hearing=0.9, crown=0.99, plea=0.99, preparation=0.9) for _ in range(40)]
    area.run(1400)
    found = {case.id: list(area.rows(HEARING, case=case.id)) for case in cases}
    vacated = 0
    for case in cases:
        day = called(called(mean_of(0.9, 28)) + mean_of(0.9, 60))
        for occurrence, row in enumerate(found[case.id][1:]):
            assert row["time"] == pytest.approx(day)
            chance = area.decision(case, Recurring.EFFECTIVE, occurrence)
            if chance < 0.3:
                assert row["outcome"] == Hearing.INEFFECTIVE_PROSECUTION
            else:
                assert row["outcome"] == (Hearing.INEFFECTIVE_DEFENCE if chance < 0.5 else Hearing.COMPLETED)
            vacated += chance < 0.5
            day = called(day + mean_of(area.decision(case, Recurring.RELISTED, occurrence), 30))
        assert found[case.id][-1]["outcome"] == Hearing.COMPLETED
    assert 15 < vacated < 75  # forty trials, each vacated once on average: 40 with standard deviation 9


def test_who_fails_to_appear_is_brought_before_the_court_once_found() -> None:
    enough_slots = {"custody.video_court.posts": 100.0}
    area = Quiet(RULES | enough_slots | {"courts.failing_to_appear": 0.4, "people.stock": 150})
    marks = {"first_hearing": 0.9, "crown": 0.99, "plea": 0.0, "custody": 0.999999, "non_custodial": 0.7}
    cases = [area.case(person=number, **marks) for number in range(40)]  # nobody is found by another's arrest
    for case in cases:
        case.offender.birth = -30 * 365.25  # an adult
        area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(1400)
    absent = 0
    for case in cases:
        hearings = area.rows(HEARING, case=case.id)
        assert hearings[0]["time"] == pytest.approx(called(mean_of(0.9, 28)))
        stayed_away = area.decision(case, Recurring.APPEARS) < 0.4
        absent += stayed_away
        if stayed_away:
            assert [row["outcome"] for row in hearings] == [Hearing.FAILED_TO_APPEAR, Hearing.COMPLETED]
            found = hearings[0]["time"] + mean_of(area.decision(case, Recurring.WANTED_FOUND), 15)
            assert hearings[1]["time"] == pytest.approx(called(remand_court(found)))
        else:
            assert [row["outcome"] for row in hearings] == [Hearing.COMPLETED]
    assert 6 < absent < 26  # forty first hearings: 16 with standard deviation 3.1


def remand_court(day: float) -> float:
    """The next ten o'clock that is not on a Sunday; day 0 is a Wednesday, so days 4, 11, 18 are Sundays."""
    sits = floor(day - 10 / 24) + 1
    return sits + (sits % 7 == 4) + 10 / 24


def test_a_case_ends_when_the_person_has_gone() -> None:
    area = Quiet(RULES)
    case = prosecuted(area, first_hearing=0.4)
    case.offender.gone = 3.0
    area.run(100)
    assert hearings(area) == []
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.LEFT_THE_AREA]
    assert [row["stage"] for row in area.rows(LEFT)] == [Stage.MAGISTRATES]
