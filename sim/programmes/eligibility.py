"""Who may join a programme: what is asked of the person and of the case, cheapest first.

Only what the settings of the programme name is read. Needs, traits and sex are there for support programmes
with a justification: the settings refuse them to supervision and enforcement (``sim.scenario.selection``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor

import numpy as np

from sim import clock
from sim.engine.case import Case
from sim.engine.world import World
from sim.model import ogrs
from sim.model.events import NEEDS
from sim.model.offences import CODE
from sim.model.offender import Offender
from sim.scenario.settings import Programme

_MONTH = clock.DAYS_PER_YEAR / 12


class Eligibility:
    """What one programme asks, looked up once."""

    def __init__(self, world: World, rules: Programme) -> None:
        self._world = world
        self._rules = rules
        self.types = frozenset(CODE[name] for name in rules.types)
        """Codes of the types of offence named; none: any."""
        self._needs = sum(1 << NEEDS.index(need) for need in dict.fromkeys(rules.needs))
        self._male = None if rules.sex == "all" else rules.sex == "men"
        self._youngest, self._oldest = rules.ages
        self._fewest, self._most = rules.prior_sanctions
        self._sanctions: Sequence[int] = world.history.sanctions.data
        self._traits: list[Sequence[int]] = [world.fate.people.traits[name].data for name in rules.traits]
        self._asks_ogrs = _asked(rules, "ogrs")
        self._asks_term = _asked(rules, "term_months")

    def holds(self, offender: Offender, case: Case | None) -> bool:
        """Whether this person may join now, with this case or without one."""
        return self._by_case(offender, case) and self.holds_on_record(offender)

    def holds_on_record(self, offender: Offender) -> bool:
        """The same of somebody whom the record names, of whose offences is asked there."""
        return (
            self._by_person(offender)
            and (not self._needs or bool(self._world.needs_of(offender) & self._needs))
            and (not self._asks_ogrs or self._by_score(offender))
        )

    def _by_case(self, offender: Offender, case: Case | None) -> bool:
        """Offences of the case, or of the last sanction where there is no case; length of the sentence."""
        types = self.types
        if types and case is not None and types.isdisjoint([each.type for each in case.offences]):
            return False
        if types and case is None and self._world.history.last_type[offender.row] not in types:
            return False
        if self._asks_term:
            low, high = self._rules.term_months
            months = case.term_days / _MONTH if case is not None else 0.0
            return low <= months < high
        return True

    def _by_person(self, offender: Offender) -> bool:
        """Age, sex, sanctions and traits."""
        row = offender.row
        if not self._fewest <= self._sanctions[row] <= self._most:
            return False
        if not self._by_age_and_sex(offender.male, offender.birth):
            return False
        return not self._traits or any(has[row] for has in self._traits)

    def child_fits(self, male: bool, birth: float, has: Callable[[str], bool]) -> bool:
        """Whether a child who has done nothing may join: by age, sex and traits."""
        traits = self._rules.traits
        return self._by_age_and_sex(male, birth) and (not traits or any(map(has, traits)))

    def _by_age_and_sex(self, male: bool, birth: float) -> bool:
        if self._male is not None and male != self._male:
            return False
        return self._youngest <= floor((self._world.now - birth) / clock.DAYS_PER_YEAR) <= self._oldest

    def _by_score(self, offender: Offender) -> bool:
        world, rows = self._world, np.array([offender.row])
        score = ogrs.scores(rows, world.fate.people, world.history, world.now)[0]
        low, high = self._rules.ogrs
        return bool(low <= score <= high)


def _asked(rules: Programme, field: str) -> bool:
    return bool(getattr(rules, field) != Programme.model_fields[field].default)
