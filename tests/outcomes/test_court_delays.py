"""Delay by stage, of cases written by hand."""

import math

import pytest

from sim.model import events
from sim.model.events import Court, Hearing
from sim.outcomes.court_delays import CourtDelays, court_delays, mean_delay
from sim.outcomes.record import Window

TWO_YEARS = Window(2, 4)  # days 730 to 1461


def tell(story, case, offence, charge, hearings):
    if offence is not None:
        story.add(events.OFFENCE, offence, case=case)
    if charge is not None:
        story.add(events.CHARGE, charge, case=case, offence=case)
        story.add(events.CHARGE, charge, case=case, offence=case + 1000)  # a second offence of the same case
    for day, court, outcome in hearings:
        story.add(events.HEARING, day, case=case, court=court, outcome=outcome)


@pytest.fixture
def told(story):
    mags, crown = Court.MAGISTRATES, Court.CROWN
    tell(story, 1, 700.0, 760.0, [(780.0, mags, Hearing.COMPLETED)])
    tell(
        story, 2, 600.0, 640.0,
        [
            (650.0, mags, Hearing.FAILED_TO_APPEAR), (700.0, mags, Hearing.ADJOURNED),
            (900.0, mags, Hearing.INEFFECTIVE_DEFENCE), (950.0, mags, Hearing.CRACKED),
        ],
    )  # fmt: skip
    tell(story, 3, 500.0, 600.0, [(610.0, mags, Hearing.SENT_TO_CROWN), (1000.0, crown, Hearing.COMPLETED)])
    tell(story, 4, -200.0, None, [(800.0, crown, Hearing.COMPLETED)])  # open in the Crown Court on day 0
    tell(story, 5, 1400.0, 1410.0, [(1420.0, mags, Hearing.ADJOURNED)])  # still open
    tell(story, 6, 100.0, 110.0, [(120.0, mags, Hearing.COMPLETED)])  # ended before
    return story.record()


def test_stages_of_the_cases_that_a_court_ended(told):
    found = court_delays(told, TWO_YEARS, Court.MAGISTRATES)
    assert found.offence_to_charge().tolist() == [60.0, 40.0]
    assert found.charge_to_first_hearing().tolist() == [20.0, 10.0]  # whether or not the person came
    assert found.first_hearing_to_completion().tolist() == [0.0, 300.0]
    assert found.offence_to_completion().tolist() == [80.0, 350.0]


def test_the_crown_courts_cases_begin_before_magistrates(told):
    found = court_delays(told, TWO_YEARS, Court.CROWN)
    assert sorted(found.offence_to_completion().tolist()) == [500.0, 1000.0]
    charged = [days for days in found.first_hearing_to_completion().tolist() if not math.isnan(days)]
    assert charged == [390.0]


def test_means_are_of_what_is_known(told):
    assert mean_delay(Court.CROWN, CourtDelays.offence_to_charge)(told, TWO_YEARS) == 100.0
    assert mean_delay(Court.CROWN, CourtDelays.offence_to_completion)(told, TWO_YEARS) == 750.0
    assert math.isnan(mean_delay(Court.YOUTH, CourtDelays.offence_to_completion)(told, TWO_YEARS))
