"""What was published later of the quantities of the facts: kept back to test forecasts, strict to read."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from calibration.published.facts import SOURCE_KEYS, Fact, Facts, FactsError, read_yaml
from sim.evidence.rows import GRADES
from sim.evidence.sources import load_sources

SUFFOLK_LATER = Path(__file__).parents[1] / "facts" / "suffolk_later.yaml"
KEPT_BACK = "kept back"
MOST_YEARS_ON = 6
"""Model years after the year of the facts that a figure may lie: ten of a run are then enough."""

_KEYS = (
    "id", "fact", "years_on", "period", "published", "reason", "source", "locator", "grade", "role",
)  # fmt: skip
_EARLIER = "earlier"


@dataclass(frozen=True)
class Later:
    """A quantity at two dates, in the unit of its fact."""

    id: str
    fact: Fact
    years_on: int
    """Model years after the year in which the fact is read."""
    period: str
    earlier: float
    """What is carried forward by whoever expects no change."""
    published: float
    """What was published of the later period; the middle where that is a range."""
    reason: str
    source: str
    grade: str

    @property
    def label(self) -> str:
        """What it is, and of when."""
        return f"{self.fact.label}, {self.period}"


@dataclass(frozen=True)
class LaterFacts:
    """All of an area, in the order of the file."""

    area: str
    later: tuple[Later, ...]
    fingerprint: str
    """SHA-256 of the bytes of the file, in hexadecimal."""

    def __iter__(self) -> Iterator[Later]:
        return iter(self.later)


def load_later(facts: Facts, path: Path = SUFFOLK_LATER) -> LaterFacts:
    """Read the file; raises ``FactsError`` with everything in it that is wrong."""
    content, tree = read_yaml(path)
    reader = _Reader(facts)
    found = reader.read(tree)
    if reader.wrong:
        raise FactsError("\n".join(f"{path.name}: {each}" for each in reader.wrong))
    return LaterFacts(facts.area, found, hashlib.sha256(content).hexdigest())


class _Reader:
    """Reads entries and puts down what is wrong with them."""

    def __init__(self, facts: Facts) -> None:
        self.wrong: list[str] = []
        self._area, self._facts = facts.area, {fact.id: fact for fact in facts}
        self._sources = set(load_sources()) | {fact.source.id for fact in facts}
        self._ids: set[str] = set()

    def read(self, tree: object) -> tuple[Later, ...]:
        if not isinstance(tree, Mapping) or set(tree) != {"area", "sources", "later"}:
            self.wrong.append("must have area, sources and later, and nothing else")
            return ()
        if tree["area"] != self._area:
            self.wrong.append(f"area is {tree['area']!r}, the facts are of {self._area!r}")
        for cells in self._list(tree["sources"], "sources"):
            self._source(cells)
        found = [self._later(cells) for cells in self._list(tree["later"], "later")]
        return tuple(each for each in found if each is not None)

    def _list(self, value: object, where: str) -> list[object]:
        if isinstance(value, list) and value:
            return value
        self.wrong.append(f"{where}: must be a list with at least one entry")
        return []

    def _source(self, cells: object) -> None:
        if not isinstance(cells, Mapping) or set(cells) != set(SOURCE_KEYS):
            self.wrong.append(f"a source: must have {', '.join(SOURCE_KEYS)}, and nothing else")
        elif cells["id"] in self._sources:
            self.wrong.append(f"source '{cells['id']}' is known already")
        else:
            self._sources.add(str(cells["id"]))

    def _later(self, cells: object) -> Later | None:
        """One entry; None where it cannot be had, which is then put down."""
        before = len(self.wrong)
        if not isinstance(cells, Mapping):
            self.wrong.append(f"an entry: must have {', '.join(_KEYS)}")
            return None
        where = f"'{cells.get('id', 'without id')}'"
        missing = [key for key in _KEYS if key not in cells]
        unknown = [str(key) for key in cells if key not in (*_KEYS, _EARLIER)]
        if missing or unknown:
            said = [
                f"{what} {', '.join(keys)}"
                for what, keys in (("lacks", missing), ("has unknown", unknown))
                if keys
            ]
            self.wrong.append(f"{where}: {'; '.join(said)}")
            return None
        fact = self._facts.get(str(cells["fact"]))
        published = self._published(cells["published"], f"{where}, published")
        earlier = self._earlier(cells.get(_EARLIER), fact, where)
        self._words(cells, where)
        years_on = self._years_on(cells["years_on"], where)
        if fact is None:
            self.wrong.append(f"{where}: there is no fact '{cells['fact']}'")
        if fact is None or len(self.wrong) > before:
            return None
        return Later(
            cells["id"], fact, years_on, cells["period"], earlier, published, cells["reason"],
            cells["source"], cells["grade"],
        )  # fmt: skip

    def _words(self, cells: Mapping[str, object], where: str) -> None:
        for key in ("id", "period", "reason", "source", "locator", "grade"):
            if not isinstance(cells[key], str) or not str(cells[key]).strip():
                self.wrong.append(f"{where}: {key} must be text")
        if cells["id"] in self._ids or cells["id"] in self._facts:
            self.wrong.append(f"{where}: the id is taken")
        self._ids.add(str(cells["id"]))
        if cells["source"] not in self._sources:
            self.wrong.append(f"{where}: source '{cells['source']}' is in no list of sources")
        if cells["grade"] not in GRADES:
            self.wrong.append(f"{where}: grade '{cells['grade']}' is none of {', '.join(GRADES)}")
        if cells["role"] != KEPT_BACK:
            self.wrong.append(f"{where}: role must be '{KEPT_BACK}'")

    def _years_on(self, value: object, where: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_YEARS_ON:
            return value
        self.wrong.append(
            f"{where}: years_on must be a whole number from 1 to {MOST_YEARS_ON}, not {value!r}"
        )
        return 0

    def _earlier(self, value: object, fact: Fact | None, where: str) -> float:
        if value is None:
            return fact.published if fact else math.nan
        if isinstance(value, Mapping) and set(value) == {"published", "period"}:
            return self._published(value["published"], f"{where}, earlier")
        self.wrong.append(f"{where}: earlier must have published and period, and nothing else")
        return math.nan

    def _published(self, value: object, where: str) -> float:
        """A number above 0, or the middle of a mapping of ``low`` and ``high``."""
        if isinstance(value, Mapping) and set(value) == {"low", "high"}:
            return (self._number(value["low"], where) + self._number(value["high"], where)) / 2
        return self._number(value, where)

    def _number(self, value: object, where: str) -> float:
        if not isinstance(value, bool) and isinstance(value, int | float) and 0 < value < math.inf:
            return float(value)
        self.wrong.append(f"{where}: must be a number above 0, or low and high, not {value!r}")
        return math.nan
