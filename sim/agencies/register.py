"""The register of sexual offenders: who is on it, in the community or in custody, and when each visit is due.

Most people on it were convicted long before day 0 and are not among the modelled people, who offend now: they
are entries without a name. People of the model come onto it when they are convicted of a sexual offence.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.clock import DAYS_PER_YEAR
from sim.draws import Keys, uniform, uniform_array
from sim.model.offender import Offender
from sim.scenario.settings import PublicProtection

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

RISKS = ("very_high", "high", "medium", "low")
_FOREVER = np.inf
(_RISK, _FIRST_VISIT, _LEAVING, _RELEASE, _PREMISES) = range(5)


class Register:
    """Columns of one value an entry, in the order of registration."""

    def __init__(self) -> None:
        self._risk: Places = np.empty(0, dtype=np.int64)
        self._released: Floats = np.empty(0)
        self._due: Floats = np.empty(0)
        self._ends: Floats = np.empty(0)
        self._keys: Keys = np.empty(0, dtype=np.uint64)
        self._inside: dict[int, Offender] = {}
        """Entries of people of the model who are in prison."""
        self._people: set[int] = set()  # only asked whether somebody is in it, so its order does not matter

    def holds(self, offender: Offender) -> bool:
        """Whether somebody of the model has been registered; they stay so for the run."""
        return offender.id in self._people

    def enter(self, keys: Keys, now: float, rules: PublicProtection, custody: bool) -> None:
        """Register people who are not of the model, in custody or in the community."""
        days = -np.log(uniform_array(keys, _RELEASE)) * rules.registered.custody_days
        released = now + days if custody else np.full(len(keys), now)
        self._add(keys, released, now, rules)

    def enter_person(
        self, key: int, now: float, rules: PublicProtection, offender: Offender, custody: bool
    ) -> None:
        """Register somebody of the model on conviction; in custody until prison has let them go."""
        self._people.add(offender.id)
        released = np.array([_FOREVER if custody else now])
        self._add(np.array([key], dtype=np.uint64), released, now, rules)
        if custody:
            self._inside[len(self._keys) - 1] = offender

    def _add(self, keys: Keys, released: Floats, now: float, rules: PublicProtection) -> None:
        if not len(keys):
            return  # in most weeks nobody moves into the area
        shares = np.cumsum([getattr(rules.registered, name) for name in RISKS[:-1]])
        risk = np.searchsorted(shares, uniform_array(keys, _RISK), side="right")
        begins = np.maximum(released, now)
        due = begins + uniform_array(keys, _FIRST_VISIT) * intervals(rules)[risk]
        self._risk = np.concatenate([self._risk, risk])
        self._released = np.concatenate([self._released, released])
        self._due = np.concatenate([self._due, due])
        self._ends = np.concatenate([self._ends, begins + _until_end(keys, rules)])
        self._keys = np.concatenate([self._keys, keys])

    def release(self, now: float, rules: PublicProtection) -> list[int]:
        """Let those out whose prison has; returns the keys of all who have come out since a week ago."""
        for place, offender in list(self._inside.items()):
            if offender.in_prison == 0:
                del self._inside[place]
                own = self._keys[place : place + 1]
                interval = float(intervals(rules)[self._risk[place]])
                self._released[place] = now
                self._due[place] = now + uniform(int(own[0]), _FIRST_VISIT) * interval
                self._ends[place] = now + float(_until_end(own, rules)[0])
        fresh = (self._released <= now) & (self._released > now - 7.0)
        found: list[int] = self._keys[fresh].tolist()
        return found

    def in_custody(self, now: float) -> int:
        """Registered people in custody."""
        return int((self._released > now).sum())

    def in_community(self, now: float) -> Places:
        """Places of those who live in the community now."""
        return np.flatnonzero((self._released <= now) & (self._ends > now))

    def due(self, now: float) -> Places:
        """Places of those whose visit is due, the highest risk and the longest overdue first."""
        here = self.in_community(now)
        waiting = here[self._due[here] <= now]
        return waiting[np.lexsort((waiting, self._due[waiting], self._risk[waiting]))]

    def visited(self, places: Places, now: float, rules: PublicProtection) -> None:
        """Appoint the next visits of people who have been visited."""
        self._due[places] = now + intervals(rules)[self._risk[places]]


def intervals(rules: PublicProtection) -> Floats:
    """Days between two visits, by risk; infinite where there are none."""
    yearly = np.array([getattr(rules.visits, f"{name}_per_year") for name in RISKS])
    days: Floats = np.divide(DAYS_PER_YEAR, yearly, out=np.full(len(RISKS), np.inf), where=yearly > 0)
    return days


def _until_end(keys: Keys, rules: PublicProtection) -> Floats:
    """Days in the community until the end of notification, death or a move."""
    rate = rules.registered.leaving_per_year
    if not rate:
        return np.full(len(keys), np.inf)
    days: Floats = -np.log(uniform_array(keys, _LEAVING)) / rate * DAYS_PER_YEAR
    return days


def goes_to_approved_premises(key: int, share: float) -> bool:
    """Whether somebody who leaves custody goes to Approved Premises."""
    return uniform(key, _PREMISES) < share
