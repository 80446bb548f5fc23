"""The evidence table: every number the model uses, in one file, read without pandas so that it is quick."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sim.errors import DesistError
from sim.evidence.rows import COLUMNS, EvidenceRow, Value, parse_row

EVIDENCE_FILE = Path(__file__).with_name("evidence.csv")

OUTSIDE_SETTINGS = ("ogrs3",)
"""First words of ids that are not settings: no scenario can change them."""

Tree: TypeAlias = "dict[str, Tree | tuple[Value, ...] | Value]"


class EvidenceError(DesistError):
    """The evidence table is broken, or was asked for an id it does not have."""


class Register:
    """The rows of the evidence table, in the order of the file."""

    def __init__(self, rows: Mapping[str, EvidenceRow], fingerprint: str) -> None:
        self.rows = dict(rows)
        """Rows by id."""
        self.fingerprint = fingerprint
        """SHA-256 of the bytes of the file, in hexadecimal."""

    def row(self, id: str) -> EvidenceRow:
        """Return the row of an id; raises `EvidenceError` if there is none."""
        try:
            return self.rows[id]
        except KeyError:
            raise EvidenceError(f"the evidence table has no row '{id}'") from None

    def number(self, id: str) -> float:
        """Return the value of an id; raises `EvidenceError` if there is none or if it is a day."""
        value = self.row(id).value
        if isinstance(value, dt.date):
            raise EvidenceError(f"'{id}' is a day, not a number")
        return float(value)

    def under(self, prefix: str) -> dict[str, EvidenceRow]:
        """Return the rows below a prefix, by the rest of their ids, in the order of the file.

        ``under("ogrs3.offence")`` has the keys ``violence``, ``robbery`` and so on. Empty if none is there.
        """
        start = prefix + "."
        return {id.removeprefix(start): row for id, row in self.rows.items() if id.startswith(start)}

    def tree(self) -> Tree:
        """Return the values of all settings, nested by the parts of their ids.

        Integers, numbers and days keep the kind they have in the file. Children numbered 0, 1, 2 ... become a
        tuple.
        """
        root: Tree = {}
        for id, row in self.rows.items():
            *branches, leaf = id.split(".")
            if branches[0] not in OUTSIDE_SETTINGS:
                _branch(root, branches)[leaf] = row.value
        return {name: _numbered(child) for name, child in root.items()}


def _branch(root: Tree, names: list[str]) -> Tree:
    place = root
    for name in names:
        child = place.setdefault(name, {})
        assert isinstance(child, dict)  # read_register refuses an id that is also a branch
        place = child
    return place


def _numbered(place: Tree | tuple[Value, ...] | Value) -> Tree | tuple[Value, ...] | Value:
    if not isinstance(place, dict):
        return place
    if list(place) == [str(index) for index in range(len(place))]:
        return tuple(value for value in place.values() if not isinstance(value, dict | tuple))
    return {name: _numbered(child) for name, child in place.items()}


def read_register(path: Path) -> Register:
    """Read an evidence table.

    Raises
    ------
    EvidenceError
        If a column is missing or a line is broken, naming the file and the line.
    """
    content = path.read_bytes()
    rows: dict[str, EvidenceRow] = {}
    branches: set[str] = set()  # only asked whether an id is in it, so its order does not matter
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    _check_header(path, next(reader, []))
    for cells in reader:
        where = f"{path.name}, line {reader.line_num}"
        if len(cells) != len(COLUMNS):
            raise EvidenceError(f"{where}: {len(cells)} cells where {len(COLUMNS)} are needed")
        try:
            row = parse_row(dict(zip(COLUMNS, cells, strict=True)))
        except ValueError as problem:
            raise EvidenceError(f"{where}: {problem}") from None
        if row.id in rows:
            raise EvidenceError(f"{where}: '{row.id}' stands here a second time")
        parents = _parents(row.id)
        if row.id in branches or any(parent in rows for parent in parents):
            raise EvidenceError(f"{where}: '{row.id}' is at once a value and a part of the settings")
        branches.update(parents)
        rows[row.id] = row
    return Register(rows, hashlib.sha256(content).hexdigest())


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise EvidenceError(f"{path.name}, line 1: no column {', '.join(missing)}")
    if tuple(header) != COLUMNS:
        raise EvidenceError(f"{path.name}, line 1: the columns must be {', '.join(COLUMNS)}")


def _parents(id: str) -> list[str]:
    parts = id.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]


@cache
def load_register() -> Register:
    """Read the shipped evidence table, once."""
    return read_register(EVIDENCE_FILE)
