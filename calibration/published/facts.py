"""Published facts that a run is held against: strict to read, each with its tolerance and its role."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from calibration.published.strict import Section, StrictFile, choice, number, whole
from sim.evidence.rows import GRADES
from sim.evidence.sources import COLUMNS, Source, load_sources
from sim.scenario.fields import Kind, Leaf

SUFFOLK = Path(__file__).parents[1] / "facts" / "suffolk.yaml"

_CLAIM_KEYS = (
    "id", "label", "unit", "period", "published", "reason", "source", "locator", "grade", "role",
)  # fmt: skip
"""A claim has no tolerance; its ``reason`` says how the model's figure is taken."""
_FACT_KEYS = (*_CLAIM_KEYS, "tolerance")
_ANY_NUMBER = Leaf(Kind.NUMBER, lever=False)
_LARGEST = 1e9
ABOVE_NOTHING = number(0.0, _LARGEST, more_than_low=True)
_YEAR = whole(1000, 9999)


class Role(Enum):
    """What a fact has done to the model."""

    INPUT = "input"
    """Put into the model as it stands, or nearly so: meeting it proves nothing."""
    FITTED = "fitted"
    """Values of the model were chosen so that it is met."""
    PREDICTED = "predicted"
    """No value was chosen for its sake: meeting it is a test."""
    CLAIM = "claim to be examined"
    """Said of a scheme without a comparison: what the model shows stands beside it, and nothing is met."""


@dataclass(frozen=True)
class Fact:
    """One published figure, in ``unit``."""

    id: str
    label: str
    unit: str
    """What is counted: crimes, cases, people, hours, per cent of something."""
    period: str
    """The published period, and the model's stretch that stands for it."""
    published_low: float
    """The published figure; where a range is published, its lower end."""
    published_high: float
    allowed_low: float
    """Lowest model value that is inside: the tolerance applies outside a published range."""
    allowed_high: float
    reason: str
    """Why the tolerance is as wide as it is; for a claim, what the model's figure stands for."""
    source: Source
    locator: str
    grade: str
    role: Role

    @property
    def published(self) -> float:
        """The published figure, or the middle of the published range."""
        return (self.published_low + self.published_high) / 2

    @property
    def is_tested(self) -> bool:
        """Whether there is a tolerance to be inside of."""
        return self.role is not Role.CLAIM

    def holds(self, value: float) -> bool:
        """Say whether a model value is inside the tolerance; what is not a number is not."""
        return self.allowed_low <= value <= self.allowed_high


@dataclass(frozen=True)
class Facts:
    """All facts of an area, in the order of the file."""

    area: str
    facts: tuple[Fact, ...]
    fingerprint: str
    """SHA-256 of the bytes of the file, in hexadecimal."""

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)


def load_facts(path: Path = SUFFOLK) -> Facts:
    """Read a file of facts.

    Raises
    ------
    CalibrationFileError
        With everything that is wrong in it, by line and column.
    """
    file = StrictFile.read(path)
    top = file.top()
    top.only(("area", "sources", "facts"))
    area, sources, taken = top.text("area"), read_sources(top, load_sources()), set[str]()
    found = [_fact(entry, sources, taken) for entry in top.sections("facts")]
    file.refuse_if_wrong()
    return Facts(area or "", tuple(fact for fact in found if fact is not None), file.fingerprint)


def read_sources(top: Section, known: Mapping[str, Source]) -> dict[str, Source]:
    """The known sources and those that a file lists, by id; one that is known already is noted."""
    found, taken = dict(known), set(known)
    for entry in top.sections("sources", may_be_empty=True):
        entry.only(COLUMNS)
        id, year = entry.own_name("id", taken), entry.number("year", _YEAR)
        title, publisher, place = (entry.text(key) for key in ("title", "publisher", "url_or_locator"))
        if id:
            found[id] = Source(id, title or "", publisher or "", int(year or 0), place or "")
    return found


def _fact(entry: Section, sources: Mapping[str, Source], taken: set[str]) -> Fact | None:
    """One fact, or None without a source or role; what else cannot be read, and is noted, is empty in it."""
    role = entry.text("role", choice(each.value for each in Role))
    is_claim = role == Role.CLAIM.value
    entry.only(_CLAIM_KEYS if is_claim else _FACT_KEYS)
    low, high = published(entry, _ANY_NUMBER)
    below, above = (math.inf, math.inf) if is_claim else _reach(entry, low, high)
    id, source = entry.own_name("id", taken), entry.known("source", sources, "source")
    grade = entry.text("grade", choice(GRADES))
    label, unit, period, reason, locator = (
        entry.text(key) or "" for key in ("label", "unit", "period", "reason", "locator")
    )
    if source is None or role is None:
        return None
    return Fact(
        id=id or "", label=label, unit=unit, period=period, published_low=low, published_high=high,
        allowed_low=low - below, allowed_high=high + above, reason=reason, source=source,
        locator=locator, grade=grade or "", role=Role(role),
    )  # fmt: skip


def published(entry: Section, leaf: Leaf) -> tuple[float, float]:
    """The number under ``published`` twice, or its ``low`` and ``high``; not numbers where it is wrong."""
    span = entry.section("published") if entry.holds_section("published") else None
    if span is None:
        figure = entry.number("published", leaf)
        return (math.nan, math.nan) if figure is None else (figure, figure)
    span.only(("low", "high"))
    low, high = span.number("low", leaf), span.number("high", leaf)
    if low is None or high is None:
        return math.nan, math.nan
    if low >= high:
        span.wrong("high", f"must be more than the low, {low:g}")
    return low, high


def _reach(entry: Section, low: float, high: float) -> tuple[float, float]:
    """How far below and above the published figure is still inside: ``per_cent`` of it, or an ``amount``."""
    tolerance = entry.section("tolerance")
    if tolerance is None:
        return math.nan, math.nan
    tolerance.only((), ("per_cent", "amount"))
    way = tolerance.one_of("per_cent", "amount")
    size = tolerance.number(way, number(0.0, _LARGEST)) if way else None
    if way is None or size is None:
        return math.nan, math.nan
    if size == 0.0 and low == high:
        tolerance.wrong(way, "must be above 0, or 0 beside a published range")
    return (size, size) if way == "amount" else (low * size / 100, high * size / 100)
