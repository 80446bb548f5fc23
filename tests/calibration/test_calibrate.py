"""A calibration from problem to override: what is run, kept and handed on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from calibration.fitting.calibrate import Calibration, calibrate, not_ruled_out
from calibration.fitting.findings import Findings, findings
from calibration.fitting.fitted import central, override
from calibration.fitting.predictive import covers, inside_said, predicted
from calibration.fitting.problem import read_problem
from calibration.fitting.trials import Trials
from calibration.fitting.writing import most_together, write_calibration, write_fitted
from calibration.inference.design import latin_hypercube
from calibration.published.facts import load_facts
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.executors import on_this_machine
from sim.scenario.reader import read_scenario, read_scenarios
from tests.calibration.made_up_area import write_problem

REGISTER = load_register()


class Shelf:
    """Keeps runs in memory, and counts those that are made."""

    def __init__(self, content: dict[int, Any]) -> None:
        self.content, self.made = dict(content), 0

    def kept(self) -> dict[int, Any]:
        return dict(self.content)

    def keep(self, replication: int, content: Any) -> None:
        self.content[replication] = content
        self.made += 1


def carried_out(problem_file: Path, shelf: Shelf) -> Calibration:
    problem = read_problem(problem_file)
    trials = Trials(
        problem.scenario, REGISTER, problem.space, problem.seed, on_this_machine(1), shelf,
        lambda what: lambda done, total: None,
    )  # fmt: skip
    return calibrate(problem, trials, lambda said: None)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("area") / "scenarios"  # files extend others within such a folder
    folder.mkdir()
    return write_problem(folder)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf({})


@pytest.fixture(scope="module")
def found(area: Path, shelf: Shelf) -> Findings:
    return findings(carried_out(area, shelf), REGISTER)


@pytest.fixture(scope="module")
def folder(found: Findings, area: Path) -> Path:
    folder = area.parent / "out"
    folder.mkdir()
    write_calibration(found, REGISTER, folder, folder, found.calibration.problem.scenario)
    return folder


def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_value() -> None:
    points = latin_hypercube(12, 3, seed=1)
    assert np.array_equal(np.sort(np.floor(points * 12), axis=0), np.tile(np.arange(12), (3, 1)).T)
    assert np.array_equal(points, latin_hypercube(12, 3, seed=1))


def test_all_runs_are_made_once_and_none_shares_its_chance(found: Findings, shelf: Shelf) -> None:
    assert shelf.made == len(shelf.content) == 2 * 15 * 2 + 3
    readings = [repr(each["readings"]) for each in shelf.content.values()]
    assert len(set(readings)) == len(readings)


def test_what_was_interrupted_comes_out_as_if_it_had_not_been(
    found: Findings, area: Path, shelf: Shelf
) -> None:
    early = Shelf({number: content for number, content in shelf.content.items() if number % 3})
    again = carried_out(area, early)
    assert early.made == sum(number % 3 == 0 for number in shelf.content)
    assert np.array_equal(again.sample.points, found.calibration.sample.points)


def test_runs_at_other_points_do_not_count(found: Findings, area: Path, shelf: Shelf) -> None:
    moved = {number: content | {"point": [0.5, 0.5]} for number, content in shelf.content.items()}
    strange = Shelf(moved)
    carried_out(area, strange)
    assert strange.made == len(moved)


def test_targets_that_leave_nothing_are_named(found: Findings) -> None:
    problem = found.calibration.problem
    away = {"recorded_offences": 1e7, "arrests": 1e6}
    far = [replace(each, observed=away.get(each.id, each.observed)) for each in problem.components]
    with pytest.raises(DesistError) as raised:
        not_ruled_out(
            replace(problem, components=tuple(far)), found.calibration.emulators, found.calibration.runs, 1
        )
    first, *named = str(raised.value).splitlines()
    assert first.startswith("no values within the ranges come near the targets")
    assert [line.split(":")[0] for line in named[:2]] == ["recorded offences", "arrests"]


def test_the_override_is_a_scenario_that_others_extend(folder: Path, found: Findings) -> None:
    question = folder / "question.yaml"
    question.write_text("name: question\nextends: fitted.yaml\niom:\n  constables: 1\n", encoding="utf-8")
    fitted, asked = read_scenarios([folder / "fitted.yaml", question])
    ensemble = pd.read_csv(folder / "fitted-ensemble.csv")
    row = ensemble.iloc[central(found.calibration.ensemble)]
    assert fitted.opening.people.offending_rate == row["people.offending_rate"]
    assert fitted.opening.police.attribution_scale == row["police.attribution_scale"]
    assert asked.opening == fitted.opening
    assert "calibrated" in fitted.title


def test_a_long_title_leaves_room_for_what_was_done_to_it(found: Findings, area: Path) -> None:
    problem = replace(found.calibration.problem, area="Suffolk " * 25)  # 199 characters, of 200 allowed
    long = replace(found, calibration=replace(found.calibration, problem=problem))
    write_fitted(long, REGISTER, area.parent, area.parent, "long", long.calibration.problem.scenario)
    title = read_scenario(area.parent / "long.yaml").title
    assert title == "Suffolk " * 22 + "Suffolk..., calibrated"  # 198, and another Suffolk would be too long


def test_the_ensemble_stays_within_the_ranges(folder: Path) -> None:
    ensemble = pd.read_csv(folder / "fitted-ensemble.csv")
    assert list(ensemble.columns) == ["draw", "people.offending_rate", "police.attribution_scale"]
    assert list(ensemble["draw"]) == list(range(1, 21))
    for id in ("people.offending_rate", "police.attribution_scale"):
        row = REGISTER.row(id)
        assert ensemble[id].between(float(row.low), float(row.high)).all()  # type: ignore[arg-type]


def test_every_run_can_be_read_again(folder: Path, found: Findings) -> None:
    runs = pd.read_csv(folder / "runs.csv")
    assert len(runs) == 2 * 15 * 2
    first = found.calibration.waves[0]
    assert runs["place:people.offending_rate"][0] == pytest.approx(first.points[0, 0])
    assert runs["reading:arrests"][0] == first.readings[0][0]["arrests"]


def test_the_text_says_everything_under_its_heading(found: Findings) -> None:
    headings = [line for line in found.text.split("\n") if line and not line.startswith(" ")]
    assert headings == [
        "What was run",
        "What the targets tell of the values",
        "What they leave undetermined",
        "What is known only together",
        "What cannot be met",
        "Fresh runs beside the targets",
    ]
    assert "Wave 1: 30 runs" in found.text
    assert " offences a year, of 6 to 25; " in found.text  # the range of the evidence table
    assert "of 3 facts that were targets" in found.text


def test_the_central_draw_is_the_one_between_the_others() -> None:
    assert central(np.array([[0.1, 0.9], [0.5, 0.5], [0.9, 0.1]])) == 1


def test_an_override_names_its_scenario_from_where_it_will_lie() -> None:
    values = {"people.entrants_per_year": 4000.0, "people.offending_rate": 12.0, "leaving.charge": 0.25}
    text = override(
        "x-fitted", "X: a county, calibrated", Path("scenarios/x #2/baseline.yaml"),
        Path("calibration/fitted"), values, REGISTER, "It was calibrated",
    )  # fmt: skip
    assert text == (
        'name: x-fitted\ntitle: "X: a county, calibrated"\nextends: "../../scenarios/x #2/baseline.yaml"\n'
        "describes_area: yes\nwhy: >-\n  It was calibrated\n\npeople:\n  entrants_per_year: 4000\n"
        "  offending_rate: 12.0\nleaving:\n  charge: 0.25\n"
    )


def readings(figures: Sequence[float]) -> list[dict[str, float]]:
    return [{"arrests": figure} for figure in figures]


def test_facts_beside_runs_are_told_with_mean_and_where_nine_in_ten_lie() -> None:
    fact = next(each for each in load_facts() if each.id == "arrests")  # 6,845, allowed 5,818.25 to 7,871.75
    (inside,) = predicted([fact], readings(np.linspace(6000, 7000, 101).tolist()))
    assert inside.model == pytest.approx((6500.0, 6050.0, 6950.0))
    assert inside.inside
    assert covers(inside)
    (missed,) = predicted([fact], readings([5000.0, 5000.0]))
    assert not missed.inside
    assert not covers(missed)
    said = inside_said([inside, missed])
    assert said[0].startswith("1 of 2 facts that were targets (50 %) are inside their tolerance")
    assert said[1].startswith("Missed: Arrests for notifiable offences: 5,000 arrests a year, ")
    assert "allowed 5,818 to 7,872, published 6845" in said[1]


def test_the_values_shown_in_pairs_are_those_that_hang_together() -> None:
    rng = np.random.default_rng(1)
    points = rng.random((500, 4))
    points[:, 3] = points[:, 1]
    assert most_together(points, 2) == [1, 3]
    assert most_together(points, 9) == [0, 1, 2, 3]
