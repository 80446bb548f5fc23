"""The services of a run: named pools of people or places, and accounts of their use, waiting and overload.

Accounts are integrals and counts since day 0, read off at the end of each model year; what a stretch of years
saw is the difference of two of them. They stand apart from the ledger, which holds what happened to people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.engine.kernel import Kernel
from sim.engine.pool import Pool

ACCOUNTS = ("open", "used", "waited", "overloaded", "asked", "served", "gave_up")
"""Unit-days open and used, days waited by all together, days with a queue; requests, grants, who gave up."""


class Account(Protocol):
    """What a service tells of itself; a :class:`~sim.engine.pool.Pool` does."""

    arrivals: int
    grants: int
    reneged: int

    def available(self) -> float:
        """Unit-days open so far."""

    def occupied(self) -> float:
        """Unit-days used so far."""

    def waited(self) -> float:
        """Days waited by all together so far."""

    def overloaded(self) -> float:
        """Days with a queue so far."""


@dataclass(frozen=True)
class Service:
    """A service that people wait for: a team, a court's list, the places of a programme."""

    name: str
    """Where its capacity stands in the settings, such as ``courts.crown``."""
    label: str
    """As a reader knows it, such as "Crown Court"."""
    unit: str
    """What it has so many of, such as "places" or "caseworkers"."""


@dataclass(frozen=True)
class Accounts:
    """What every service gave, from day 0 to the end of each model year."""

    services: tuple[Service, ...]
    values: NDArray[np.float64]
    """Years + 1 (the first row is day 0, all zero) by services by ``ACCOUNTS``."""

    def between(self, first_year: int, last_year: int) -> NDArray[np.float64]:
        """Services by ``ACCOUNTS`` over these model years, the last one left out."""
        difference: NDArray[np.float64] = self.values[last_year] - self.values[first_year]
        return difference


NO_ACCOUNTS = Accounts((), np.zeros((1, 0, len(ACCOUNTS))))


class Services:
    """All services of a run, in the order in which agencies and programmes opened them."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._accounts: dict[Service, Account] = {}
        self._years: list[list[tuple[float, ...]]] = []

    def open(self, name: str, label: str, unit: str) -> Pool:
        """A new service with a capacity of 0 until it is told another.

        Raises ``ValueError`` if the name is taken.
        """
        pool = Pool(self._kernel, name, 0)
        self.enter(name, label, unit, pool)
        return pool

    def enter(self, name: str, label: str, unit: str, account: Account) -> None:
        """A service that is no pool and keeps its own account.

        Raises ``ValueError`` if the name is taken.
        """
        if any(name == service.name for service in self._accounts):
            raise ValueError(f"there are two services {name}")
        self._accounts[Service(name, label, unit)] = account

    def close_year(self) -> None:
        """Read off all accounts at the end of a model year."""
        self._years.append(
            [
                (
                    account.available(), account.occupied(), account.waited(), account.overloaded(),
                    account.arrivals, account.grants, account.reneged,
                )
                for account in self._accounts.values()
            ]
        )  # fmt: skip

    def accounts(self) -> Accounts:
        """The accounts of all years closed so far."""
        values = np.zeros((len(self._years) + 1, len(self._accounts), len(ACCOUNTS)))
        for year, rows in enumerate(self._years, start=1):
            values[year] = np.array(rows, dtype=np.float64).reshape(-1, len(ACCOUNTS))
        return Accounts(tuple(self._accounts), values)
