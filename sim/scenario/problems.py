"""What can be wrong in a scenario file, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.errors import DesistError
from sim.scenario.faults import printable

MOST_SHOWN = 200
"""Problems that are shown one by one; of the rest, only how many there are."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file."""

    file: str
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    path: str
    """Dotted path of the setting; empty where the file cannot be read so far."""
    message: str
    """What is wrong, in plain words."""
    given: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    """The key that was probably meant."""

    def __str__(self) -> str:
        """Return one line: where, what, what was given, what is allowed, what was probably meant."""
        where = f"{self.file}:{self.line}:{self.column}: "
        parts = [f"{self.path}: {self.message}" if self.path else self.message]
        if self.given is not None:
            parts.append(f"given {self.given}")
        if self.allowed is not None and self.allowed not in self.message:
            parts.append(f"allowed {self.allowed}")
        if self.nearest is not None:
            parts.append(f"did you mean {self.nearest}?")
        return printable(where + "; ".join(parts))


class ScenarioError(DesistError):
    """Scenario files that cannot be used, with every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        if len(self.problems) > MOST_SHOWN:
            lines.append(f"and {len(self.problems) - MOST_SHOWN:,} more")
        super().__init__("\n".join(lines))
