"""Published facts that a run is held against: strict to read, each with its tolerance and its role."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sim.errors import DesistError
from sim.evidence.rows import GRADES
from sim.evidence.sources import Source, load_sources

SUFFOLK = Path(__file__).parents[1] / "facts" / "suffolk.yaml"

_FACT_KEYS = (
    "id", "label", "unit", "period", "published", "tolerance", "reason", "source", "locator", "grade", "role",
)  # fmt: skip
_CLAIM_KEYS = tuple(key for key in _FACT_KEYS if key != "tolerance")
"""A claim has no tolerance; its ``reason`` says how the model's figure is taken."""
SOURCE_KEYS = ("id", "title", "publisher", "year", "url_or_locator")


class FactsError(DesistError):
    """The file of facts is broken."""


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
    FactsError
        If the file is not YAML, or a fact lacks something, has something unknown, or cites no known source.
    """
    content, tree = read_yaml(path)
    top = _mapping(tree, ("area", "sources", "facts"), path.name)
    sources = dict(load_sources())
    for cells in _entries(top["sources"], f"{path.name}, sources", least=0):
        source = _source(cells, path.name)
        if source.id in sources:
            raise FactsError(f"{path.name}: source '{source.id}' is known already")
        sources[source.id] = source
    facts = tuple(_fact(cells, sources, path.name) for cells in _entries(top["facts"], f"{path.name}, facts"))
    twice = {fact.id for place, fact in enumerate(facts) if fact.id in {other.id for other in facts[:place]}}
    if twice:
        raise FactsError(f"{path.name}: '{min(twice)}' stands here a second time")
    return Facts(_text(top, "area", path.name), facts, hashlib.sha256(content).hexdigest())


def read_yaml(path: Path) -> tuple[bytes, object]:
    """The bytes of a file, and what stands in it; raises ``FactsError`` if it is not YAML."""
    try:
        content = path.read_bytes()
        return content, YAML(typ="safe", pure=True).load(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise FactsError(f"{path.name}: cannot be read: {why}") from None


def _source(cells: object, file: str) -> Source:
    row = _mapping(cells, SOURCE_KEYS, f"{file}, a source")
    where = f"{file}, source '{row['id']}'"
    year = row["year"]
    if not isinstance(year, int):
        raise FactsError(f"{where}: year must be a whole number")
    id, title, publisher, place = (_text(row, name, where) for name in SOURCE_KEYS if name != "year")
    return Source(id=id, title=title, publisher=publisher, year=year, url_or_locator=place)


def _fact(cells: object, sources: Mapping[str, Source], file: str) -> Fact:
    claimed = isinstance(cells, Mapping) and cells.get("role") == Role.CLAIM.value
    row = _mapping(cells, _CLAIM_KEYS if claimed else _FACT_KEYS, f"{file}, a fact")
    where = f"{file}, fact '{row['id']}'"
    low, high = _published(row["published"], where)
    below, above = (math.inf, math.inf) if claimed else _reach(row["tolerance"], low, high, where)
    source, grade, role = (_text(row, name, where) for name in ("source", "grade", "role"))
    if source not in sources:
        raise FactsError(f"{where}: source '{source}' is in neither list of sources")
    if grade not in GRADES:
        raise FactsError(f"{where}: grade '{grade}' is none of {', '.join(GRADES)}")
    if role not in {known.value for known in Role}:
        raise FactsError(f"{where}: role '{role}' is none of {', '.join(known.value for known in Role)}")
    id, label, unit, period, reason, locator = (
        _text(row, name, where) for name in ("id", "label", "unit", "period", "reason", "locator")
    )
    return Fact(
        id=id, label=label, unit=unit, period=period, published_low=low, published_high=high,
        allowed_low=low - below, allowed_high=high + above, reason=reason, source=sources[source],
        locator=locator, grade=grade, role=Role(role),
    )  # fmt: skip


def _published(value: object, where: str) -> tuple[float, float]:
    """A number, or a mapping of ``low`` and ``high``."""
    if not isinstance(value, Mapping):
        number = _number(value, f"{where}, published")
        return number, number
    span = _mapping(value, ("low", "high"), f"{where}, published")
    low, high = (_number(span[name], f"{where}, published {name}") for name in ("low", "high"))
    if low >= high:
        raise FactsError(f"{where}: the published range runs from {low:g} to {high:g}")
    return low, high


def _reach(value: object, low: float, high: float, where: str) -> tuple[float, float]:
    """How far below and above the published figure is still inside: ``per_cent`` of it, or an ``amount``."""
    if not isinstance(value, Mapping) or len(value) != 1 or not set(value) <= {"per_cent", "amount"}:
        raise FactsError(f"{where}: tolerance must be per_cent or amount, one of the two")
    ((name, given),) = value.items()
    size = _number(given, f"{where}, tolerance")
    if size < 0 or (size == 0 and low == high):
        raise FactsError(f"{where}: tolerance must be above 0, or 0 beside a published range")
    return (size, size) if name == "amount" else (low * size / 100, high * size / 100)


def _mapping(value: object, keys: tuple[str, ...], where: str) -> Mapping[str, object]:
    """A mapping with exactly these keys."""
    if not isinstance(value, Mapping):
        raise FactsError(f"{where}: must be a list of {', '.join(keys)}")
    missing = [key for key in keys if key not in value]
    unknown = [str(key) for key in value if key not in keys]
    if missing or unknown:
        lists = (("lacks", missing), ("has unknown", unknown))
        said = "; ".join(f"{what} {', '.join(names)}" for what, names in lists if names)
        raise FactsError(f"{where} ({value.get('id', 'without id')}): {said}")
    return value


def _entries(value: object, where: str, least: int = 1) -> list[object]:
    if not isinstance(value, list) or len(value) < least:
        raise FactsError(f"{where}: must be a list{' with at least one entry' if least else ''}")
    return value


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row[key]
    if not isinstance(value, str) or not value.strip():
        raise FactsError(f"{where}: {key} must be text")
    return value.strip()


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FactsError(f"{where} must be a number, not {value!r}")
    return float(value)
