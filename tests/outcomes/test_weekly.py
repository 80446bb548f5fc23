"""Weekly series, on runs written by hand."""

import numpy as np
import pytest

from sim.model.events import ADMISSION, ARREST, CELL_LEFT, TREATMENT_ENDED, TREATMENT_STARTED, Stage
from sim.outcomes.cells import cells_in_use
from sim.outcomes.liberty import people_held
from sim.outcomes.record import Window
from sim.outcomes.rows import Span
from sim.outcomes.stocks import mean_stock
from sim.outcomes.weekly import WEEKLY, weekly_series, weeks_of


def test_whole_weeks_of_all_years(story):
    # Eight model years from 1 April 2020 are 2,922 days: 417 weeks and three days.
    record = story.record()
    assert weeks_of(record) == 417
    found = weekly_series(record)
    assert list(found) == [series.name for series in WEEKLY]
    assert {name: (values.shape, values.any()) for name, values in found.items()} == {
        series.name: ((417,), False) for series in WEEKLY
    }


def test_arrests_of_each_week(story):
    for time in (0.0, 6.99, 7.0, 730.0, 417 * 7 - 0.01, 417 * 7.0, 2921.0):
        story.add(ARREST, time, person=1)
    weeks = weekly_series(story.record())["arrests"]
    # 730 is 104 weeks and two days; the last three days make no week.
    assert {int(week): weeks[week] for week in np.flatnonzero(weeks)} == {0: 2, 1: 1, 104: 1, 416: 1}


def test_stock_is_the_mean_over_each_week(story):
    story.stays(Stage.BAIL, [(-30.0, 3.5), (7.0, 21.0), (12.25, None)])
    story.stay(Stage.SUSPECT, 0.0, 70.0)
    weeks = weekly_series(story.record())["bail_stock"]
    assert weeks[:5].tolist() == pytest.approx([0.5, 1.25, 2.0, 1.0, 1.0])
    assert weeks[-1] == pytest.approx(1.0)


def test_person_held_twice_over_is_one_person(story):
    story.stay(Stage.REMAND, 0.0, 10.5, person=1, case=1)
    story.stay(Stage.PRISON, 7.0, 14.0, person=1, case=2)
    assert weekly_series(story.record())["prison_stock"][:3].tolist() == pytest.approx([1.0, 1.0, 0.0])


def test_cells_and_treatment_places(story):
    story.add(ADMISSION, 7.0, 1, suite=0)
    story.add(CELL_LEFT, 8.75, 1, suite=0)
    story.add(ADMISSION, 13.0, -1, suite=1)
    story.add(CELL_LEFT, 15.0, -1, suite=1)
    story.add(TREATMENT_STARTED, 3.5, 1, need=1)
    story.add(TREATMENT_ENDED, 7.0, 1, need=1)
    found = weekly_series(story.record())
    assert found["cells_in_use"][:3].tolist() == pytest.approx([0.0, 2.75 / 7, 1 / 7])
    assert found["treatment_stock"][:2].tolist() == pytest.approx([0.5, 0.0])


def test_weeks_agree_with_the_measures_over_the_same_days(story):
    chance = np.random.default_rng(20270301)
    stays = zip(chance.uniform(-50, 2900, 300), chance.exponential(40, 300), strict=True)
    for case, (start, length) in enumerate(stays):
        story.stay(Stage.CROWN, start, start + length, person=1, case=case)
        story.stay(Stage.PRISON, start, start + length, person=case % 4, case=case)
        story.add(ADMISSION, abs(start), 1, case, suite=case % 2)
        story.add(CELL_LEFT, abs(start) + 1.3, 1, case, suite=case % 2)
    record = story.record()
    found = weekly_series(record)
    days = Span(140.0, 420.0)
    assert found["crown_backlog"][20:60].mean() == pytest.approx(mean_stock(record, days, Stage.CROWN))
    assert found["prison_stock"][20:60].mean() == pytest.approx(people_held(record, days))
    use = cells_in_use(record, Window(0, 8)).sum(axis=0).mean(axis=1)
    assert found["cells_in_use"][20:60].mean() == pytest.approx(use[140:420].mean())
