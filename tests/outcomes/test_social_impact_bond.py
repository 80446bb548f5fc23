"""Reconviction events of men released from short sentences, for each hundred of them."""

import math

import pytest

from sim.model.disposals import Disposal
from sim.model.events import RELEASE, SANCTION, Reception
from sim.outcomes.record import Window
from sim.outcomes.social_impact_bond import reconvictions_per_100

MEASURED = Window(2, 8)


def released(story, time, person=1, term=200.0, reason=Reception.SENTENCE):
    story.care[:] = True  # in these stories the flags of care and sex are one array
    story.add(RELEASE, time, person, reason=reason, term_days=term)


def convicted(story, time, case, committed, person=1, disposal=Disposal.FINE):
    story.add(SANCTION, time, person, case, offence=case, committed=committed, disposal=disposal)


def test_a_case_convicted_is_one_event_and_hundreds_are_of_men(story):
    released(story, 800.0)
    released(story, 900.0, person=2)
    convicted(story, 1000.0, case=1, committed=850.0)
    convicted(story, 1000.0, case=1, committed=860.0)  # another offence of the same case
    convicted(story, 1100.0, case=2, committed=1000.0)
    convicted(story, 1400.0, case=3, committed=1250.0, person=2)
    assert reconvictions_per_100(story.record(), MEASURED) == pytest.approx(150.0)


@pytest.mark.parametrize(
    ("committed", "time", "disposal"),
    [
        (799.0, 850.0, Disposal.FINE),  # before release
        (1166.0, 1200.0, Disposal.FINE),  # after the year
        (1100.0, 1348.0, Disposal.FINE),  # convicted after a further half-year
        (900.0, 950.0, Disposal.CAUTION),  # no conviction
    ],
)
def test_what_is_no_event(story, committed, time, disposal):
    released(story, 800.0)
    convicted(story, time, 1, committed, disposal=disposal)
    assert reconvictions_per_100(story.record(), MEASURED) == 0.0


def test_a_man_enters_once_and_only_if_he_can_be_followed(story):
    released(story, 800.0)
    released(story, 1000.0)
    released(story, 2500.0, person=2)  # the run ends on day 2922: 2500 + 547.5 is beyond it
    released(story, 800.0, person=3, term=400.0)  # not a short sentence
    convicted(story, 1100.0, 1, committed=1050.0)
    assert reconvictions_per_100(story.record(), MEASURED) == 100.0


def test_without_men_it_is_not_a_number(story):
    assert math.isnan(reconvictions_per_100(story.record(), MEASURED))
