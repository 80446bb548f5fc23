"""Problems of calibration: those that ship, and what is said of a broken one."""

import math
import os
from pathlib import Path

import numpy as np
import pytest

from calibration.fitting.free import FREE
from calibration.fitting.problem import Problem, read_problem
from calibration.published.components import Kind
from calibration.published.strict import CalibrationFileError
from calibration.published.targets import SUFFOLK, load_targets
from sim.scenario.values import NAME

PROBLEMS = Path("calibration") / "problems"
SMALL = Path("scenarios/small/county.yaml").resolve()
GOOD = """\
name: trial
title: A trial
scenario: SCENARIO
readings:
  - {reading: arrests, kind: count}
  - {parts: [suspects_to_28_days], of: suspects, kind: distribution}
parameters: [people.offending_rate, leaving.charge]
seed: 7
waves: 3
points: 4
replications: 2
cutoff: 3
draws: 50
checks: 5
"""


def problem_from(folder: Path, text: str) -> Problem:
    path = folder / "problem.yaml"
    scenario = Path(os.path.relpath(SMALL, folder)).as_posix()
    path.write_text(text.replace("SCENARIO", scenario), encoding="utf-8")
    return read_problem(path)


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(CalibrationFileError) as raised:
        problem_from(folder, text)
    return [line.split("problem.yaml:", 1)[1] for line in str(raised.value).split("\n")]


def test_the_problem_of_suffolk_infers_the_usual_values_from_its_targets() -> None:
    problem = read_problem(PROBLEMS / "suffolk.yaml")
    assert tuple(each.id for each in problem.space.free) == FREE
    assert repr(problem.components) == repr(load_targets().components)  # equal but for what is not a number
    assert problem.scenario == Path("scenarios/suffolk/baseline.yaml")
    assert problem.runs == 3 * 120 * 2 + 60


def test_the_small_problem_has_readings_and_nothing_published() -> None:
    problem = read_problem(PROBLEMS / "small.yaml")
    assert problem.targets is None
    assert problem.space.dimensions == 6
    assert all(math.isnan(each.observed) for each in problem.components)


def test_a_good_problem_is_read_as_it_is_written(tmp_path: Path) -> None:
    problem = problem_from(tmp_path, GOOD)
    assert (problem.name, problem.title, problem.seed, problem.draws) == ("trial", "A trial", 7, 50)
    assert (problem.cutoff, problem.waves, problem.points) == (3.0, 3, 4)
    assert (problem.replications, problem.checks, problem.runs) == (2, 5, 3 * 4 * 2 + 5)
    assert [(each.id, each.kind, each.whole) for each in problem.components] == [
        ("arrests", Kind.COUNT, None),
        ("suspects_to_28_days", Kind.SHARE, "suspects"),
    ]
    values = problem.space.values(np.array([[0.0, 1.0]]))[0]
    assert values == pytest.approx({"people.offending_rate": 6.0, "leaving.charge": 0.3})  # evidence table


def test_the_name_of_what_is_fitted_may_be_as_long_as_any(tmp_path: Path) -> None:
    name = problem_from(tmp_path, GOOD.replace("name: trial", f"name: {'a' * 57}")).name
    assert NAME.fullmatch(f"{name}-fitted")


def test_a_run_can_stand_for_what_is_published(tmp_path: Path) -> None:
    run = {"arrests": 399.625, "suspects": 40.0, "suspects_to_28_days": 20.0}
    seen = [each.observed_in(run) for each in problem_from(tmp_path, GOOD).components]
    assert [each.observed_on_scale for each in seen] == pytest.approx([40.0, 0.0])


def test_the_fingerprint_follows_the_file(tmp_path: Path) -> None:
    first, again = (problem_from(tmp_path, GOOD).fingerprint for _ in range(2))
    assert first == again
    assert problem_from(tmp_path, GOOD.replace("seed: 7", "seed: 8")).fingerprint != first


def test_everything_that_is_wrong_is_told_at_once_by_line_and_column(tmp_path: Path) -> None:
    text = (
        GOOD.replace("name: trial", "name: A Trial!")
        .replace("seed: 7", "seed: 7.5")
        .replace("points: 4\nreplications: 2", "points: 3\nreplications: 1")
        .replace("cutoff: 3", "cut: 3")
        .replace("kind: count", "kind: mean, chance: none")
        .replace("draws: 50", "draws: 0")
    )
    told = refused(tmp_path, text)
    assert [line.split(": ", 2)[:2] for line in told] == [
        ["1:1", "cutoff"],
        ["1:7", "name"],
        ["5:36", "readings[1].chance"],
        ["8:7", "seed"],
        ["10:9", "points"],
        ["11:15", "replications"],
        ["12:1", "cut"],
        ["13:8", "draws"],
    ]
    assert told[4].endswith("must be a whole number between 4 and 1,000; given 3")
    assert told[6].endswith("did you mean cutoff?")


def test_a_fresh_run_is_made_at_a_draw_of_its_own(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, GOOD.replace("checks: 5", "checks: 51"))
    assert told.startswith("14:9: checks: must be at most the 50 draws")
    assert refused(tmp_path, GOOD.replace("draws: 50", "draws: 1").replace("checks: 5", "checks: 1"))


