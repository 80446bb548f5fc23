"""Which published facts the free values are inferred from, and what parts each from the model's figure.

A file of targets names facts by id, so that no figure stands twice, and adds what the likelihood needs: the
kind of figure, whose chance it carries, and how far it is not the same thing as what the model counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from calibration.published.components import Component, Kind
from calibration.published.facts import Fact, Role, load_facts
from calibration.published.strict import Section, StrictFile, choice, number, whole
from calibration.readings.catalogue import QUARTERLY_COHORTS, READINGS

SUFFOLK = Path(__file__).parents[1] / "targets" / "suffolk.yaml"

_EVERY = ("kind", "definition", "cohort", "chance", "discrepancy")
_LARGEST_DISCREPANCY = 100.0
_PER_CENT = 100.0


class Cohort(Enum):
    """Whom a figure of reoffending follows, by the publication; figures of the two are not comparable."""

    QUARTERLY = "quarterly"
    """Who enters in each quarter, each quarter anew."""
    ANNUAL = "annual"
    """Who enters in a year, once."""
    NONE = "none"
    """The figure follows nobody."""


@dataclass(frozen=True)
class Target:
    """A published figure, or the parts of a published whole, that the free values are inferred from."""

    kind: Kind
    definition: str
    """What is counted, whom and when, and how the model's figure differs."""
    cohort: Cohort
    why: str
    """Why the discrepancy is as large as it is."""
    facts: tuple[Fact, ...]
    """The fact, or the facts of the parts."""
    components: tuple[Component, ...]


@dataclass(frozen=True)
class Targets:
    """All targets of an area, in the order of the file."""

    area: str
    targets: tuple[Target, ...]
    fingerprint: str
    """SHA-256 of the file and of the facts it names, in hexadecimal."""
    files: tuple[Path, Path]
    """The file, and that of the facts."""

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets)

    @property
    def components(self) -> tuple[Component, ...]:
        """The one-dimensional figures of all targets."""
        return tuple(component for target in self.targets for component in target.components)


def load_targets(path: Path = SUFFOLK) -> Targets:
    """Read a file of targets.

    Raises
    ------
    CalibrationFileError
        With everything that is wrong in it, and in the facts that it names, by file, line and column.
    """
    file = StrictFile.read(path)
    top = file.top()
    top.only(("area", "facts", "targets"))
    area, facts, named = top.text("area"), top.read_named("facts", load_facts), top.named_file("facts")
    entries = top.sections("targets")
    found = [_target(entry, {fact.id: fact for fact in facts}) for entry in entries] if facts else []
    _refuse_twice(entries)
    _refuse_mixed_cohorts(entries)
    file.refuse_if_wrong()
    assert area is not None
    assert facts is not None
    assert named is not None
    fingerprint = hashlib.sha256(file.raw + facts.fingerprint.encode()).hexdigest()
    return Targets(area, tuple(each for each in found if each is not None), fingerprint, (path, named))


def _target(entry: Section, facts: Mapping[str, Fact]) -> Target | None:
    """One target; None, and noted, if something is wrong in it."""
    before = len(entry.file.problems)
    kind = _kind(entry)
    definition, cohort = entry.text("definition"), _cohort(entry)
    county = entry.text("chance", choice(("county", "none"))) == "county"
    gap = entry.section("discrepancy")
    why = _why(gap)
    if kind is None:
        return None
    if kind is Kind.DISTRIBUTION:
        named = _named_facts(entry, facts)
        components = _parts(entry, gap, named)
        named = named[1:]
    else:
        named = tuple(fact for fact in [_fact(entry, "fact", facts)] if fact is not None)
        components = tuple(_single(entry, gap, kind, fact, county) for fact in named)
    if len(entry.file.problems) > before or definition is None or cohort is None or why is None:
        return None
    components = tuple(replace(each, has_county_chance=county) for each in components)
    return Target(kind, definition, cohort, why, named, components)


def _kind(entry: Section) -> Kind | None:
    """The kind, and a look at the keys that go with it."""
    said = entry.text("kind", choice(kind.value for kind in Kind))
    kind = Kind(said) if said else None
    match kind:
        case Kind.DISTRIBUTION:
            entry.only(("parts", "of", *_EVERY))
        case Kind.SHARE:
            entry.only(("fact", *_EVERY), ("cases",))
        case Kind.MEAN:
            entry.only(("fact", *_EVERY), ("standard_error",))
        case Kind.COUNT:
            entry.only(("fact", *_EVERY))
        case None:
            entry.only(_EVERY, ("fact", "parts", "of", "cases", "standard_error"))
    return kind


def _cohort(entry: Section) -> Cohort | None:
    """The cohort, which must be that of the figure that is read from a run."""
    said = entry.text("cohort", choice(cohort.value for cohort in Cohort))
    if said is None:
        return None
    read = entry.text("fact") if "fact" in entry else None
    counted = Cohort.QUARTERLY if read in QUARTERLY_COHORTS else Cohort.NONE
    if Cohort(said) is not counted:
        entry.wrong(
            "cohort",
            f"the model's '{read}' follows quarterly cohorts: another definition is no target for it"
            if counted is Cohort.QUARTERLY
            else "the model's figure follows no cohort",
            allowed=counted.value,
        )
    return Cohort(said)


