"""``desist sensitivity``: a whole run on the small county, and what is refused before anything is run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim.cli.main import main
from tests.pairing.counties import FOLDER

PROBLEM = FOLDER.parent / "calibration" / "problems" / "small.yaml"
COUNTY, MORE = FOLDER / "small" / "county.yaml", FOLDER / "small" / "two-more-constables.yaml"


def command(*words: str | Path) -> list[str]:
    return ["sensitivity", str(PROBLEM), *map(str, words)]


def test_a_decision_on_the_small_county(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = command(
        "--decision", COUNTY, MORE, "--also", "iom.offending_effect", "--measure", "offences", "--draws", "0",
        "--replications", "1", "--years", "3", "--workers", "1", "--out", tmp_path / "found",
    )  # fmt: skip
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "Effects of programmes are assumptions put in" in printed
    table = pd.read_csv(tmp_path / "found" / "tornado.csv")
    assert len(table) == 7
    assert "iom.offending_effect" in set(table["parameter"])
    assert {path.name for path in (tmp_path / "found").iterdir()} == {
        "findings.txt", "manifest.json", "tornado.csv", "tornado.png", "tornado.svg",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give --decision"),
        (["--decision", COUNTY, "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["--decision", COUNTY, MORE, "--measure", "harm"], "no measure 'harm'"),
        (["--decision", COUNTY, MORE, "--also", "iom.ofending"], "no row iom.ofending"),
        (["--decision", COUNTY, MORE, "--also", "people.stock"], "people.stock: a file of small-county"),
        (["--decision", COUNTY, COUNTY], "there is nothing to decide"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: list[str | Path], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(*words, "--out", tmp_path / "found")) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
