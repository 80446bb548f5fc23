"""From a named suspect to action: hours, sweeps, and who is filed."""

from __future__ import annotations

from math import floor

import numpy as np
import pytest
from scipy import stats

from sim.model.disposals import Disposal
from sim.model.events import ARREST, CHARGE, DISPOSED, ENTERED, EXIT, LEFT, VOLUNTARY_ATTENDANCE, Stage
from sim.model.marks import Mark
from tests.agencies.quiet import COAST, TOWN, Quiet, appointment, mean_of
from tests.pairing.counties import lived, small


def test_arrests_come_at_the_hours_of_the_profile() -> None:
    ample = {f"districts.{name}.arrest_posts": 5000.0 for name in ("town", "coast")}
    settings = small({"people.stock": 4000, "people.offending_rate": 20.0, **ample})
    arrests = lived(settings, 1).table(ARREST)["time"]
    hours = np.floor(arrests % 1 * 24 + 1e-9).astype(int)
    weights = np.array(settings.custody.arrivals_by_hour)
    assert len(hours) > 1000
    assert (
        stats.chisquare(np.bincount(hours, minlength=24), weights / weights.sum() * len(hours)).pvalue > 1e-4
    )


@pytest.mark.parametrize(("hour", "day"), [(23.5, 10), (9.0, 11), (15.0, 11), (15.5, 10)])
def test_action_waits_for_its_hour(hour: float, day: int) -> None:
    """Due on day 10 at 15:12: the first 23:30 or 15:30 is that day, the first 09:00 or 15:00 the next."""
    area = Quiet()
    case = area.case(hour=area.mark_of_hour(hour), route=0.0)
    area.pathway.suspect(case, 10 + 15.2 / 24)
    area.run(12)
    assert [row["time"] for row in area.rows(ARREST)] == pytest.approx([day + hour / 24])


def test_quick_and_slow_suspects_are_found_after_exponential_times() -> None:
    area = Quiet(
        {"districts.town.quick_days": 10.0, "suspects.slow_days": 50.0, "districts.town.slow_share": 0.2}
    )
    quick = area.case(finding=0.3, hard_to_find=0.21, route=0.0, hour=1e-12)
    slow = area.case(person=1, finding=0.3, hard_to_find=0.19, route=0.0, hour=1e-12)
    for case in (quick, slow):
        area.pathway.suspect(case)
    area.run(100)
    # at midnight of the next day, for that is the hour asked for
    found = {row["case"]: row["time"] for row in area.rows(ARREST)}
    assert found[quick.id] == pytest.approx(floor(mean_of(0.3, 10)) + 1)
    assert found[slow.id] == pytest.approx(floor(mean_of(0.3, 50)) + 1)


def test_route_is_arrest_then_attendance_then_filing_at_the_next_review() -> None:
    area = Quiet(
        {"suspects.arrest_share": 0.6, "suspects.voluntary_share": 0.3, "suspects.review_days": 28.0}
    )
    cases = [area.case(person=number, route=route) for number, route in enumerate((0.59, 0.61, 0.89, 0.91))]
    for case in cases:
        area.pathway.suspect(case, 29.5)
    area.run(200)
    assert [row["case"] for row in area.rows(ARREST)] == [cases[0].id]
    due = area.rows(ARREST)[0]["time"]
    attended = {row["case"]: row["time"] for row in area.rows(VOLUNTARY_ATTENDANCE)}
    assert attended == {case.id: pytest.approx(appointment(area, case, due)) for case in (cases[1], cases[2])}
    # reviews of a record of day 0 are on days 28, 56, 84 ...
    assert [(row["case"], row["time"]) for row in area.rows(EXIT, disposal=Disposal.FILED)] == [
        (cases[3].id, pytest.approx(56.0))
    ]


def test_the_first_to_act_sweeps_the_persons_other_records_into_one_case() -> None:
    area = Quiet(
        {
            "leaving.charge": 1.0,
            "leaving.bail": 0.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 0.0,
            "courts.remand": 0.0,
        }
    )
    due = {
        5.0: area.case("robbery", route=0.0),
        3.0: area.case(route=0.0),
        8.0: area.case("weapons", route=0.0),
    }
    other = area.case(person=1, route=0.0)
    for day, case in {**due, 3.5: other}.items():
        area.pathway.suspect(case, day)
    area.run(30)
    lead, merged = due[3.0], [due[5.0], due[8.0]]
    arrests = area.rows(ARREST)
    assert [row["case"] for row in arrests] == [lead.id, other.id]
    assert [(row["case"], row["time"]) for row in area.rows(EXIT, disposal=Disposal.MERGED)] == [
        (case.id, arrests[0]["time"]) for case in merged
    ]
    left = area.rows(LEFT, stage=Stage.SUSPECT)
    assert sorted(row["case"] for row in left) == sorted(case.id for case in (*due.values(), other))
    assert [row["time"] for row in left if row["case"] in {case.id for case in merged}] == [
        arrests[0]["time"]
    ] * 2
    charged = [row["offence"] for row in area.rows(CHARGE, case=lead.id)]
    assert charged == [lead.id, *(case.id for case in merged)]
    assert not area.rows(DISPOSED, disposal=Disposal.MERGED)  # they go on in the other case


def test_filing_sweeps_nothing() -> None:
    area = Quiet({"suspects.review_days": 3.0})
    filed, later = area.case(route=0.999), area.case(route=0.0)
    area.pathway.suspect(filed, 1.0)
    area.pathway.suspect(later, 5.0)
    area.run(8)
    assert [row["time"] for row in area.rows(EXIT, disposal=Disposal.FILED)] == pytest.approx([3.0])
    assert [row["case"] for row in area.rows(ARREST)] == [later.id]
    assert not area.rows(EXIT, disposal=Disposal.MERGED)


def test_a_suspect_in_prison_is_dealt_with_there() -> None:
    area = Quiet()
    case = area.case(route=0.0)
    case.offender.in_prison = 1
    area.pathway.suspect(case, 1.0)
    area.run(3)
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.PRODUCED_IN_PRISON]
    assert not area.rows(ARREST)


def test_whoever_has_left_the_area_is_struck_off_when_looked_for() -> None:
    area = Quiet()
    case = area.case(district=COAST, route=0.0)
    case.offender.gone = 2.0
    area.pathway.suspect(case, 4.0)
    area.run(9)
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.LEFT_THE_AREA]
    assert len(area.rows(ENTERED)) == len(area.rows(LEFT)) == 1


def test_an_arrest_by_name_happens_when_the_test_says() -> None:
    area = Quiet()
    case = area.arrest(7 + 10.25 / 24, district=TOWN)
    area.run(8)
    assert [row["time"] for row in area.rows(ARREST)] == pytest.approx([7 + 10.25 / 24])
    assert case.marks[Mark.ROUTE] == 0.0
