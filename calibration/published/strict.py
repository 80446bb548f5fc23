"""Strict reading of the files of a calibration: what a mapping holds, and where it is wrong."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from sim.scenario.characters import MAX_BYTES
from sim.scenario.document import NOT_TEXT, Mapping, Node, Scalar, Sequence, read_document, shown
from sim.scenario.faults import UnreadableError
from sim.scenario.fields import Kind, Leaf, Value
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.values import MOST_COMPARED, WrongValueError, read_value

TEXT = Leaf(Kind.TEXT, lever=False)
NAMES = Leaf(Kind.WORDS, lever=False, shortest=1)
_MOST = 1e6

Found = TypeVar("Found")


def choice(names: Iterable[str]) -> Leaf:
    """One name among these."""
    return Leaf(Kind.CHOICE, lever=False, choices=tuple(names))


def number(low: float, high: float = _MOST, *, more_than_low: bool = False) -> Leaf:
    """A number between two bounds."""
    return Leaf(Kind.NUMBER, lever=False, low=low, high=high, low_open=more_than_low)


def whole(low: float, high: float = _MOST) -> Leaf:
    """A whole number between two bounds."""
    return Leaf(Kind.WHOLE, lever=False, low=low, high=high)


class CalibrationFileError(ScenarioError):
    """Files that a calibration cannot be made from, with every problem found in them."""


@dataclass
class StrictFile:
    """A file that could be read as YAML, and what is wrong in it so far."""

    path: Path
    raw: bytes
    root: Mapping
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> StrictFile:
        """Read a file; raises ``CalibrationFileError`` if it is not the plain YAML that scenarios are in."""
        shown_path = path.as_posix()
        try:
            with path.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
            document = read_document(raw)
        except OSError as error:
            raise CalibrationFileError(
                [Problem(shown_path, 1, 1, "", error.strerror or str(error))]
            ) from None
        except UnreadableError as error:
            fault = error.fault
            problem = Problem(shown_path, fault.line, fault.column, fault.path, fault.message, fault.given)
            raise CalibrationFileError([problem]) from None
        found = cls(path, raw, document.root)
        for fault in document.faults:
            found.problems.append(
                Problem(shown_path, fault.line, fault.column, fault.path, fault.message, fault.given)
            )
        return found

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the bytes of the file, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    def top(self) -> Section:
        """The whole file as a section."""
        return Section(self, self.root, "")

    def wrong(
        self,
        node: Node,
        path: str,
        message: str,
        *,
        given: str | None = None,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> None:
        """Note what is wrong at a place."""
        self.problems.append(
            Problem(self.path.as_posix(), node.line, node.column, path, message, given, allowed, nearest)
        )

    def refuse_if_wrong(self) -> None:
        """Raise ``CalibrationFileError`` with all that was noted, file by file, in the order of each."""
        if self.problems:
            unique = dict.fromkeys(self.problems)
            files = list(dict.fromkeys((self.path.as_posix(), *(each.file for each in unique))))
            place = {each: (files.index(each.file), each.line, each.column) for each in unique}
            raise CalibrationFileError(sorted(unique, key=place.__getitem__))


@dataclass(frozen=True)
class Section:
    """A mapping of a file; what cannot be read is noted, and None is returned for it."""

    file: StrictFile
    node: Mapping
    path: str

    def only(self, needed: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Note each key that is missing, and each that cannot stand here."""
        needed = tuple(needed)
        known = (*needed, *optional)
        for key, _ in self.node.items:
            if key.text not in known:
                self.file.wrong(
                    key, self._at(key.text), "cannot stand here",
                    allowed=", ".join(known), nearest=_nearest(key.text, known),
                )  # fmt: skip
        for name in needed:
            if name not in self:
                self.file.wrong(self.node, self._at(name), "is missing")

    def one_of(self, *keys: str) -> str | None:
        """The one of these keys that stands here; noted where it is none of them, or several."""
        found = [key for key in keys if key in self]
        if len(found) == 1:
            return found[0]
        self.file.wrong(self.node, self.path, "must have just one of " + ", ".join(keys))
        return None

    def __contains__(self, key: str) -> bool:
        return self.node.get(key) is not None

    def value(self, key: str, leaf: Leaf) -> Value | None:
        """The value under a key."""
        item = self.node.get(key)
        if item is None:
            return None
        try:
            return read_value(item[1], leaf)
        except WrongValueError as error:
            self.file.wrong(
                error.node, self._at(key), error.message,
                given=error.given, allowed=error.allowed, nearest=error.nearest,
            )  # fmt: skip
            return None

    def text(self, key: str, leaf: Leaf = TEXT) -> str | None:
        """The text, or the name among choices, under a key; a bare number or day is no text."""
        item = self.node.get(key)
        bare = item[1].text if item and isinstance(item[1], Scalar) and not item[1].quoted else ""
        if leaf is TEXT and NOT_TEXT.fullmatch(bare):
            self.wrong(key, "must be text: put it in quotation marks")
            return None
        return self.as_written(key, leaf)

    def as_written(self, key: str, leaf: Leaf = TEXT) -> str | None:
        """The text under a key, or the number or day in the characters in which it is written."""
        found = self.value(key, leaf)
        return found if isinstance(found, str) else None

    def own_name(self, key: str, taken: set[str]) -> str | None:
        """The text under a key, which is then taken; noted where something else has it already."""
        named = self.text(key)
        if named in taken:
            self.wrong(key, "is taken already")
        if named is not None:
            taken.add(named)
        return named

    def known(self, key: str, things: Named[str, Found], what: str) -> Found | None:
        """The thing that bears the name under a key; noted, with the nearest name, where none does."""
        named = self.text(key)
        if named is not None and named not in things:
            self.wrong(key, f"there is no such {what}", nearest=_nearest(named, things))
        return None if named is None else things.get(named)

    def named_file(self, key: str) -> Path | None:
        """The file that is named under a key, from this file on; noted where it is not there."""
        named = self.text(key)
        if named is None:
            return None
        path = Path(os.path.normpath(self.file.path.parent / named))
        if os.path.isfile(path):
            return path
        self.wrong(key, "is not a file" if os.path.exists(path) else "there is no such file")
        return None

    def read_named(self, key: str, read: Callable[[Path], Found]) -> Found | None:
        """What the file that is named under a key holds; what is wrong in it is told at its own place."""
        path = self.named_file(key)
        try:
            return None if path is None else read(path)
        except ScenarioError as error:
            self.file.problems.extend(error.problems)
            return None

    def number(self, key: str, leaf: Leaf) -> float | None:
        """The number under a key."""
        found = self.value(key, leaf)
        return float(found) if isinstance(found, int | float) else None

    def names(self, key: str) -> tuple[str, ...] | None:
        """The list of names under a key."""
        found = self.value(key, NAMES)
        return tuple(str(each) for each in found) if isinstance(found, tuple) else None

    def holds_section(self, key: str) -> bool:
        """Whether keys and values stand under a key, and not a single value or a list."""
        item = self.node.get(key)
        return item is not None and isinstance(item[1], Mapping)

    def section(self, key: str) -> Section | None:
        """The mapping under a key."""
        item = self.node.get(key)
        if item is None:
            return None
        if isinstance(item[1], Mapping):
            return Section(self.file, item[1], self._at(key))
        self.file.wrong(item[1], self._at(key), "must hold keys and values", given=shown(item[1]))
        return None

    def sections(self, key: str, *, may_be_empty: bool = False) -> list[Section]:
        """The mappings of the list under a key; it must hold at least one, unless it may be empty."""
        item = self.node.get(key)
        if item is None:
            return []
        node = item[1]
        if not isinstance(node, Sequence) or not (node.items or may_be_empty):
            words = "must be a list with at least one entry, each beginning with a dash"
            words += ", or []" if may_be_empty else ""
            self.file.wrong(node, self._at(key), words, given=shown(node))
            return []
        found = []
        for place, each in enumerate(node.items, start=1):
            at = f"{self._at(key)}[{place}]"
            if isinstance(each, Mapping):
                found.append(Section(self.file, each, at))
            else:
                self.file.wrong(each, at, "must hold keys and values", given=shown(each))
        return found

    def wrong(
        self, key: str, message: str, *, allowed: str | None = None, nearest: str | None = None
    ) -> None:
        """Note what is wrong with the value under a key; the section is shown where the key is missing."""
        item = self.node.get(key)
        node = item[1] if item else self.node
        given = shown(node) if isinstance(node, Scalar) else None
        self.file.wrong(node, self._at(key), message, given=given, allowed=allowed, nearest=nearest)

    def wrong_name(self, key: str, place: int, message: str, *, allowed: str | None = None) -> None:
        """Note what is wrong with one name of the list under a key."""
        item = self.node.get(key)
        if item is None or not isinstance(item[1], Sequence):
            self.wrong(key, message, allowed=allowed)
            return
        node = item[1].items[place]
        self.file.wrong(node, f"{self._at(key)}[{place + 1}]", message, given=shown(node), allowed=allowed)

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _nearest(named: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    return next(iter(get_close_matches(named[:MOST_COMPARED], list(known), 1)), None)
