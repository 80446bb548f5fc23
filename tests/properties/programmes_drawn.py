"""Random programmes: those of the small county with other values, and one that only later files add."""

from __future__ import annotations

import datetime as dt
import math
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.model.offences import NAMES
from sim.scenario.fields import Kind, Leaf, Path, Table, Value, leaves, settings_tree
from sim.scenario.settings_of_a_programme import OFFENCE_GROUPS
from tests.properties.settings_drawn import places

MAP: Path = ("programmes",)
MADE_UP = "made_up"
SENSITIVE = ("sex", "needs", "traits")
WATCHED = "detection_effect"
EFFECTS = ("offending_effect", "after_effect")
SIZES = (0.0, 1e-9, 0.1, 0.5, 1.0, 7.0, 30.0, 365.0, 1000.0)
LONGEST = 3
"""Names in a list, at the most."""


@cache
def names() -> tuple[str, ...]:
    """The programmes of the small county."""
    return tuple(sorted({path[1] for path in places() if path[:1] == MAP}))


@cache
def own_settings() -> dict[Path, Leaf]:
    """Every setting of a programme, by its path below the name."""
    table = settings_tree().parts["programmes"]
    assert isinstance(table, Table)
    return dict(leaves(table.entry))


def block(name: str) -> tuple[Path, ...]:
    """All settings of a programme: they are drawn together, so that they fit."""
    return tuple((*MAP, name, *path) for path in own_settings())


def raising() -> tuple[Path, ...]:
    """The effects of which the larger of each programme counts against the head-room."""
    return tuple((*MAP, name, effect) for name in (*names(), MADE_UP) for effect in EFFECTS)


@st.composite
def programme(draw: st.DrawFn, name: str, highest: dict[Path, float]) -> dict[Path, Value]:
    """A whole programme that is allowed."""
    found: dict[Path, Value] = {}
    for path, leaf in own_settings().items():
        found[path] = draw(_value(path, leaf, highest.get((*MAP, name, *path), math.inf)))
    referred_from = str(found[("referred_from",)])
    if "school" in referred_from:  # children are met with support, and have no needs that the model knows
        found |= {("kind",): "support", ("needs",): ()}
    else:
        found |= {("onsets_prevented",): 0.0, ("onset_delay_days",): 0.0}
    if found[("kind",)] != "support":
        found |= {(field,): _default(field) for field in SENSITIVE}
    else:
        found[(WATCHED,)] = 0.0
    if "record" not in referred_from:
        found[("recorded_offences",)] = _default("recorded_offences")
    if found[("posts",)]:
        found[("caseload",)] = draw(st.sampled_from([0.5, 1.0, 10.0, 1000.0]))
    if found[("after_effect",)]:
        found[("lasting_days",)] = draw(st.sampled_from([0.1, 30.0, 365.0]))
    if "prison" in referred_from:
        found[("in_prison",)] = "stays"
    return {(*MAP, name, *path): value for path, value in found.items()}


def _default(field: str) -> Value:
    default = own_settings()[(field,)].default
    assert default is not None
    return default


def _value(path: Path, leaf: Leaf, ceiling: float) -> SearchStrategy[Value]:
    if path == ("offences",):
        return _some((*NAMES, *OFFENCE_GROUPS), 0)
    if path == ("passes_over",):
        return _some(("iom",), 0)
    others: dict[Kind, SearchStrategy[Value]] = {
        Kind.WORDS: _some(leaf.choices, leaf.shortest),
        Kind.CHOICE: st.sampled_from(leaf.choices),
        Kind.TEXT: st.just("Made at random"),
        Kind.DATE: st.sampled_from([dt.date(1900, 1, 1), dt.date(2021, 1, 1), dt.date(2022, 9, 1)]),
        Kind.WHOLE: st.sampled_from([0, 0, 1, 2, 10, 1_000_000]),
    }
    if leaf.kind is Kind.NUMBERS:
        return st.tuples(_number(leaf, ceiling), _number(leaf, ceiling)).map(lambda two: tuple(sorted(two)))
    return others[leaf.kind] if leaf.kind in others else _number(leaf, ceiling)


def _number(leaf: Leaf, ceiling: float) -> SearchStrategy[float]:
    assert leaf.low is not None
    assert leaf.high is not None
    high = min(leaf.high, ceiling)
    sizes = [size for size in (*SIZES, leaf.low, high) if leaf.low < size <= high]
    return st.sampled_from(sizes if leaf.low_open else [*sizes, leaf.low])


def _some(choices: tuple[str, ...], fewest: int) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), min_size=fewest, max_size=LONGEST, unique=True).map(tuple)
