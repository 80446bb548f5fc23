"""What each part works out from its runs: by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from benchmarks import growth, half_width, studies
from benchmarks.counties import described, enlarged
from benchmarks.growth_runs import overloaded
from sim.scenario.reader import read_scenario
from tests.pairing.counties import FOLDER

COUNTY = read_scenario(FOLDER / "small" / "county.yaml").opening


def test_a_county_ten_times_as_large_has_ten_times_of_everything() -> None:
    # 640 people at first and 110 a year: 970 in three years
    large = enlarged(COUNTY, people=9_700, years=3)
    assert (large.people.stock, large.people.entrants_per_year) == (6_400, 1_100)
    assert described(large) == {name: 10 * value for name, value in described(COUNTY).items()}
    town = large.custody.suites["town_suite"]
    assert (town.cells, town.staffed_night, town.other_detentions) == (40, 30, 600)
    assert (large.courts.crown.sitting_days, large.treatments.work.places) == (20, 40)
    assert (large.iom.sergeants, large.iom.constables) == (10, 20)
    assert large.offences == COUNTY.offences
    assert large.iom.members_per_constable == COUNTY.iom.members_per_constable


def test_a_queue_that_is_asked_for_half_as_much_again_grows_by_a_third_of_what_arrives() -> None:
    # 3,000 arrivals last about 100 days, in which 20 desks do 2,000: 1,000 wait, give or take a few dozen
    found = overloaded(length=1_000, operations=3_000)
    assert found["reached"] == pytest.approx(1_000, abs=4 * sqrt(3_000 + 2_000))
    assert found["operations"] == pytest.approx(3_000 + 2_000, abs=4 * sqrt(2_000) + 20)


def test_growth_is_the_dearest_size_against_the_cheapest() -> None:
    counties = {
        3_000: [{"seconds": 0.1, "arrests": 1_000.0, "megabytes": 80.0}] * 2,
        12_000: [
            {"seconds": 0.8, "arrests": 4_000.0, "megabytes": 100.0},
            {"seconds": 0.4, "arrests": 4_000.0, "megabytes": 120.0},
        ],
    }  # 100 microseconds, then 200 and 100: the median is 150
    queues = {100: [{"microseconds": 4.0, "reached": 99.0}], 1_000: [{"microseconds": 4.4, "reached": 999.0}]}
    found = growth.outcome(counties, queues)
    assert [goal.value for goal in found.goals] == [pytest.approx(1.5), pytest.approx(1.1)]
    assert [goal.verdict for goal in found.goals] == ["MISSED", "met"]
    assert found.figures["peak_megabytes"] == {3_000: 80.0, 12_000: 120.0}
    assert any(line.split() == ["12,000", "4,000", "150.0", "1.50", "120"] for line in found.lines)


PAIRED = {
    "baseline": [100.0, 110.0, 120.0],  # variance 100
    "more": [98.0, 106.0, 114.0],  # variance 64; differences -2, -4, -6: variance 4
    "draw_seconds": [0.25, 0.25, 0.25],
    "live_seconds": [0.5, 0.5, 0.5],
}
APART = {"more": [104.0, 104.0, 104.0]}  # differences 4, -6, -16: variance 100
TUTORIAL = {"baseline": [80.0, 100.0, 120.0], "seconds": [3.0, 3.0, 3.0]}  # variance 400


def test_the_four_ways_have_the_variance_and_the_cost_of_their_pairs() -> None:
    found = half_width.ways(PAIRED, APART, TUTORIAL)
    assert [way.variance for way in found] == pytest.approx([4.0, 100.0, 164.0, 800.0])
    assert [way.seconds for way in found] == pytest.approx([0.75, 0.75, 1.0, 6.0])


def test_a_half_width_takes_as_many_pairs_as_its_square_asks_for() -> None:
    way = half_width.Way("any", variance=4.0, seconds=0.5)
    # 1.96 * 2 / sqrt(n) = 1 if n = 15.3664
    assert way.pairs(1.0) == pytest.approx(15.3664)
    assert way.pairs(0.5) == pytest.approx(4 * 15.3664)
    assert way.cost(1.0) == pytest.approx(7.6832)


def test_goals_of_the_half_width_do_not_depend_on_it() -> None:
    found = half_width.outcome(PAIRED, APART, TUTORIAL)
    # by variance and cost of a pair: 800 * 6 / (4 * 0.75), and 100 / 4
    assert [goal.value for goal in found.goals] == [pytest.approx(1600.0), pytest.approx(25.0)]
    assert [goal.verdict for goal in found.goals] == ["met", "met"]
    assert (found.figures["difference"], found.figures["half_width"]) == (-4.0, 1.0)


def test_a_study_grows_along_a_line() -> None:
    line = studies.Line.through((2, 10.0), (6, 18.0))
    assert (line.fixed, line.each) == (6.0, 2.0)
    assert line.at(256) == 518.0


def test_two_workers_who_are_twice_as_quick_make_use_of_two_cores() -> None:
    assert studies.efficiency(alone=1.0, together=0.5, workers=2) == 1.0
    assert studies.efficiency(alone=1.0, together=1.0, workers=2) == 0.5
