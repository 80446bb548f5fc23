from types import SimpleNamespace

import pytest

from sim.model.events import IOM_REMOVED, Cohort
from sim.outcomes.record import Window
from sim.outcomes.removals import removals

MEASURED = Window(2, 4)


def rules(fixed, flexible):
    codes = {"fixed": fixed, "flexible": flexible, "free": ["end"]}
    iom = SimpleNamespace(
        **{name: SimpleNamespace(codes=dict.fromkeys(of, 1.0)) for name, of in codes.items()}
    )
    return SimpleNamespace(iom=iom)


def test_removals_a_year_by_cohort_and_code(story):
    story.phases = ((0.0, rules(["1", "3"], ["4", "7"])),)
    for day, cohort, code in (
        (729.0, Cohort.FIXED, 0),  # before the window
        (730.0, Cohort.FIXED, 1),
        (800.0, Cohort.FIXED, 1),
        (900.0, Cohort.FIXED, -1),
        (900.0, Cohort.FLEXIBLE, 0),
    ):
        story.add(IOM_REMOVED, day, 1, cohort=cohort, code=code)
    assert removals(story.record(), MEASURED) == {
        ("fixed", "1"): 0.0,
        ("fixed", "3"): 1.0,
        ("fixed", "none"): 0.5,
        ("flexible", "4"): 0.5,
        ("flexible", "7"): 0.0,
        ("flexible", "none"): 0.0,
        ("free", "end"): 0.0,
        ("free", "none"): 0.0,
    }


def test_codes_are_those_in_force_on_the_day(story):
    story.phases = ((0.0, rules(["1", "3"], ["4"])), (1000.0, rules(["3", "1"], ["4"])))
    for day in (800.0, 999.0, 1000.0):
        story.add(IOM_REMOVED, day, 1, cohort=Cohort.FIXED, code=0)
    found = removals(story.record(), MEASURED)
    assert found["fixed", "1"] == pytest.approx(1.0)
    assert found["fixed", "3"] == pytest.approx(0.5)
