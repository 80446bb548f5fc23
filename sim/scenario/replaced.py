"""Scenarios in which some values of the evidence table are others, as when values are fitted or uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sim.distributions import lognormal_location, normal
from sim.errors import DesistError
from sim.evidence.register import Register
from sim.scenario.places import Evidence
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario

STOCK, ENTRANTS = "people.stock", "people.entrants_per_year"
_LEAVING = ("career_years_mean", "career_log_sd", "death_rate", "moving_rate")
_NONE: Mapping[str, float] = {}
_GRID = 4000


def scenario_with(path: Path, register: Register, values: Mapping[str, float]) -> Scenario:
    """The scenario of a file, with some values of the evidence table replaced (not those the file sets)."""
    return scenarios_with([path], register, values)[0]


def scenarios_with(paths: Sequence[Path], register: Register, values: Mapping[str, float]) -> list[Scenario]:
    """The scenarios of several files, as ``scenario_with``; raises as ``read_scenarios``."""
    return read_scenarios(paths, _evidence_with(register, values))


def _evidence_with(register: Register, values: Mapping[str, float]) -> Evidence:
    tree: dict[str, object] = dict(register.tree())
    for id, value in values.items():
        *branches, leaf = id.split(".")
        place: object = tree
        for name in branches:
            place = place[name] if isinstance(place, dict) else None
        if not isinstance(place, dict) or leaf not in place:
            raise DesistError(f"the evidence table has no row '{id}'")
        place[leaf] = round(value) if isinstance(register.row(id).value, int) else value
    return tree


def settled(register: Register, values: Mapping[str, float]) -> dict[str, float]:
    """The values with what follows from them: the stock of people keeps its size from year to year."""
    found = dict(values)
    if ENTRANTS in found:
        found[STOCK] = float(round(found[ENTRANTS] * years_in_the_stock(register, values)))
    return found


def years_in_the_stock(register: Register, values: Mapping[str, float] = _NONE) -> float:
    """Mean years from the first offence to the end of the career, death or moving, whichever is first.

    ``values`` replace those of the evidence table.
    """
    mean, log_sd, death, moving = (
        values[id] if id in values else register.number(id) for id in (f"people.{name}" for name in _LEAVING)
    )
    careers = np.exp(lognormal_location(mean, log_sd) + log_sd * normal((np.arange(_GRID) + 0.5) / _GRID))
    leaving = death + moving
    return float(((1.0 - np.exp(-leaving * careers)) / leaving).mean() if leaving > 0 else careers.mean())
