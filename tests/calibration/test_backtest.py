"""Forecasts held against what was published later, with figures worked out by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.published.facts import load_facts
from calibration.published.later import Later, load_later
from calibration.readings.catalogue import read_facts
from calibration.readings.later import OF_A_YEAR, read_years
from calibration.validation.backtest import (
    COLUMNS,
    Way,
    at_least,
    backtest_table,
    backtest_text,
    scored,
    skill_of_all,
    years_of,
)
from sim import clock
from sim.cli import backtesting
from sim.cli.main import main
from sim.model import events
from sim.model.events import Stage

FACTS = load_facts()
ROOT = Path(__file__).parents[2]
NewRun = Callable[[], Any]


def later(fact: str, earlier: float, published: float, years_on: int = 1) -> Later:
    found = next(each for each in FACTS if each.id == fact)
    return Later("an_id", found, years_on, "then", earlier, published, "why", "a_source", "assumed")


ARRIVED = later("prison_people", earlier=100.0, published=120.0)
FUTURES = [
    {"prison_people+0": 50.0, "prison_people+1": 55.0},
    {"prison_people+0": 50.0, "prison_people+1": 65.0},
]


def test_as_it_stands_and_change_only() -> None:
    as_it_stands, change = scored([ARRIVED], FUTURES)
    assert (as_it_stands.way, change.way) == (Way.AS_IT_STANDS, Way.CHANGE_ONLY)
    assert as_it_stands.median == pytest.approx(60.0)
    assert as_it_stands.score == pytest.approx(
        60.0 - 10.0 / 4
    )  # mean error less half the mean of 0, 10, 10, 0
    assert change.median == pytest.approx(120.0)  # 100 x 1.1 and 100 x 1.3
    assert change.score == pytest.approx(10.0 - 20.0 / 4)
    assert change.persistence == 20.0
    assert change.skill == pytest.approx(1 - 5 / 20)
    assert change.covers(change.nine_tenths)
    assert not as_it_stands.covers(as_it_stands.nine_tenths)


def test_skill_over_all_weighs_each_quantity_by_its_size() -> None:
    hundredfold = later("recalls_a_quarter", earlier=1.0, published=1.2)
    small = [{"recalls_a_quarter+0": 1.0, "recalls_a_quarter+1": 1.2}] * 2
    found = scored([ARRIVED, hundredfold], [{**one, **two} for one, two in zip(FUTURES, small, strict=True)])
    change = [each for each in found if each.way is Way.CHANGE_ONLY]
    assert [each.score for each in change] == pytest.approx([5.0, 0.0])
    # errors of no change are 20 / 120 and 0.2 / 1.2, one sixth each; the model's 5 / 120 and nothing
    assert skill_of_all(change) == pytest.approx(1 - (5 / 120) / (2 / 6))


def test_what_a_run_has_no_figure_of_is_left_out() -> None:
    assert scored([ARRIVED], [*FUTURES, {"prison_people+0": np.nan, "prison_people+1": np.nan}]) == []
    from_nothing = scored([ARRIVED], [{"prison_people+0": 0.0, "prison_people+1": 5.0}])
    assert [each.way for each in from_nothing] == [Way.AS_IT_STANDS]


def test_the_sentences_count() -> None:
    text = backtest_text(scored([ARRIVED], FUTURES), 19)
    assert "0 of 1 outcomes lie in the interval for one in two, and 0 of 1 in that for nine in ten" in text
    assert "1 of 1 outcomes lie in the interval for one in two" in text
    assert "1 of 1 forecasts are nearer than the earlier figure carried forward; a coin " in text
    assert "as many heads or more in 50 of 100 cases" in text
    assert "Over all, as it stands: skill -1.88 " in text  # 1 - 57.5 / 20
    assert "Over all, change only: skill 0.75 " in text
    assert "0.5 and 0.9 would be expected.\n" in text
    # one more future lies within the range of four others in three of five cases
    few = backtest_text(scored([ARRIVED], FUTURES), 4)
    assert "0.5 and 0.6 would be expected. As 4 futures are few, the latter reaches over all of them." in few
    assert list(backtest_table(scored([ARRIVED], FUTURES)).columns) == list(COLUMNS)


def test_heads_of_a_fair_coin() -> None:
    assert at_least(0, 5) == 1.0
    assert at_least(3, 3) == pytest.approx(1 / 8)
    assert at_least(2, 3) == pytest.approx(4 / 8)


def test_the_same_reading_a_year_on(new_run: NewRun) -> None:
    run = new_run()
    run.stay(Stage.CROWN, 100.0, 900.0, case=1)
    run.stay(Stage.CROWN, 800.0, None, case=2)
    run.add(events.RECALL, 500.0)
    run.add(events.RECALL, 600.0)
    run.add(events.RECALL, 1000.0)
    record = run.record()
    found = read_years(record)
    assert (found["crown_backlog+0"], found["crown_backlog+1"], found["crown_backlog+2"]) == (1, 1, 1)
    assert (found["recalls_a_quarter+0"], found["recalls_a_quarter+1"]) == (0.5, 0.25)
    now = read_facts(record)
    for fact in OF_A_YEAR:
        assert found[f"{fact}+0"] == pytest.approx(now[fact], nan_ok=True)
    assert "reoffending_all+1" not in found  # four years are too few to follow people of the third
    assert "crown_backlog+3" not in found


def test_five_years_are_enough_for_the_shipped_file() -> None:
    """Who enters in the third model year is followed until the middle of the fifth."""
    assert years_of(load_later(FACTS).later) == 5
    assert clock.VALIDATION_YEAR == 1


def test_later_figures_that_cannot_be_used_are_told_and_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "later.yaml", tmp_path / "backtest"
    monkeypatch.setattr(backtesting, "load_later", lambda facts: load_later(facts, path))
    county = ROOT / "scenarios" / "small" / "county.yaml"
    line = ["backtest", str(county), "--workers", "1", "--out", str(out)]
    assert main(line) == 2
    assert capsys.readouterr().err == f"{path.as_posix()}:1:1: No such file or directory\n"
    path.write_text("area: Norfolk\n", encoding="utf-8")
    assert main(line) == 2
    told = capsys.readouterr().err.splitlines()
    assert [each.split(": ")[1] for each in told] == ["sources", "later", "area"]
    assert told[2].startswith(f"{path.as_posix()}:1:7: area: is none of the names that are allowed here")
    assert {each.name for each in tmp_path.iterdir()} == {"later.yaml"}


def test_draws_of_parameters_take_their_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twice the rate of offending gives about twice the crime: two draws of a run each lie far apart."""
    table, folder = tmp_path / "draws.csv", tmp_path / "backtest"
    table.write_text("people.offending_rate\n9\n18\n", encoding="utf-8")
    county = ROOT / "scenarios" / "small" / "county.yaml"
    words = ["backtest", str(county), "--ensemble", str(table), "--workers", "1", "--out", str(folder)]
    assert main(words) == 0
    assert "Intervals are of chance and of what is not known of the parameters, in 2 draws." in (
        capsys.readouterr().out
    )
    with (folder / "backtest.csv").open(encoding="utf-8", newline="") as stream:
        crime = next(csv.DictReader(stream))
    assert crime["quantity"].startswith("Offences recorded by the police")
    assert 1.6 < float(crime["high"]) / float(crime["low"]) < 2.4
    assert main(["backtest", str(county), "--draws", "2", "--out", str(tmp_path / "none")]) == 2


def test_a_full_disk_loses_no_run_and_resuming_writes_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "backtest"
    county = ROOT / "scenarios" / "small" / "county.yaml"
    with monkeypatch.context() as patch:
        patch.setattr(backtesting, "write_table", full_disk)
        words = ["backtest", str(county), "--replications", "2", "--workers", "1", "--out", str(folder)]
        assert main(words) == 3
    assert f"desist resume {folder}" in capsys.readouterr().err
    assert main(["resume", str(folder), "--workers", "1"]) == 0
    printed = capsys.readouterr()
    assert "Intervals are of chance alone" in printed.out
    assert "replications done" not in printed.err  # nothing was run again
    with (folder / "backtest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * len(load_later(FACTS).later)
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (told["later"], told["years"]) == (load_later(FACTS).fingerprint, 5)
