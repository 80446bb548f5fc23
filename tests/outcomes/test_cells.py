import math

import numpy as np
import pytest

from sim.model.events import ADMISSION, ARREST, CELL_LEFT
from sim.outcomes.cells import (
    by_hour_of_day,
    by_month,
    cell_occupancy,
    cells_in_use,
    hours_to_cell,
    staffed_by_hour,
)
from sim.outcomes.record import Window

YEAR = Window(2, 3)
NORTH, SOUTH = 0, 1


def held(story, suite, start_hour, end_hour, day=0.0, person=1):
    """Hold somebody between two hours counted from midnight of a day of the window."""
    story.add(ADMISSION, 730 + day + start_hour / 24, person, suite=suite)
    if end_hour is not None:
        story.add(CELL_LEFT, 730 + day + end_hour / 24, person, suite=suite)


def test_hours_take_the_part_of_each_stay_that_falls_in_them(story):
    held(story, NORTH, 1.5, 3.25)
    held(story, NORTH, 2.25, 2.5)
    held(story, SOUTH, 23.0, 25.0)
    use = cells_in_use(story.record(), YEAR)
    assert use.shape == (2, 365, 24)
    assert use[NORTH, 0, :5] == pytest.approx([0.0, 0.5, 1.25, 0.25, 0.0])
    assert use[SOUTH, 0, 23] == pytest.approx(1.0)
    assert use[SOUTH, 1, 0] == pytest.approx(1.0)
    assert use.sum() == pytest.approx(1.75 + 0.25 + 2.0)


def test_stays_that_cross_the_edges_of_the_window(story):
    held(story, NORTH, -10.0, 1.0)
    held(story, NORTH, 0.0, None, day=364)
    held(story, NORTH, 1.0, 9.0, day=365)
    held(story, NORTH, -9.0, -1.0)
    use = cells_in_use(story.record(), YEAR)
    assert use[NORTH, 0].tolist() == pytest.approx([1.0] + [0.0] * 23)
    assert use[NORTH, 364].tolist() == pytest.approx([1.0] * 24)
    assert use.sum() == pytest.approx(25.0)


def test_mean_by_hour_of_day(story):
    for day in range(73):
        held(story, SOUTH, 6.0, 6.5, day=day)
    use = by_hour_of_day(cells_in_use(story.record(), YEAR))
    assert use[SOUTH, 6] == pytest.approx(0.1)
    assert np.delete(use.ravel(), 24 + 6) == pytest.approx(0.0)


def test_mean_by_month(story):
    held(story, NORTH, 0.0, 24 * 15.0)  # the first half of April
    held(story, NORTH, 0.0, 24 * 31.0, day=334)  # March: 1 April and 334 days
    use = by_month(cells_in_use(story.record(), YEAR), YEAR)
    assert use.shape == (2, 12)
    assert use[NORTH].tolist() == pytest.approx([0.5, *[0.0] * 10, 1.0], abs=1e-9)


def test_staffed_cells_are_those_that_exist_and_are_staffed(settings_with):
    suites = settings_with().custody.suites
    north = staffed_by_hour(suites["north"])
    assert north.tolist() == [4.0] * 15 + [2.0] * 8 + [4.0]  # nine staffed at night, but four cells
    assert staffed_by_hour(suites["south"]).tolist() == [2.0] * 24


def test_occupancy_is_a_percentage_of_staffed_cells(story):
    held(story, NORTH, 0.0, 24 * 365.0, person=-1)
    held(story, SOUTH, 0.0, None)
    # Two cells of 10/3 + 2 all year: 2 / (16/3) = 37.5 %.
    assert cell_occupancy(story.record(), YEAR) == pytest.approx(37.5)


def test_occupancy_follows_a_change_of_staff(story, settings_with):
    twice = settings_with()
    for suite in twice.custody.suites.values():
        suite.cells *= 2
        suite.staffed_day, suite.staffed_late, suite.staffed_night = 2 * suite.cells, suite.cells, suite.cells
    # 5 1/3 staffed cells for 73 days, then 8 + 6 for 292: 12.26667 on average.
    story.phases = ((0.0, settings_with()), (803.0, twice))
    held(story, NORTH, 0.0, 24 * 365.0)
    assert cell_occupancy(story.record(), YEAR) == pytest.approx(100 / (0.2 * 16 / 3 + 0.8 * 14))


def test_occupancy_without_staffed_cells_is_not_a_number(story, settings_with):
    closed = settings_with()
    for suite in closed.custody.suites.values():
        suite.cells = 0
    story.phases = ((0.0, closed),)
    assert math.isnan(cell_occupancy(story.record(), YEAR))


def test_wait_for_a_cell_starts_at_the_last_arrest_in_the_case(story):
    story.add(ARREST, 740.0, 1, 5)
    story.add(ARREST, 745.0, 1, 5)
    story.add(ADMISSION, 745.25, 1, 5)  # six hours
    story.add(ARREST, 750.0, 2, 6)
    story.add(ADMISSION, 750.5, 2, 6)  # twelve hours
    story.add(ARREST, 751.0, 2, 7)  # turned away
    story.add(ADMISSION, 760.0, -1, 5)  # another force's: no arrest here
    story.add(ADMISSION, 790.0, 2, 6)  # brought in on a warrant, forty days after the arrest
    assert hours_to_cell(story.record(), YEAR) == pytest.approx(9.0)


def test_wait_of_nobody_is_not_a_number(story):
    assert math.isnan(hours_to_cell(story.record(), YEAR))
