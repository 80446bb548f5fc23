"""The settings as a tree of places: what stands where, of which kind, within which bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Annotated, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

from sim.scenario.bounds import Lever
from sim.scenario.settings import Section, Settings

Path = tuple[str, ...]
Value = int | float | str | dt.date | tuple[float, ...] | tuple[str, ...]

NEEDED_MAPS: tuple[Path, ...] = (("custody", "suites"), ("districts",))
"""Maps of which every area must list at least one entry."""

AREA_MAPS: tuple[Path, ...] = (*NEEDED_MAPS, ("iom", "offices"))
"""Maps whose entries an area lists itself; all other maps take their entries from the evidence table."""

OPEN_MAPS: tuple[Path, ...] = (("programmes",),)
"""Maps to which any file can add an entry of its own, which exists as long as all of its values hold."""

DAY_ZERO: tuple[Path, ...] = (
    ("people",),
    ("age_curve",),
    ("needs",),
    ("opening",),
    ("public_protection", "registered", "in_community"),
    ("public_protection", "registered", "in_custody"),
    ("offences", "*", "recorded_per_year"),
    ("offences", "*", "committed_per_recorded"),
    ("offences", "*", "severity"),
    ("custody", "suites", "*", "neighbour_arrests"),
    ("custody", "suites", "*", "other_detentions"),
    ("custody", "place_of_safety", "a_year"),
    ("districts", "*", "share"),
)
"""Settings, or sections of them, that are drawn before day 0 and so cannot change later; * is any name."""


def drawn_before_day_zero(path: Path) -> bool:
    """Whether a setting describes what a replication draws before any policy."""
    return any(
        len(place) <= len(path) and all(part in ("*", name) for part, name in zip(place, path, strict=False))
        for place in DAY_ZERO
    )


class Kind(Enum):
    """What a setting is."""

    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    NUMBERS = "list of numbers"
    WORDS = "list of names"
    CHOICE = "name among choices"
    TEXT = "text"


@dataclass(frozen=True)
class Leaf:
    """A single setting."""

    kind: Kind
    lever: bool
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    """True if ``low`` itself is not allowed."""
    high_open: bool = False
    shortest: int = 0
    longest: int | None = None
    description: str | None = None
    choices: tuple[str, ...] = ()
    """The names that are allowed, where not all are."""
    default: Value | None = None
    """What holds where neither a file nor the evidence says anything: a value that asks or does nothing."""


@dataclass(frozen=True)
class Branch:
    """A section with named parts."""

    parts: Mapping[str, Item]
    description: str | None = None


@dataclass(frozen=True)
class Table:
    """A map whose keys are free, and whose entries are alike."""

    entry: Item
    description: str | None = None


Item = Leaf | Branch | Table


@cache
def settings_tree() -> Branch:
    """Return the whole tree of settings."""
    return _branch(Settings, None)


def leaves(item: Item, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every leaf below ``item``; entries of a table stand under ``<name>``."""
    if isinstance(item, Leaf):
        yield path, item
    elif isinstance(item, Table):
        yield from leaves(item.entry, (*path, "<name>"))
    else:
        for name, part in item.parts.items():
            yield from leaves(part, (*path, name))


def _branch(section: type[Section], description: str | None) -> Branch:
    parts = {
        name: _with_default(_item(info.annotation, info.metadata, info.description), info)
        for name, info in section.model_fields.items()
    }
    return Branch(parts, description or section.__doc__)


def _with_default(item: Item, info: FieldInfo) -> Item:
    if not isinstance(item, Leaf) or info.is_required():
        return item
    return replace(item, default=info.default)


def _item(annotation: object, metadata: Iterable[object], description: str | None) -> Item:
    marks = list(metadata)
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        for mark in more:
            marks.extend(mark.metadata if isinstance(mark, FieldInfo) else (mark,))
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return _branch(annotation, description)
    if get_origin(annotation) is dict:
        return Table(_item(get_args(annotation)[1], (), None), description)
    return _leaf(annotation, marks, description)


def _leaf(annotation: object, marks: list[object], description: str | None) -> Leaf:
    lever = any(isinstance(mark, Lever) for mark in marks)
    shortest = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), 0)
    longest = next((mark.max_length for mark in marks if isinstance(mark, MaxLen)), None)
    if get_origin(annotation) is tuple:
        part = get_args(annotation)[0]
        if part is str or get_origin(part) is Literal:
            choices = () if part is str else get_args(part)
            return Leaf(
                Kind.WORDS,
                lever,
                shortest=shortest,
                longest=longest,
                description=description,
                choices=choices,
            )
        inner = _item(part, (), None)
        assert isinstance(inner, Leaf)
        return Leaf(
            Kind.NUMBERS,
            lever,
            inner.low,
            inner.high,
            inner.low_open,
            inner.high_open,
            shortest,
            longest,
            description,
        )
    if annotation is str:
        return Leaf(Kind.TEXT, lever, longest=longest, description=description)
    if get_origin(annotation) is Literal:
        return Leaf(Kind.CHOICE, lever, description=description, choices=get_args(annotation))
    low, low_open, high, high_open = _bounds(marks)
    kinds: dict[object, Kind] = {int: Kind.WHOLE, float: Kind.NUMBER, dt.date: Kind.DATE}
    return Leaf(kinds[annotation], lever, low, high, low_open, high_open, description=description)


def _bounds(marks: list[object]) -> tuple[float | None, bool, float | None, bool]:
    low = high = None
    low_open = high_open = False
    for mark in marks:
        if isinstance(mark, Ge):
            low = float(str(mark.ge))
        elif isinstance(mark, Gt):
            low, low_open = float(str(mark.gt)), True
        elif isinstance(mark, Le):
            high = float(str(mark.le))
        elif isinstance(mark, Lt):
            high, high_open = float(str(mark.lt)), True
    return low, low_open, high, high_open
