"""Prison: release at the set share less remand, licence to the end, recall inside it, and what it leaves."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.case import Case
from sim.model.events import (
    ENTERED,
    LEFT,
    NEEDS,
    OFFENCE,
    RECALL,
    RECEPTION,
    RELEASE,
    SENTENCE,
    UNDETECTED,
    Reception,
    Stage,
)
from sim.model.marks import Recurring
from sim.model.spells import BEYOND_DAYS
from tests.agencies.quiet import Quiet, called, mean_of
from tests.pairing.counties import lived, small

RULES: dict[str, object] = {
    "release.share": 0.5,
    "prison.short_sentence_months": 12.0,
    "prison.short_sentence_effect": 0.05,
    "prison.career_prolonged": 0.25,
    "resettlement.homeless_days": 90.0,
    "probation.supervision_effect": 0.0,
}


def sent_down(
    area: Quiet, term: float, reason: Reception = Reception.SENTENCE, served: float = 0.0, **marks: float
) -> Case:
    return area.sent_down(area.case(**marks), term, reason, served)


@pytest.mark.parametrize(
    ("served", "days_more"), [(0.0, 100.0), (30.0, 70.0), (99.0, 1.0), (100.0, 0.0), (150.0, 0.0)]
)
def test_release_comes_at_half_of_the_term_less_remand(served: float, days_more: float) -> None:
    area = Quiet(RULES)
    area.run(10)
    case = sent_down(area, 200.0, served=served)
    area.run(700)
    (release,) = area.rows(RELEASE)
    assert release["time"] == 10 + days_more
    assert (release["term_days"], release["served_days"]) == (200.0, max(100.0, served))
    licence = [
        row["time"]
        for row in (*area.rows(ENTERED, stage=Stage.LICENCE), *area.rows(LEFT, stage=Stage.LICENCE))
    ]
    assert licence == pytest.approx([10 + days_more, 10 + days_more + 200 - max(100.0, served)])
    assert case.offender.in_prison == case.offender.held == case.offender.supervised == 0


def test_remand_counts_towards_the_sentence_from_arrest_to_release() -> None:
    """Convicted at trial after a remand: released from remand first, then after the rest of the half."""
    area = Quiet(
        RULES
        | {
            "courts.remand": 1.0,
            "leaving.charge": 1.0,
            "leaving.bail": 0.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 0.0,
            "courts.magistrates.sitting_days": 5000,
            "courts.magistrates.trial_wait_days": 60.0,
            "courts.convicted_at_trial": 1.0,
            "offences.shop_theft.mean_term_months": 12.0,
            "sentencing.term_log_sd": 0.0,
        }
    )
    area.arrest(2.5, crown=0.99, plea=0.99, preparation=0.5, custody=0.0)
    area.run(1000)
    remand, sentence = area.rows(RECEPTION)
    first, last = area.rows(RELEASE)
    assert (remand["reason"], sentence["reason"]) == (Reception.REMAND, Reception.SENTENCE)
    heard = called(remand["time"])
    on_remand = called(heard + mean_of(0.5, 60)) - remand["time"]
    assert first["served_days"] == pytest.approx(on_remand) == pytest.approx(first["time"] - remand["time"])
    assert first["time"] == sentence["time"] == area.rows(SENTENCE)[0]["time"]
    assert last["time"] - remand["time"] == pytest.approx(365.25 / 2)
    assert last["term_days"] == pytest.approx(365.25)


@pytest.mark.parametrize(("term", "short"), [(365.0, True), (365.25, False), (500.0, False)])
def test_a_short_sentence_is_followed_by_a_year_of_more_offending(term: float, short: bool) -> None:
    area = Quiet(RULES)
    offender = sent_down(area, term).offender
    release = term / 2
    area.run(release + 1)
    assert offender.scale == pytest.approx(1.05 if short else 1.0)
    area.run(release + 365)
    assert offender.scale == pytest.approx(1.05 if short else 1.0)
    area.run(release + 366)
    assert offender.scale == 1.0


@pytest.mark.parametrize(("term", "longer"), [(200.0, 25.0), (9000.0, BEYOND_DAYS)])
def test_time_inside_prolongs_a_career_by_a_quarter_and_two_years_at_the_most(
    term: float, longer: float
) -> None:
    area = Quiet(RULES)
    offender = sent_down(area, term, served=term / 2).offender  # all of it served: released at once
    area.run(1)
    assert offender.career_until - offender.natural_career_end == pytest.approx(longer)


def test_release_without_a_home_makes_housing_a_need_for_a_while() -> None:
    area = Quiet(RULES | {"resettlement.homeless_share": 0.3})
    housing = 1 << NEEDS.index("housing")
    without = sent_down(area, 20.0, homeless=0.29)
    home = area.case(person=1, homeless=0.31)
    area.sent_down(home, 20.0)
    area.run(15)
    releases = {row["case"]: row["homeless"] for row in area.rows(RELEASE)}
    assert releases == {without.id: 1, home.id: 0}
    assert without.offender.induced == housing
    area.run(10 + 89)
    assert without.offender.induced == housing
    area.run(10 + 91)
    assert without.offender.induced == 0


def test_nobody_is_without_a_home_while_another_sentence_holds_them() -> None:
    area = Quiet(RULES | {"resettlement.homeless_share": 1.0})
    short, longer = sent_down(area, 20.0), sent_down(area, 60.0)
    area.run(15)
    assert short.offender is longer.offender
    assert short.offender.induced == 0
    area.run(31)
    assert [row["homeless"] for row in area.rows(RELEASE)] == [0, 1]


def test_recalls_come_at_their_rate_and_stay_inside_the_sentence() -> None:
    area = Quiet(
        RULES
        | {
            "licence.noncompliance_per_year": 3.0,
            "licence.fixed_recall_share": 0.4,
            "licence.fixed_recall_days": 28.0,
            "licence.standard_recall_days": 60.0,
        }
    )
    case = sent_down(area, 900.0)
    area.run(1400)
    recalls, receptions = area.rows(RECALL), area.rows(RECEPTION, reason=Reception.RECALL)
    releases = area.rows(RELEASE, reason=Reception.RECALL)
    assert len(recalls) == len(receptions) == len(releases) > 1
    ends, day = 900.0, 450.0
    for occurrence, (recall, release) in enumerate(zip(recalls, releases, strict=True)):
        day += mean_of(area.decision(case, Recurring.RECALL_TIME, occurrence), 365.25 / 3)
        assert recall["time"] == pytest.approx(day)
        fixed = area.decision(case, Recurring.RECALL_KIND, occurrence) < 0.4
        assert recall["fixed_term"] == fixed
        standard = sum(not row["fixed_term"] for row in recalls[:occurrence])
        days = 28.0 if fixed else mean_of(area.decision(case, Recurring.RECALL_LENGTH, standard), 60.0)
        assert release["served_days"] == pytest.approx(min(days, ends - day))
        day += min(days, ends - day)
        assert release["time"] == pytest.approx(day)
        assert day <= ends + 1e-9
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.LICENCE)] == pytest.approx([ends])


def test_nobody_in_a_county_is_recalled_after_the_end_of_the_sentence() -> None:
    """By case: the sentence ends when the term, less what remand had served, has run since the reception."""
    record = lived(small({"people.stock": 2500, "licence.noncompliance_per_year": 4.0}), 4)
    releases = record.table(RELEASE)
    ends = {}
    for case, reason, time, term, served in zip(
        *(releases[name].tolist() for name in ("case", "reason", "time", "term_days", "served_days")),
        strict=True,
    ):
        if reason in (Reception.SENTENCE, Reception.BEFORE_DAY_ZERO):
            ends[case] = time + term - served
    recalls = record.table(RECALL)
    again = releases["reason"] == Reception.RECALL
    assert len(recalls["time"]) > 50
    for case, time in zip(recalls["case"].tolist(), recalls["time"].tolist(), strict=True):
        assert time < ends[case]
    for case, time in zip(releases["case"][again].tolist(), releases["time"][again].tolist(), strict=True):
        assert time <= ends[case] + 1e-9


def test_who_is_inside_is_held_and_offends_no_more() -> None:
    """Between a reception and its release a person commits nothing that is written down."""
    record = lived(small({"people.stock": 2500}), 3)
    received, released = record.table(RECEPTION), record.table(RELEASE)
    left: dict[tuple[int, int], list[float]] = {}
    for person, case, time in zip(
        released["person"].tolist(), released["case"].tolist(), released["time"].tolist(), strict=True
    ):
        left.setdefault((person, case), []).append(time)
    stays: dict[int, list[tuple[float, float]]] = {}
    for person, case, time in zip(
        received["person"].tolist(), received["case"].tolist(), received["time"].tolist(), strict=True
    ):
        later = [day for day in left.get((person, case), []) if day >= time]
        stays.setdefault(person, []).append((time, min(later, default=np.inf)))
    checked = 0
    for kind in (OFFENCE, UNDETECTED):
        rows = record.table(kind)
        for person, time in zip(rows["person"].tolist(), rows["time"].tolist(), strict=True):
            for start, end in stays.get(person, ()):
                checked += 1
                assert not start < time < end
    assert checked > 100


def test_somebody_who_dies_inside_leaves_the_count_that_day() -> None:
    area = Quiet(RULES)
    case = area.case()
    case.offender.gone = 40.0
    area.sent_down(case, 200.0)
    area.run(300)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.PRISON)] == [40.0]
    assert not area.rows(ENTERED, stage=Stage.LICENCE)
    (release,) = area.rows(RELEASE)
    assert release["served_days"] == 40.0
