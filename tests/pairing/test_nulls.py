"""Two scenarios between which nothing should change, and what may change when only places are shared."""

from __future__ import annotations

from functools import cache

import pytest

from sim import clock
from sim.experiment.replication import Draws, draw, live
from sim.model.events import (
    ADMISSION,
    APPOINTMENT,
    APPROPRIATE_ADULT,
    ARREST,
    BAIL_LIMIT,
    BROUGHT_IN,
    CELL_LEFT,
    COURSE_ENDED,
    COURSE_STARTED,
    DIVERSION_FULL,
    DIVERTED,
    ENTERED,
    HEARING,
    INVESTIGATION_REVIEWED,
    IOM_ADOPTED,
    IOM_PANEL,
    IOM_REMOVED,
    IOM_VISITS,
    JOB_ENDED,
    JOB_STARTED,
    LEFT,
    LIAISON_AND_DIVERSION,
    NEEDS,
    PROGRAMME_ENDED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
    SCRUTINISED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    TURNED_AWAY,
    UNPAID_WORK_ENDED,
    UNPAID_WORK_STARTED,
    WAITED_IN_VAIN,
    Cohort,
    Stage,
)
from sim.outcomes.record import Record
from tests.pairing.counties import hidden_by_person, rows_by_person, scenario_of, shipped, with_values

YEARS = 4
OWN = (IOM_ADOPTED.name, IOM_REMOVED.name, IOM_PANEL.name, IOM_VISITS.name)
BY_POOLS = {
    kind.name
    for kind in (
        ARREST,
        APPOINTMENT,
        DIVERTED,
        BROUGHT_IN,
        ADMISSION,
        APPROPRIATE_ADULT,
        BAIL_LIMIT,
        CELL_LEFT,
        TURNED_AWAY,
        HEARING,
        INVESTIGATION_REVIEWED,
        LIAISON_AND_DIVERSION,
        TREATMENT_STARTED,
        TREATMENT_ENDED,
        WAITED_IN_VAIN,
        JOB_STARTED,
        JOB_ENDED,
        UNPAID_WORK_STARTED,
        UNPAID_WORK_ENDED,
        DIVERSION_FULL,
        COURSE_STARTED,
        COURSE_ENDED,
        PROGRAMME_STARTED,
        PROGRAMME_ENDED,
        PROGRAMME_WAITED_IN_VAIN,
        SCRUTINISED,
    )
}
"""Rows that hang on whether an officer, a cell, a hearing or a place was free, or on whom a sample took."""


@cache
def drawn_for(replication: int) -> Draws:
    return draw(shipped("county").opening, 1, replication, YEARS)


@cache
def record_of(name: str, replication: int) -> Record:
    return live(shipped(name), drawn_for(replication))


def pair(one: str, other: str, replication: int) -> tuple[Record, Record]:
    return record_of(one, replication), record_of(other, replication)


def without_the_programme(record: Record) -> list[tuple[object, ...]]:
    """All rows but the programme's own."""
    return [
        row
        for row in record.ledger.sorted_rows(without=OWN)
        if not (row[1] in (ENTERED.name, LEFT.name) and row[4] == Stage.IOM)
    ]


@pytest.mark.parametrize("replication", [0, 1])
def test_nothing_shared_and_no_effect_changes_nothing(replication: int) -> None:
    with_team, without = pair("nothing-shared", "nothing-shared-no-team", replication)
    panels = [record.table(IOM_PANEL)["members"][-1] for record in (with_team, without)]
    assert panels[0] > panels[1] + 5  # the team is there in one of them, and works
    assert without_the_programme(with_team) == without_the_programme(without)
    assert hidden_by_person(with_team) == hidden_by_person(without)
    assert (with_team.hidden.offences == without.hidden.offences).all()


def test_nor_do_offices_visits_a_free_cohort_and_a_place_before_others() -> None:
    """As above, with every part of the scheme at work that has no effect of its own."""
    opening, later = (shipped("nothing-shared").at(day) for day in (0, clock.FIRST_MEASURED_DAY))
    parts: dict[str, object] = {
        "iom.free.places": 8,
        "iom.free.ogrs": 0.0,
        "iom.visits.home.fixed": 8.0,
        "iom.youth_transition": 1.0,
        "iom.offices.coast_office.weight": 1.0,
        "iom.matrix.fixed_cohort": 0.0,
        "iom.matrix.statutory": 100.0,
        "iom.fixed.quiet_factor": 5.0,
        **{f"iom.pathways.{need}.members_first": 1.0 for need in NEEDS},
    }
    busy = scenario_of((0, opening), (clock.FIRST_MEASURED_DAY, with_values(later, parts)))
    with_team, without = live(busy, drawn_for(0)), record_of("nothing-shared-no-team", 0)
    assert (with_team.table(IOM_ADOPTED)["cohort"] == Cohort.FREE).sum() > 3
    assert without_the_programme(with_team) == without_the_programme(without)
    assert hidden_by_person(with_team) == hidden_by_person(without)


@pytest.mark.parametrize("replication", [0, 1])
def test_without_effect_the_two_settling_years_are_the_same(replication: int) -> None:
    county, null = pair("county", "no-iom-effect", replication)
    first = clock.FIRST_MEASURED_DAY
    assert county.ledger.sorted_rows(until=first) == null.ledger.sorted_rows(until=first)
    assert (county.hidden.by_person[:, :2] == null.hidden.by_person[:, :2]).all()
    assert county.ledger.sorted_rows() != null.ledger.sorted_rows()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("county", "no-iom-effect"),
        ("county", "two-more-constables"),
        ("county", "suite-closed"),
        ("half-the-team", "no-iom-effect"),
    ],
)
def test_whoever_got_the_same_from_every_pool_lives_the_same_life(one: str, other: str) -> None:
    """What changes for people never on the scheme is displacement: it begins with a place or hearing."""
    runs = pair(one, other, 0)
    members = {int(person) for record in runs for person in record.table(IOM_ADOPTED)["person"]}
    mine, theirs = (rows_by_person(record.ledger, *OWN) for record in runs)
    hidden = [hidden_by_person(record) for record in runs]
    same = displaced = 0
    for person in (set(mine) | set(theirs)) - members - {-1}:
        rows = [each.get(person, []) for each in (mine, theirs)]
        from_pools = [[row for row in own if row[1] in BY_POOLS] for own in rows]
        if from_pools[0] == from_pools[1]:
            same += 1
            assert rows[0] == rows[1]
            assert hidden[0][person] == hidden[1][person]
        else:
            displaced += 1
    assert same > 5 * displaced
    unknown = set(hidden[0]) - set(mine) - set(theirs)
    assert all(hidden[0][person] == hidden[1][person] for person in unknown)


def test_the_strangers_in_the_cells_come_when_they_come() -> None:
    """Anonymous arrivals hang on suite and day alone: only whether they find a cell may change."""
    runs = pair("county", "suite-closed", 0)
    names = [
        {row[3] for row in rows_by_person(record.ledger)[-1] if row[1] in (ADMISSION.name, TURNED_AWAY.name)}
        for record in runs
    ]
    assert names[0] == names[1]
    assert len(names[0]) > 300
