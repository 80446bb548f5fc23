"""What an IOM team can give: how many members it can carry, and how much contact each gets."""

from __future__ import annotations

from math import floor

from sim.scenario.settings import Iom as IomSettings


class Contact:
    """Caseload limit, contact hours and dose of a team."""

    def __init__(self, rules: IomSettings) -> None:
        self._rules = rules
        working = min(rules.constables, rules.sergeants * rules.constables_per_sergeant)
        """Constables who are supervised, and so do casework."""
        self._limit = working * rules.members_per_constable
        self.capacity = floor(self._limit + 1e-9)
        """Members the team can carry."""

    def hours(self, members: int) -> float:
        """Contact hours a member a week: the agreed hours up to the limit, thinner beyond it."""
        if not members or not self._limit:
            return 0.0
        return self._rules.contact_hours * min(1.0, self._limit / members)

    def dose(self, members: int) -> float:
        """Effect of that contact, relative to the effect at the caseload limit: saturating in the hours."""
        agreed, half = self._rules.contact_hours, self._rules.half_dose_hours
        hours = self.hours(members)
        return (hours / (hours + half)) / (agreed / (agreed + half)) if hours > 0 else 0.0
