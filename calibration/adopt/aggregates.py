"""Reading an area's aggregates: every slip of the file at once, with line and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from calibration.adopt.quantities import BY_NAME, CLOSED, By, Kind, Quantity
from sim.errors import DesistError
from sim.scenario.problems import Problem, ScenarioError

COLUMNS = ("quantity", "where", "value", "unit", "period", "counting_rule", "source")
LARGEST_FILE = 250_000
"""Bytes: a hundred times what the template has."""
MOST = 10_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)

Value = float | dt.date | tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """One value of the file."""

    quantity: Quantity
    where: str
    value: Value
    period: str
    source: str
    line: int


class Aggregates:
    """What an area has given, by quantity and place."""

    def __init__(self, given: list[Given], file: str) -> None:
        self.file = file
        self._by_place = {(each.quantity.name, each.where): each for each in given}

    @property
    def count(self) -> int:
        """How many values there are."""
        return len(self._by_place)

    def row(self, name: str, where: str = "") -> Given | None:
        """The row of a quantity, or None where the area has left it empty."""
        return self._by_place.get((name, where))

    def number(self, name: str, where: str = "") -> float | None:
        """The number of a quantity, or None where the area has left it empty."""
        row = self.row(name, where)
        return row.value if row is not None and isinstance(row.value, float) else None

    def places(self, by: By) -> list[str]:
        """Districts or suites, in the order in which the file names them first."""
        return list(dict.fromkeys(where for (name, where) in self._by_place if BY_NAME[name].by is by))


def read_aggregates(path: Path) -> Aggregates:
    """Read the file.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    shown = path.as_posix()
    lines = csv.reader(io.StringIO(_text(path), newline=""))
    header = next(lines, [])
    if tuple(header) != COLUMNS:
        words = f"the first line must be {','.join(COLUMNS)}"
        raise ScenarioError([Problem(shown, 1, 1, "", words, ",".join(header) or "nothing")])
    given: list[Given] = []
    problems: list[Problem] = []
    named: list[tuple[str, str, int]] = []
    for cells in lines:
        line = lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(cells, line, shown)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        twice = next((row for row in named if row[:2] == found[:2]), None)
        if twice:
            problems.append(Problem(shown, line, 1, found[0], f"stands here twice; first in line {twice[2]}"))
        named.append((found[0], found[1], line))
        if found[2] is not None:
            given.append(found[2])
    if problems:
        raise ScenarioError(problems)
    return Aggregates(given, shown)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DesistError(f"{path.as_posix()}: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise DesistError(
            f"{path.as_posix()}: is larger than {LARGEST_FILE:,} bytes, far more than the template"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        words = "is not UTF-8 text: in a spreadsheet, save as 'CSV UTF-8'"
        raise ScenarioError([Problem(path.as_posix(), line, column, "", words)]) from None


def _row(cells: list[str], line: int, file: str) -> Problem | tuple[str, str, Given | None]:
    """A row's quantity and place, with its value unless that is left empty; or what is wrong with it."""
    if len(cells) != len(COLUMNS):
        words = (
            f"has {len(cells)} cells where {len(COLUMNS)} are needed; a comma in a text needs quotes round it"
        )
        return Problem(file, line, 1, "", words)
    name, where, value, _, period, _, source = (cell.strip() for cell in cells)
    at = dict(zip(COLUMNS, _columns(cells), strict=True))
    quantity = BY_NAME.get(name)
    if quantity is None:
        near = next(iter(get_close_matches(name, list(BY_NAME), 1)), None)
        return Problem(file, line, at["quantity"], name, "there is no such quantity", nearest=near)
    if wrong := _wrong_place(quantity, where):
        return Problem(file, line, at["where"], name, wrong, where or "nothing", *_allowed(quantity, where))
    if not value:
        return name, where, None
    read = _value(value, quantity.kind)
    if read is None:
        return Problem(file, line, at["value"], name, f"must be {quantity.kind.value}", value)
    return name, where, Given(quantity, where, read, period, source, line)


def _columns(cells: list[str]) -> Iterator[int]:
    """Column of the line at which each cell begins, quotes left out of account."""
    column = 1
    for cell in cells:
        yield column
        column += len(cell) + 1


def _wrong_place(quantity: Quantity, where: str) -> str:
    if quantity.by is By.AREA:
        return "is given once for the area: leave `where` empty" if where else ""
    if quantity.by in CLOSED:
        known = where in CLOSED[quantity.by]
        return "" if known else f"`where` must be a {quantity.by.value} that the model knows"
    if not _NAME.fullmatch(where):
        return f"`where` must name the {quantity.by.value}, in small letters, digits and underscores"
    return ""


def _allowed(quantity: Quantity, where: str) -> tuple[str | None, str | None]:
    known = CLOSED.get(quantity.by, ())
    near = next(iter(get_close_matches(where, known, 1)), None)
    return (", ".join(known) or None), near


def _value(text: str, kind: Kind) -> Value | None:
    if kind is Kind.DATE:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return None
    if kind is Kind.NAMES:
        names = tuple(text.split())
        return names if all(_NAME.fullmatch(name) for name in names) else None
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    whole = kind is not Kind.WHOLE or number == int(number)
    return number if math.isfinite(number) and number <= MOST and whole else None
