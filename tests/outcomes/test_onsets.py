"""When people begin to offend, with and without prevention."""

import numpy as np

from sim.model.events import ONSET_PUT_OFF
from sim.outcomes.by_year import by_year
from sim.outcomes.measures import measure_all
from sim.outcomes.onsets import onsets
from sim.outcomes.record import Window

DAYS = (100.0, 800.0, 900.0, 1100.0, 1200.0, 2900.0)


def told(story):
    """Two years have 365 days each before day 730; a third ends on day 1095."""
    record = story.record()
    record.people.onset[:] = DAYS
    return record


def test_never_and_later(story, ids):
    story.add(ONSET_PUT_OFF, 750.0, ids[1], never=1)
    story.add(ONSET_PUT_OFF, 760.0, ids[2], days=400.0)
    assert onsets(told(story)).tolist() == [100.0, np.inf, 1300.0, 1100.0, 1200.0, 2900.0]


def test_by_year_and_over_the_measured_years(story, ids):
    story.add(ONSET_PUT_OFF, 750.0, ids[2], days=400.0)
    record = told(story)
    # 2022/23 (days 730 to 1095): the second; 2023/24 (to day 1461): the fourth, the fifth and the third, late
    assert by_year(record)["begin_to_offend"].tolist() == [1, 3, 0, 0, 0, 1]
    found = measure_all(record, Window(2, 4))
    assert (found["begin_to_offend"], found["onsets_put_off"], found["onsets_prevented"]) == (2.0, 0.5, 0.0)
