"""OGRS3: the Offender Group Reconviction Scale, from its published formula (Howard and others 2009).

Used inside the model only, on simulated people. Coefficients stand in the evidence table under ``ogrs3``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.evidence.register import load_register
from sim.model.history import History
from sim.model.offences import OFFENCES
from sim.model.population import Population

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ogrs3:
    """The scale, with its tables of coefficients by number of years, sex and age, and offence."""

    def __init__(self, coefficients: Mapping[str, float]) -> None:
        self._coefficients = coefficients
        self._ages = {sex: self._age_table(f"age_{sex}.") for sex in ("male", "female")}
        self._offence = np.array([coefficients[f"offence.{offence.ogrs_group}"] for offence in OFFENCES])

    def _age_table(self, prefix: str) -> tuple[Floats, Floats]:
        found = sorted(
            (float(name.removeprefix(prefix)), value)
            for name, value in self._coefficients.items()
            if name.startswith(prefix)
        )
        return np.array([age for age, _ in found]), np.array([value for _, value in found])

    def two_years(
        self,
        male: NDArray[np.bool_],
        age: Floats,
        age_at_conviction: Floats,
        age_first: Floats,
        sanctions: Ints,
        offence_type: Ints,
    ) -> Floats:
        """Chance of proven reoffending within two years.

        ``age``: at the start of follow-up; ``sanctions``: all, with the current one (at least 1);
        ``age_first``: at the first sanction; all ages in whole years as the scale has them.
        """
        coefficient = self._coefficients
        previous = sanctions - 1
        copas = np.log((1.0 + previous) / (10.0 + age_at_conviction - age_first))
        history = np.where(previous == 0, coefficient["first_conviction"], coefficient["repeat"])
        by_age = np.where(male, self._by_age("male", age), self._by_age("female", age))
        score = by_age + history + coefficient["copas"] * copas + self._offence[offence_type]
        chance: Floats = 1.0 / (1.0 + np.exp(-(coefficient["intercept_two_year"] + score)))
        return chance

    def _by_age(self, sex: str, age: Floats) -> Floats:
        lowest, values = self._ages[sex]
        found: Floats = values[np.clip(np.searchsorted(lowest, age, side="right") - 1, 0, len(values) - 1)]
        return found


@cache
def load_ogrs3() -> Ogrs3:
    """The scale with the coefficients of the evidence table."""
    register = load_register()
    return Ogrs3({name: register.number(f"ogrs3.{name}") for name in register.under("ogrs3")})


def scores(rows: Ints, people: Population, history: History, day: float) -> Floats:
    """Two-year OGRS3 on ``day`` of the people in these rows; 0 for those never sanctioned."""
    year = clock.DAYS_PER_YEAR
    birth = people.birth[rows]
    sanctioned = history.sanctions[rows] > 0
    first = np.where(sanctioned, history.first_sanction[rows], day)
    last = np.where(sanctioned, history.last_sanction[rows], day)
    chance = load_ogrs3().two_years(
        people.male[rows],
        np.floor((day - birth) / year),
        np.floor((last - birth) / year),
        np.floor((first - birth) / year),
        np.maximum(history.sanctions[rows], 1),
        history.last_type[rows],
    )
    return np.where(sanctioned, chance, 0.0)
