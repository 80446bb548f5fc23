"""Random values for single settings of the small county: ordinary ones, and those at the edge of bounds."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.evidence.register import load_register
from sim.scenario.fields import Branch, Item, Kind, Leaf, Path, Value, settings_tree
from tests.pairing.counties import shipped

SIZES = (1e-9, 1e-3, 0.1, 1.0, 7.0, 30.0, 1e3, 1e6)
"""Tried for any number whose bounds let them in."""
TINIEST = 1e-100
"""Nearer to nought, arithmetic itself begins to fail; nobody writes such a number."""
DAYS = (
    dt.date(1900, 1, 1),
    dt.date(2020, 4, 1),
    dt.date(2022, 4, 1),
    dt.date(2022, 10, 1),
    dt.date(9999, 12, 31),
)


@dataclass(frozen=True)
class Place:
    """One setting of the small county."""

    path: Path
    leaf: Leaf
    value: Value
    """In the shipped file, on day 0."""


@cache
def places() -> dict[Path, Place]:
    """Every setting of the small county, in the order of the settings."""
    return {
        place.path: place for place in _below(settings_tree(), (), shipped("county").opening.model_dump())
    }


def _below(item: Item, path: Path, value: object) -> Iterator[Place]:
    if isinstance(item, Leaf):
        yield Place(path, item, value)  # type: ignore[arg-type]
        return
    assert isinstance(value, Mapping)
    for name, part in value.items():
        yield from _below(item.parts[name] if isinstance(item, Branch) else item.entry, (*path, name), part)


@cache
def values(path: Path) -> SearchStrategy[Value]:
    """Values that the setting may take on its own; lists of names and numbers are drawn elsewhere."""
    leaf = places()[path].leaf
    if leaf.kind is Kind.DATE:
        return st.sampled_from(DAYS) | st.dates(dt.date(2020, 1, 1), dt.date(2025, 1, 1))
    return whole_numbers(path) if leaf.kind is Kind.WHOLE else numbers(path)


def numbers(path: Path, ceiling: float = math.inf) -> SearchStrategy[float]:
    """Numbers inside the bounds of a setting, not above ``ceiling``: every third far from the evidence."""
    place = places()[path]
    low, high = _reach(place.leaf)
    high = max(low, min(high, ceiling))
    edges = [low, high, min(high, low + TINIEST), *(size for size in SIZES if low <= size <= high)]
    low_evidence, high_evidence = (min(max(end, low), high) for end in _evidence(place))
    ordinary = st.floats(low_evidence, high_evidence)
    anywhere = st.floats(low, high).map(lambda number: number if abs(number) >= TINIEST else low)
    return st.sampled_from(edges) | ordinary | ordinary | ordinary | ordinary | anywhere


def whole_numbers(path: Path) -> SearchStrategy[int]:
    """Whole numbers inside the bounds of a setting, small ones as often as any."""
    place = places()[path]
    low, high = (int(end) for end in _reach(place.leaf))
    usual = [int(end) for end in _evidence(place)]
    edges = [low, high, low + 1, *(int(size) for size in SIZES if low <= size <= high)]
    ordinary = st.integers(usual[0], usual[1])
    return st.sampled_from(edges) | ordinary | ordinary | ordinary | st.integers(low, min(high, low + 20))


def _reach(leaf: Leaf) -> tuple[float, float]:
    """The lowest and the highest number that a setting may take."""
    assert leaf.low is not None
    assert leaf.high is not None
    low = max(math.nextafter(leaf.low, math.inf), leaf.low + TINIEST) if leaf.low_open else leaf.low
    return low, math.nextafter(leaf.high, -math.inf) if leaf.high_open else leaf.high


def _evidence(place: Place) -> tuple[float, float]:
    """The range of the evidence, or half to double the county's own value where there is none."""
    row = load_register().rows.get(".".join(place.path))
    if row is not None and isinstance(row.low, int | float) and isinstance(row.high, int | float):
        return float(row.low), float(row.high)
    assert isinstance(place.value, int | float)
    ends = sorted((place.value / 2, place.value * 2))
    return ends[0], ends[1]
