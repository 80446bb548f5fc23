"""One scenario file: every value it sets, from when until when, and why.

``from``, ``until`` and ``why`` may stand in any mapping and hold for everything in it; the nearest wins.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sim import clock
from sim.scenario.document import Document, Mapping, Node, Scalar, Sequence, shown
from sim.scenario.faults import excerpt
from sim.scenario.fields import (
    Branch,
    Item,
    Leaf,
    Path,
    Table,
    Value,
    settings_tree,
)
from sim.scenario.problems import Problem
from sim.scenario.syntax import without_colon
from sim.scenario.unknown import (
    DESCRIBES_AREA,
    HEAD_KEYS,
    SCOPE_KEYS,
    Guess,
    guess,
    misspelt_extends,
    plain_name,
)
from sim.scenario.values import NAME, WrongValueError, read_date, read_text, read_title, read_value

T = TypeVar("T")
MOST_ENTRIES = 100
"""Entries of a free map: more than any force has districts or suites, and than a curve needs ages."""
MOST_GUESSED = 100
"""Problems in a file from which on unknown keys are no longer compared with known ones, which takes time."""

RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows does not allow for a folder of results."""


@dataclass(frozen=True)
class Scope:
    """What holds for all values of a mapping."""

    start: int
    until: int | None = None
    why: str | None = None
    until_line: int = 0


@dataclass(frozen=True)
class Entry:
    """One value that a file sets."""

    path: Path
    value: Value
    leaf: Leaf
    scope: Scope
    line: int
    column: int
    parts: tuple[tuple[int, int], ...] = ()
    """Line and column of each part of a list."""


@dataclass
class Layer:
    """One file, read as far as it can be read without its base."""

    file: str
    name: str = ""
    name_at: tuple[int, int] = (1, 1)
    title: str | None = None
    extends: str | None = None
    extends_at: tuple[int, int] = (1, 1)
    is_base: bool = True
    """Whether it extends no other file."""
    describes_area: bool = True
    """Whether its values are of the area itself, from the first day on: a base, or a file that says so."""
    entries: dict[Path, Entry] = field(default_factory=dict)
    named: dict[Path, Scalar] = field(default_factory=dict)
    """The entries of free maps that the file names, by their path."""
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self,
        at: tuple[int, int],
        path: Path,
        message: str,
        *,
        given: str | None = None,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> None:
        """Note a problem of this file."""
        line, column = at
        self.problems.append(
            Problem(self.file, line, column, ".".join(path), message, given, allowed, nearest)
        )


def read_layer(file: str, document: Document) -> Layer:
    """Read the values of one file, noting every problem in it."""
    root = document.root
    misspelt = misspelt_extends(root)
    is_base = root.get("extends") is None and misspelt is None
    layer = Layer(file, is_base=is_base, describes_area=is_base)
    for fault in document.faults:
        layer.problem((fault.line, fault.column), (fault.path,), fault.message, given=fault.given)
    _read_head(layer, root)
    scope = Scope(0 if layer.describes_area else clock.FIRST_MEASURED_DAY)
    _Walk(layer, misspelt).mapping(root, settings_tree(), (), scope)
    return layer


def _read_head(layer: Layer, root: Mapping) -> None:
    def text(key: str, reader: Callable[[Node], str] = read_text) -> tuple[str | None, tuple[int, int]]:
        item = root.get(key)
        if item is None:
            return None, (1, 1)
        at = (item[1].line, item[1].column)
        try:
            return reader(item[1]), at
        except WrongValueError as error:
            layer.problem(at, (key,), error.message, given=error.given)
            return None, at

    name, layer.name_at = text("name")
    layer.name = name or ""
    if root.get("name") is None:
        layer.problem(
            (1, 1), ("name",), "is missing: every scenario needs a name, such as `name: my-scenario`"
        )
    elif name is not None:
        _check_name(layer, name)
    layer.title, _ = text("title", read_title)
    layer.extends, layer.extends_at = text("extends")
    if (found := root.get(DESCRIBES_AREA)) is not None:
        _read_describes_area(layer, *found)


def _read_describes_area(layer: Layer, key: Scalar, value: Node) -> None:
    layer.describes_area = True
    if layer.is_base:
        words = "can only stand in a file that extends another: any other file describes its area anyway"
        layer.problem((key.line, key.column), (DESCRIBES_AREA,), words)
    elif not isinstance(value, Scalar) or value.text != "yes":
        words = "must be yes; a file that does not describe its area leaves this line out"
        layer.problem((value.line, value.column), (DESCRIBES_AREA,), words, given=shown(value))


def _check_name(layer: Layer, name: str) -> None:
    given = excerpt(name)
    if name in RESERVED_NAMES:
        message = "is a name that Windows keeps for itself, and results have their folder by it: take another"
        layer.problem(layer.name_at, ("name",), message, given=given)
    elif not _is_slug(name):
        message = (
            "must be a short name of small letters, digits and hyphens (64 at the most), such as "
            "two-more-constables"
        )
        near = plain_name(name).replace("_", "-")
        nearest = near if _is_slug(near) and near not in RESERVED_NAMES else None
        layer.problem(layer.name_at, ("name",), message, given=given, nearest=nearest)


def _is_slug(name: str) -> bool:
    return NAME.fullmatch(name) is not None and "_" not in name


