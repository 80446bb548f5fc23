"""The publications behind the evidence table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.errors import DesistError

SOURCES_FILE = Path(__file__).with_name("sources.csv")
COLUMNS = ("id", "title", "publisher", "year", "url_or_locator")


@dataclass(frozen=True)
class Source:
    """One publication; ``id`` is what the evidence table cites."""

    id: str
    title: str
    publisher: str
    year: int
    url_or_locator: str


def read_sources(path: Path) -> dict[str, Source]:
    """Read sources by id, in the order of the file; raises `DesistError` where a line is broken."""
    found: dict[str, Source] = {}
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DesistError(f"{path.name}, line 1: the columns must be {', '.join(COLUMNS)}")
        for cells in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in cells or None in cells.values():
                raise DesistError(f"{where}: {len(COLUMNS)} cells are needed")
            if cells["id"] in found:
                raise DesistError(f"{where}: '{cells['id']}' stands here a second time")
            if not cells["year"].isdecimal():
                raise DesistError(f"{where}: '{cells['year']}' is not a year")
            found[cells["id"]] = Source(
                cells["id"], cells["title"], cells["publisher"], int(cells["year"]), cells["url_or_locator"]
            )
    return found


@cache
def load_sources() -> dict[str, Source]:
    """Read the shipped sources, once."""
    return read_sources(SOURCES_FILE)
