"""Strict reading of the files of a calibration: what a mapping holds, and where it is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from sim.scenario.characters import MAX_BYTES
from sim.scenario.document import Mapping, Node, Scalar, Sequence, read_document, shown
from sim.scenario.faults import UnreadableError
from sim.scenario.fields import Kind, Leaf, Value
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.values import WrongValueError, read_value

TEXT = Leaf(Kind.TEXT, lever=False)
NAMES = Leaf(Kind.WORDS, lever=False, shortest=1)
_MOST = 1e6


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
        """Raise ``CalibrationFileError`` with all that was noted, in the order of the file."""
        if self.problems:
            unique = dict.fromkeys(self.problems)
            raise CalibrationFileError(sorted(unique, key=lambda each: (each.line, each.column)))


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
                near = get_close_matches(key.text, known, 1)
                self.file.wrong(
                    key, self._at(key.text), "cannot stand here",
                    allowed=", ".join(known), nearest=near[0] if near else None,
                )  # fmt: skip
        for name in needed:
            if name not in self:
                self.file.wrong(self.node, self._at(name), "is missing")

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
        """The text, or the name among choices, under a key."""
        found = self.value(key, leaf)
        return found if isinstance(found, str) else None

    def number(self, key: str, leaf: Leaf) -> float | None:
        """The number under a key."""
        found = self.value(key, leaf)
        return float(found) if isinstance(found, int | float) else None

    def names(self, key: str) -> tuple[str, ...] | None:
        """The list of names under a key."""
        found = self.value(key, NAMES)
        return tuple(str(each) for each in found) if isinstance(found, tuple) else None

    def section(self, key: str) -> Section | None:
        """The mapping under a key."""
        item = self.node.get(key)
        if item is None:
            return None
        if isinstance(item[1], Mapping):
            return Section(self.file, item[1], self._at(key))
        self.file.wrong(item[1], self._at(key), "must hold keys and values", given=shown(item[1]))
        return None

    def sections(self, key: str) -> list[Section]:
        """The mappings of the list under a key; it must hold at least one."""
        item = self.node.get(key)
        if item is None:
            return []
        node = item[1]
        if not isinstance(node, Sequence) or not node.items:
            words = "must be a list with at least one entry, each beginning with a dash"
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
