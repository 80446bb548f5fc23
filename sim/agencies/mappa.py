"""MAPPA: cases at level 2 and level 3, and the multi-agency meetings held on each while it is live.

Cases are counted without names: not all of them are registered, and not all on the register are MAPPA cases.
"""

from __future__ import annotations

from math import floor, log

from sim.clock import DAYS_PER_YEAR
from sim.draws import fold, uniform
from sim.engine.anonymous_arrivals import weekly_arrivals
from sim.scenario.settings import PublicProtection

_LENGTH = 1
_LEVELS = (2, 3)


class Mappa:
    """Live cases by level: the day each began and ends."""

    def __init__(self, key: int, rules: PublicProtection) -> None:
        self._keys = {level: fold(key, level) for level in _LEVELS}
        self._live: dict[int, list[tuple[float, float]]] = {}
        for level in _LEVELS:
            per_year, days = _of_level(rules, level)
            number = round(per_year * days / DAYS_PER_YEAR)
            begun = fold(self._keys[level], 0)
            self._live[level] = [(0.0, _length(fold(begun, case), days)) for case in range(number)]

    def week(self, number: int, now: float, rules: PublicProtection) -> int:
        """Take on the cases of a week and let others go; returns the meetings held in it."""
        meetings = 0
        for level in _LEVELS:
            per_year, days = _of_level(rules, level)
            arrivals = weekly_arrivals(fold(self._keys[level], 1), number, per_year).tolist()
            self._live[level] += [(now, now + _length(key, days)) for key in arrivals]
            self._live[level] = [case for case in self._live[level] if case[1] > now]
            between = rules.mappa.days_between_meetings
            for begun, _ in self._live[level]:
                meetings += floor((now - begun) / between) - floor((now - 7.0 - begun) / between)
        return meetings

    def live(self, level: int) -> int:
        """Cases at a level now."""
        return len(self._live[level])


def _of_level(rules: PublicProtection, level: int) -> tuple[float, float]:
    if level == _LEVELS[0]:
        return rules.mappa.level_2_per_year, rules.mappa.level_2_days
    return rules.mappa.level_3_per_year, rules.mappa.level_3_days


def _length(key: int, days: float) -> float:
    return -log(uniform(key, _LENGTH)) * days
