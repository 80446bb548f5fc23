"""Wanted people: circulated, found in time or by another arrest, and held for the next court."""

from __future__ import annotations

import pytest

from sim.engine.case import Case
from sim.engine.kernel import Journey
from sim.model.disposals import Disposal
from sim.model.events import ADMISSION, BROUGHT_IN, CELL_LEFT, ENTERED, EXIT, LEFT, Stage
from sim.model.marks import Recurring
from tests.agencies.quiet import COAST_SUITE, TOWN_SUITE, Quiet, always_there, mean_of, on

CLOSED = {
    f"custody.suites.{suite}.staffed_{shift}": 0
    for suite in ("town_suite", "coast_suite")
    for shift in ("day", "late", "night")
}


def brought_back(area: Quiet, case: Case) -> list[float]:
    """Circulate the person now; the list holds the moment at which they stand before the court."""
    moments: list[float] = []

    def wanted() -> Journey:
        yield from area.pathway.wanted.bring_back(case)
        moments.append(area.world.now)
        area.world.close(case, Disposal.NOT_CONVICTED)

    area.pathway.set_out(case, wanted())
    return moments


def test_somebody_found_is_held_in_a_cell_until_the_next_court() -> None:
    """Found at 15 days x -ln(u), then ten o'clock of the next day that is not a Sunday."""
    area = Quiet({"wanted.finding_days": 15.0})
    case = area.case()
    before_court = brought_back(area, case)
    assert area.pathway.wanted.is_wanted(case.offender)
    area.run(200)
    found = mean_of(area.decision(case, Recurring.WANTED_FOUND), 15)
    (entered,), (left,) = area.rows(ENTERED, stage=Stage.WANTED), area.rows(LEFT, stage=Stage.WANTED)
    assert (entered["time"], left["time"]) == (0.0, pytest.approx(found))
    (admitted,), (out,) = area.rows(ADMISSION), area.rows(CELL_LEFT)
    assert (admitted["time"], admitted["suite"]) == (pytest.approx(found), TOWN_SUITE)
    assert before_court == [out["time"]]
    assert out["time"] % 1 == pytest.approx(10 / 24)
    assert 0 < out["time"] - found <= 2  # a Sunday at the most lies between
    assert out["hours"] == pytest.approx(24 * (out["time"] - found))
    assert case.offender.at_liberty
    assert not area.pathway.wanted.is_wanted(case.offender)


def test_on_a_sunday_nobody_is_brought_before_the_court() -> None:
    """Found on Saturday 4 April 2020 at 11:00: the court sits on Monday the 6th at 10:00."""
    area = Quiet()
    case = area.case()
    before_court = brought_back(area, case)
    area.run(on(2020, 4, 4, 11))
    area.pathway.wanted.found(case.offender)
    area.run(on(2020, 4, 8))
    assert before_court == [pytest.approx(on(2020, 4, 6, 10))]


def test_an_arrest_for_something_else_ends_every_search() -> None:
    area = Quiet({"wanted.finding_days": 30_000.0})
    wanted = [area.case(), area.case()]
    moments = [brought_back(area, case) for case in wanted]
    arrested = area.arrest(3 + 12 / 24)
    area.run(20)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.WANTED)] == pytest.approx([3.5, 3.5])
    assert moments == [[pytest.approx(3.5)], [pytest.approx(3.5)]]
    # One cell, for the arrest: the person is in custody already.
    assert [row["case"] for row in area.rows(ADMISSION)] == [arrested.id]


def test_without_any_cell_they_are_before_the_court_all_the_same() -> None:
    area = Quiet(CLOSED)
    case = area.case()
    before_court = brought_back(area, case)
    area.run(2.5)
    area.pathway.wanted.found(case.offender)
    area.run(5)
    assert before_court == [pytest.approx(3 + 10 / 24)]  # Saturday 4 April 2020
    assert not area.rows(ADMISSION)
    assert case.offender.at_liberty


def test_with_the_first_suite_closed_the_next_one_holds_them() -> None:
    area = Quiet({path: 0 for path in CLOSED if "town" in path})
    case = area.case()
    brought_back(area, case)
    area.run(2.5)
    area.pathway.wanted.found(case.offender)
    area.run(5)
    assert [(row["suite"], row["overflowed"]) for row in area.rows(ADMISSION)] == [(COAST_SUITE, 1)]


def test_whoever_has_left_the_area_is_no_longer_looked_for() -> None:
    area = Quiet({"wanted.finding_days": 1.0})
    case = area.case()
    case.offender.gone = 1e-9
    moments = brought_back(area, case)
    area.run(100)
    assert moments == []
    assert [row["disposal"] for row in area.rows(EXIT)] == [Disposal.LEFT_THE_AREA]
    assert len(area.rows(LEFT, stage=Stage.WANTED)) == 1
    assert not area.pathway.wanted.is_wanted(case.offender)


OFFICERS: dict[str, object] = {
    **always_there("arrest_teams"),
    "arrest_teams.arrest_hours": 48.0,
    "arrest_teams.wanted_hours": 6.0,
}


def test_who_has_been_found_waits_for_an_officer() -> None:
    """4.2 posts of 40 hours are one officer round the clock, busy with an arrest from day 1.5 to 3.5."""
    area = Quiet(OFFICERS | {"districts.town.arrest_posts": 4.2})
    case = area.case(person=1)
    moments = brought_back(area, case)
    area.arrest(1.5, person=2)
    area.run(2.0)
    area.pathway.wanted.found(case.offender)
    area.run(10)
    assert [row["time"] for row in area.rows(BROUGHT_IN)] == pytest.approx([3.5], abs=1e-5)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.WANTED)] == pytest.approx([3.5], abs=1e-5)
    assert moments == [pytest.approx(5 + 10 / 24)]  # day 4 is a Sunday


def test_without_officers_the_search_goes_on() -> None:
    area = Quiet(
        {"districts.town.arrest_posts": 0.0, "wanted.finding_days": 5.0, "suspects.patience_days": 2.0}
    )
    case = area.case()
    brought_back(area, case)
    area.run(1400)
    assert not area.rows(BROUGHT_IN)
    assert case.stages == [Stage.WANTED]
