"""``desist sensitivity``: a whole run on the small county, and what is refused before anything is run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.fitting.problem import read_problem
from calibration.sensitivity import decision
from calibration.sensitivity.decision import AGENCIES, SOCIETY, Differences, PairTrial
from sim.cli.main import main
from tests.calibration.made_up_area import write_problem
from tests.calibration.test_earlier_runs import table
from tests.pairing.counties import FOLDER

PROBLEM = FOLDER.parent / "calibration" / "problems" / "small.yaml"
COUNTY, MORE = FOLDER / "small" / "county.yaml", FOLDER / "small" / "two-more-constables.yaml"
RATE, IDLE = "people.offending_rate", "police.attribution_scale"
RATES = np.linspace(10.5, 20.0, 20)
"""Draws of the rate of offending, half a step of 0.5 above and below ``CENTRE``; the other value has none."""
CENTRE, SLOPE, CHANCE = 15.25, 1000.0, 10.0
"""In place of runs: net benefit is ``SLOPE`` times what the rate is above ``CENTRE``, and a little chance."""
ALL = ("--draws", "20", "--also", "iom.offending_effect")
PAIRS = (2 * 3 + 1) * 2 + 20 * 2
FIGURES = {"morris", "sobol", "tornado", "value_of_information"}


@dataclass
class Pairs:
    """Stands in for pairs of runs, and may be stopped by hand after some."""

    allowed: int | None = None
    made: int = 0

    def __call__(self, trial: PairTrial) -> Differences:
        if self.made == self.allowed:
            raise KeyboardInterrupt
        self.made += 1
        rate = trial.scenarios[0].opening.people.offending_rate
        chance = np.random.default_rng(trial.replication).uniform(-CHANCE, CHANCE)
        saved = dict.fromkeys(trial.measures, 0.0) | {AGENCIES: 0.0}
        return saved | {SOCIETY: SLOPE * (CENTRE - rate) + float(chance)}


def command(*words: str | Path, problem: Path = PROBLEM) -> list[str]:
    return ["sensitivity", str(problem), *map(str, words)]


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A problem of two values, runs of its calibration, and draws of one of the values."""
    folder = tmp_path_factory.mktemp("area") / "scenarios"  # files extend others within such a folder
    folder.mkdir()
    table(read_problem(write_problem(folder))).to_csv(folder / "runs.csv", index=False)
    pd.DataFrame({RATE: RATES}).to_csv(folder / "ensemble.csv", index=False)
    return folder


def asked(area: Path, out: Path, *more: str | Path) -> list[str]:
    """A decision and the figures of a calibration, as briefly as can be."""
    return command(
        "--decision", COUNTY, MORE, "--calibration", area, "--ensemble", area / "ensemble.csv",
        "--replications", "2", "--years", "3", "--workers", "1", "--out", out, *more,
        problem=area / "problem.yaml",
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(area: Path) -> Path:
    """A study that nothing disturbed."""
    folder = area.parent / "whole"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decision, "run_pair", Pairs())
        assert main(asked(area, folder, *ALL)) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """All files of a study by name; of the manifest, all but the timing."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    told = json.loads(found["manifest.json"])
    del told["timing"]
    return found | {"manifest.json": json.dumps(told).encode()}


def test_a_decision_on_the_small_county(
    area: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = asked(area, tmp_path / "found", "--also", "iom.offending_effect", "--measure", "offences")
    assert main([*words, "--draws", "0", "--replications", "1"]) == 0
    printed = capsys.readouterr().out
    assert "Effects of programmes are assumptions put in" in printed
    bars = pd.read_csv(tmp_path / "found" / "tornado.csv").set_index("parameter")
    assert set(bars.index) == {RATE, IDLE, "iom.offending_effect"}
    # The ends of the rate are the 5th and 95th of 100 of its draws, which stand 0.5 apart.
    assert tuple(bars.loc[RATE, ["low_value", "middle_value", "high_value"]]) == pytest.approx(
        (10.5 + 0.05 * 9.5, 15.25, 20.0 - 0.05 * 9.5)
    )
    assert set(files(tmp_path / "found")) == {
        "findings.txt", "manifest.json", "tornado.csv", "screening.csv",
        *(f"{name}.{kind}" for name in FIGURES - {"value_of_information"} for kind in ("png", "svg")),
    }  # fmt: skip


def test_the_fact_that_the_decision_hangs_on_is_named(whole: Path) -> None:
    said = (whole / "findings.txt").read_text(encoding="utf-8")
    assert f"Which fact should the force collect next? {RATE}:" in said
    bars = pd.read_csv(whole / "tornado.csv").set_index("parameter")
    # Chance is the same at both ends, so what is left is the slope times 0.9 of the way from end to end.
    assert bars.loc[RATE, "swing"] == pytest.approx(SLOPE * 0.9 * 9.5)
    assert bars.loc[IDLE, "swing"] == 0.0
    assert list(bars.loc[[RATE, IDLE], "told_from_chance"]) == ["yes", "no"]
    worth = pd.read_csv(whole / "value_of_information.csv").set_index("parameter")
    # Half the draws are above the centre, by 0.25, 0.75, ..., 4.75; on average the net benefit is nothing.
    assert worth.loc[RATE, "value_of_information"] == pytest.approx(SLOPE * 2.5 / 2, abs=CHANCE)
    assert worth.loc["everything", "value_of_information"] == pytest.approx(SLOPE * 2.5 / 2, abs=CHANCE)
    assert worth.loc[IDLE, "value_of_information"] < worth.loc[RATE, "value_of_information"] / 2
    assert worth.loc[RATE, "told_from_chance"] == "yes"


def test_gone_on_with_it_is_what_it_would_have_been(
    area: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut, pairs = tmp_path / "cut", Pairs(allowed=20)
    monkeypatch.setattr(decision, "run_pair", pairs)
    assert main(asked(area, cut, *ALL)) != 0
    assert not cut.exists()
    pairs.allowed = PAIRS
    assert main(["resume", str(cut), "--workers", "1"]) == 0
    assert pairs.made == PAIRS  # none was made twice
    assert files(cut) == files(whole)


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
