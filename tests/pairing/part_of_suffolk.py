"""Suffolk with an eighth of its people, arrivals, places and posts, so that a pair takes a second.

What a scenario changes it still changes, by at least one of whatever it is; nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from sim.scenario.bounds import Count, Posts
from sim.scenario.fields import Branch, Item, Kind, Leaf, settings_tree
from sim.scenario.scenario import Phase, Scenario
from sim.scenario.settings import Settings

PART = 8
PEOPLE = {
    "stock", "entrants_per_year", "other_detentions", "neighbour_arrests", "a_year", "other_caseload",
    "in_community", "in_custody", "transfers_in_per_year", "level_2_per_year", "level_3_per_year",
    "others_per_year",
}  # fmt: skip
"""Settings, by their last name, that say how many people there are or come."""
LARGEST = {
    bound.le for kind in (Count, Posts) for bound in kind.__metadata__[0].metadata if hasattr(bound, "le")
}
"""Upper bounds that only numbers of places and posts have."""


def part_of(scenario: Scenario, base: Scenario) -> Scenario:
    """The scenario and all its phases in so small an area; ``base`` is what it extends, or itself."""
    phases = tuple(
        Phase(phase.start, _settings(phase.settings, base.at(phase.start))) for phase in scenario.phases
    )
    return Scenario(scenario.name, scenario.title, phases, (), scenario.files)


def _settings(settings: Settings, base: Settings) -> Settings:
    return Settings.model_validate(_part(settings_tree(), "", settings.model_dump(), base.model_dump()))


def _part(item: Item, name: str, value: Any, base: Any) -> Any:
    if isinstance(item, Leaf):
        return _fewer(item, value, base) if _counts(item, name) else value
    known = base if isinstance(base, Mapping) else {}
    return {
        key: _part(
            item.parts[key] if isinstance(item, Branch) else item.entry, key, inner, known.get(key, inner)
        )
        for key, inner in value.items()
    }


def _counts(leaf: Leaf, name: str) -> bool:
    return name in PEOPLE or (leaf.lever and leaf.high in LARGEST and leaf.kind in (Kind.WHOLE, Kind.NUMBER))


def _fewer(leaf: Leaf, value: float, base: float) -> float:
    if leaf.kind is not Kind.WHOLE:
        return value / PART
    part, of_base = ceil(value / PART), ceil(base / PART)
    if part == of_base and value != base:  # rounded away
        return max(0, part - 1) if value < base else part + 1
    return part
