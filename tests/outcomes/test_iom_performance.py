"""The scheme's own figures, added up by hand."""

from types import SimpleNamespace

import pytest

from sim.model.events import IOM_ADOPTED, IOM_PANEL, IOM_REMOVED, IOM_VISITS, OFFENCE, Cohort
from sim.outcomes.iom_performance import performance, unit_of
from sim.outcomes.record import Window
from tests.outcomes.conftest import plain_settings

MEASURED = Window(2, 4)
"""Days 730 to 1461: two years."""


def rules(*offices):
    settings = plain_settings()
    codes = {name: SimpleNamespace(codes={"1": 1.0, "6a": 2.0}) for name in ("fixed", "flexible", "free")}
    settings.iom = SimpleNamespace(offices=dict.fromkeys(offices), **codes)
    return settings


def test_figures_by_cohort_supervision_and_office(story):
    story.phases = ((0.0, rules("east_office", "west_office")),)
    for day in (740.0, 768.0):
        story.add(IOM_PANEL, day)
    for day, members, due, made in ((740.0, 4, 24, 24), (768.0, 6, 36, 30)):
        story.add(
            IOM_VISITS, day, office=1, statutory=1, cohort=Cohort.FIXED, members=members, due=due, made=made
        )
    story.add(IOM_VISITS, 768.0, office=0, statutory=0, cohort=Cohort.FREE, members=2, due=8, made=8)
    story.add(IOM_VISITS, 700.0, office=1, statutory=1, cohort=Cohort.FIXED, members=9, due=99, made=99)
    story.add(IOM_ADOPTED, 400.0, 1, office=1, statutory=1, cohort=Cohort.FIXED)
    story.add(IOM_ADOPTED, 768.0, 2, office=0, statutory=0, cohort=Cohort.FREE)
    story.add(IOM_REMOVED, 1000.0, 1, office=1, statutory=1, cohort=Cohort.FIXED, code=1, days=600.0)
    story.add(OFFENCE, 399.0, 1, type=2)  # 300 points
    story.add(OFFENCE, 999.0, 1, type=1)  # 20 points
    found = performance(story.record(), MEASURED)

    def of(cohort, statutory, office):
        return {
            figure: value for (*kind, figure), value in found.items() if kind == [cohort, statutory, office]
        }

    assert of("fixed", "statutory", "west_office") == {
        "members": 5.0,  # (4 + 6) / 2 panels
        "adopted": 0.0,
        "removed": 0.5,
        "removed_1": 0.0,
        "removed_6a": 0.5,
        "removed_none": 0.0,
        "visits_due": 30.0,  # 60 in two years
        "visits_made": 27.0,
        "harm_before": 150.0,
        "harm_after": 10.0,
    }
    free = of("free", "non-statutory", "east_office")
    assert (free["members"], free["adopted"], free["visits_due"]) == (1.0, 0.5, 4.0)
    assert of("fixed", "non-statutory", "west_office")["members"] == 0.0
    assert of("fixed", "statutory", "none") == {}


def test_whoever_is_carried_by_no_office_any_more_is_told_apart(story):
    story.phases = ((0.0, rules("east_office")),)
    story.add(IOM_REMOVED, 800.0, 1, office=-1, statutory=0, cohort=Cohort.FLEXIBLE, code=-1, days=30.0)
    found = performance(story.record(), MEASURED)
    assert found["flexible", "non-statutory", "none", "removed_none"] == 0.5
    assert found["flexible", "non-statutory", "east_office", "removed"] == 0.0


def test_a_team_without_offices_works_from_one_place(story):
    story.phases = ((0.0, rules()),)
    story.add(IOM_ADOPTED, 800.0, 1, cohort=Cohort.FIXED)
    assert performance(story.record(), MEASURED)["fixed", "non-statutory", "one place", "adopted"] == 0.5


@pytest.mark.parametrize(
    ("figure", "unit"), [("removed_6a", "people a year"), ("visits_due", "visits a year")]
)
def test_units(figure, unit):
    assert unit_of(figure) == unit
