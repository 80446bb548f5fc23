import pytest

from sim.model.events import (
    ADMISSION,
    ARREST,
    DRUG_TEST,
    HEARING,
    OFFENCE,
    OUT_OF_COURT,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    UNDETECTED,
    VOLUNTARY_ATTENDANCE,
    Court,
    Stage,
)
from sim.outcomes.cost import cost_agencies, cost_society, costs_by_agency
from sim.outcomes.record import Window

YEAR = Window(2, 3)


def test_each_agency_pays_for_what_it_does(story, settings_with):
    story.phases = ((0.0, settings_with(constables=3.0, sergeants=0.5, caseworkers=6.0)),)
    for kind, times in ((ARREST, 3), (ADMISSION, 2), (VOLUNTARY_ATTENDANCE, 4), (OUT_OF_COURT, 5)):
        for case in range(times):
            story.add(kind, 800.0, case=case)
    story.add(OUT_OF_COURT, 800.0, case=0, offence=99)  # a second offence under the same disposal
    for court in (Court.MAGISTRATES, Court.MAGISTRATES, Court.CROWN):
        story.add(HEARING, 800.0, court=court)
    story.stay(Stage.REMAND, 800.0, 810.0, person=1)
    story.stay(Stage.PRISON, 810.0, 830.0, person=1)  # 30 days in prison: 30 x £100
    story.stay(Stage.LICENCE, 830.0, 840.0, person=1)
    story.stay(Stage.ORDER, 900.0, 950.0, person=2)  # 60 days of supervision: 60 x £10
    story.add(TREATMENT_STARTED, 1090.0)
    story.add(TREATMENT_ENDED, 1100.0)  # 5 days in the window: 5 x £20
    for assessed in (0, 0, 1):
        story.add(DRUG_TEST, 800.0, positive=1, assessed=assessed)
    expected = {
        "Police": 3 * 100 + 2 * 200 + 4 * 70 + 5 * 30,
        "IOM team": 3 * 50_000 + 0.5 * 60_000,
        "Offender Diversion Team": 6 * 40_000 + 2 * 60_000,  # a sergeant for every three caseworkers
        "Magistrates' courts": 800,
        "Crown Court": 4000,
        "Prisons": 3000,
        "Probation": 600,
        "Treatment services": 100,
        "Drug testing": 3 * 20 + 90,
        "Programmes": 0,
    }
    assert costs_by_agency(story.record(), YEAR) == pytest.approx(expected)
    assert cost_agencies(story.record(), YEAR) == pytest.approx(sum(expected.values()))


def test_posts_and_prices_count_from_the_day_they_change(story, settings_with):
    # 292 of 365 days with two constables, then one more; arrests at £100, then at £150.
    story.phases = (
        (0.0, settings_with(constables=2.0)),
        (1022.0, settings_with(constables=3.0, arrest=150.0)),
    )
    story.add(ARREST, 1021.9)
    story.add(ARREST, 1022.0)
    costs = costs_by_agency(story.record(), YEAR)
    assert costs["IOM team"] == pytest.approx(2.2 * 50_000)
    assert costs["Police"] == pytest.approx(250.0)


def test_costs_are_a_year(story):
    for time in (800.0, 1200.0, 1300.0, 1400.0):
        story.add(ARREST, time)
    assert cost_agencies(story.record(), Window(2, 4)) == pytest.approx(200.0)


def test_society_bears_every_committed_offence(story):
    story.add(OFFENCE, 800.0, type=2)
    story.add(UNDETECTED, 800.0, type=1)
    story.hidden.offences[3] = [[1, 2], [3, 0], [0, 0]]
    assert cost_society(story.record(), Window(2, 4)) == pytest.approx((5000 + 100 + 3 * 10 + 3 * 100) / 2)


def test_nothing_happened(story):
    assert cost_society(story.record(), YEAR) == 0.0
    assert set(costs_by_agency(story.record(), YEAR).values()) == {0.0}
