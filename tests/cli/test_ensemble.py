"""A comparison over draws of parameters, from the command line: bytes, interruption, nulls, words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli import studies
from sim.errors import StoppedError
from sim.evidence.register import load_register
from sim.experiment.artefact import results_to_json
from sim.experiment.task import Task, carry_out
from sim.scenario.replaced import scenarios_with
from tests.cli.test_command import COUNTY, MORE, run
from tests.experiment.kills import hamlet

IDS = "people.offending_rate,leaving.charge"
VALUES = ((11.0, 0.19), (15.0, 0.25), (12.5, 0.22))
YEARS = ("--years", "3")


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures and briefing take most of the time of so small a study, and are looked at elsewhere."""
    monkeypatch.setattr("sim.experiment.output.write_report", lambda *_: None)


def ensemble(folder: Path) -> Path:
    path = folder / "draws.csv"
    rows = [f"{number},{rate},{charge}" for number, (rate, charge) in enumerate(VALUES)]
    path.write_text("\n".join([f"draw,{IDS}", *rows]) + "\n", encoding="utf-8")
    return path


def everything(folder: Path) -> dict[str, bytes]:
    """All files of a study by name; of the manifest, all but the timing."""
    found = {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    told = json.loads(found["manifest.json"])
    del told["timing"]
    return {**found, "manifest.json": json.dumps(told).encode()}


def test_a_study_over_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file is one for one worker, for two, and for a study that was interrupted and gone on with."""
    county, twin = hamlet(tmp_path)
    words = ("compare", county, twin, "--ensemble", ensemble(tmp_path), "--draws", "2", *YEARS)
    code, _, err = run(*words, "--workers", "1", "--out", tmp_path / "one", capture=capsys)
    assert code == 0
    assert "4 of 4 replications" in err
    code, _, _ = run(*words, "--workers", "2", "--out", tmp_path / "two", capture=capsys)
    assert code == 0
    one = everything(tmp_path / "one")
    assert everything(tmp_path / "two") == one

    class Interrupted(studies.Unfinished):
        def keep(self, replication: int, content: object) -> None:
            super().keep(replication, content)
            if replication == 2:
                raise StoppedError("for the test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.experiment.unfinished.Unfinished", Interrupted)
        code, _, _ = run(*words, "--workers", "1", "--out", tmp_path / "three", capture=capsys)
    assert code == 3
    (tmp_path / "draws.csv").unlink()  # what is gone on with is the copy
    code, _, err = run("resume", tmp_path / "three", "--workers", "1", capture=capsys)
    assert code == 0
    assert everything(tmp_path / "three") == one

    manifest = json.loads(one["manifest.json"])
    assert manifest["replications"] == 4
    assert manifest["ensemble"]["file"] == "draws.csv"
    assert manifest["ensemble"]["draws"] == 2
    assert manifest["ensemble"]["varied"] == IDS.split(",")
    runs = pd.read_csv(tmp_path / "one" / "runs.csv")
    assert set(zip(runs["replication"], runs["draw"], strict=True)) == {(0, 0), (1, 0), (2, 1), (3, 1)}
    # the third run is the first of the second draw: that draw's values, and people and chance of its own
    of_draw = dict(zip(IDS.split(","), VALUES[1], strict=True))
    scenarios = tuple(scenarios_with([county, twin], load_register(), of_draw))
    alone = results_to_json(carry_out(Task(scenarios, seed=1, replication=2, years=3)))
    for result in alone:
        kept = runs[(runs["scenario"] == result["scenario"]) & (runs["replication"] == 2)]
        found = dict(zip(kept["measure"], kept["value"], strict=True))
        for measure in ("offences", "arrests", "court_backlog"):
            assert found[measure] == pytest.approx(result["measures"][measure], rel=1e-9)


def test_what_differs_in_nothing_does_so_in_every_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county, twin = hamlet(tmp_path)
    twin.write_text(twin.read_text().replace("constables: 4", "constables: 2"))
    words = ("compare", county, twin, "--ensemble", ensemble(tmp_path), "--draws", "2", *YEARS)
    code, _, _ = run(*words, "--workers", "1", "--out", tmp_path / "out", capture=capsys)
    assert code == 0
    runs = pd.read_csv(tmp_path / "out" / "runs.csv")
    by_scenario = runs.pivot_table(
        index=["draw", "replication", "measure"], columns="scenario", values="value", dropna=False
    )
    base, other = (by_scenario[name].to_numpy() for name in by_scenario.columns)
    np.testing.assert_array_equal(base, other)
    assert runs["draw"].nunique() == 2
    table = pd.read_csv(tmp_path / "out" / "comparison.csv").dropna(subset="difference")
    assert (table[["difference", "low", "high", "sd_parameters", "sd_chance"]] == 0).all(axis=None)
    assert (table["p"] == 1).all()
    # the draws do move the levels: more offences at a higher rate
    means = runs[runs["measure"] == "offences"].groupby("draw")["value"].mean()
    assert means[1] > means[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--replications", "1"), "with one run of each draw, chance and parameters cannot be told apart"),
        (("--precision", "offences=9"), "give --draws and --replications instead"),
        (("--draws", "1"), "--draws: must be a whole number from 2 to 3"),
        (("--draws", "4"), "--draws: must be a whole number from 2 to 3"),
    ],
)
def test_what_cannot_be_asked_of_an_ensemble(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("compare", COUNTY, MORE, "--ensemble", ensemble(tmp_path), "--out", tmp_path / "out", *words)
    code, out, err = run(*given, capture=capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["draws.csv"]


def test_draws_without_an_ensemble_and_a_wrong_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run("compare", COUNTY, MORE, "--draws", "3", "--out", tmp_path / "out", capture=capsys)
    assert code == 2
    assert "give --ensemble FILE too" in err
    wrong = tmp_path / "draws.csv"
    wrong.write_text("people.stock\n15000\n16000\n")
    given = ("compare", COUNTY, MORE, "--ensemble", wrong, "--out", tmp_path / "out")
    code, _, err = run(*given, capture=capsys)
    assert code == 2
    said = f"is set by {COUNTY.as_posix()} in line 11, so no draw would change anything"
    assert err == f"{wrong.as_posix()}:1:1: people.stock: {said}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["draws.csv"]
