"""Random scenarios of the small county, as the files that a user would write.

``area.yaml`` is the county with other people, offences and services on day 0. One to three more files extend
it and one another, with changes that begin, overlap and end on the same few days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim import clock
from sim.model.events import SPELL_NEEDS
from sim.scenario.headroom import DETECTION_CEILING
from tests.pairing.counties import FOLDER
from tests.properties.blocks import SIZES_OF_PEOPLE, Block, blocks, values_of
from tests.properties.ceilings import Ceilings, Values, rooms
from tests.properties.settings_drawn import places

YEARS = 3
"""Model years run: two that settle and one that is measured."""
AREA = "area.yaml"
WHY = "To see whether the model bears it"
LATEST_FILES = 3
OFFENCES_DRAWN = 6_000
"""Potential offences that could be attributed, in all years, on average: a run lasts a tenth of a second."""
IN_THE_AREA, LATER = (0, 3, 3, 3, 10, 10, 40), (0, 3, 3, 10, 10, 40, 100)
"""Settings that a file changes, at the most; 0 stands for all of them."""
OF_ONE_SEED = 10
"""Scenarios drawn from one seed: after the tenth, Hypothesis mostly varies those that it has drawn."""
PEOPLE_DRAWN = (0, 1, 30, 150, 300, 600)

Tree = dict[str, "Tree | object"]


@dataclass(frozen=True)
class Files:
    """The files of one scenario."""

    texts: dict[str, str]
    """By name; the last one is the scenario itself."""

    @property
    def last(self) -> str:
        """Name of the file that extends all others."""
        return list(self.texts)[-1]

    def __repr__(self) -> str:
        return "\n".join(f"--- {name}\n{text}" for name, text in self.texts.items())


@st.composite
def files(draw: st.DrawFn) -> Files:
    """A random scenario: an area and up to three files laid over it."""
    room = draw(rooms())
    careless = draw(st.integers(0, 19)) == 7  # now and then nobody minds what fits together
    area = draw(some(blocks(True), Ceilings(), IN_THE_AREA))
    area |= {} if careless else room.opening
    area |= draw(people(area))
    texts = {AREA: written(laid_over(_head("area") | county(), area))}
    ceilings = Ceilings() if careless else room.later(area)
    days = draw(st.lists(first_days(), min_size=1, max_size=4))
    for number in range(draw(st.integers(1, LATEST_FILES))):
        name = f"later-{number}"
        changes = nested(draw(some(blocks(False), ceilings, LATER)))
        tree = _head(name) | {"extends": list(texts)[-1]} | changes
        texts[f"{name}.yaml"] = written(draw(dated(tree, days)))
    return Files(texts)


@st.composite
def some(draw: st.DrawFn, among: Sequence[Block], ceilings: Ceilings, how_many: Sequence[int]) -> Values:
    """Values of a few of the blocks, of many, or of all."""
    most = draw(st.sampled_from(how_many))
    numbers = st.integers(0, len(among) - 1)
    chosen = draw(st.lists(numbers, min_size=most // 2, max_size=most, unique=True))
    found: Values = {}
    for number in chosen or range(len(among)):
        found.update(draw(values_of(among[number], ceilings)))
    return found


@st.composite
def people(draw: st.DrawFn, area: Values) -> Values:
    """How many people there are: the fewer, the more each of them does."""
    most = OFFENCES_DRAWN / (work_of_one(area) * (clock.HISTORY_YEARS + YEARS))
    sizes = [size for size in PEOPLE_DRAWN if size <= max(1.0, most)]
    sizes += [sizes[-1]] * (2 * len(sizes))
    stock, entrants = draw(st.sampled_from(sizes)), draw(st.sampled_from(sizes)) // YEARS
    return dict(zip(SIZES_OF_PEOPLE, (stock if stock or entrants else 1, entrants), strict=True))


def work_of_one(area: Values) -> float:
    """Potential offences that could be attributed and changes of state, a person and year, from above."""

    def now(*path: str) -> float:
        value = area.get(path, places()[path].value)
        assert isinstance(value, int | float)
        return float(value)

    raised = math.prod(
        1.0 + now("needs", need, "prevalence") * (now("needs", need, "rate_multiplier") - 1.0)
        for need in SPELL_NEEDS
    )
    offences = now("people", "offending_rate") * min(raised, now("needs", "natural_cap"))
    offences *= max(now(*path) for path in places() if path[0] == "age_curve")
    active, quiet = now("people", "active_months"), now("people", "quiet_months")
    types = [path[1] for path in places() if path[-1] == "severity"]
    volume = {
        name: now("offences", name, "recorded_per_year") * now("offences", name, "committed_per_recorded")
        for name in types
    }
    found = {
        name: min(
            1.0,
            DETECTION_CEILING
            * now("offences", name, "attributed_share")
            * now("police", "attribution_scale"),
        )
        / now("offences", name, "committed_per_recorded")
        for name in types
    }
    share = sum(volume[name] * found[name] for name in types) / sum(volume.values())
    spells = sum(12.0 / now("needs", need, "mean_months") for need in SPELL_NEEDS) + 12.0 / active
    return 0.1 + offences * active / (active + quiet) * share * now("needs", "policy_cap") + spells / 10


def first_days() -> st.SearchStrategy[dt.date]:
    """Days on which a change may begin: mostly in the measured year, also long after the run has ended."""
    first, horizon = clock.date_of(clock.FIRST_MEASURED_DAY), clock.date_of(clock.HORIZON - 1)
    ends = clock.date_of(clock.year_start(YEARS))
    near = st.dates(first, ends)
    return (
        st.sampled_from([first, first + dt.timedelta(1), ends - dt.timedelta(1), ends, horizon]) | near | near
    )


@st.composite
def dated(draw: st.DrawFn, tree: Tree, days: Sequence[dt.date]) -> Tree:
    """The file with ``from`` and ``until`` in any of its mappings, on a few days that recur."""
    first = clock.date_of(clock.FIRST_MEASURED_DAY)
    return draw(_dated(tree, sorted(days), first, None))


@st.composite
def _dated(
    draw: st.DrawFn, tree: Tree, days: Sequence[dt.date], start: dt.date, until: dt.date | None
) -> Tree:
    scope: Tree = {}
    if draw(st.integers(0, 2)) == 0:
        begins = draw(st.sampled_from([start, *days]))
        ends = [day for day in (*days, begins + dt.timedelta(1), begins + dt.timedelta(40)) if day > begins]
        fits = until is None or until > begins
        stops = draw(st.sampled_from([None, *ends] if fits else ends))
        scope["from"], start = begins, begins
        if stops is not None:
            scope["until"] = until = stops
    parts: Tree = {}
    for name, part in tree.items():
        parts[name] = draw(_dated(part, days, start, until)) if isinstance(part, dict) else part
    return {**parts, **scope}


def _head(name: str) -> Tree:
    return {"name": name, "title": f"Made at random: {name}", "why": WHY}


@cache
def _shipped_county() -> Tree:
    tree: Tree = YAML(typ="safe", pure=True).load(
        (FOLDER / "small" / "county.yaml").read_text(encoding="utf-8")
    )
    return tree


def county() -> Tree:
    """What the shipped file of the small county says."""
    return deepcopy(_shipped_county())


def nested(values: Values) -> Tree:
    """Settings by their dotted paths as mappings in mappings."""
    return laid_over({}, values)


def laid_over(tree: Tree, values: Values) -> Tree:
    """The tree with other values at some paths."""
    for path, value in values.items():
        inner = tree
        for name in path[:-1]:
            step = inner.setdefault(name, {})
            assert isinstance(step, dict)
            inner = step
        inner[path[-1]] = value
    return tree


def written(tree: Mapping[str, object], depth: int = 0) -> str:
    """The tree as YAML."""
    lines = []
    for name, value in tree.items():
        key = f'"{name}"' if name.isdigit() else name
        if isinstance(value, Mapping):
            lines.append(f"{'  ' * depth}{key}:\n{written(value, depth + 1)}")
        else:
            lines.append(f"{'  ' * depth}{key}: {_scalar(value)}\n")
    return "".join(lines)


def _scalar(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_scalar(part) for part in value)}]"
    return f'"{value}"' if isinstance(value, str) and (":" in value or "," in value) else str(value)
