"""Which values need a reason: those that leave the evidence table and that no planner chooses."""

from __future__ import annotations

from sim.scenario.fields import Value
from sim.scenario.layer import Entry, Layer
from sim.scenario.places import Evidence, evidence_at


def missing_reasons(layer: Layer, evidence: Evidence) -> None:
    """Note in ``layer`` every value that needs a ``why`` and has none."""
    for entry in layer.entries.values():
        words = _words(entry, layer.is_base, evidence)
        if words and not entry.scope.why:
            layer.problem((entry.line, entry.column), entry.path, words, given=_shown(entry.value))


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
