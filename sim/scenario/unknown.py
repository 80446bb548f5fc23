"""A key that is no setting: what was probably meant by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sim.scenario.document import Mapping, Scalar
from sim.scenario.fields import Branch, Item, Leaf, Path, Table, leaves, settings_tree
from sim.scenario.syntax import without_colon

SCOPE_KEYS = ("from", "until", "why")
DESCRIBES_AREA = "describes_area"
HEAD_KEYS = ("name", "title", "extends", DESCRIBES_AREA)
LISTED = 12
"""Allowed keys that a message lists at the most, where it can name the one that was meant."""

LONGEST_KEY = 100
"""Longer keys are compared with none: no setting is as long."""

ENFORCEMENT: tuple[Path, ...] = (("iom",), ("police",), ("suspects",), ("wanted",), ("custody",))
"""Sections that decide whom the police look at, and how closely."""
PROTECTED = re.compile(
    r"(^|_)(care|looked_after|exclu\w*|sex|male|female|males|females|gender|women|woman|men|ethnic\w*|race|"
    r"religion|health|mental|drugs|alcohol|illness|disab\w*|needs?|housing|homeless\w*|traits?)(_|$)"
)
"""What may rank nobody there."""
NO_RANK = (
    "there is no such setting, and there can be none: nobody is ranked into enforcement or surveillance by "
    "care, exclusion, sex, ethnicity or health"
)

JOINTS = re.compile(r"\s*[./>\\]\s*")


@dataclass(frozen=True)
class Guess:
    """What to say about a key that is no setting."""

    message: str
    allowed: str | None = None
    nearest: str | None = None


def guess(key: str, path: Path, branch: Branch) -> Guess:
    """Return what to say about ``key``, found at ``path`` where only the parts of ``branch`` can stand."""
    siblings = list(branch.parts)
    if len(key) > LONGEST_KEY:
        return Guess("there is no such setting", allowed=", ".join(siblings))
    if any(path[: len(section)] == section for section in ENFORCEMENT) and PROTECTED.search(_plain(key)):
        return Guess(NO_RANK)
    steps = JOINTS.split(key)
    if len(steps) > 1 and _leads_somewhere(branch, steps):
        lines = ", ".join(f"`{step}:`" for step in steps)
        return Guess(f"is not joined by signs: write {lines} on lines of their own, each further in")
    slip = without_colon(key) if re.search("[:=]", key) else None
    if slip:
        return Guess(slip)
    known = (*siblings, *SCOPE_KEYS, *(HEAD_KEYS if not path else ()))
    near = _elsewhere(key, path) or get_close_matches(_plain(key), known, 1) or _elsewhere(_plain(key), path)
    allowed = ", ".join(siblings) if len(siblings) <= LISTED or not near else None
    return Guess("there is no such setting", allowed, near[0] if near else None)


def misspelt_extends(root: Mapping) -> Scalar | None:
    """Return the key at the top of a file that was probably meant to be ``extends``, if there is one."""
    if root.get("extends") is not None:
        return None
    for key, value in root.items:
        is_file = isinstance(value, Scalar) and value.text.endswith((".yaml", ".yml"))
        if key.text in HEAD_KEYS or key.text in SCOPE_KEYS or len(key.text) > LONGEST_KEY:
            continue
        if is_file or get_close_matches(_plain(key.text), ["extends"], 1, 0.75):
            return key
    return None


def plain_name(key: str) -> str:
    """Return ``key`` in the letters that a name can have."""
    return re.sub(r"[^a-z0-9]+", "_", key[:LONGEST_KEY].lower()).strip("_")


def _plain(key: str) -> str:
    return re.sub(r"[\s_-]+", "_", key.strip(" •*+-").lower())


def _leads_somewhere(item: Item, steps: list[str]) -> bool:
    """Whether ``steps`` lead from ``item`` to a setting or a section."""
    for step in steps:
        if isinstance(item, Leaf):
            return False
        inner = item.entry if isinstance(item, Table) else item.parts.get(step)
        if inner is None:
            return False
        item = inner
    return True


def _elsewhere(key: str, path: Path) -> list[str]:
    """Settings of this name in other sections, the nearest first."""
    shared = sorted(
        _homes().get(key, ()), key=lambda place: -sum(a == b for a, b in zip(place, path, strict=False))
    )
    return [".".join(place) for place in shared]


@cache
def _homes() -> dict[str, tuple[Path, ...]]:
    """Every place at which a section or setting of a name stands, by the name."""
    homes: dict[str, dict[Path, None]] = {}
    for place, _ in leaves(settings_tree()):
        for depth, name in enumerate(place, start=1):
            homes.setdefault(name, {})[place[:depth]] = None
    return {name: tuple(places) for name, places in homes.items()}
