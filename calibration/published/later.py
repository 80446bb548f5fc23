"""What was published later of the quantities of the facts: kept back to test forecasts, strict to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from calibration.published.facts import ABOVE_NOTHING, Fact, Facts, published, read_sources
from calibration.published.strict import Section, StrictFile, choice, whole
from sim.evidence.rows import GRADES
from sim.evidence.sources import Source, load_sources

SUFFOLK_LATER = Path(__file__).parents[1] / "facts" / "suffolk_later.yaml"
KEPT_BACK = "kept back"
MOST_YEARS_ON = 6
"""Model years after the year of the facts that a figure may lie: ten of a run are then enough."""

_KEYS = (
    "id", "fact", "years_on", "period", "published", "reason", "source", "locator", "grade", "role",
)  # fmt: skip


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
    """Read the file; raises ``CalibrationFileError`` with everything that is wrong, by line and column."""
    file = StrictFile.read(path)
    top = file.top()
    top.only(("area", "sources", "later"))
    top.text("area", choice((facts.area,)))
    sources = read_sources(top, load_sources() | {fact.source.id: fact.source for fact in facts})
    by_id = {fact.id: fact for fact in facts}
    taken = set(by_id)
    found = [_later(entry, by_id, sources, taken) for entry in top.sections("later")]
    file.refuse_if_wrong()
    return LaterFacts(facts.area, tuple(each for each in found if each is not None), file.fingerprint)


def _later(
    entry: Section, facts: Mapping[str, Fact], sources: Mapping[str, Source], taken: set[str]
) -> Later | None:
    """One entry, or None without a fact or source; what else cannot be read, and is noted, is empty in it."""
    entry.only(_KEYS, ("earlier",))
    id, fact = entry.own_name("id", taken), entry.known("fact", facts, "fact")
    source = entry.known("source", sources, "source")
    years_on = entry.number("years_on", whole(1, MOST_YEARS_ON))
    period, reason, _ = (entry.text(key) or "" for key in ("period", "reason", "locator"))
    grade, _ = entry.text("grade", choice(GRADES)), entry.text("role", choice((KEPT_BACK,)))
    earlier, before = fact.published if fact else 0.0, entry.section("earlier")
    if before is not None:
        before.only(("published", "period"))
        before.text("period")
        earlier = _middle(before)
    figure = _middle(entry)
    if fact is None or source is None:
        return None
    return Later(id or "", fact, int(years_on or 0), period, earlier, figure, reason, source.id, grade or "")


def _middle(entry: Section) -> float:
    """What was published, all of it above 0; the middle where that is a range."""
    return sum(published(entry, ABOVE_NOTHING)) / 2
