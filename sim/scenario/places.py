"""The settings an area has: the tree of settings with the entries of its free maps written out.

The order of the places is that of the settings and of the evidence table, never that of a file, so that two
files that say the same give the same model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sim.scenario.fields import AREA_MAPS, NEEDED_MAPS, Item, Leaf, Path, Table, Value, settings_tree
from sim.scenario.layer import Layer
from sim.scenario.values import as_leaf

CLOSED_MAPS: tuple[Path, ...] = (("offences",),)
"""Maps to which no file can add an entry, because the program knows their entries by name."""
AGE_CURVE: Path = ("age_curve",)
AGE = re.compile(r"age_([1-9]\d?|1[01]\d)")

Evidence = Mapping[str, object]


def evidence_at(evidence: Evidence, path: Path, leaf: Leaf) -> Value | None:
    """Return the value of the evidence table at ``path``, or None if it has none that fits."""
    node: object = evidence
    for name in path:
        if not isinstance(node, Mapping):
            return None
        node = node.get(name)
    return as_leaf(node, leaf)


def places(base: Layer, evidence: Evidence) -> dict[Path, Leaf]:
    """Return every setting of the area that ``base`` describes."""
    return dict(_places(settings_tree(), (), base, evidence))


def missing(base: Layer, found: dict[Path, Leaf], evidence: Evidence) -> None:
    """Note in ``base`` every setting that has no value, and every map without an entry that must have one."""
    told = {problem.path for problem in base.problems}
    empty = [area for area in NEEDED_MAPS if not any(path[: len(area)] == area for path in found)]
    if len(empty) == len(NEEDED_MAPS):
        words = (
            "is missing: a scenario names the file it changes, such as `extends: baseline.yaml`; a file that "
            f"extends no other must list {' and '.join('.'.join(area) for area in NEEDED_MAPS)}"
        )
        base.problem((1, 1), ("extends",), words)
        return
    for area in empty:
        words = "must be listed in a file that extends no other, with at least one entry"
        base.problem((1, 1), area, words)
    for path, leaf in found.items():
        if path in base.entries or evidence_at(evidence, path, leaf) is not None:
            continue
        if ".".join(path) in told:
            continue  # a value stands there that was refused
        named = next((base.named[path[:n]] for n in range(len(path), 0, -1) if path[:n] in base.named), None)
        at = (named.line, named.column) if named else (1, 1)
        base.problem(at, path, "is missing, and the evidence table has no value for it")


def strangers(layer: Layer, found: dict[Path, Leaf]) -> None:
    """Note in ``layer`` the entries of maps that the area does not have, and take their values out."""
    known = {path[:n] for path in found for n in range(1, len(path) + 1)}
    strange = {path: key for path, key in layer.named.items() if path not in known}
    for path, key in strange.items():
        siblings = sorted(place[-1] for place in known if place[:-1] == path[:-1])
        near = next(iter(get_close_matches(path[-1], siblings, 1)), None)
        at, allowed = (key.line, key.column), ", ".join(siblings)
        layer.problem(at, path, _why_strange(path), allowed=allowed, nearest=near)
    for place in [
        place for place in layer.entries if any(place[:n] in strange for n in range(len(place) + 1))
    ]:
        del layer.entries[place]


def _why_strange(path: Path) -> str:
    if path[:-1] in CLOSED_MAPS:
        return "there is no such entry, and no file can add one"
    if path[:-1] == AGE_CURVE and not AGE.fullmatch(path[-1]):
        return "must be an age, written as age_17"
    return "there is no such entry; a file that extends another cannot add one"


def _places(item: Item, path: Path, base: Layer, evidence: Evidence) -> Iterator[tuple[Path, Leaf]]:
    if isinstance(item, Leaf):
        yield path, item
    elif isinstance(item, Table):
        for name in _entries(path, base, evidence):
            yield from _places(item.entry, (*path, name), base, evidence)
    else:
        for name, part in item.parts.items():
            yield from _places(part, (*path, name), base, evidence)


def _entries(path: Path, base: Layer, evidence: Evidence) -> list[str]:
    node: object = evidence
    for name in path:
        node = node.get(name, {}) if isinstance(node, Mapping) else {}
    rows = [str(name) for name in node] if isinstance(node, Mapping) else []
    listed = [place[-1] for place in base.named if place[:-1] == path]
    if path in CLOSED_MAPS:
        return rows
    if path in AREA_MAPS:
        rows = [name for name in rows if name in listed]
    if path == AGE_CURVE:
        ages = [name for name in {*rows, *listed} if AGE.fullmatch(name)]
        return sorted(ages, key=lambda name: int(name[4:]))
    return rows + sorted(name for name in listed if name not in rows)
