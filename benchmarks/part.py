"""What every part of the benchmark is asked, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.goals import Goal


@dataclass(frozen=True)
class Asked:
    """How much to measure."""

    quick: bool = False
    """At the smallest sizes: shows that all works, and measures nothing."""
    full: bool = False
    """Do what is otherwise extrapolated."""
    repeats: int | None = None
    """Runs of each; None leaves it to the part."""

    def runs(self, usual: int) -> int:
        """Runs of each, where a part would usually make so many."""
        if self.repeats is not None:
            return self.repeats
        return 1 if self.quick else usual


@dataclass
class Outcome:
    """What a part found."""

    lines: list[str]
    """For the reader."""
    figures: dict[str, Any] = field(default_factory=dict)
    """For a program: whatever JSON can hold."""
    goals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One thing that is measured."""

    name: str
    title: str
    run: Callable[[Asked], Outcome]
    minutes: float
    """About how long it takes on two cores."""
    processes: int = 1
    """How many of its own it runs at a time."""
