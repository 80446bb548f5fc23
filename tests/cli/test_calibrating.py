"""``desist calibrate`` refuses, before anything is run, what it could not bring to an end."""

from pathlib import Path

import pytest

from sim.errors import StoppedError
from tests.calibration.made_up_area import write_problem
from tests.cli.test_command import run

SMALL = Path("calibration/problems/small.yaml")


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    folder = tmp_path / "scenarios"  # files extend others within such a folder
    folder.mkdir()
    return write_problem(folder)


def refused(capsys: pytest.CaptureFixture[str], problem: Path, *options: str) -> str:
    code, printed, told = run("calibrate", problem, *options, capture=capsys)
    assert (code, printed) == (2, "")
    return told


def test_a_problem_with_nothing_published_is_no_calibration(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, SMALL).startswith(f"{SMALL}: has readings in place of targets")


def test_a_file_of_targets_that_is_missing_is_told_at_its_line(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem.parent / "targets.yaml").unlink()
    told = refused(capsys, problem)
    assert told == f"{problem.as_posix()}:4:10: targets: there is no such file; given targets.yaml\n"


def test_a_file_of_facts_that_is_missing_is_told_at_its_line(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem.parent / "facts.yaml").unlink()
    targets = problem.with_name("targets.yaml").as_posix()
    assert refused(capsys, problem) == f"{targets}:2:8: facts: there is no such file; given facts.yaml\n"


def test_what_is_wrong_in_the_facts_is_told_at_its_line(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = problem.with_name("facts.yaml")
    text = facts.read_text(encoding="utf-8").replace("source: nobody", "source: somebody", 1)
    facts.write_text(text, encoding="utf-8")
    (told,) = refused(capsys, problem).splitlines()
    assert told.startswith(f"{facts.as_posix()}:5:")
    assert told.endswith("facts[1].source: there is no such source; given somebody; did you mean nobody?")


@pytest.mark.parametrize("option", ["--out", "--fitted"])
def test_results_cannot_lie_where_a_file_is(
    problem: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, problem, option, str(problem))
    assert told == f"{problem} is a file; {option} must be a folder\n"
    below = refused(capsys, problem, option, str(problem / "below"))
    assert below.startswith(str(problem))
    assert " cannot be made: " in below


def test_what_was_gone_on_with_extends_the_scenario_and_no_copy_of_it(
    problem: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoppedError("the disk is full")

    out = problem.parent / "out"
    with monkeypatch.context() as patched:
        patched.setattr("sim.cli.calibrating.infer", full)
        run("calibrate", problem, "--out", out, "--workers", "1", capture=capsys)
    code, _, told = run("resume", out, "--workers", "1", capture=capsys)
    assert code == 0, told
    assert "\nextends: ../county.yaml\n" in (out / "fitted.yaml").read_text(encoding="utf-8")
    assert run("check", out / "fitted.yaml", capture=capsys)[0] == 0
