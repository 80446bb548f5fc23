"""Which values need a reason, and which no later file may change at all.

A reason is due where a value leaves the evidence table and is not what a planner chooses. What a replication
draws before any policy (people, offences, the state on day 0) belongs to the area's own file.
"""

from __future__ import annotations

from sim.scenario.fields import Value, drawn_before_day_zero
from sim.scenario.layer import Entry, Layer
from sim.scenario.places import Evidence, evidence_at


def missing_reasons(layer: Layer, evidence: Evidence) -> None:
    """Note in ``layer`` every value that needs a ``why`` and has none, or that it may not change."""
    for entry in layer.entries.values():
        if not layer.is_base and drawn_before_day_zero(entry.path):
            _refuse(layer, entry)
            continue
        words = _words(entry, layer.is_base, evidence)
        if words and not entry.scope.why:
            layer.problem((entry.line, entry.column), entry.path, words, given=_shown(entry.value))


def _refuse(layer: Layer, entry: Entry) -> None:
    path = ".".join(entry.path)
    if any(path.startswith(problem.path) for problem in layer.problems if problem.path):
        return  # there is no such entry: that has been said
    words = (
        "can only stand in a file without `extends`: it describes the people, their offences or the state on "
        "day 0, which all scenarios of a comparison share"
    )
    layer.problem((entry.line, entry.column), entry.path, words)


def _words(entry: Entry, is_base: bool, evidence: Evidence) -> str | None:
    row = evidence_at(evidence, entry.path, entry.leaf)
    if row == entry.value or (entry.leaf.lever and not is_base):
        return None
    if row is None:
        return "needs a `why` beside or above it: the evidence table has no value for it"
    return f"needs a `why` beside or above it: the evidence table says {_shown(row)}"


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(part) if not isinstance(part, str) else part for part in value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)
