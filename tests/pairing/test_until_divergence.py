"""Two scenarios are the same, to the last digit, until the first day on which their settings differ.

Every shipped pair is looked at: those of the small county and of Peterborough as they are, those of Suffolk
and of Norfolk in an eighth of it with an eighth of everything, and one of Suffolk in full.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from ruamel.yaml import YAML

from sim import clock
from sim.experiment.replication import Draws, draw, live
from sim.model.events import KINDS
from sim.outcomes.record import Record
from sim.scenario.scenario import Scenario
from tests.pairing.counties import FOLDER, shipped
from tests.pairing.part_of_suffolk import part_of

YEARS = 3
SETTLING_YEARS = 2
"""Years that every scenario shares with its base, whatever it changes."""


def pairs() -> list[tuple[str, str, str]]:
    """Each shipped file that extends another, with that other: area, base, file."""
    found = []
    for path in sorted(FOLDER.glob("*/*.yaml")):
        extends = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).get("extends")
        if extends:
            found.append((path.parent.name, extends.removesuffix(".yaml"), path.stem))
    return found


Read = Callable[[str], Scenario]


def in_the_county(name: str) -> Scenario:
    return shipped(name, "small")


def in_suffolk(name: str) -> Scenario:
    return shipped(name, "suffolk")


def in_peterborough(name: str) -> Scenario:
    return shipped(name, "peterborough")


@cache
def in_a_part_of_suffolk(name: str) -> Scenario:
    return part_of(in_suffolk(name), in_suffolk("baseline"))


@cache
def in_a_part_of_norfolk(name: str) -> Scenario:
    return part_of(shipped(name, "norfolk"), shipped("baseline", "norfolk"))


READS: dict[str, Read] = {
    "small": in_the_county,
    "peterborough": in_peterborough,
    "suffolk": in_a_part_of_suffolk,
    "norfolk": in_a_part_of_norfolk,
}


@cache
def drawn_for(read: Read, years: int) -> Draws:
    return draw(read("county" if read is in_the_county else "baseline").opening, 1, 0, years)


@cache
def record_of(read: Read, name: str, years: int = YEARS) -> Record:
    return live(read(name), drawn_for(read, years))


def as_written(record: Record, until: int) -> dict[str, list[bytes]]:
    """Every column of every kind of event up to a day, in the order of writing, to the last bit."""
    tables = {kind.name: record.table(kind) for kind in KINDS}
    return {
        name: [column[columns["time"] < until].tobytes() for column in columns.values()]
        for name, columns in tables.items()
    }


def test_all_shipped_pairs_are_looked_at() -> None:
    files = list(FOLDER.glob("*/*.yaml"))
    areas = {path.parent.name for path in files}
    assert areas == set(READS)
    assert len(pairs()) == len(files) - len(areas)


@pytest.mark.parametrize(("area", "base", "name"), pairs())
def test_a_pair_is_identical_until_it_diverges(area: str, base: str, name: str) -> None:
    first_day = shipped(name, area).first_difference(shipped(base, area))
    assert identical_until_they_diverge(READS[area], base, name) == first_day


def test_so_is_suffolk_in_full() -> None:
    assert identical_until_they_diverge(in_suffolk, "baseline", "martlesham-closed")


def identical_until_they_diverge(read: Read, base: str, name: str) -> int:
    """The first day on which the settings differ, if the runs do not before."""
    first_day = read(name).first_difference(read(base))
    assert first_day is not None
    assert 730 <= first_day < 3 * 365
    years = next(year for year in (SETTLING_YEARS, YEARS) if first_day <= clock.year_start(year))
    mine, theirs = record_of(read, name, years), record_of(read, base, years)
    assert len(as_written(mine, first_day)["entered"][0]) > 8 * 1000  # times of eight bytes each
    assert as_written(mine, first_day) == as_written(theirs, first_day)
    assert (mine.hidden.by_person[:, :2] == theirs.hidden.by_person[:, :2]).all()
    assert (mine.hidden.offences[:2] == theirs.hidden.offences[:2]).all()
    return first_day


@pytest.mark.parametrize("name", ["two-more-constables", "half-the-team", "no-iom-effect", "suite-closed"])
def test_after_it_they_differ(name: str) -> None:
    """Else the test above would prove nothing."""
    runs = [record_of(in_the_county, each) for each in (name, "county")]
    assert runs[0].ledger.sorted_rows() != runs[1].ledger.sorted_rows()
