"""A file of draws: what is wrong in it, and what its values do to scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.drawn import Drawn
from sim.experiment.ensemble import Ensemble, read_ensemble
from sim.scenario.problems import ScenarioError
from sim.scenario.replaced import years_in_the_stock

REGISTER = load_register()
FOLDER = Path(__file__).parents[2] / "scenarios"
COUNTY, MORE = FOLDER / "small" / "county.yaml", FOLDER / "small" / "two-more-constables.yaml"
SUFFOLK = FOLDER / "suffolk" / "baseline.yaml"
RATE = REGISTER.row("people.offending_rate")
HEAD = "draw,people.offending_rate,leaving.charge"


def between(id: str, place: float) -> float:
    """A value in the range of an id: 0 is its lower end, 1 the upper."""
    low, high = (float(bound) for bound in (REGISTER.row(id).low, REGISTER.row(id).high))  # type: ignore[arg-type]
    return low + place * (high - low)


def line(draw: int, place: float) -> str:
    rate, charge = (between(id, place) for id in ("people.offending_rate", "leaving.charge"))
    return f"{draw},{rate!r},{charge!r}"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "draws.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(folder: Path, *lines: str) -> Ensemble:
    return read_ensemble(written(folder, *lines), REGISTER)


def problems(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        read(folder, *lines)
    return [str(each).removeprefix((folder / "draws.csv").as_posix() + ":") for each in error.value.problems]


def test_draws_are_read_by_row_and_column(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD, line(7, 0.25), "", line(3, 0.75))
    assert found.ids == ("people.offending_rate", "leaving.charge")
    assert [draw.line for draw in found.draws] == [2, 4]
    assert found.draws[1].values["leaving.charge"] == between("leaving.charge", 0.75)
    without = read(tmp_path, "leaving.charge", *[repr(between("leaving.charge", at)) for at in (0.0, 1.0)])
    assert without.draws[0].values == {"leaving.charge": between("leaving.charge", 0.0)}
    assert without.fingerprint != found.fingerprint


def test_as_many_draws_as_are_asked_for(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD, *[line(draw, draw / 10) for draw in range(5)])
    assert [draw.line for draw in found.first(3).draws] == [2, 3, 4]
    assert found.first(None) is found
    assert found.first(3).fingerprint == found.fingerprint
    for number in (1, 6):
        with pytest.raises(DesistError, match="--draws: must be a whole number from 2 to 5"):
            found.first(number)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    low, high = f"{RATE.low:.12g}", f"{RATE.high:.12g}"
    allowed = f"allowed a number from {low} to {high}"
    lines = [
        "draw,people.offending_rate,people.ofending_rate,people.offending_rate,ogrs3.intercept_two_year,draw",
        "1,many,1,1,1,1",
        "x,1e9,1,1,1,1",
        "1,5,1",
        f"1,{float(RATE.low) - 1},,,,",  # type: ignore[arg-type]
    ]
    told = problems(tmp_path, *lines)
    assert told[:4] == [
        "1:28: people.ofending_rate: the evidence table has no such row; did you mean people.offending_rate?",
        "1:49: people.offending_rate: stands here twice; first in column 6",
        "1:71: ogrs3.intercept_two_year: is published as it stands and no setting of the model",
        "1:96: draw: stands here twice; first in column 1",
    ]
    assert f"2:3: people.offending_rate: must be a number; given many; {allowed}" in told
    outside = "people.offending_rate: lies outside its range in the evidence table"
    assert f"3:3: {outside}; given 1e9; {allowed}" in told
    assert "3:1: draw: must be a whole number; given x" in told
    assert "4:1: has 3 cells where 6 are needed" in told
    assert any(each.startswith(f"5:3: {outside}") for each in told)
    assert "5:1: draw: stands here twice; first in line 2; given 1" in told


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([""], "1:1: the first line must name the rows"),
        (["draw", "1", "2"], "1:1: draw: there must be a column for at least one row"),
        ([HEAD], "1:1: must have at least 2 draws below the first line; given 0"),
        ([HEAD, line(1, 0.5)], "1:1: must have at least 2 draws below the first line; given 1"),
        (["leaving.charge,draw", "0.3,1"], "1:16: draw: can only be the first column"),
        (["leaving.charge,", "0.3,1"], "1:16: names no column"),
        (["custody.arrivals_by_hour.3", "1"], "1:1: custody.arrivals_by_hour.3: is one number of a list"),
        (["people.stock", "15000.5"], "2:1: people.stock: must be a whole number; given 15000.5"),
    ],
)
def test_what_no_ensemble_can_be(tmp_path: Path, lines: list[str], expected: str) -> None:
    assert any(told.startswith(expected) for told in problems(tmp_path, *lines))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DesistError, match=r"gone\.csv: No such file"):
        read_ensemble(tmp_path / "gone.csv", REGISTER)
    path = tmp_path / "latin.csv"
    path.write_bytes(b"leaving.charge\n0.3\n\xa33\n")
    with pytest.raises(ScenarioError, match=r"latin\.csv:3:1: is not UTF-8 text"):
        read_ensemble(path, REGISTER)


def test_each_draw_has_its_own_scenarios_and_shares_its_values_among_them(tmp_path: Path) -> None:
    drawn = Drawn([COUNTY, MORE], read(tmp_path, HEAD, line(1, 0.4), line(2, 0.6)), REGISTER)
    drawn.check()
    for number, place in enumerate((0.4, 0.6)):
        base, more = drawn.scenarios(number)
        assert base.opening == more.opening
        assert base.opening.people.offending_rate == between("people.offending_rate", place)
        assert base.opening.leaving.charge == between("leaving.charge", place)
        assert base.opening.people.stock == 640  # the county's own


def test_the_stock_follows_entrants_unless_it_is_drawn_too(tmp_path: Path) -> None:
    entrants, years = (between("people.entrants_per_year", 0.6), years_in_the_stock(REGISTER))
    follows = read(tmp_path, "people.entrants_per_year", f"{entrants:.0f}", f"{entrants:.0f}")
    (base,) = Drawn([SUFFOLK], follows, REGISTER).scenarios(0)
    assert base.opening.people.stock == round(round(entrants) * years)
    own = read(tmp_path, "people.entrants_per_year,people.stock", *[f"{entrants:.0f},15000"] * 2)
    (base,) = Drawn([SUFFOLK], own, REGISTER).scenarios(0)
    assert base.opening.people.stock == 15_000


def wrong(paths: list[Path], ensemble: Ensemble) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        Drawn(paths, ensemble, REGISTER).check()
    return [str(each).removeprefix(ensemble.file + ":") for each in error.value.problems]


def test_values_that_would_change_nothing_are_refused(tmp_path: Path) -> None:
    head = "leaving.charge,people.entrants_per_year,districts.east.quick_days,people.stock"
    values = [between(id, 0.5) for id in head.split(",")]
    row = ",".join(f"{value:.0f}" if value > 1000 else f"{value:.6g}" for value in values)
    county = COUNTY.as_posix()
    assert wrong([COUNTY, MORE], read(tmp_path, head, row, row)) == [
        f"1:16: people.entrants_per_year: is set by {county} in line 12, so no draw would change anything",
        "1:41: districts.east.quick_days: the area of these scenarios has no such setting, so no draw would "
        "change anything",
        f"1:67: people.stock: is set by {county} in line 11, so no draw would change anything",
    ]


def test_what_a_scenario_changes_later_may_be_drawn(tmp_path: Path) -> None:
    id = "iom.offending_effect"
    ensemble = read(tmp_path, id, *[repr(between(id, place)) for place in (0.3, 0.6)])
    drawn = Drawn([COUNTY, FOLDER / "small" / "no-iom-effect.yaml"], ensemble, REGISTER)
    drawn.check()
    _, without = drawn.scenarios(1)
    assert without.opening.iom.offending_effect == between(id, 0.6)
    assert without.phases[-1].settings.iom.offending_effect == 0


def test_values_that_do_not_go_together_are_told_with_their_draw(tmp_path: Path) -> None:
    ids = ("leaving.charge", "leaving.out_of_court", "leaving.bail", "leaving.released_under_investigation")
    most, least = (",".join(repr(between(id, place)) for id in ids) for place in (1.0, 0.0))
    assert sum(between(id, 1.0) for id in ids) > 1 > sum(between(id, 0.0) for id in ids)
    (told,) = wrong([SUFFOLK], read(tmp_path, ",".join(ids), least, most))
    assert told.startswith("3:1: these values do not go together: ")
    assert "of leaving must not come to more than 1" in told
