"""Values of a chain of files, laid over one another in time.

On a day the last file of the chain that sets a value on that day wins; where none does, the evidence holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim import clock
from sim.scenario.fields import Path, Value
from sim.scenario.layer import Entry, Layer
from sim.scenario.places import open_entry
from sim.scenario.scenario import Change, Phase
from sim.scenario.settings import Settings


@dataclass(frozen=True)
class Source:
    """Where a value comes from."""

    depth: int
    """Place of the file in the chain; the base has 0."""
    file: str
    entry: Entry


class Timeline:
    """Every setting on every day."""

    def __init__(self, evidence: dict[Path, Value | None], chain: Sequence[Layer]) -> None:
        """Lay the files of ``chain``, base first, over the values of ``evidence``."""
        self._evidence = evidence
        self._sources: dict[Path, list[Source]] = {}
        for depth, layer in reversed(list(enumerate(chain))):
            for path, entry in layer.entries.items():
                self._sources.setdefault(path, []).append(Source(depth, layer.file, entry))
        self._below: dict[Path, list[Path]] = {}
        for path in self._sources:
            for depth in range(1, len(path) + 1):
                self._below.setdefault(path[:depth], []).append(path)

    def source(self, path: Path, day: int) -> Source | None:
        """Return what sets ``path`` on ``day``; None if the evidence does."""
        return next((s for s in self._sources.get(path, ()) if _holds(s.entry, day)), None)

    def set_below(self, path: Path) -> list[Path]:
        """Return the settings at and below ``path`` that some file sets."""
        return self._below.get(path, [])

    def days(self) -> list[int]:
        """Days on which anything can change, from day 0 to the horizon."""
        return _days(source for sources in self._sources.values() for source in sources)

    def entry_of(self, day: int) -> Source | None:
        """Return a value that begins or ends to hold on ``day``, if there is one."""
        everything = (source for sources in self._sources.values() for source in sources)
        return next((s for s in everything if day in (s.entry.scope.start, s.entry.scope.until)), None)

    def phases(self) -> tuple[Phase, ...]:
        """Return the settings of each time; raises ``ValidationError`` on a fault of the evidence."""
        values = {path: self._value(path, 0) for path in self._evidence}
        moving = [path for path, sources in self._sources.items() if len(_days(sources)) > 1]
        phases = [Phase(0, Settings.model_validate(_tree(_there(values))))]
        for day in self.days()[1:]:
            moved = {path: self._value(path, day) for path in moving}
            sections = {path[0] for path, value in moved.items() if value != values[path]}
            values.update(moved)
            if sections:
                here = {path: value for path, value in values.items() if path[0] in sections}
                # What has not changed is the very same object on both days, not a copy of it.
                kept = {name: section for name, section in phases[-1].settings if name not in sections}
                phases.append(Phase(day, Settings.model_validate(kept | _tree(_there(here)))))
        return tuple(phases)

    def audit(self) -> tuple[Change, ...]:
        """Return every step of every setting, in order of day and path."""
        changes: list[Change] = []
        for path, sources in self._sources.items():
            old = self._evidence[path]
            for day in _days(sources):
                new = self._value(path, day)
                if new is not None and new != old:
                    changes.append(self._change(path, day, old, new))
                    old = new
        return tuple(sorted(changes, key=lambda change: (change.day, change.path)))

    def _change(self, path: Path, day: int, old: Value | None, new: Value) -> Change:
        begun = self.source(path, day)
        if begun is not None and begun.entry.scope.start == day:
            return Change(day, ".".join(path), old, new, begun.file, begun.entry.line, begun.entry.scope.why)
        ended = next(s for s in self._sources[path] if s.entry.scope.until == day)
        scope = ended.entry.scope
        return Change(day, ".".join(path), old, new, ended.file, scope.until_line, scope.why)

    def _value(self, path: Path, day: int) -> Value | None:
        source = self.source(path, day)
        return source.entry.value if source else self._evidence[path]


def _there(values: Mapping[Path, Value | None]) -> Mapping[Path, Value | None]:
    """Without what files add on days on which not all of its values hold: then it is not there."""
    absent = {entry for path, value in values.items() if value is None and (entry := open_entry(path))}
    return (
        {path: value for path, value in values.items() if open_entry(path) not in absent}
        if absent
        else values
    )


def _tree(values: Mapping[Path, Value | None]) -> dict[str, object]:
    tree: dict[str, object] = {}
    for path, value in values.items():
        inner = tree
        for name in path[:-1]:
            step = inner.setdefault(name, {})
            assert isinstance(step, dict)
            inner = step
        inner[path[-1]] = value
    return tree


def _holds(entry: Entry, day: int) -> bool:
    return entry.scope.start <= day and (entry.scope.until is None or day < entry.scope.until)


def _days(sources: Iterable[Source]) -> list[int]:
    days = {0}
    for source in sources:
        days.add(source.entry.scope.start)
        if source.entry.scope.until is not None and source.entry.scope.until < clock.HORIZON:
            days.add(source.entry.scope.until)
    return sorted(days)