class _Walk:
    """Walks the mappings of a file along the tree of settings."""

    def __init__(self, layer: Layer, misspelt: Scalar | None) -> None:
        self.layer = layer
        self.misspelt = misspelt
        """The key that was probably meant to be ``extends``."""

    def mapping(self, node: Mapping, item: Branch | Table, path: Path, scope: Scope) -> None:
        """Read all keys of a mapping."""
        scope = self._scope(node, path, scope)
        if isinstance(item, Table) and len(node.items) > MOST_ENTRIES:
            key = node.items[MOST_ENTRIES][0]
            words = f"must have no more than {MOST_ENTRIES} entries; this has {len(node.items):,}"
            self.layer.problem((key.line, key.column), path, words)
            return
        for key, value in node.items:
            if key.text in SCOPE_KEYS or (not path and key.text in HEAD_KEYS):
                continue
            inner = (*path, key.text)
            if isinstance(item, Branch):
                part = item.parts.get(key.text)
                if part is None:
                    self._unknown(key, path, item)
                else:
                    self._item(key, value, part, inner, scope)
            elif key.text in _parts(item.entry):
                words = "belongs further in, below a name"
                self.layer.problem((key.line, key.column), inner, words)
            elif NAME.fullmatch(key.text):
                self.layer.named[inner] = key
                self._item(key, value, item.entry, inner, scope)
            else:
                message = "a name here must be small letters, digits, hyphens and underscores"
                near = plain_name(key.text)
                nearest = near if NAME.fullmatch(near) else None
                at, shown_path = (key.line, key.column), (*path, shown(key).strip("'"))
                self.layer.problem(at, shown_path, message, nearest=nearest)

    def _item(self, key: Scalar, value: Node, item: Item, path: Path, scope: Scope) -> None:
        if not isinstance(item, Leaf):
            if isinstance(value, Mapping):
                self.mapping(value, item, path, scope)
            else:
                self._no_mapping(value, item, path)
            return
        try:
            read = read_value(value, item)
        except WrongValueError as error:
            at, told = (error.node.line, error.node.column), (error.given, error.allowed, error.nearest)
            self.layer.problem(at, path, error.message, given=told[0], allowed=told[1], nearest=told[2])
            return
        listed = value.items if isinstance(value, Sequence) else ()
        parts = tuple((part.line, part.column) for part in listed)
        self.layer.entries[path] = Entry(path, read, item, scope, value.line, value.column, parts)

    def _no_mapping(self, value: Scalar | Sequence, item: Branch | Table, path: Path) -> None:
        """Note that single settings were expected, and how they are written."""
        words = "must be a mapping: its settings stand below it, further in"
        allowed = ", ".join(item.parts) if isinstance(item, Branch) else None
        if isinstance(value, Sequence):
            words += ", without hyphens or square brackets"
        elif (slip := without_colon(value.text)) and _first_word(value.text) in _parts(item):
            words, allowed = slip, None
        self.layer.problem((value.line, value.column), path, words, given=shown(value), allowed=allowed)

    def _unknown(self, key: Scalar, path: Path, branch: Branch) -> None:
        known = Guess("there is no such setting")
        if not path and key == self.misspelt:
            known = Guess(known.message, nearest="extends")
        elif len(self.layer.problems) < MOST_GUESSED:
            known = guess(key.text, path, branch)
        at, shown_path = (key.line, key.column), (*path, shown(key).strip("'"))
        self.layer.problem(at, shown_path, known.message, allowed=known.allowed, nearest=known.nearest)

    def _scope(self, node: Mapping, path: Path, scope: Scope) -> Scope:
        found = {key: item for key in SCOPE_KEYS if (item := node.get(key)) is not None}
        if "why" in found:
            why = self._read(found["why"][1], (*path, "why"), read_text)
            scope = replace(scope, why=why or scope.why)
        dated = [found[key] for key in ("from", "until") if key in found]
        if self.layer.describes_area:
            words = "can only stand in a file that extends another: values here hold from the first day"
            if not self.layer.is_base:
                words = f"cannot stand in a file with `{DESCRIBES_AREA}`: values here hold from the first day"
            for key, _ in dated:
                self.layer.problem((key.line, key.column), (*path, key.text), words)
            return scope
        return self._dated(found, path, scope) if dated else scope

    def _dated(self, found: dict[str, tuple[Scalar, Node]], path: Path, scope: Scope) -> Scope:
        if "from" in found:
            start = self._read(found["from"][1], (*path, "from"), _start_day)
            scope = scope if start is None else replace(scope, start=start)
        if "until" in found:
            until = self._read(found["until"][1], (*path, "until"), read_date)
            if until is not None:
                scope = replace(scope, until=clock.day_of(until), until_line=found["until"][0].line)
        if scope.until is not None and scope.until <= scope.start:
            key, node = found.get("until") or found["from"]
            words = f"must be after `from`, which is {clock.date_of(scope.start)}"
            if key.text == "from":
                words = f"must be before `until`, which is {clock.date_of(scope.until)}"
            self.layer.problem((node.line, node.column), (*path, key.text), words, given=shown(node))
            return replace(scope, until=None)
        return scope

    def _read(self, node: Node, path: Path, reader: Callable[[Node], T]) -> T | None:
        try:
            return reader(node)
        except WrongValueError as error:
            at = (error.node.line, error.node.column)
            self.layer.problem(at, path, error.message, given=error.given, allowed=error.allowed)
            return None


def _start_day(node: Node) -> int:
    date = read_date(node)
    first, last = clock.date_of(clock.FIRST_MEASURED_DAY), clock.date_of(clock.HORIZON) - dt.timedelta(days=1)
    if not first <= date <= last:
        raise WrongValueError(node, f"must be a date from {first} to {last}")
    return clock.day_of(date)


def _parts(item: Item) -> Container[str]:
    return item.parts if isinstance(item, Branch) else ()


def _first_word(text: str) -> str:
    return re.split(r"\W", text, maxsplit=1)[0]
