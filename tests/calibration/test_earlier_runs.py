"""The runs of a calibration, read again: figures as the problem reads them, and no other problem's runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.fitting.problem import Problem, read_problem
from calibration.fitting.tables import PLACE, READING, RUNS
from calibration.sensitivity.earlier_runs import read_runs, screen_runs
from sim.errors import DesistError

PROBLEM = Path(__file__).resolve().parents[2] / "calibration" / "problems" / "small.yaml"
POINTS = 40
CHANCE = 0.01


@pytest.fixture(scope="module")
def problem() -> Problem:
    return read_problem(PROBLEM)


def table(problem: Problem) -> pd.DataFrame:
    """Runs in which arrests follow from the first value alone, and nothing else from any."""
    rng = np.random.default_rng(1)
    readings = {
        name for each in problem.components for name in (each.reading, each.whole, *each.less) if name
    }
    wholes = {each.whole for each in problem.components}
    rows = []
    for point in rng.uniform(size=(POINTS, problem.space.dimensions)):
        for run in (1, 2):
            places = {PLACE + free.id: place for free, place in zip(problem.space.free, point, strict=True)}
            told = {
                READING + name: (500.0 if name in wholes else 50.0) + rng.normal()
                for name in sorted(readings)
            }
            told[READING + "arrests"] = (20.0 + 10.0 * point[0] + CHANCE * rng.normal()) ** 2
            rows.append({"wave": 1, "run": run, **places, **told})
    return pd.DataFrame(rows)


def test_runs_are_read_on_the_scale_of_their_figures(problem: Problem, tmp_path: Path) -> None:
    runs = table(problem)
    runs.to_csv(tmp_path / RUNS, index=False)
    found = read_runs(tmp_path / RUNS, problem).runs
    assert found.figures.shape == (POINTS, 2, len(problem.components))
    assert found.waves == (POINTS,)
    place = [each.id for each in problem.components].index("arrests")
    # A count stands on its scale at 2 sqrt(x + 3/8).
    arrests = runs[READING + "arrests"].to_numpy().reshape(POINTS, 2)
    assert found.figures[:, :, place] == pytest.approx(2 * np.sqrt(arrests + 0.375))
    assert found.points[:, 0] == pytest.approx(runs[PLACE + problem.space.free[0].id].to_numpy()[::2])


def test_a_figure_that_hangs_on_one_value_is_seen_to(problem: Problem, tmp_path: Path) -> None:
    table(problem).to_csv(tmp_path / RUNS, index=False)
    found = screen_runs(read_runs(tmp_path / RUNS, problem), seed=1)
    place = [each.id for each in problem.components].index("arrests")
    assert found[place].explained > 0.99
    assert found[place].total[0] == pytest.approx(1.0, abs=0.02)
    assert found[place].total[1:] == pytest.approx(np.zeros(problem.space.dimensions - 1), abs=0.02)
    others = [each for number, each in enumerate(found) if number != place]
    assert sum(each.is_given for each in others) == 0


def test_runs_of_another_problem_are_refused(problem: Problem, tmp_path: Path) -> None:
    path = tmp_path / RUNS
    runs = table(problem)
    runs.drop(columns=READING + "arrests").to_csv(path, index=False)
    with pytest.raises(DesistError, match="not of the problem 'small': it lacks reading:arrests"):
        read_runs(tmp_path / RUNS, problem)
    runs.assign(**{PLACE + "opening.crown": 0.5}).to_csv(path, index=False)
    with pytest.raises(DesistError, match=r"it also has place:opening\.crown"):
        read_runs(tmp_path / RUNS, problem)
    runs.iloc[:-1].to_csv(path, index=False)
    with pytest.raises(DesistError, match="the same number of runs"):
        read_runs(tmp_path / RUNS, problem)
    runs.assign(wave=[2, 2, *[1] * (len(runs) - 2)]).to_csv(path, index=False)
    with pytest.raises(DesistError, match="waves one after the other"):
        read_runs(tmp_path / RUNS, problem)
    with pytest.raises(DesistError, match="cannot be read"):
        read_runs(tmp_path / "nowhere", problem)
