"""Facts beside the model: inside or not, in a table of fixed columns, with every miss named."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from calibration.published.facts import Role, load_facts
from calibration.readings.catalogue import YEARS
from calibration.validation.scoreboard import ROLES
from calibration.validation.validate import COLUMNS, check, validation_table, validation_text
from sim.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
FACTS = load_facts()
PUBLISHED = {fact.id: fact.published for fact in FACTS}


def by_id(*readings: dict[str, float]) -> dict[str, object]:
    return {each.fact.id: each for each in check(FACTS, readings)}


def test_the_model_is_the_mean_with_its_interval() -> None:
    low, high = (PUBLISHED | {"arrests": arrests} for arrests in (6_000.0, 6_400.0))
    each = by_id(low, high)["arrests"]
    # two values: t of one degree of freedom at .975 is 12.7062, standard error 400 / 2 = 200
    assert each.model.mean == 6_200.0
    assert each.model.low == pytest.approx(6_200 - 12.7062 * 200, abs=0.1)
    assert each.model.high == pytest.approx(6_200 + 12.7062 * 200, abs=0.1)
    assert each.inside  # the mean counts, however wide the interval


def test_the_mean_is_held_against_the_edges() -> None:
    assert by_id(PUBLISHED | {"charged_share": 4.41})["charged_share"].inside
    assert not by_id(PUBLISHED | {"charged_share": 4.39})["charged_share"].inside
    assert not by_id(PUBLISHED | {"charged_share": float("nan")})["charged_share"].inside


def test_the_table_has_one_row_a_fact_and_its_columns() -> None:
    table = validation_table(check(FACTS, [PUBLISHED | {"arrests": 1.0}]))
    assert tuple(table.columns) == COLUMNS
    assert COLUMNS[:10] == (
        "fact", "source", "grade", "role", "published", "model", "low", "high", "inside", "period",
    )  # fmt: skip
    assert len(table) == len(FACTS.facts)
    arrests = table.set_index("fact").loc["Arrests for notifiable offences"]
    assert (arrests["inside"], arrests["unit"], arrests["published"]) == ("no", "arrests a year", "6845")
    assert set(table["inside"]) == {"yes", "no", "-"}  # claims are neither met nor missed
    assert set(table[table["role"] == "claim to be examined"]["inside"]) == {"-"}
    assert set(table["role"]) == {"input", "fitted", "predicted", "claim to be examined"}
    assert "24 to 33" in set(table["published"])


def test_misses_are_named_with_their_role_and_counted() -> None:
    missed = PUBLISHED | {"arrests": 1_000.0, "iom_adoptions_a_panel": 9.0, "reoffending_all": float("nan")}
    text = validation_text(check(FACTS, [missed]))
    predicted = sum(fact.role is Role.PREDICTED for fact in FACTS)
    assert f"{predicted - 1} of {predicted} predicted facts are inside" in text
    said = text.split("Missed:\n")[1].splitlines()
    assert said[0].startswith("  Arrests for notifiable offences (fitted): 1,000, below the 5,818 allowed")
    assert said[1].startswith("  People adopted by IOM (predicted): 9, above the 7.2 allowed")
    assert said[2].endswith("the run gives no figure")
    assert len(said) == 3


def test_when_every_fact_is_met_that_is_said() -> None:
    text = validation_text(check(FACTS, [PUBLISHED]))
    assert "No fact is missed." in text


def test_the_command_writes_the_table_and_what_it_rests_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "validation"
    scenario = ROOT / "scenarios" / "small" / "county.yaml"
    line = ["validate", str(scenario), "--replications", "1", "--workers", "1", "--out", str(folder)]
    assert main(line) == 0  # a made-up county misses most of Suffolk's facts, which is no error
    printed = capsys.readouterr().out
    assert "predicted facts are inside" in printed
    assert "Missed:" in printed
    assert "Out of scope:" in printed
    last = printed.rstrip().splitlines()[-1]
    assert re.fullmatch(r"Predicted facts inside their tolerance: \d+ of \d+ \(\d+ %\)\.", last)
    assert (folder / "scoreboard.png").stat().st_size > 10_000
    with (folder / "scoreboard.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["role"] for row in csv.DictReader(stream)} <= set(ROLES)
    with (folder / "validation.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [row["fact"] for row in rows] == [fact.label for fact in FACTS]
    assert all(row["low"] == "" for row in rows)  # one replication has no interval
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (told["facts"], told["years"], told["replications"]) == (FACTS.fingerprint, YEARS, 1)


def test_without_a_scenario_it_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate"]) == 2
    assert "scenarios/suffolk/baseline.yaml is not below" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("facts", "said"), [(None, "1:1: No such file"), ("area: 7\n", "1:7: area: must be")]
)
def test_facts_that_cannot_be_used_are_told_and_leave_no_file(
    facts: str | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, out = tmp_path / "facts.yaml", tmp_path / "results"
    if facts is not None:
        path.write_text(facts, encoding="utf-8")
    monkeypatch.setattr("sim.cli.validating.load_facts", lambda: load_facts(path))
    county = ROOT / "scenarios" / "small" / "county.yaml"
    assert main(["validate", str(county), "--workers", "1", "--out", str(out)]) == 2
    printed = capsys.readouterr()
    assert f"{path.as_posix()}:{said}" in printed.err
    assert (printed.out, "Traceback" in printed.err) == ("", False)
    assert {each.name for each in tmp_path.iterdir()} <= {"facts.yaml"}


def test_no_file_is_left_when_the_scenario_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: wrong\nnonsense: 1\n", encoding="utf-8")
    assert main(["validate", str(wrong), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()
    assert np.isnan(check(FACTS, [PUBLISHED])[0].model.low)
