"""Visits to members: what each is due in four weeks, what can be made of it, and what it does.

Visits are planned by the four weeks, not dated: nothing in the model hangs on the day of one. What the
constables of an office have no hours for is missed, in the same proportion by all of its members.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import PANEL_DAYS
from sim.model.events import Cohort
from sim.scenario.settings_of_iom import Iom

WEEKS = PANEL_DAYS / 7
"""Weeks from one panel to the next."""


@dataclass(frozen=True)
class Due:
    """What one member is due from one panel to the next."""

    visits: float
    hours: float
    """Of a constable's time."""


class Visits:
    """The schedule in force."""

    def __init__(self, rules: Iom) -> None:
        self._rules = rules
        self._due = {cohort: self._scheduled(cohort.name.lower()) for cohort in Cohort}

    def due(self, cohort: Cohort, ogrs: float) -> Due:
        """The schedule of a member of this cohort and score."""
        usual, schedule = self._due[cohort], self._rules.visits
        if ogrs < schedule.very_high_ogrs:
            return usual
        more = schedule.very_high_more
        return Due(usual.visits + more, usual.hours + more * schedule.home.hours)

    def dose(self, hours: float) -> float:
        """Effect of so many hours a week, relative to that of the agreed hours: saturating."""
        agreed, half = self._rules.contact_hours, self._rules.half_dose_hours
        if not agreed or hours <= 0:
            return 0.0
        return min(self._rules.largest_dose, (hours / (hours + half)) / (agreed / (agreed + half)))

    def _scheduled(self, cohort: str) -> Due:
        schedule = self._rules.visits
        kinds = (schedule.probation_office, schedule.home, schedule.community)
        numbers = [float(getattr(kind, cohort)) for kind in kinds]
        return Due(sum(numbers), sum(n * kind.hours for n, kind in zip(numbers, kinds, strict=True)))


def made(due_hours: float, hours_a_week: float) -> float:
    """Share of the visits due that can be made from one panel to the next."""
    return min(1.0, hours_a_week * WEEKS / due_hours) if due_hours > 0 else 1.0
