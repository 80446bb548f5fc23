"""Whether a file could extend a scenario is foretold as the reader will have it."""

import os
from pathlib import Path

import pytest

from sim.scenario.chain import unfit_to_extend
from sim.scenario.problems import ScenarioError
from sim.scenario.reader import read_scenario
from tests.pairing.counties import FOLDER

COUNTY = (FOLDER / "small" / "county.yaml").read_text(encoding="utf-8")
AREA = "describes_area: yes\nwhy: made up\npeople:\n  offending_rate: 12.0\n"
INSIDE = "must be a file inside the folder "


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("project", "scenario", "place", "said"),
    [
        (True, "scenarios/x/county.yaml", "results/mine/fitted.yaml", ""),
        (True, "scenarios/x/county.yaml", "calibration/fitted/x.yaml", ""),
        (True, "areas/county.yaml", "results/mine/fitted.yaml", ""),
        (False, "scenarios/x/county.yaml", "scenarios/fitted/x.yaml", ""),
        (False, "x/county.yaml", "x/fitted.yaml", ""),
        (True, "scenarios/x/county.yaml", "../elsewhere/fitted.yaml", INSIDE + "elsewhere"),
        (False, "scenarios/x/county.yaml", "results/mine/fitted.yaml", INSIDE + "mine"),
        (False, "x/county.yaml", "x/fitted/x.yaml", INSIDE + "fitted"),
        (False, "x/county.yaml", "scenarios/x.yaml", INSIDE + "scenarios"),
        (True, "scenarios/x/county.yaml", "scenarios/x/county.yaml", "goes round in a circle: "),
    ],
)
def test_it_is_the_reader_s_verdict(
    project: bool, scenario: str, place: str, said: str, tmp_path: Path
) -> None:
    top = tmp_path / "top"
    extended = write(top / scenario, COUNTY)
    if project:
        write(top / "pyproject.toml", "")
    foretold = unfit_to_extend(extended, top / place)
    assert foretold.startswith(said)
    assert bool(foretold) == bool(said)
    name = os.path.relpath(extended, (top / place).resolve().parent)
    file = write(top / place, f"name: fitted\nextends: {name}\n{AREA}")
    if not said:
        assert read_scenario(file).opening.people.offending_rate == 12.0
    else:
        with pytest.raises(ScenarioError) as raised:
            read_scenario(file)
        assert f"extends: {foretold.split(':')[0]}" in str(raised.value)


def test_what_the_scenario_itself_extends_must_be_within_reach_too(tmp_path: Path) -> None:
    """A project inside a project: the scenario lies in the inner one, and its base does not."""
    write(tmp_path / "pyproject.toml", "")
    write(tmp_path / "county.yaml", COUNTY)
    write(tmp_path / "inner" / "pyproject.toml", "")
    scenario = write(tmp_path / "inner" / "area.yaml", f"name: area\nextends: ../county.yaml\n{AREA}")
    assert unfit_to_extend(scenario, tmp_path / "inner" / "fitted.yaml") == "cannot be read"
    assert unfit_to_extend(tmp_path / "county.yaml", tmp_path / "inner" / "x.yaml") == INSIDE + "inner"


def test_no_more_than_eight_files_extend_one_another(tmp_path: Path) -> None:
    write(tmp_path / "0.yaml", COUNTY)
    for number in range(1, 8):
        write(tmp_path / f"{number}.yaml", f"name: n{number}\nextends: {number - 1}.yaml\n{AREA}")
    assert unfit_to_extend(tmp_path / "6.yaml", tmp_path / "fitted.yaml") == ""
    assert unfit_to_extend(tmp_path / "7.yaml", tmp_path / "fitted.yaml").startswith("more than 8 files")
