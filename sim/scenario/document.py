"""Strict YAML: the text of a file becomes mappings, lists and scalars that know where they stand.

Only the plain part of YAML 1.2 is read. Anchors, aliases, tags, directives and merge keys are refused while
the text is scanned, before anything is built, and so are files that are too large or nested too deeply.
Scalars stay text: what they mean is for the setting to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.scenario.characters import decoded
from sim.scenario.faults import Fault, UnreadableError, excerpt
from sim.scenario.syntax import located

MAX_DEPTH = 20
MAX_NODES = 10_000
"""Several times what a file needs that sets every setting."""

NOT_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(\.\d+|\d[\d_:,]*(\.\d*)?)([eE][-+]?\d+)?"
    r"|0[xob][0-9a-fA-F]+|\d{4}-\d\d-\d\d|[-+]?\.(inf|Inf|INF|nan|NaN|NAN)"
)
"""Plain scalars that some YAML reader takes for something other than text."""


@dataclass(frozen=True)
class Scalar:
    """A single value, still as text."""

    text: str
    quoted: bool
    line: int
    column: int


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    """Keys and values, in the order of the file, each key once."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> tuple[Scalar, Node] | None:
        """Return the key and the value that stand under ``key``."""
        return next((item for item in self.items if item[0].text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Document:
    """A file that was read, and the keys in it that stand twice or are not text."""

    root: Mapping
    faults: tuple[Fault, ...]


def shown(node: Node) -> str:
    """Return ``node`` as a message shows it: in one line, cut short, with nothing that a terminal obeys."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    text = excerpt(node.text)
    if node.quoted:
        return f"'{text}'"
    return text or "nothing"


def read_document(raw: bytes) -> Document:
    """Read the bytes of a file.

    Raises
    ------
    UnreadableError
        Where the text is not the plain part of YAML that scenarios are written in.
    """
    text = decoded(raw)
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        raise UnreadableError(located(error, text, builder.bracket)) from None
    except (YAMLError, ValueError, LookupError, ArithmeticError, AssertionError, RecursionError):
        raise UnreadableError(Fault(1, 1, "this is not YAML that can be read")) from None
    if not isinstance(builder.root, Mapping):
        line, column = (builder.root.line, builder.root.column) if builder.root else (1, 1)
        words = "the file must hold keys and values, such as `name: my-scenario`"
        raise UnreadableError(Fault(line, column, words))
    return Document(builder.root, tuple(builder.faults))


class _Open:
    """A mapping or a list whose end has not come yet."""

    def __init__(self, is_mapping: bool, in_brackets: bool, path: str, line: int, column: int) -> None:
        self.is_mapping, self.in_brackets = is_mapping, in_brackets
        self.path, self.line, self.column = path, line, column
        self.values: list[Node] = []
        self.keys: list[Scalar | None] = []
        """None for a key that is left out because it stands twice or is not text."""
        self.lines: dict[str, int] = {}

    @property
    def awaits_key(self) -> bool:
        return self.is_mapping and len(self.keys) == len(self.values)

    @property
    def inner_path(self) -> str:
        key = self.keys[-1] if self.is_mapping and self.keys else None
        return ".".join(part for part in (self.path, key.text if key else "") if part)

    def parted_by_comma(self, key: Scalar) -> Fault | None:
        """Return what is wrong where ``1,5`` or ``1,000`` in curly brackets was read as a value and a key."""
        last = self.values[-1] if self.in_brackets and self.values else None
        if (
            not isinstance(last, Scalar)
            or not (last.text + key.text).isdecimal()
            or last.quoted
            or key.quoted
        ):
            return None
        if (last.line, last.column + len(last.text) + 1) != (key.line, key.column):
            return None
        words = "a comma parts values here: write decimals with a point, and thousands without a comma"
        return Fault(last.line, last.column, words, self.inner_path, f"{last.text},{key.text}")

    def closed(self) -> Mapping | Sequence:
        if not self.is_mapping:
            return Sequence(tuple(self.values), self.line, self.column)
        return Mapping(tuple(self._items()), self.line, self.column)

    def _items(self) -> Iterator[tuple[Scalar, Node]]:
        for key, value in zip(self.keys, self.values, strict=True):
            if key is not None:
                yield key, value


class _Builder:
    """Builds the tree from parser events, one by one, so that a hostile file is given up early."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    @property
    def bracket(self) -> tuple[int, int] | None:
        """Line and column of the innermost bracket that is still open."""
        last = self._open[-1] if self._open else None
        return (last.line, last.column) if last and last.in_brackets else None

    def take(self, event: Event) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self._refuse(event, line, column)
        if isinstance(event, ScalarEvent):
            self._scalar(Scalar(event.value, bool(event.style), line, column))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if self._open and self._open[-1].awaits_key:
                raise UnreadableError(Fault(line, column, "a key must be a word, not a list or a mapping"))
            if len(self._open) == MAX_DEPTH:
                raise UnreadableError(Fault(line, column, f"nested more than {MAX_DEPTH} deep"))
            path = self._open[-1].inner_path if self._open else ""
            is_mapping, in_brackets = isinstance(event, MappingStartEvent), bool(event.flow_style)
            self._open.append(_Open(is_mapping, in_brackets, path, line, column))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._add(self._open.pop().closed())

    def _refuse(self, event: Event, line: int, column: int) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                words = "a file holds one scenario: a second one begins here"
                raise UnreadableError(Fault(line, column, words))
        if isinstance(event, AliasEvent):
            words = "aliases (*name) are not read here: write the value out, or put text in quotes"
            raise UnreadableError(Fault(line, column, words))
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self._nodes += 1
            if self._nodes > MAX_NODES:
                raise UnreadableError(Fault(line, column, f"more than {MAX_NODES:,} values in one file"))
            if event.anchor is not None:
                words = "anchors (&name) are not read here: write the value out, or put text in quotes"
                raise UnreadableError(Fault(line, column, words))
            if event.tag is not None:
                words = "tags (!name) are not read here: take it out, or put text in quotes"
                raise UnreadableError(Fault(line, column, words))

    def _scalar(self, scalar: Scalar) -> None:
        if not (self._open and self._open[-1].awaits_key):
            self._add(self._placed(scalar))
            return
        mapping = self._open[-1]
        path = ".".join(part for part in (mapping.path, excerpt(scalar.text)) if part)
        words = given = None
        if parted := mapping.parted_by_comma(scalar):
            self.faults.append(parted)
            mapping.keys.append(None)
            return
        if scalar.text == "<<":
            words = "merge keys (<<) are not read here: write the values out"
        elif not scalar.quoted and not scalar.text:
            words = "a key is missing before the colon"
        elif not scalar.quoted and NOT_TEXT.fullmatch(scalar.text):
            words, given = "a key must be text: put it in quotation marks", shown(scalar)
        elif scalar.text in mapping.lines:
            first = mapping.lines[scalar.text]
            words = f"stands twice in one mapping, on line {first} and on line {scalar.line}"
        else:
            mapping.lines[scalar.text] = scalar.line
        if words:
            self.faults.append(Fault(scalar.line, scalar.column, words, path, given))
        mapping.keys.append(None if words else scalar)

    def _placed(self, scalar: Scalar) -> Scalar:
        """Put a value that was left out where its key stands, not where the next thing begins."""
        key = self._open[-1].keys[-1] if self._open and self._open[-1].keys else None
        if scalar.text or scalar.quoted or key is None:
            return scalar
        return Scalar("", False, key.line, key.column)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].values.append(node)
        else:
            self.root = node
