"""Studies from the command line: what they leave behind, how they go on, and when they end."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from sim.cli import studies
from sim.cli.main import main
from sim.errors import ConservationError, StoppedError
from tests.cli.test_command import COUNTY, MORE, run
from tests.experiment.kills import hamlet
from tests.pairing.counties import FOLDER


def test_out_refuses_a_folder_with_other_things_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("it ran")

    monkeypatch.setattr(studies, "simulate", never)
    (tmp_path / "thesis.docx").write_text("years of work")
    code, out, err = run("run", COUNTY, "--out", tmp_path, capture=capsys)
    assert (code, out) == (2, "")
    assert "holds other things" in err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_scenarios_that_begin_differently_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(
        "compare", COUNTY, FOLDER / "suffolk" / "baseline.yaml", "--out", tmp_path / "out", capture=capsys
    )
    assert code == 2
    assert "suffolk: differs from small-county on day 0" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "fault", [ConservationError("a case was lost"), KeyboardInterrupt()], ids=["a fault", "stopped by hand"]
)
@pytest.mark.parametrize("where", ["simulate", "make_study", "write_study"])
def test_a_run_that_fails_before_a_replication_is_kept_leaves_nothing_behind(
    where: str,
    fault: BaseException,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise fault

    stood_in_for = {
        "simulate": lambda *_: [],
        "make_study": lambda *_: SimpleNamespace(replications=1, precision=""),
    }
    for name, stand_in in stood_in_for.items():
        monkeypatch.setattr(studies, name, stand_in)
    monkeypatch.setattr(studies, "manifest", lambda *_: {})
    monkeypatch.setattr(studies, where, fails)
    words = ["run", str(COUNTY), "--replications", "1", "--workers", "1", "--out", str(tmp_path / "results")]
    if isinstance(fault, KeyboardInterrupt):
        assert main(words) == 130
        assert capsys.readouterr().err == "stopped\n"
    else:
        with pytest.raises(ConservationError):
            main(words)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_results_are_written_keeps_the_replications(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.experiment import output

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "results"
    with monkeypatch.context() as patch:
        patch.setattr(output, "write_report", full_disk)
        words = ("run", COUNTY, "--replications", "1", "--workers", "1", "--out", out)
        code, _, said = run(*words, capture=capsys)
    assert code == 3
    assert "No space left on device" in said
    assert f"desist resume {out}" in said
    assert [path.name for path in tmp_path.iterdir()] == ["results.unfinished"]
    code, _, said = run("resume", out, "--workers", "1", capture=capsys)
    assert code == 0
    assert "replications of" not in said  # nothing was run again
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_resume_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("resume", tmp_path / "study", capture=capsys)
    assert (code, out) == (2, "")
    assert "nothing to go on with" in err
    code, _, err = run("run", COUNTY, "--workers", "1", "--scheduler", "tcp://x:1", capture=capsys)
    assert code == 2
    assert "give one of them" in err


@pytest.mark.parametrize("finished", [0, 1])
def test_a_study_whose_scenario_copies_were_edited_cannot_be_gone_on_with(
    finished: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*given: Any) -> None:
        work = given[3]
        for replication in range(finished):
            work.keep(replication, [])
        raise StoppedError("for the test")

    out = tmp_path / "study"
    with monkeypatch.context() as patch:
        patch.setattr(studies, "simulate", stops)
        code, _, _ = run("run", MORE, "--workers", "1", "--out", out, capture=capsys)
    assert code == 3
    copy = tmp_path / "study.unfinished" / "scenarios" / "two-more-constables.yaml"
    text = copy.read_text()
    copy.write_text(text.replace("constables: 4", "constables: 5"))
    assert copy.read_text() != text
    code, _, err = run("resume", out, "--workers", "1", capture=capsys)
    assert code == 2
    (told,) = err.splitlines()  # and nothing of going on with it
    assert "its copies of the files have changed" in told
    assert copy.is_file()


def test_run_writes_a_study_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "study"
    code, said, progress = run(
        "run", MORE, "--replications", "1", "--workers", "1", "--out", out, capture=capsys
    )
    assert code == 0
    assert said == f"Briefing: {out / 'briefing.html'}\n"
    assert "1 of 1 replications of 1 scenario done" in progress
    assert {"briefing.html", "manifest.json", "runs.csv", "summary.csv", "iom_performance.csv"} <= {
        path.name for path in out.iterdir()
    }
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["replications"], manifest["seed"]) == (1, 1)
    assert [scenario["name"] for scenario in manifest["scenarios"]] == ["small-two-more-constables"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--precision", "ofences=100"), "did you mean offences"),
        (("--precision", "offences=50%", "--replications", "9"), "give one (and --at-most)"),
        (("--at-most", "9"), "--at-most is the budget of --precision"),
        (("--precision", "arrests=0,cap_hits=5%"), "must be above 0"),
    ],
)
def test_a_wrong_precision_is_told_before_anything_is_run(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run("compare", COUNTY, MORE, "--out", tmp_path / "out", *words, capture=capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_study_ends_when_it_is_precise_enough_or_says_that_its_budget_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both scenarios are one but for their names, so all differences are nought and five pairs are enough."""
    county, twin = hamlet(tmp_path)
    twin.write_text(twin.read_text().replace("constables: 4", "constables: 2"))
    words = ("compare", county, twin, "--workers", "2", "--out", tmp_path / "out")
    code, _, err = run(*words, "--precision", "offences=1", "--at-most", "12", capture=capsys)
    assert code == 0
    assert "Replications were added until intervals were as narrow as asked for: offences ±1." in err
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["replications"] == 5
    assert manifest["precision"] == ["offences=1"]
    words = ("run", county, "--workers", "1", "--out", tmp_path / "one")
    code, _, err = run(*words, "--precision", "offences=1", "--at-most", "2", capture=capsys)
    assert code == 0
    assert "the budget of 2 replications ended first" in err


def test_as_many_years_as_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code, _, _ = run(
        "compare", COUNTY, FOLDER / "small" / "safer-schools.yaml", "--years", "5", "--replications", "2",
        "--workers", "1", "--out", out, capture=capsys,
    )  # fmt: skip
    assert code == 0
    assert json.loads((out / "manifest.json").read_text())["years"] == 5
    table = pd.read_csv(out / "by_year.csv")
    assert sorted(table["year"].unique()) == [2022, 2023, 2024]
    briefing = (out / "briefing.html").read_text(encoding="utf-8")
    assert "measured from 1 April 2022 to 31 March 2025" in briefing
    assert "When is it seen?" in briefing


@pytest.mark.parametrize("years", ["2", "13", "twelve", "-8", "9.5"])
def test_years_that_cannot_be_run_are_refused(years: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", str(COUNTY), f"--years={years}"])
    assert f"--years: must be a whole number from 3 to 12, not '{years}'" in capsys.readouterr().err
