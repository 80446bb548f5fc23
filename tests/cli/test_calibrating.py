"""``desist calibrate`` refuses, before anything is run, what it could not bring to an end."""

import errno
import os
from collections.abc import Callable
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
    others = ["--out", str(problem.parent / "out")] if option == "--fitted" else []
    told = refused(capsys, problem, *others, option, str(problem))
    assert told == f"{problem} is a file; {option} must be a folder\n"
    below = refused(capsys, problem, *others, option, str(problem / "below"))
    assert below.startswith(str(problem))
    assert " cannot be made: " in below


def test_nothing_is_run_where_the_override_could_not_extend_its_scenario(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files extend others within a folder called scenarios; the default is results, where desist is run."""
    inside, outside = problem.parent / "out", problem.parents[1] / "elsewhere"
    words = ("--out", str(outside))
    (told,) = refused(capsys, problem, *words).splitlines()
    assert told.startswith(
        f"{outside / 'fitted.yaml'} could not extend {problem.parent / 'county.yaml'}: must be a file inside "
        "the folder elsewhere. --out must be a folder that lies with the scenario below one called scenarios"
    )
    (told,) = refused(capsys, problem, "--out", str(inside), "--fitted", str(outside)).splitlines()
    assert told.startswith(f"{outside / 'made-up.yaml'} could not extend ")
    assert "inside the folder elsewhere. --fitted must be a folder that lies with the scenario " in told
    assert refused(capsys, problem).startswith("results/made-up-")
    assert not outside.exists()
    assert not inside.with_name("out.unfinished").exists()


def test_fitted_writes_over_nothing_that_the_calibration_rests_on(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = problem.rename(problem.with_name("made-up.yaml"))  # called as the override will be
    before = own.read_bytes()
    out = problem.parent / "out"
    told = refused(capsys, own, "--out", str(out), "--fitted", str(own.parent))
    assert told.startswith(f"{own} would be written over, and the calibration rests on it")
    assert own.read_bytes() == before


@pytest.mark.parametrize("below", ["", "fitted"])
@pytest.mark.parametrize(
    ("name", "why"), [("out", "which the results replace"), ("out.unfinished", "which goes in the end")]
)
def test_fitted_is_not_lost_with_what_the_results_replace_or_were_made_in(
    name: str, why: str, below: str, problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = problem.parent / name
    told = refused(capsys, problem, "--out", str(problem.parent / "out"), "--fitted", str(folder / below))
    assert told == f"{folder / below} lies in {folder}, {why}; --fitted must be another folder\n"
    assert not folder.exists()


@pytest.fixture
def interrupted(
    problem: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Path]:
    """Begins a calibration with ``--fitted`` that ends early; returns the folder of its results."""

    def full(*_: object) -> None:
        raise StoppedError("the disk is full")

    def begun() -> Path:
        out = problem.parent / "out"
        words = ("--out", out, "--fitted", problem.parent / "for" / "planners", "--workers", "1")
        with monkeypatch.context() as patched:
            patched.setattr("sim.cli.calibrating.infer", full)
            code, _, told = run("calibrate", problem, *words, capture=capsys)
        assert code == 3, told
        return out

    return begun


@pytest.mark.parametrize("named", ["from the problem on", "from the root on"])
def test_what_was_gone_on_with_writes_where_it_was_asked_to_and_extends_no_copy(
    named: str, problem: Path, interrupted: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    if named == "from the root on":
        text = problem.read_text(encoding="utf-8")
        whole = text.replace("scenario: county.yaml", f"scenario: {problem.parent / 'county.yaml'}")
        assert whole != text
        problem.write_text(whole, encoding="utf-8")
    out, fitted = interrupted(), problem.parent / "for" / "planners"
    fitted.rmdir()  # it was made beforehand, and is made again
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert code == 0, told
    assert f"Override and ensemble: {fitted / 'made-up'}.yaml, -ensemble.csv" in said
    for override, extended in (
        (out / "fitted.yaml", "../county.yaml"),
        (fitted / "made-up.yaml", "../../county.yaml"),
    ):
        assert f'\nextends: "{extended}"\n' in override.read_text(encoding="utf-8")
        assert run("check", override, capture=capsys)[0] == 0
    draws = (fitted / "made-up-ensemble.csv").read_bytes()
    assert draws == (out / "fitted-ensemble.csv").read_bytes()
    assert draws.count(b"\n") == 1 + 20  # a head, and the draws that the problem asks for


def test_one_that_is_refused_says_why_and_no_more(
    problem: Path, interrupted: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out = interrupted()
    scenario, work = problem.parent / "county.yaml", out.with_name("out.unfinished")
    content = scenario.read_bytes()
    scenario.unlink()
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said) == (2, "")
    assert told == (
        f"{scenario}, which the override is to extend, is no longer there: put it back, or give the command "
        "again with the same --out\n"
    )
    scenario.write_bytes(content)
    (copy,) = work.rglob("problem.yaml")
    copy.write_text(copy.read_text(encoding="utf-8").replace("seed: 5", "seed: 6"), encoding="utf-8")
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said) == (2, "")
    (only,) = told.splitlines()
    assert only.startswith(
        f"{work} cannot be gone on with: its copies of the files have changed since it was begun"
    )


def add_a_person(scenario: Path) -> None:
    before = scenario.read_bytes()
    scenario.write_bytes(before.replace(b"stock: 640", b"stock: 641"))
    assert scenario.read_bytes() != before


def has_changed(problem: Path) -> str:
    return (
        f"{problem.parent / 'county.yaml'}, which the override is to extend, has changed since the "
        f"calibration was begun: put it back as it was, or remove {problem.parent / 'out.unfinished'} and "
        "give the command again\n"
    )


def test_no_override_is_laid_over_another_baseline_than_it_was_fitted_to(
    problem: Path, interrupted: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out = interrupted()
    add_a_person(problem.parent / "county.yaml")
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said, told) == (2, "", has_changed(problem))
    assert out.with_name("out.unfinished").is_dir()
    assert not out.exists()


def test_a_baseline_that_changes_while_it_is_fitted_to_is_seen_before_anything_is_written(
    problem: Path,
    interrupted: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = interrupted()
    monkeypatch.setattr("sim.cli.calibrating.infer", lambda *_: None)
    monkeypatch.setattr(
        "sim.cli.calibrating.findings", lambda *_: add_a_person(problem.parent / "county.yaml")
    )
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said, told) == (2, "", has_changed(problem))
    assert not out.exists()
    assert list((problem.parent / "for" / "planners").iterdir()) == []


def test_a_baseline_that_is_broken_by_now_is_told_at_its_line(
    problem: Path, interrupted: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, scenario = interrupted(), problem.parent / "county.yaml"
    lines = scenario.read_bytes().count(b"\n")
    scenario.write_bytes(scenario.read_bytes() + b"peopel: 3\n")
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said) == (2, "")
    assert told.startswith(f"{scenario}:{lines + 1}:1: peopel: ")


def test_what_is_gone_on_with_looks_again_at_where_fitted_lies(
    problem: Path, interrupted: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, fitted = interrupted(), problem.parent / "for" / "planners"
    fitted.rmdir()
    fitted.symlink_to(out / "fitted")
    code, said, told = run("resume", out, "--workers", "1", capture=capsys)
    assert (code, said) == (2, "")
    assert told == f"{fitted} lies in {out}, which the results replace; --fitted must be another folder\n"


def test_disk_that_is_full_for_fitted_loses_nothing(
    problem: Path,
    interrupted: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out = interrupted()
    with monkeypatch.context() as patched:
        patched.setattr("sim.cli.calibrating.write_fitted", full)
        code, _, told = run("resume", out, "--workers", "1", capture=capsys)
    assert code == 3, told
    assert "No space left on device" in told
    assert out.with_name("out.unfinished").is_dir()
    assert not out.exists()
