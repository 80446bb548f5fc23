"""Day one: a force's aggregates become its baseline, and what is wrong in them is told all at once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from calibration.adopt.aggregates import COLUMNS
from calibration.adopt.quantities import QUANTITIES
from calibration.adopt.template import template
from sim.cli.main import main
from sim.evidence.register import load_register
from sim.model.events import NEEDS
from sim.model.offences import NAMES
from sim.scenario.reader import read_scenario
from tests.pairing.counties import FOLDER, shipped

NUMBER = load_register().number
Row = tuple[str, str, str]

DISTRICTS: list[Row] = [
    ("arrests_by_district", "east", "207"), ("arrests_by_district", "south", "462"),
    ("arrests_by_district", "west", "331"),
    ("suites_in_order", "east", "great_yarmouth martlesham bury_st_edmunds wymondham aylsham kings_lynn"),
    ("suites_in_order", "south", "martlesham bury_st_edmunds great_yarmouth wymondham aylsham kings_lynn"),
    ("suites_in_order", "west", "bury_st_edmunds martlesham great_yarmouth wymondham kings_lynn aylsham"),
    ("two_tier_from", "east", "2021-09-13"), ("two_tier_from", "south", "2022-10-01"),
    ("two_tier_from", "west", "2022-03-07"),
]  # fmt: skip
SUITES: list[Row] = [
    (name, suite, f"{NUMBER(f'custody.suites.{suite}.{name}'):g}")
    for suite in ("martlesham", "bury_st_edmunds", "great_yarmouth", "wymondham", "kings_lynn", "aylsham")
    for name in (
        "cells",
        "staffed_day",
        "staffed_late",
        "staffed_night",
        "neighbour_arrests",
        "other_detentions",
    )
]
RECORDED: list[Row] = [
    ("recorded_offences", name, f"{NUMBER(f'offences.{name}.recorded_per_year'):g}") for name in NAMES
]
TOTALS: list[Row] = [
    ("arrests", "", "6845"), ("voluntary_attendances", "", "1650"), ("outstanding_suspects", "", "877"),
    ("custodial_sentences", "", "470"), ("people_in_prison", "", "620"), ("iom_sergeants", "", "2"),
    ("iom_constables", "", "8"),
]  # fmt: skip
PLACES: list[Row] = [("treatment_places", need, f"{NUMBER(f'treatments.{need}.places'):g}") for need in NEEDS]


def folder_with(rows: list[Row], where: Path, name: str = "my_area") -> Path:
    folder = where / name
    folder.mkdir()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (quantity, place, value, "", "2021-22", "", "a return") for quantity, place, value in rows
    )
    (folder / "aggregates.csv").write_text(text.getvalue(), encoding="utf-8")
    return folder


def test_suffolks_own_figures_give_suffolk_back(tmp_path: Path) -> None:
    folder = folder_with(DISTRICTS + SUITES + RECORDED + TOTALS + PLACES, tmp_path)
    assert main(["adopt", str(folder)]) == 0
    adopted, suffolk = (
        scenario.opening.model_dump()
        for scenario in (read_scenario(folder / "baseline.yaml"), shipped("baseline", "suffolk"))
    )
    for section in ("people", "offences", "districts", "treatments", "courts", "needs"):
        assert adopted[section] == suffolk[section], section
    for path in (("police", "attribution_scale"), ("sentencing", "custody_odds"), ("opening", "prison_odds"),
                 ("suspects", "slow_days")):  # fmt: skip
        assert adopted[path[0]][path[1]] == pytest.approx(suffolk[path[0]][path[1]], rel=1e-3), path
    dealt = {
        side["suspects"]["arrest_share"] + side["suspects"]["voluntary_share"] for side in (adopted, suffolk)
    }
    assert max(dealt) == pytest.approx(min(dealt), abs=1e-4)


def test_twice_the_crime_is_twice_the_people_and_sizes_stand_in_in_proportion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doubled = [(name, where, f"{2 * float(value):g}") for name, where, value in RECORDED]
    folder = folder_with(DISTRICTS + SUITES + doubled, tmp_path)
    assert main(["adopt", str(folder)]) == 0
    settings = read_scenario(folder / "baseline.yaml").opening
    assert settings.people.stock == round(2 * NUMBER("people.stock"))
    assert settings.treatments.alcohol.places == round(2 * NUMBER("treatments.alcohol.places"))
    told = capsys.readouterr().out
    assert (
        "treatment_places (hard_drugs, alcohol, housing, work, mental_health, education): Suffolk's, times 2"
        in told
    )
    assert "arrests: Suffolk's rate" in told


def test_people_on_bail_follow_littles_law(tmp_path: Path) -> None:
    """1,000 arrests a year, 110 days on bail each: 60 people are 60 x 365.25 / (1,000 x 110) of arrests."""
    rows = [*DISTRICTS, *SUITES, ("arrests", "", "1000"), ("on_bail", "", "60")]
    folder = folder_with(rows, tmp_path)
    assert main(["adopt", str(folder)]) == 0
    share = read_scenario(folder / "baseline.yaml").opening.leaving.bail
    assert share == pytest.approx(60 * 365.25 / (1000 * NUMBER("bail.mean_days")), rel=1e-3)


def test_every_slip_is_told_at_once_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ("arests", "", "1"), ("arrests", "east", "1"), ("recorded_offences", "burglery", "1"),
        ("arrests", "", "many"), ("two_tier_from", "east", "13/09/2021"), ("cells", "main", "4.5"),
        ("arrests", "", "=1+1"), ("on_bail", "", "-3"),
    ]  # fmt: skip
    folder = folder_with(rows, tmp_path)
    assert main(["adopt", str(folder)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split(".csv:")[1].split(":")[0] for line in told] == ["2", "3", "4", "5", "6", "7", "8", "9"]
    assert "did you mean arrests?" in told[0]
    assert "leave `where` empty" in told[1]
    assert "must be a date, year-month-day" in told[4]
    assert "must be a whole number" in told[5]
    assert not (folder / "baseline.yaml").exists()


def test_what_is_needed_and_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ("cells", "main", "10"),
        ("suites_in_order", "town", "main other"),
        ("recorded_offences", "robbery", "5"),
    ]
    folder = folder_with(rows, tmp_path)
    assert main(["adopt", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "staffed_night: is missing for main" in told
    assert "two_tier_from: is missing for town" in told
    assert "suites_in_order: names a suite that has no figures; given other; allowed main" in told
    assert "must be given for all types of offence or for none" in told


def test_an_earlier_baseline_stays_if_the_new_one_cannot_be(tmp_path: Path) -> None:
    """Stocks that would need more than everybody arrested are refused, and the old file is as it was."""
    rows = [*DISTRICTS, *SUITES, ("arrests", "", "1000"), ("on_bail", "", "5000")]
    folder = folder_with(rows, tmp_path)
    (folder / "baseline.yaml").write_text("as it was", encoding="utf-8")
    assert main(["adopt", str(folder)]) == 2
    assert (folder / "baseline.yaml").read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in folder.iterdir()) == ["aggregates.csv", "baseline.yaml"]


def test_a_folder_that_is_not_there_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adopt", str(tmp_path / "nowhere")]) == 2
    assert "copy scenarios/template" in capsys.readouterr().err


def test_the_shipped_template_is_the_one_that_is_read(tmp_path: Path) -> None:
    text = (FOLDER / "template" / "aggregates.csv").read_text(encoding="utf-8")
    assert text == template()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) >= 40
    assert {row["quantity"] for row in rows} == {quantity.name for quantity in QUANTITIES}
    assert all(row["unit"] and row["counting_rule"] for row in rows)
