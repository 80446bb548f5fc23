"""One scenario file: every value it sets, from when until when, and why.

``from``, ``until`` and ``why`` may stand in any mapping and hold for everything in it; the nearest wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeVar

from sim import clock
from sim.scenario.document import Document, Mapping, Node, Scalar, shown
from sim.scenario.fields import (
    Branch,
    Item,
    Leaf,
    Path,
    Table,
    Value,
    leaves,
    settings_tree,
)
from sim.scenario.problems import Problem
from sim.scenario.values import NAME, WrongValueError, read_date, read_text, read_value

T = TypeVar("T")
SCOPE_KEYS = ("from", "until", "why")
HEAD_KEYS = ("name", "title", "extends")
LISTED = 12
"""Allowed keys that a message lists at the most."""

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
    layer = Layer(file, is_base=root.get("extends") is None)
    for fault in document.faults:
        layer.problem((fault.line, fault.column), (fault.path,), fault.message, given=fault.given)
    _read_head(layer, root)
    scope = Scope(0 if layer.is_base else clock.FIRST_MEASURED_DAY)
    _Walk(layer).mapping(root, settings_tree(), (), scope)
    return layer


def _read_head(layer: Layer, root: Mapping) -> None:
    def text(key: str) -> tuple[str | None, tuple[int, int]]:
        item = root.get(key)
        if item is None:
            return None, (1, 1)
        at = (item[1].line, item[1].column)
        try:
            return read_text(item[1]), at
        except WrongValueError as error:
            layer.problem(at, (key,), error.message, given=error.given)
            return None, at

    name, layer.name_at = text("name")
    layer.name = name or ""
    if root.get("name") is None:
        layer.problem((1, 1), ("name",), "is missing: every scenario needs a name")
    elif name is not None and (not _is_slug(name) or name in RESERVED_NAMES):
        message = "must be a short name of small letters, digits and hyphens, such as two-more-constables"
        layer.problem(layer.name_at, ("name",), message, given=shown(Scalar(name, False, 1, 1)))
    layer.title, _ = text("title")
    layer.extends, layer.extends_at = text("extends")


def _is_slug(name: str) -> bool:
    return NAME.fullmatch(name) is not None and "_" not in name


class _Walk:
    """Walks the mappings of a file along the tree of settings."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer

    def mapping(self, node: Mapping, item: Branch | Table, path: Path, scope: Scope) -> None:
        """Read all keys of a mapping."""
        scope = self._scope(node, path, scope)
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
            elif NAME.fullmatch(key.text):
                self.layer.named[inner] = key
                self._item(key, value, item.entry, inner, scope)
            else:
                message = "a name here must be small letters, digits, hyphens and underscores"
                self.layer.problem((key.line, key.column), (*path, shown(key).strip("'")), message)

    def _item(self, key: Scalar, value: Node, item: Item, path: Path, scope: Scope) -> None:
        if not isinstance(item, Leaf):
            if isinstance(value, Mapping):
                self.mapping(value, item, path, scope)
            else:
                words = "must be a mapping: its settings stand below it, further in"
                self.layer.problem((value.line, value.column), path, words, given=shown(value))
            return
        try:
            read = read_value(value, item)
        except WrongValueError as error:
            at = (error.node.line, error.node.column)
            self.layer.problem(at, path, error.message, given=error.given, allowed=error.allowed)
            return
        self.layer.entries[path] = Entry(path, read, item, scope, value.line, value.column)

    def _unknown(self, key: Scalar, path: Path, branch: Branch) -> None:
        siblings = list(branch.parts)
        known = (*siblings, *SCOPE_KEYS, *(HEAD_KEYS if not path else ()))
        near = _elsewhere(key.text, path) or get_close_matches(key.text, known, 1)
        allowed = ", ".join(siblings) if len(siblings) <= LISTED else None
        shown_path = (*path, shown(key).strip("'"))
        at = (key.line, key.column)
        nearest = near[0] if near else None
        self.layer.problem(at, shown_path, "there is no such setting", allowed=allowed, nearest=nearest)

    def _scope(self, node: Mapping, path: Path, scope: Scope) -> Scope:
        found = {key: item for key in SCOPE_KEYS if (item := node.get(key)) is not None}
        if "why" in found:
            why = self._read(found["why"][1], (*path, "why"), read_text)
            scope = replace(scope, why=why or scope.why)
        dated = [found[key] for key in ("from", "until") if key in found]
        if self.layer.is_base:
            words = "can only stand in a file that extends another: values here hold from the first day"
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


def _elsewhere(key: str, path: Path) -> list[str]:
    """Settings of this name in other sections, the nearest first."""
    found = [place for place, _ in leaves(settings_tree()) if key in place]
    places = dict.fromkeys(place[: place.index(key) + 1] for place in found)
    shared = sorted(places, key=lambda place: -sum(a == b for a, b in zip(place, path, strict=False)))
    return [".".join(place) for place in shared]
