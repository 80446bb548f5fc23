"""Free values as a cube: even over each range, on the scale of its search."""

from pathlib import Path

import numpy as np
import pytest

from calibration.fitting.free import FREE, Free, Scale, Space, free_values
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.scenario.replaced import scenario_with, settled, years_in_the_stock

ROOT = Path(__file__).resolve().parents[2]
REGISTER = load_register()

RATE = Free("rate", start=4.0, low=1.0, high=100.0, scale=Scale.LOG, whole=False)
SHARE = Free("share", start=0.5, low=0.1, high=0.9, scale=Scale.LOGIT, whole=False)
EFFECT = Free("effect", start=0.0, low=-0.3, high=0.1, scale=Scale.PLAIN, whole=False)
SPACE = Space((RATE, SHARE, EFFECT))


def test_corners_and_middle_of_the_cube() -> None:
    low, middle, high = SPACE.values(np.array([[0.0] * 3, [0.5] * 3, [1.0] * 3]))
    assert low == pytest.approx({"rate": 1.0, "share": 0.1, "effect": -0.3})
    assert middle == pytest.approx({"rate": 10.0, "share": 0.5, "effect": -0.1})
    assert high == pytest.approx({"rate": 100.0, "share": 0.9, "effect": 0.1})


def test_values_and_points_are_the_same_thing() -> None:
    point = np.array([0.2, 0.7, 0.9])
    assert SPACE.point(SPACE.values(point[None, :])[0]) == pytest.approx(point)
    assert SPACE.dimensions == 3


def test_the_search_runs_on_log_and_logit_scales() -> None:
    assert RATE.searched(np.e) == pytest.approx(1.0)
    assert SHARE.searched(0.5) == pytest.approx(0.0)
    assert RATE.value(RATE.searched(7.0)) == pytest.approx(7.0)
    assert SHARE.value(SHARE.searched(0.2)) == pytest.approx(0.2)
    assert Free("people", 10.0, 1.0, 20.0, scale=Scale.LOG, whole=True).value(np.log(7.4)) == 7.0


def test_only_assumed_values_are_free() -> None:
    assert [each.id for each in free_values(REGISTER)] == list(FREE)
    with pytest.raises(DesistError, match="only assumed values are free"):
        free_values(REGISTER, ("iom.fixed.stay_days",))


def test_the_stock_keeps_its_size() -> None:
    # entrants in a year leave behind so many people as each stays years: Little's law
    people = settled(REGISTER, {"people.entrants_per_year": 2_800.0})
    assert people["people.stock"] == round(2_800 * years_in_the_stock(REGISTER))
    # without leaving early, careers of 6 years on average; leaving at .032 a year takes a part of each
    assert 0.8 * 6 < years_in_the_stock(REGISTER) < 6
    entrants = free_values(REGISTER, ("people.entrants_per_year",))[0]
    stock = REGISTER.row("people.stock")
    for bound in (entrants.low, entrants.high):
        size = settled(REGISTER, {entrants.id: bound})["people.stock"]
        assert stock.low <= size <= stock.high  # type: ignore[operator]


def test_a_scenario_takes_the_values_and_keeps_its_own() -> None:
    path = ROOT / "scenarios" / "small" / "county.yaml"
    scenario = scenario_with(path, REGISTER, {"people.offending_rate": 7.5, "people.stock": 15_000.0})
    assert scenario.opening.people.offending_rate == 7.5
    assert scenario.opening.people.stock == 640  # the file's own
    with pytest.raises(DesistError, match=r"no row 'people\.height'"):
        scenario_with(path, REGISTER, {"people.height": 1.8})
