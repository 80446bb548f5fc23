"""What the measures read: one run's ledger, its people and its hidden offences, cut by a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.engine.hidden import Hidden
from sim.engine.ledger import Columns, Ledger
from sim.engine.services import NO_ACCOUNTS, Accounts
from sim.model.events import Kind
from sim.model.population import Population
from sim.scenario.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Record:
    """One finished run."""

    ledger: Ledger
    people: Population
    hidden: Hidden
    phases: tuple[tuple[float, Settings], ...]
    """Settings in force from each day on, ascending; the first begins on day 0."""
    years: int
    """Model years run from day 0."""
    accounts: Accounts = NO_ACCOUNTS
    """Use, waiting and overload of every service."""
    _found: dict[Callable[[Record], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def until(self) -> float:
        """Day on which the run ended."""
        return float(clock.year_start(self.years))

    @cached_property
    def severity(self) -> NDArray[np.float64]:
        """Crime Severity Score weight of each type of offence."""
        return np.array([offence.severity for offence in self.phases[0][1].offences.values()])

    def once(self, work: Callable[[Record], T]) -> T:
        """What ``work`` finds in this run, worked out the first time it is asked for."""
        if work not in self._found:
            self._found[work] = work(self)
        found: T = self._found[work]
        return found

    def table(self, kind: Kind) -> Columns:
        """All rows of a kind of event."""
        return self.ledger.table(kind)


@dataclass(frozen=True)
class Window:
    """A stretch of whole model years: from the first, up to and without the last."""

    first_year: int
    last_year: int

    @property
    def start(self) -> float:
        """First day."""
        return float(clock.year_start(self.first_year))

    @property
    def end(self) -> float:
        """First day after the window."""
        return float(clock.year_start(self.last_year))

    @property
    def years(self) -> int:
        """Length in model years."""
        return self.last_year - self.first_year

    def holds(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the times lie in the window."""
        inside: NDArray[np.bool_] = (times >= self.start) & (times < self.end)
        return inside


def measured(record: Record) -> Window:
    """The measured years of a run."""
    return Window(clock.FIRST_MEASURED_YEAR, record.years)
