"""The desist command: quick to help, plain when something is wrong, and careful with folders."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.cli.main import main
from tests.pairing.counties import FOLDER

COUNTY = FOLDER / "small" / "county.yaml"
MORE = FOLDER / "small" / "two-more-constables.yaml"
COMMANDS = ("run", "compare", "check", "validate", "backtest", "assumptions", "schema")
HEAVY = ("numpy", "scipy", "pandas", "simpy", "pydantic", "matplotlib", "seaborn")


def run(*words: str | Path, capture: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    code = main([str(word) for word in words])
    printed = capture.readouterr()
    return code, printed.out, printed.err


def test_help_needs_no_heavy_package() -> None:
    """In a fresh interpreter; what cannot be heavy cannot be slow."""
    program = (
        "import sys; from sim.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=FOLDER.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for command in COMMANDS:
        assert f"\n    {command}" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: desist {command} ")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"desist {sim.__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["run"],
        ["run", "a.yaml", "--replications", "0"],
        ["run", "a.yaml", "--replications", "-1"],
        ["run", "a.yaml", "--replications", "many"],
        ["run", "a.yaml", "--replications", "1e3"],
        ["run", "a.yaml", "--seed", "-1"],
        ["run", "a.yaml", "--seed", "9" * 16],
        ["compare", "a.yaml"],
    ],
)
def test_a_line_that_makes_no_sense_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert "usage: desist" in capsys.readouterr().err


def test_a_wrong_scenario_is_told_in_plain_words(tmp_path: Path) -> None:
    """In a process of its own: exit code 2, the place of each mistake, no traceback, and nothing written."""
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: wrong\nextends: base.yaml\niom:\n  constable: 3\n  sergeants: many\n")
    (tmp_path / "base.yaml").write_text(COUNTY.read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-m", "sim.cli.main", "run", str(wrong), "--out", str(tmp_path / "results")],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "wrong.yaml:4" in done.stderr
    assert "wrong.yaml:5" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.yaml", "wrong.yaml"]


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_file_that_is_not_there(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(command, tmp_path / "nowhere.yaml", capture=capsys)
    assert (code, out) == (2, "")
    assert "nowhere.yaml" in err


def test_check_reads_files_and_folders(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        "check", FOLDER / "small", COUNTY.parent.parent / "suffolk" / "baseline.yaml", capture=capsys
    )
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert len(lines) == len(list((FOLDER / "small").glob("*.yaml"))) + 1
    assert any(line.startswith("small-county: right; ") for line in lines)
    assert any(line.startswith("suffolk: right; ") for line in lines)


def test_check_tells_all_mistakes_of_a_folder_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\nextends: county.yaml\niom: {{constables: -1}}\n"
        )
    (tmp_path / "county.yaml").write_text(COUNTY.read_text(encoding="utf-8"))
    code, out, err = run("check", tmp_path, capture=capsys)
    assert (code, out) == (2, "")
    assert "one.yaml:3" in err
    assert "two.yaml:3" in err


def test_check_wants_a_folder_with_scenarios(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("check", tmp_path, capture=capsys)
    assert code == 2
    assert "no scenario files" in err


def test_assumptions_as_text_and_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run("assumptions", "--under", "iom", capture=capsys)
    assert code == 0
    assert "iom.constables" in text
    code, table, _ = run("assumptions", "--csv", "--under", "iom.fixed", capture=capsys)
    rows = list(csv.reader(table.splitlines()))
    assert code == 0
    assert len({len(row) for row in rows}) == 1
    assert all(row[0].startswith("iom.fixed.") for row in rows[1:])
    assert any(row[0] == "iom.fixed.stay_days" for row in rows)
    code, seeds, _ = run("assumptions", "--csv", "--grade", "seed", capture=capsys)
    grades = list(csv.DictReader(seeds.splitlines()))
    assert {row["grade"] for row in grades} == {"seed"}


def test_assumptions_knows_its_grades_and_paths(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("--grade", "excellent"), ("--under", "no.such.path")):
        code, out, err = run("assumptions", *words, capture=capsys)
        assert (code, out) == (2, "")
        assert words[1] in err


def test_schema_is_the_one_beside_the_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("schema", capture=capsys)
    assert code == 0
    assert json.loads(out) == json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
