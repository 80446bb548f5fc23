"""Which values need a reason, and which no later file may change at all.

A reason is due where a value leaves the evidence table and is not what a planner chooses. What a replication
draws before any policy (people, offences, the state on day 0) belongs to the files that describe the area.
"""

from __future__ import annotations

from collections.abc import Container

from sim.scenario.fields import Path, Value, drawn_before_day_zero
from sim.scenario.layer import Entry, Layer
from sim.scenario.places import Evidence, evidence_at, usual


def day_zero(layer: Layer) -> None:
    """Note every value that ``layer`` may not change, unless it describes the area; each is told once."""
    if layer.describes_area:
        return
    told = {problem.path for problem in layer.problems}
    words = (
        "can only stand in a file without `extends`, or with `describes_area: yes`: it describes the people, "
        "their offences or the state on day 0, which all scenarios of a comparison share"
    )
    for entry in layer.entries.values():
        if drawn_before_day_zero(entry.path) and not _is_told(entry.path, told):
            layer.problem((entry.line, entry.column), entry.path, words)


def missing_reasons(layer: Layer, evidence: Evidence) -> None:
    """Note in ``layer`` every value that needs a ``why`` and has none."""
    for entry in layer.entries.values():
        if not layer.describes_area and drawn_before_day_zero(entry.path):
            continue
        words = _words(entry, layer.describes_area, evidence)
        if words and not entry.scope.why:
            layer.problem((entry.line, entry.column), entry.path, words, given=_shown(entry.value))


def _is_told(path: Path, told: Container[str]) -> bool:
    """True if something has been said about the place, such as that it is no entry."""
    return any(".".join(path[:depth]) in told for depth in range(1, len(path) + 1))


def _words(entry: Entry, of_area: bool, evidence: Evidence) -> str | None:
    row = evidence_at(evidence, entry.path, entry.leaf)
    if usual(evidence, entry.path, entry.leaf) == entry.value or (entry.leaf.lever and not of_area):
        return None
    if row is None:
        return "needs a `why` beside or above it: the evidence table has no value for it"
    return f"needs a `why` beside or above it: the evidence table says {_shown(row)}"


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(part) if not isinstance(part, str) else part for part in value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)
