"""A scenario as the model sees it: the settings in force on each day, and how they came about."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from sim.scenario.fields import Value
from sim.scenario.settings import Settings


@dataclass(frozen=True)
class Change:
    """One step of one setting away from, or back to, what would hold otherwise."""

    day: int
    """Day on which it takes effect, counted from day 0."""
    path: str
    old: Value | None
    """None where the evidence table has no value."""
    new: Value
    file: str
    line: int
    why: str | None


@dataclass(frozen=True)
class Phase:
    """A time in which all settings stay as they are."""

    start: int
    """First day, counted from day 0; the phase lasts until the next one starts."""
    settings: Settings


@dataclass(frozen=True)
class Scenario:
    """Settings by day, frozen. Two scenarios with the same fingerprint give the same model."""

    name: str
    title: str
    phases: tuple[Phase, ...]
    """In order of time; the first starts on day 0."""
    audit: tuple[Change, ...]
    """Every step of every setting away from the evidence table, in order of day and path."""
    files: tuple[str, ...]
    """The files it was read from, the base first."""

    def __hash__(self) -> int:
        return int(self.fingerprint[:15], 16)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the phases, whatever the scenario is called and however its files are laid out."""
        phases = [
            {"start": phase.start, "settings": phase.settings.model_dump(mode="json")}
            for phase in self.phases
        ]
        text = json.dumps(phases, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def opening(self) -> Settings:
        """The settings on day 0."""
        return self.phases[0].settings

    def at(self, day: float) -> Settings:
        """Return the settings in force on ``day``; before day 0, those of day 0."""
        return self.phases[max(0, bisect_right(self.phases, day, key=lambda phase: phase.start) - 1)].settings

    def first_difference(self, other: Scenario) -> int | None:
        """Return the first day on which the settings of the two scenarios differ; None if they never do."""
        starts = sorted({phase.start for phase in (*self.phases, *other.phases)})
        return next((day for day in starts if self.at(day) != other.at(day)), None)
