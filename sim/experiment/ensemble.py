"""An ensemble: values of parameters that are not known, drawn many times, as a file of rows.

Each row is a draw, each column a row of the evidence table. What is wrong in the file is told all at once.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from sim.errors import DesistError
from sim.evidence.register import OUTSIDE_SETTINGS, Register
from sim.evidence.rows import EvidenceRow
from sim.scenario.faults import excerpt
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.slips import DECIMAL

DRAW = "draw"
"""Name of the column that may number the draws."""
COPY = "ensemble.csv"
"""Name of the copy of an ensemble that a study keeps beside its scenario files."""
LEAST_DRAWS = 2
"""Fewest draws whose spread can be seen."""
MOST_DRAWS = 10_000
LARGEST_FILE = 20_000_000
"""Bytes: room for as many draws of fifty values, and more."""
_NUMBERED = re.compile(r"\d{1,9}", re.ASCII)
_PART = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True)
class Draw:
    """One set of values."""

    line: int
    """Line of the file, counted from 1."""
    values: dict[str, float]
    """By id of the evidence table."""


@dataclass(frozen=True)
class Ensemble:
    """Draws of the values that are not known."""

    file: str
    """As it was named."""
    ids: tuple[str, ...]
    """Rows of the evidence table that the draws give a value to."""
    columns: tuple[int, ...]
    """Where the name of each stands in the first line, counted from 1."""
    draws: tuple[Draw, ...]
    content: bytes
    """The file as it is."""

    @property
    def name(self) -> str:
        """Name of the file, without its folders."""
        return Path(self.file).name

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the bytes of the file, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def first(self, number: int | None) -> Ensemble:
        """The first draws, or all; raises ``DesistError`` if there are not as many."""
        if number is None:
            return self
        if not LEAST_DRAWS <= number <= len(self.draws):
            raise DesistError(
                f"--draws: must be a whole number from {LEAST_DRAWS} to {len(self.draws)}, which is how many "
                f"{self.file} has, not {number}"
            )
        return replace(self, draws=self.draws[:number])


def read_ensemble(path: Path, register: Register) -> Ensemble:
    """Read an ensemble.

    Raises
    ------
    ScenarioError
        With every problem found in the file, each with its line, column, value and what is allowed.
    DesistError
        If the file cannot be read at all.
    """
    shown = path.as_posix()
    content, text = _content(path)
    lines = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(lines, [])]
    if not any(header):
        words = "the first line must name the rows of the evidence table that are drawn"
        raise ScenarioError([Problem(shown, 1, 1, "", words, "nothing", "such as people.offending_rate")])
    problems = list(_wrong_header(header, register, shown))
    known = [(place, register.rows[id]) for place, id in enumerate(header) if not _wrong_id(id, register)]
    draws: list[Draw] = []
    named: dict[str, int] = {}
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        line = lines.line_num
        if len(draws) == MOST_DRAWS:
            problems.append(Problem(shown, line, 1, "", f"there are more than {MOST_DRAWS:,} draws"))
            break
        draws.append(_draw(cells, line, header, known, shown, problems))
        if header[0] == DRAW and (wrong := _wrong_number(cells[0].strip(), line, named, shown)):
            problems.append(wrong)
    if len(draws) < LEAST_DRAWS and not problems:
        words = f"must have at least {LEAST_DRAWS} draws below the first line"
        problems.append(Problem(shown, 1, 1, "", words, str(len(draws))))
    if problems:
        raise ScenarioError(problems)
    starts = list(_columns(header))
    ids, columns = tuple(row.id for _, row in known), tuple(starts[place] for place, _ in known)
    return Ensemble(shown, ids, columns, tuple(draws), content)


def _content(path: Path) -> tuple[bytes, str]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise DesistError(f"{path.as_posix()}: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise DesistError(f"{path.as_posix()}: is larger than {LARGEST_FILE // 10**6} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        words = "is not UTF-8 text: in a spreadsheet, save as 'CSV UTF-8'"
        raise ScenarioError([Problem(path.as_posix(), line, 1, "", words)]) from None
    if "\0" in text:
        raise DesistError(f"{path.as_posix()}: is not a text file")
    return content, text


def _wrong_header(header: Sequence[str], register: Register, file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, (id, column) in enumerate(zip(header, _columns(header), strict=True)):
        told = excerpt(id)
        if id in first:
            yield Problem(file, 1, column, told, f"stands here twice; first in column {first[id]}")
        elif id == DRAW and place:
            yield Problem(file, 1, column, told, "can only be the first column")
        elif id != DRAW and (wrong := _wrong_id(id, register)):
            near = get_close_matches(id[:100], list(register.rows), 1) if id not in register.rows else []
            yield Problem(file, 1, column, told, wrong, nearest=near[0] if near else None)
        first.setdefault(id, column)
    if header == [DRAW]:
        yield Problem(file, 1, 1, DRAW, "there must be a column for at least one row of the evidence table")


def _wrong_id(id: str, register: Register) -> str:
    """Why a draw can give no value to ``id``; empty if it can."""
    row = register.rows.get(id)
    if row is None:
        return "names no column" if not id else "the evidence table has no such row"
    if id.split(".", maxsplit=1)[0] in OUTSIDE_SETTINGS:
        return "is published as it stands and no setting of the model"
    if _PART.fullmatch(id.rpartition(".")[2]):
        return "is one number of a list, which only changes as a whole"
    if isinstance(row.value, dt.date):
        return "is a day, and days are not drawn"
    if row.low is None:
        return "has no range in the evidence table, so it is not in doubt"
    return ""


def _draw(
    cells: Sequence[str],
    line: int,
    header: Sequence[str],
    known: Sequence[tuple[int, EvidenceRow]],
    file: str,
    problems: list[Problem],
) -> Draw:
    """The values of a line; what is wrong in it is added to ``problems``."""
    if len(cells) != len(header):
        words = f"has {len(cells)} cells where {len(header)} are needed"
        problems.append(Problem(file, line, 1, "", words))
        return Draw(line, {})
    columns, values = list(_columns(cells)), {}
    for place, row in known:
        text = cells[place].strip()
        wrong = _wrong_value(text, row)
        if wrong:
            given = excerpt(text) or "nothing"
            problems.append(Problem(file, line, columns[place], row.id, wrong, given, _allowed(row)))
        else:
            values[row.id] = float(text)
    return Draw(line, values)


def _wrong_value(text: str, row: EvidenceRow) -> str:
    if not DECIMAL.fullmatch(text):
        return "must be a number"
    value = float(text)
    if isinstance(row.value, int) and not value.is_integer():
        return "must be a whole number"
    low, high = _range(row)
    return "" if low <= value <= high else "lies outside its range in the evidence table"


def _range(row: EvidenceRow) -> tuple[float, float]:
    assert isinstance(row.low, int | float)
    assert isinstance(row.high, int | float)
    return row.low, row.high


def _allowed(row: EvidenceRow) -> str:
    low, high = _range(row)
    kind = "a whole number" if isinstance(row.value, int) else "a number"
    return f"{kind} from {low:.12g} to {high:.12g}"


def _wrong_number(text: str, line: int, named: dict[str, int], file: str) -> Problem | None:
    """What is wrong with the number of a draw; ``named`` holds those before it, with their lines."""
    if not _NUMBERED.fullmatch(text):
        return Problem(file, line, 1, DRAW, "must be a whole number", excerpt(text) or "nothing")
    if text in named:
        return Problem(file, line, 1, DRAW, f"stands here twice; first in line {named[text]}", text)
    named[text] = line
    return None


def _columns(cells: Sequence[str]) -> Iterator[int]:
    """Column of the line at which each cell begins, quotes left out of account."""
    column = 1
    for cell in cells:
        yield column
        column += len(cell) + 1
