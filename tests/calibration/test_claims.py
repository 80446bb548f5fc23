"""The published table as data: its figures by hand, and a posterior where theory knows the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.fitting.calibrate import Calibration, Wave, posterior, runs_of
from calibration.fitting.claims import DETECTION, LABELS, OFFENDING, TOLD, claims_of, emulate_falls, falls
from calibration.fitting.free import Space
from calibration.fitting.problem import Problem, read_problem
from calibration.inference.emulator import Emulators
from calibration.inference.sampling import Part
from calibration.published.components import Kind
from calibration.readings.claims import READINGS_OF_CLAIMS, Table, fall, fall_spread
from sim.model import events
from sim.model.events import Cohort
from sim.report import claims_figure

NewRun = Callable[[], Any]
PROBLEM = Path(__file__).parents[2] / "calibration" / "problems" / "claims.yaml"


def table_of(rows: list[tuple[int, int, int]]) -> Table:
    days, before, after = np.array(rows, dtype=np.float64).T
    return Table(days, before, after, after)


SIX = [(100, 100, 0), (200, 0, 0), (300, 1000, 10), (400, 10, 100), (500, 100, 0), (600, 100, 10)]


def test_the_figures_of_a_table_by_hand(new_run: NewRun) -> None:
    record = new_run().record()
    record._found[Table.of] = table_of(SIX)  # in place of a run
    found = {name: reading(record) for name, reading in READINGS_OF_CLAIMS.items()}
    assert found["table_none_before"] == pytest.approx(100 / 6)
    assert found["table_size_before"] == pytest.approx((2 + 3 + 1 + 2 + 2) / 5)
    assert found["table_none_after_short"] == pytest.approx(200 / 3)
    assert found["table_none_after_long"] == pytest.approx(100 / 3)
    assert found["table_size_after"] == pytest.approx((1 + 2 + 1) / 3)
    assert found["table_fall"] == pytest.approx(100 * (1 - 120 / 1310))


def test_the_spread_of_a_fall_is_that_of_a_ratio_of_sums() -> None:
    """Everybody has 100 before; after, half have 0 and half 100: a mean of 27 coins, .5 / sqrt(27)."""
    coins = table_of([(100, 100, 0), (100, 100, 100)])
    assert fall(coins) == pytest.approx(50)
    assert fall_spread(coins) == pytest.approx(100 * 0.5 / np.sqrt(27))
    assert np.isnan(fall_spread(table_of([(100, 0, 0)])))


def test_after_begins_at_adoption_and_people_met_too_late_are_left_out(new_run: NewRun) -> None:
    """Person 1 is adopted on day 500 with an offence on 450 and removed on 600 with one on 550.

    Twelve months before removal reach back to day 235 and hold both. Person 2 is adopted on day 300, when
    the run holds no twelve months before.
    """
    run = new_run()
    for person, adopted, removed, days in (
        (1, 500.0, 600.0, (450.0, 550.0)),
        (2, 300.0, 700.0, (200.0, 650.0)),
    ):
        run.add(events.IOM_ADOPTED, adopted, person, person, cohort=Cohort.FLEXIBLE)
        run.add(events.IOM_REMOVED, removed, person, person, cohort=Cohort.FLEXIBLE, days=removed - adopted)
        for number, day in enumerate(days):
            run.add(events.OFFENCE, day, person, 10 * person + number, type=1)
    table = Table.of(run.record())
    assert table.days.tolist() == [100]
    assert (table.before.tolist(), table.after.tolist(), table.reaching_back.tolist()) == ([1], [1], [2])


def calibrated(size_after: Callable[[np.ndarray], float]) -> Calibration:
    """The two effects alone, inferred from made-up readings on a grid.

    They are as published, but for how much those have who have any after; the table falls by 80 % less ten
    times the place of the effect on offending in its range.
    """
    problem = read_problem(PROBLEM)
    problem = replace(problem, space=Space(problem.space.free[:2]))
    sides = np.linspace(0, 1, 5)
    points = np.array([(one, other) for one in sides for other in sides])
    rng = np.random.default_rng(1)
    readings = [[_made_up(problem, point, size_after(point), rng) for _ in range(2)] for point in points]
    runs = runs_of(problem.components, [(points, readings)])
    emulators = Emulators.fit(runs, problem.seed)
    sample = posterior(problem, emulators, runs, 1)
    left = Part(points, np.zeros(len(points)), 0.0, 0.0, points[0])
    return Calibration(problem, (Wave(1, "", points, readings, left),), runs, emulators, sample, [])


def _made_up(problem: Problem, point: np.ndarray, size: float, rng: np.random.Generator) -> dict[str, float]:
    told = {
        each.reading: each.observed * (100 if each.kind is Kind.SHARE else 1) for each in problem.components
    }
    told |= {"table_size_after": size, **dict(zip(TOLD, (80.0 - 10.0 * point[0], 20.0, 5.0), strict=True))}
    return {name: value + 1e-3 * rng.standard_normal() for name, value in told.items()}


def test_a_table_that_no_effect_moves_leaves_both_as_they_were() -> None:
    found = calibrated(lambda _: 2.122)
    claims = claims_of(found)
    assert claims is not None
    for effect in claims.effects:
        width = (effect.after[1] - effect.after[0]) / (effect.before[1] - effect.before[0])
        # a percentile of thousands of draws is off by less than a hundredth of the range
        assert width == pytest.approx(1.0, abs=0.05)
    counted, reaching_back = falls(found.problem, emulate_falls(found), dict.fromkeys(LABELS, 0.0))
    # no effect lies at .25 / .35 of the range; a lognormal has a median below its mean by its variance / 2
    left = 1 - (80 - 10 * 0.25 / 0.35) / 100
    expected = 100 * (1 - left / np.sqrt(1 + (0.05 / left) ** 2))
    assert np.median(counted) == pytest.approx(expected, abs=0.5)  # 1.253 x 5 / sqrt(2000) = .14
    assert reaching_back == pytest.approx(np.full(len(reaching_back), 20.0), abs=0.1)
    assert claims.bars[0].fall == 85.69
    assert claims.sentences[0].startswith("Effect on offending: nine in ten between −23 and +8 % before the ")
    assert "With no effect at all a table of 27 people falls by 7" in claims.sentences[2]
    assert "the published 85.69 % lies outside that" in claims.sentences[2]


def test_a_table_that_hangs_on_the_effect_narrows_it() -> None:
    """The size after climbs by 8 over the range and is known to .226, so the effect to .028 of its range."""
    claims = claims_of(calibrated(lambda point: 2.122 + 8 * (point[0] - 0.5)))
    assert claims is not None
    effect = claims.effects[0]
    width = (effect.after[1] - effect.after[0]) / 35.0
    assert width == pytest.approx(2 * 1.645 * np.hypot(0.169, 0.15) / 8, rel=0.1)
    assert np.median(effect.drawn) == pytest.approx(-7.5, abs=0.2)  # the middle of the range


def test_a_calibration_to_anything_else_says_nothing_of_the_table() -> None:
    found = calibrated(lambda _: 2.122)
    detection_alone = replace(found.problem, space=Space(found.problem.space.free[1:]))
    assert claims_of(replace(found, problem=detection_alone)) is None


def test_the_shipped_problem_frees_both_effects_and_five_figures_of_the_table() -> None:
    problem = read_problem(PROBLEM)
    assert [free.id for free in problem.space.free][:2] == [OFFENDING, DETECTION]
    assert [round(each.observed * each.cases, 1) for each in problem.components if each.cases > 0] == [
        3,
        9,
        8,
    ]


def test_the_figure_says_what_it_shows() -> None:
    even = np.linspace(-25, 10, 701)
    effects = [claims_figure.Believed("Effect on offending", -25, 10, even),
               claims_figure.Believed("Effect on detection", 0, 60, np.linspace(0, 60, 701))]  # fmt: skip
    drawn = [
        claims_figure.Bar("Published", 85.69, None),
        claims_figure.Bar("Model, no effect", 88.0, (70.0, 97.0)),
    ]
    chart = claims_figure.chart(effects, drawn, 48)
    assert "falls by 88 % in the model; it was published as 86 %" in chart.title
    assert "Effect on offending: −23 to +8 % before, −23 to +8 % after" in chart.alt
    assert len(chart.data) == 6
