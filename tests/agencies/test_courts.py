"""Courts: so many hearings a week, pleas and trials, and people who do not come."""

from __future__ import annotations

from math import floor

import pytest

from sim.engine.case import Case
from sim.model.disposals import Disposal
from sim.model.events import EXIT, HEARING, LEFT, Court, Hearing, Stage
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, mean_of

RULES: dict[str, object] = {
    "courts.magistrates.cases_per_week": 1000,
    "courts.crown.cases_per_week": 1000,
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


@pytest.mark.parametrize("weekly", [1, 3, 7])
def test_a_full_list_hears_exactly_so_many_cases_a_week(weekly: int) -> None:
    area = Quiet(RULES | {"courts.magistrates.cases_per_week": weekly})
    for _ in range(80):
        prosecuted(area, first_hearing=1 - 1e-9, crown=0.99, plea=0.0)
    area.run(7 * 10 - 0.01)
    assert len(hearings(area)) == weekly * 10
    area.run(7 * 10 + 0.01)
    assert len(hearings(area)) == min(80, weekly * 11)


def test_a_court_that_is_not_full_makes_nobody_wait() -> None:
    area = Quiet(RULES)
    prosecuted(area, first_hearing=0.4, crown=0.99, plea=0.69)
    area.run(400)
    assert hearings(area) == [(pytest.approx(mean_of(0.4, 28)), Court.MAGISTRATES, Hearing.COMPLETED)]
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.FINE]


@pytest.mark.parametrize(("trial", "disposal"), [(0.49, Disposal.FINE), (0.51, Disposal.NOT_CONVICTED)])
def test_who_denies_it_has_a_trial(trial: float, disposal: Disposal) -> None:
    area = Quiet(RULES)
    prosecuted(area, first_hearing=0.4, crown=0.99, plea=0.71, preparation=0.2, trial=trial)
    area.run(400)
    first = mean_of(0.4, 28)
    assert hearings(area) == [
        (pytest.approx(first), Court.MAGISTRATES, Hearing.ADJOURNED),
        (pytest.approx(first + mean_of(0.2, 60)), Court.MAGISTRATES, Hearing.COMPLETED),
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
    sent = mean_of(0.4, 28)
    denied = sent + mean_of(0.5, 20)
    assert hearings(area) == [
        (pytest.approx(sent), Court.MAGISTRATES, Hearing.SENT_TO_CROWN),
        (pytest.approx(denied), Court.CROWN, Hearing.ADJOURNED),
        (pytest.approx(denied + mean_of(0.3, 150)), Court.CROWN, Hearing.COMPLETED),
    ]
    left = {int(row["stage"]): row["time"] for row in area.rows(LEFT)}
    assert left[Stage.MAGISTRATES] == pytest.approx(sent)
    assert left[Stage.CROWN] == pytest.approx(denied + mean_of(0.3, 150))


def test_the_gravest_offence_decides_the_court() -> None:
    area = Quiet(RULES)
    case = area.case("shop_theft", crown=0.5, first_hearing=0.5)
    case.offences.append(area.offence("robbery"))
    area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(60)
    assert hearings(area)[0][2] == Hearing.SENT_TO_CROWN


def test_an_ineffective_trial_is_listed_again_by_its_own_numbers() -> None:
    area = Quiet(RULES | {"courts.ineffective": 0.5})
    cases = [prosecuted(area, first_hearing=0.9, crown=0.99, plea=0.99, preparation=0.9) for _ in range(40)]
    area.run(1400)
    found = {case.id: list(area.rows(HEARING, case=case.id)) for case in cases}
    vacated = 0
    for case in cases:
        day = mean_of(0.9, 28) + mean_of(0.9, 60)
        for occurrence, row in enumerate(found[case.id][1:]):
            assert row["time"] == pytest.approx(day)
            effective = area.decision(case, Recurring.EFFECTIVE, occurrence) >= 0.5
            assert row["outcome"] == (Hearing.COMPLETED if effective else Hearing.INEFFECTIVE)
            vacated += not effective
            day += mean_of(area.decision(case, Recurring.RELISTED, occurrence), 30)
        assert found[case.id][-1]["outcome"] == Hearing.COMPLETED
    assert 15 < vacated < 75  # forty trials, each vacated once on average: 40 with standard deviation 9


def test_who_fails_to_appear_is_brought_before_the_court_once_found() -> None:
    area = Quiet(RULES | {"courts.failing_to_appear": 0.4, "people.stock": 150})
    marks = {"first_hearing": 0.9, "crown": 0.99, "plea": 0.0, "custody": 0.999999, "non_custodial": 0.7}
    cases = [area.case(person=number, **marks) for number in range(40)]  # nobody is found by another's arrest
    for case in cases:
        area.pathway.set_out(case, area.pathway._prosecute(case))
    area.run(1400)
    absent = 0
    for case in cases:
        hearings = area.rows(HEARING, case=case.id)
        assert hearings[0]["time"] == pytest.approx(mean_of(0.9, 28))
        stayed_away = area.decision(case, Recurring.APPEARS) < 0.4
        absent += stayed_away
        if stayed_away:
            assert [row["outcome"] for row in hearings] == [Hearing.FAILED_TO_APPEAR, Hearing.COMPLETED]
            found = hearings[0]["time"] + mean_of(area.decision(case, Recurring.WANTED_FOUND), 15)
            assert hearings[1]["time"] == pytest.approx(sitting_after(found))
        else:
            assert [row["outcome"] for row in hearings] == [Hearing.COMPLETED]
    assert 6 < absent < 26  # forty first hearings: 16 with standard deviation 3.1


def sitting_after(day: float) -> float:
    """The next ten o'clock that is not on a Sunday; day 0 is a Wednesday, so days 4, 11, 18 are Sundays."""
    sits = floor(day - 10 / 24) + 1
    return sits + (sits % 7 == 4) + 10 / 24


def test_people_in_custody_go_first() -> None:
    area = Quiet(RULES | {"courts.magistrates.cases_per_week": 1, "courts.failing_to_appear": 1.0})
    cases = [area.case(person=number, first_hearing=1 - 1e-9, crown=0.99, plea=0.0) for number in range(4)]
    cases[3].offender.held = 1
    for case in cases:
        area.world.kernel.start(area.pathway.courts.prosecute(case))
    area.run(7.5)
    # the first came to an empty list; then the one in custody, who cannot stay away
    assert [row["case"] for row in area.rows(HEARING)] == [cases[0].id, cases[3].id]
    assert [row["outcome"] for row in area.rows(HEARING)] == [Hearing.FAILED_TO_APPEAR, Hearing.COMPLETED]


def test_a_case_ends_when_the_person_has_gone() -> None:
    area = Quiet(RULES)
    case = prosecuted(area, first_hearing=0.4)
    case.offender.gone = 3.0
    area.run(100)
    assert hearings(area) == []
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.LEFT_THE_AREA]
    assert [row["stage"] for row in area.rows(LEFT)] == [Stage.MAGISTRATES]
