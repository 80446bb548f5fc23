"""Settings that must fit one another, drawn together so that they do.

A block stands below one mapping of a scenario file and so shares its dates: whatever is laid over it, it is
in force as a whole or not at all.
"""

from __future__ import annotations

import math
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.scenario.consistency import SHARES, STAFFED
from sim.scenario.fields import Kind, Path, Value, drawn_before_day_zero
from tests.properties import programmes_drawn
from tests.properties.ceilings import Ceilings, Values
from tests.properties.settings_drawn import numbers, places, values

Block = tuple[Path, ...]

SIZES_OF_PEOPLE: Block = (("people", "stock"), ("people", "entrants_per_year"))
"""Drawn last, when it is known how much each person does."""
WEIGHTS = (0.0, 0.0, 1e-9, 0.1, 1.0, 1.0, 10.0)
CELLS = (0, 0, 1, 2, 3, 5, 30, 1_000_000)
SERVED = ((("town",), ("coast",)), (("coast", "town"), ()), ((), ("town",)), ((), ()))
"""Districts that the two IOM offices of the small county may serve."""
VISITORS = (0.0, 1.0, 60.0, 300.0, 3000.0)
"""Detentions a year from outside the model: more would fill the time of a test with them."""
RECORDED = 1e4
"""Recorded offences a year of all types: only their proportions matter."""


@cache
def blocks(on_day_zero: bool) -> tuple[Block, ...]:
    """What a file may set, by what must be drawn together; on day 0 only the area's own file may set all."""
    together: list[Block] = [
        tuple((*section.split("."), name) for name in names) for section, names in SHARES
    ]
    together += [tuple((*suite, name) for name in ("cells", *STAFFED)) for suite in _suites()]
    together += [tuple(path for path in places() if path[:1] == ("districts",) and path[-1] == "share")]
    together += [tuple(path for path in places() if path[-1] == "recorded_per_year")]
    together += [
        tuple(path for path in places() if path[:3] == ("iom", it, "codes")) for it in ("fixed", "flexible")
    ]
    offices = tuple(path for path in places() if path[:2] == ("iom", "offices"))
    together += [tuple(path for path in offices if path[-1] == "districts")]
    together += [programmes_drawn.block(name) for name in programmes_drawn.names()]
    if not on_day_zero:
        together.append(programmes_drawn.block(programmes_drawn.MADE_UP))
    taken = {path for block in together for path in block}
    alone = [(path,) for path in places() if path not in taken and path not in SIZES_OF_PEOPLE]
    return tuple(block for block in (*together, *alone) if on_day_zero or not drawn_before_day_zero(block[0]))


@st.composite
def values_of(draw: st.DrawFn, block: Block, ceilings: Ceilings) -> Values:
    """Values for all settings of a block."""
    if block[0][:1] == programmes_drawn.MAP:
        return draw(programmes_drawn.programme(block[0][1], ceilings.highest))
    if len(block) == 1:
        return {block[0]: draw(_alone(block[0], ceilings))}
    if block[0][:2] == ("iom", "offices") and len(block) > 1:
        return dict(zip(block, draw(st.sampled_from(SERVED)), strict=True))
    if block[0][-1] == "cells":
        cells = draw(st.sampled_from(CELLS))
        staffed = st.sampled_from([0, cells, cells // 2, max(0, cells - 1)])
        return {block[0]: cells, **{path: draw(staffed) for path in block[1:]}}
    shares = draw(_whole(len(block)) if _is_whole(block[0]) else shares_of_one(len(block)))
    scale = RECORDED if block[0][-1] == "recorded_per_year" else 1.0
    return {path: scale * share for path, share in zip(block, shares, strict=True)}


def shares_of_one(number: int) -> SearchStrategy[list[float]]:
    """Shares of one whole, of which something may remain."""
    weights = st.lists(st.sampled_from(WEIGHTS), min_size=number + 1, max_size=number + 1)
    return weights.map(lambda drawn: [weight / (math.fsum(drawn) or 1.0) for weight in drawn[:number]])


def _whole(number: int) -> SearchStrategy[list[float]]:
    """Shares that come to 1, any of which may be 0."""
    weights = st.lists(st.sampled_from(WEIGHTS), min_size=number, max_size=number).filter(any)
    return weights.map(lambda drawn: [weight / math.fsum(drawn) for weight in drawn])


def _is_whole(path: Path) -> bool:
    return path[0] == "districts" or path[-1] == "recorded_per_year" or "codes" in path


def _alone(path: Path, ceilings: Ceilings) -> SearchStrategy[Value]:
    kind = places()[path].leaf.kind
    if kind is Kind.NUMBERS:
        return _whole(24).map(tuple)
    if kind is Kind.WORDS:
        return st.sampled_from(_suites()).map(lambda suite: suite[-1]).flatmap(_order_beginning_with)
    if path[-1] in ("neighbour_arrests", "other_detentions") or path[-2:] == ("place_of_safety", "a_year"):
        return st.sampled_from(VISITORS)
    if "codes" in path:  # the only code of its cohort
        return st.sampled_from([0.1, 1.0, 10.0])
    if path in ceilings.highest:
        return numbers(path, ceilings.highest[path])
    return values(path)


def _order_beginning_with(suite: str) -> SearchStrategy[tuple[str, ...]]:
    others = [path[-1] for path in _suites() if path[-1] != suite]
    return st.sampled_from([(suite,), (suite, *others), (suite, *reversed(others))])


@cache
def _suites() -> tuple[Path, ...]:
    return tuple(sorted({path[:3] for path in places() if path[:2] == ("custody", "suites")}))