def _why(gap: Section | None) -> str | None:
    if gap is None:
        return None
    gap.only(("why",), ("per_cent", "amount"))
    gap.one_of("per_cent", "amount")
    return gap.text("why")


def _fact(entry: Section, key: str, facts: Mapping[str, Fact]) -> Fact | None:
    named = entry.text(key)
    return None if named is None else _known(entry, key, named, facts)


def _known(
    entry: Section, key: str, named: str, facts: Mapping[str, Fact], place: int | None = None
) -> Fact | None:
    """A fact that may be a target: it is published, read from a run, and no test of the model."""
    fact = facts.get(named)
    if fact is None:
        message = "there is no such fact"
    elif fact.role in (Role.PREDICTED, Role.CLAIM):
        message = f"is {fact.role.value}: no target, so that it stays a test"
    elif named not in READINGS:
        message = "is read from no run"
    else:
        return fact
    if place is None:
        entry.wrong(key, message)
    else:
        entry.wrong_name(key, place, message)
    return None


def _named_facts(entry: Section, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The whole, then its parts; nothing if one of them cannot be used."""
    parts = entry.names("parts") or ()
    found = [_fact(entry, "of", facts)]
    found += [_known(entry, "parts", part, facts, place) for place, part in enumerate(parts)]
    usable = tuple(fact for fact in found if fact is not None)
    return usable if len(usable) == len(found) else ()


def _parts(entry: Section, gap: Section | None, named: tuple[Fact, ...]) -> tuple[Component, ...]:
    """Each part as a share of what the parts before it leave of the whole; the last part is what is left."""
    if gap is not None and "amount" in gap:
        gap.wrong("amount", "is not told of a distribution: give per_cent, of the odds of each part")
    size = gap.number("per_cent", number(0.0, _LARGEST_DISCREPANCY)) if gap else None
    if not named or size is None:
        return ()
    entire, *parts = named
    if sum(part.published for part in parts) >= entire.published:
        entry.wrong("parts", f"must add up to less than the {entire.published:g} of '{entire.id}'")
        return ()
    found = []
    for place, part in enumerate(parts):
        before = parts[:place]
        left = entire.published - sum(each.published for each in before)
        ids = tuple(each.id for each in before)
        found.append(part_of(part.id, f"{part.label}, of {entire.label.lower()}", entire.id, ids))
        found[-1] = replace(
            found[-1], observed=part.published / left, cases=left, discrepancy=size / _PER_CENT
        )
    return tuple(found)


def part_of(reading: str, label: str, entire: str, before: tuple[str, ...]) -> Component:
    """A part of a whole, of which nothing is published yet."""
    if before:
        label += ", without the parts named before"
    return Component(reading, label, Kind.SHARE, reading, float("nan"), whole=entire, less=before)


def _single(entry: Section, gap: Section | None, kind: Kind, fact: Fact, county: bool) -> Component:
    is_share = "per cent" in fact.unit
    if is_share != (kind is Kind.SHARE):
        allowed = "share" if is_share else "count, mean"
        entry.wrong("kind", f"does not go with '{fact.id}', which is in {fact.unit}", allowed=allowed)
    observed = fact.published / (_PER_CENT if is_share else 1.0)
    cases = entry.number("cases", whole(1))
    error = entry.number("standard_error", number(0.0, more_than_low=True))
    if county and error is not None:
        entry.wrong("standard_error", "cannot stand beside `chance: county`, which is the same chance again")
    found = Component(
        fact.id, fact.label, kind, fact.id, observed,
        cases=float("nan") if cases is None else cases, standard_error=error or 0.0,
    )  # fmt: skip
    if is_share and not 0.0 < observed < 1.0:
        entry.wrong("fact", "a share of none or of all has no chance to be compared by")
        return found
    size = _size(gap, observed, is_share)
    if size == 0.0 and not county and cases is None and error is None:
        entry.wrong("discrepancy", "must be above 0 where the figure has no chance of its own")
    return replace(found, discrepancy=found.on_scale(size))


def _size(gap: Section | None, observed: float, is_share: bool) -> float:
    """The discrepancy as a standard deviation of the share, count or mean; 0 if it cannot be read."""
    if gap is None:
        return 0.0
    share = gap.number("per_cent", number(0.0, _LARGEST_DISCREPANCY))
    if share is not None:
        return observed * share / _PER_CENT
    return (gap.number("amount", number(0.0)) or 0.0) / (_PER_CENT if is_share else 1.0)


def _refuse_twice(entries: list[Section]) -> None:
    """Note each fact that is compared a second time, which would count it twice."""
    seen: dict[str, str] = {}
    for entry in entries:
        single = entry.text("fact")
        parts = entry.names("parts") or ()
        for place, named in enumerate([single] if single else parts):
            if named in seen:
                words = f"is a target already, in {seen[named]}"
                entry.wrong("fact", words) if single else entry.wrong_name("parts", place, words)
            seen.setdefault(named, entry.path)


def _refuse_mixed_cohorts(entries: list[Section]) -> None:
    """Note where quarterly and annual cohorts stand in one set: the two follow different people."""
    first: tuple[str, str] | None = None
    for entry in entries:
        said = entry.text("cohort", choice(cohort.value for cohort in Cohort))
        if said in (None, Cohort.NONE.value):
            continue
        if first is None:
            first = (said, entry.path)
        elif said != first[0]:
            entry.wrong("cohort", f"mixes with the {first[0]} cohort of {first[1]}", allowed=first[0])