def test_the_first_wave_has_to_tell_the_chance_that_figures_share(tmp_path: Path) -> None:
    """Of 22 figures of the county it takes five times 22 differences between runs at the same point."""
    readings = GOOD[GOOD.index("readings:") : GOOD.index("parameters:")]
    targets = Path(os.path.relpath(SUFFOLK, tmp_path)).as_posix()
    text = GOOD.replace(readings, f"targets: {targets}\n")
    assert sum(each.has_county_chance for each in load_targets().components) == 22
    (told,) = refused(tmp_path, text.replace("points: 4", "points: 109"))
    assert "points: must be at least 110 with 2 runs at each" in told
    enough = text.replace("points: 4", "points: 55").replace("replications: 2", "replications: 3")
    assert problem_from(tmp_path, enough).points == 55


RATE = "people.offending_rate,"

WRONG = [
    (RATE, "people.offending_rt,", "did you mean people.offending_rate?; given people.offending_rt"),
    (RATE, "leaving.charge,", "7:30: parameters[2]: 'leaving.charge' stands"),
    (RATE, "people.stock,", "'people.stock' is set in "),
    (RATE, "districts.town.quick_days,", "'districts.town.quick_days' is no row"),
    (RATE, "districts.east.quick_days,", "is no setting of the scenario, so that freeing it"),
    (RATE, "suspects.rule_days,", "'suspects.rule_days' is seed: only assumed"),
    (RATE, "districts.south.two_tier_from,", "has no range of numbers"),
    (
        "parameters: [people.offending_rate, leaving.charge]",
        "parameters: []",
        "7:13: parameters: must be a list",
    ),
    ("reading: arrests", "reading: arests", "no run gives 'arests': did you mean arrests?"),
    (
        "[suspects_to_28_days]",
        "[suspects_young]",
        "6:14: readings[2].parts[1]: no run gives 'suspects_young'",
    ),
    ("of: suspects", "of: everybody", "readings[2].of: no run gives 'everybody'"),
    ("kind: count", "kind: share", "does not go with 'arrests', which is in arrests a year"),
    ("SCENARIO", "nowhere.yaml", "3:11: scenario: there is no such file; given nowhere.yaml"),
    ("SCENARIO", str(SMALL.with_name("two-more-constables.yaml")), "3:11: scenario: must describe the area"),
    ("name: trial", f"name: {'a' * 58}", "1:7: name: must be small letters, figures, - and _, at most 57"),
    (
        "readings:",
        "targets: none.yaml\nreadings:",
        "a problem needs either targets, a file, or readings, a list",
    ),
    ("checks: 5", "checks: {points: 5}", "14:9: checks: must be a single value"),
]


@pytest.mark.parametrize(("good", "wrong", "said"), WRONG)
def test_a_wrong_problem_is_refused_and_said(good: str, wrong: str, said: str, tmp_path: Path) -> None:
    assert good in GOOD
    told = refused(tmp_path, GOOD.replace(good, wrong))
    assert any(said in line for line in told), told


def test_a_value_is_not_free_if_what_follows_from_it_is_set(tmp_path: Path) -> None:
    """The small county sets entrants and stock; the usual values have districts that it has not."""
    told = refused(tmp_path, GOOD.replace("parameters: [people.offending_rate, leaving.charge]\n", ""))
    assert any("'people.entrants_per_year' is set in" in line for line in told)
    assert any("'districts.east.slow_share' is no setting of the scenario" in line for line in told)


def test_what_is_wrong_in_a_file_that_is_named_is_told_at_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("area: here\n", encoding="utf-8")
    (tmp_path / "bad_county.yaml").write_text("name: bad\nnonsense: 1\n", encoding="utf-8")
    readings = GOOD[GOOD.index("readings:") : GOOD.index("parameters:")]
    text = GOOD.replace(readings, "targets: bad.yaml\n").replace("SCENARIO", "bad_county.yaml")
    with pytest.raises(CalibrationFileError) as raised:
        problem_from(tmp_path, text)
    told = [line.removeprefix(tmp_path.as_posix() + "/") for line in str(raised.value).split("\n")]
    assert not [line for line in told if line.startswith("problem.yaml")]
    assert "bad.yaml:1:1: facts: is missing" in told
    assert "bad.yaml:1:1: targets: is missing" in told
    assert any(line.startswith("bad_county.yaml:2:1: nonsense: ") for line in told)


def test_a_file_of_targets_that_is_not_there_is_told_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "calibration.fitting.problem.load_facts", None
    )  # only readings need the shipped facts
    readings = GOOD[GOOD.index("readings:") : GOOD.index("parameters:")]
    (told,) = refused(tmp_path, GOOD.replace(readings, "targets: none.yaml\n"))
    assert told == "4:10: targets: there is no such file; given none.yaml"
    (told,) = refused(tmp_path, GOOD.replace(readings, "targets: .\n"))
    assert told == "4:10: targets: is not a file; given ."
