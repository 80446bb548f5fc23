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

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000
SHOWN = 60
"""Characters of a value that a message shows."""

UNUSABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
NOT_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(\.\d+|\d[\d_:,]*(\.\d*)?)([eE][-+]?\d+)?"
    r"|0[xob][0-9a-fA-F]+|\d{4}-\d\d-\d\d|[-+]?\.(inf|Inf|INF|nan|NaN|NAN)"
)
"""Plain scalars that some YAML reader takes for something other than text."""

WORDING = (
    ("mapping values are not allowed", "a colon cannot stand here: check the indent, or quote the text"),
    ("could not find expected ':'", "a line without a colon: write `key: value`"),
    ("expected <block end>", "the indent does not fit the lines above"),
    ("unindent", "the indent does not fit the lines above"),
    ("unexpected end of stream", "a quotation mark is opened and not closed"),
    ("unexpected document separator", "a quotation mark is opened and not closed"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("expected the node content", "a bracket is not closed, or a value is missing"),
    ("cannot start any token", "a value cannot begin with this character: put the text in quotes"),
    ("escape", "a backslash in double quotes begins a code: use single quotes"),
    ("expected alphabetic or numeric character", "`&` and `*` are not read here: put the text in quotes"),
)


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
class Fault:
    """Something wrong with the text itself."""

    line: int
    column: int
    message: str
    path: str = ""
    given: str | None = None


class UnreadableError(Exception):
    """The text cannot be read any further; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


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
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in node.text)
    text = text if len(text) <= SHOWN else text[:SHOWN] + "..."
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
    text = _decoded(raw)
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        raise UnreadableError(_translated(error)) from None
    except (YAMLError, ValueError, LookupError, ArithmeticError, AssertionError, RecursionError):
        raise UnreadableError(Fault(1, 1, "this is not YAML that can be read")) from None
    if not isinstance(builder.root, Mapping):
        line, column = (builder.root.line, builder.root.column) if builder.root else (1, 1)
        words = "the file must hold keys and values, such as `name: my-scenario`"
        raise UnreadableError(Fault(line, column, words))
    return Document(builder.root, tuple(builder.faults))


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise UnreadableError(Fault(1, 1, "the file is larger than 1 MB"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise UnreadableError(Fault(line, column, "the file is not UTF-8 text: save it as UTF-8")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unusable = UNUSABLE.search(text)
    if unusable:
        position = unusable.start()
        what = f"the file holds the character U+{ord(unusable[0]):04X}, which has no place in it"
        what = {"\t": "a tab: use spaces", "\0": "the file is not UTF-8 text: save it as UTF-8"}.get(
            unusable[0], what
        )
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
        raise UnreadableError(Fault(line, column, what))
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive:
        words = "lines that begin with % are not read here: take them out"
        raise UnreadableError(Fault(text.count("\n", 0, directive.start()) + 1, 1, words))
    return text


def _translated(error: MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(error.problem or "")
    words = next((words for part, words in WORDING if part in problem), "this is not YAML that can be read")
    if "quotation mark" in words and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return Fault(line, column, words)


class _Open:
    """A mapping or a list whose end has not come yet."""

    def __init__(self, is_mapping: bool, path: str, line: int, column: int) -> None:
        self.is_mapping, self.path, self.line, self.column = is_mapping, path, line, column
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
            self._open.append(_Open(isinstance(event, MappingStartEvent), path, line, column))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._add(self._open.pop().closed())

    def _refuse(self, event: Event, line: int, column: int) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                words = "a file holds one scenario: a second one begins here"
                raise UnreadableError(Fault(line, column, words))
        if isinstance(event, AliasEvent):
            words = "aliases (*name) are not read here: write the value out"
            raise UnreadableError(Fault(line, column, words))
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self._nodes += 1
            if self._nodes > MAX_NODES:
                raise UnreadableError(Fault(line, column, f"more than {MAX_NODES:,} values in one file"))
            if event.anchor is not None:
                words = "anchors (&name) are not read here: write the value out"
                raise UnreadableError(Fault(line, column, words))
            if event.tag is not None:
                raise UnreadableError(Fault(line, column, "tags (!name) are not read here: take it out"))

    def _scalar(self, scalar: Scalar) -> None:
        if not (self._open and self._open[-1].awaits_key):
            self._add(self._placed(scalar))
            return
        mapping = self._open[-1]
        path = ".".join(part for part in (mapping.path, shown(scalar).strip("'")) if part)
        words = given = None
        if scalar.text == "<<":
            words = "merge keys (<<) are not read here: write the values out"
        elif not scalar.quoted and (not scalar.text or NOT_TEXT.fullmatch(scalar.text)):
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
