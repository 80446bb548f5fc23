"""The settings an area has: the tree of settings with the entries of its free maps written out.

The order of the places is that of the settings and of the evidence table, never that of a file, so that two
files that say the same give the same model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from sim.scenario.fields import (
    AREA_MAPS,
    NEEDED_MAPS,
    OPEN_MAPS,
    Item,
    Leaf,
    Path,
    Table,
    Value,
    settings_tree,
)
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


def usual(evidence: Evidence, path: Path, leaf: Leaf) -> Value | None:
    """Return what holds where no file sets ``path``: the evidence, or else what asks or does nothing."""
    row = evidence_at(evidence, path, leaf)
    return leaf.default if row is None else row


def places(chain: Sequence[Layer], evidence: Evidence) -> dict[Path, Leaf]:
    """Return every setting of the area that the base describes, and of what the other files add to it."""
    return dict(_places(settings_tree(), (), chain, evidence))


def added(found: Iterable[Path], base: Layer) -> list[Path]:
    """Return the entries that files have added to the area which ``base`` describes."""
    entries = dict.fromkeys(entry for path in found if (entry := open_entry(path)))
    return [entry for entry in entries if entry not in base.named]


def open_entry(path: Path) -> Path | None:
    """Return the entry of an open map that ``path`` lies in, if it does."""
    depth = next((len(place) + 1 for place in OPEN_MAPS if path[: len(place)] == place), len(path))
    return path[:depth] if depth < len(path) else None


def unfinished(chain: Sequence[Layer], found: Mapping[Path, Leaf], evidence: Evidence) -> bool:
    """Note each entry that a file adds without giving all it needs; returns whether there is one."""
    base, any_wanting = chain[0], False
    everything = {entry[-1]: None for path in found if (entry := open_entry(path))}
    for entry in added(found, base):
        own = {path: leaf for path, leaf in found.items() if path[: len(entry)] == entry}
        wanting = [
            path[len(entry) :]
            for path, leaf in own.items()
            if usual(evidence, path, leaf) is None and not any(path in layer.entries for layer in chain)
        ]
        layer = next(layer for layer in chain if entry in layer.named)
        told = any(problem.path.startswith(".".join(entry) + ".") for problem in layer.problems)
        any_wanting |= bool(wanting)
        if wanting and not told:
            key, near = (
                layer.named[entry],
                get_close_matches(entry[-1], [name for name in everything if name != entry[-1]], 1),
            )
            words = "is not there yet, and to add it more is needed: " + ", ".join(map(".".join, wanting))
            nearest = near[0] if near else None
            layer.problem((key.line, key.column), entry, words, nearest=nearest)
    return any_wanting


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
    others = added(found, base)
    for path, leaf in found.items():
        if path in base.entries or usual(evidence, path, leaf) is not None or open_entry(path) in others:
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


def _places(
    item: Item, path: Path, chain: Sequence[Layer], evidence: Evidence
) -> Iterator[tuple[Path, Leaf]]:
    if isinstance(item, Leaf):
        yield path, item
    elif isinstance(item, Table):
        for name in _entries(path, chain, evidence):
            yield from _places(item.entry, (*path, name), chain, evidence)
    else:
        for name, part in item.parts.items():
            yield from _places(part, (*path, name), chain, evidence)


def _entries(path: Path, chain: Sequence[Layer], evidence: Evidence) -> list[str]:
    if path in OPEN_MAPS:
        return sorted({place[-1] for layer in chain for place in layer.named if place[:-1] == path})
    base = chain[0]
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
