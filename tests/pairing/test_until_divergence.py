"""Two scenarios are the same, to the last digit, until the first day on which their settings differ."""

from __future__ import annotations

from functools import cache

import pytest
from ruamel.yaml import YAML

from sim.experiment.replication import Draws, draw, live
from sim.outcomes.record import Record
from tests.pairing.counties import FOLDER, shipped

YEARS = 3


def pairs() -> list[tuple[str, str, str]]:
    """Each shipped file that extends another, with that other: area, base, file."""
    found = []
    for path in sorted(FOLDER.glob("*/*.yaml")):
        extends = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).get("extends")
        if extends:
            found.append((path.parent.name, extends.removesuffix(".yaml"), path.stem))
    return found


@cache
def drawn_for(area: str) -> Draws:
    return draw(shipped("county" if area == "small" else "baseline", area).opening, 1, 0, YEARS)


@cache
def record_of(area: str, name: str) -> Record:
    return live(shipped(name, area), drawn_for(area))


@cache
def rows_until(area: str, name: str, day: int) -> list[tuple[object, ...]]:
    return record_of(area, name).ledger.sorted_rows(until=day)


def test_all_shipped_pairs_are_looked_at() -> None:
    files = list(FOLDER.glob("*/*.yaml"))
    areas = {path.parent.name for path in files}
    assert areas == {"small", "suffolk"}
    assert len(pairs()) == len(files) - len(areas)


@pytest.mark.parametrize(("area", "base", "name"), pairs())
def test_a_pair_is_identical_until_it_diverges(area: str, base: str, name: str) -> None:
    first_day = shipped(name, area).first_difference(shipped(base, area))
    assert first_day is not None
    assert 730 <= first_day < 3 * 365
    mine, theirs = record_of(area, name), record_of(area, base)
    before = mine.ledger.sorted_rows(until=first_day)
    assert len(before) > 1000
    assert before == rows_until(area, base, first_day)
    assert (mine.hidden.by_person[:, :2] == theirs.hidden.by_person[:, :2]).all()
    assert (mine.hidden.offences[:2] == theirs.hidden.offences[:2]).all()


@pytest.mark.parametrize("name", ["two-more-constables", "half-the-team", "no-iom-effect", "suite-closed"])
def test_after_it_they_differ(name: str) -> None:
    """Else the test above would prove nothing."""
    assert record_of("small", name).ledger.sorted_rows() != record_of("small", "county").ledger.sorted_rows()
