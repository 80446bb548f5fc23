"""Offences taken into consideration: what somebody who is charged admits beside it.

Some people, when they are charged, admit earlier offences of their own that were recorded and never detected.
Most undetected offences are no events of a run: given the run their number is Poisson, with the mean that the
rate has over the person's days at liberty. So at the charge it is decided only whether somebody admits; how
many offences of each type is drawn at the end of the model year, when it is known how they lived in the time
that is asked about. What is admitted once is not admitted again. Nothing in a run hangs on it: the sentence
stays the same, no case is opened, and the offence stays where it was counted, committed and recorded.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.distributions import poisson
from sim.draws import fold, uniform, uniform_table
from sim.engine.case import Case
from sim.engine.world import World
from sim.model import rates
from sim.model.events import TAKEN_INTO_CONSIDERATION
from sim.model.lived import Lived
from sim.model.marks import Recurring
from sim.model.offences import NAMES, OFFENCES, OffenceType
from sim.scenario.settings import Settings
from sim.scenario.settings import TakenIntoConsideration as Rules

BURGLARY_AND_ROBBERY = frozenset({"domestic_burglary", "other_burglary", "robbery"})


class Admission(NamedTuple):
    """Somebody who was charged admits other offences."""

    day: float
    since: float
    """From when on the offences may date."""
    row: int
    person: int
    case: int
    key: int
    shares: NDArray[np.float64]
    """Of the offences committed of each type, those that are admitted by the rules of that day."""


class TakenIntoConsideration:
    """Admissions at the charge, and how many offences they come to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._taken = world.ledger.recorder(TAKEN_INTO_CONSIDERATION)
        self._admissions: list[Admission] = []
        """Those of the model year that runs."""
        self._admitted_until: dict[int, float] = {}
        """Day of each person's last admission, by row of the population."""
        self._year_before: Lived | None = None
        world.when_settings_change(self._settings_changed)
        world.when_year_ends(self.count)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = rules = settings.taken_into_consideration
        undetected = rates.recording_chances(settings) - rates.attribution_chances(settings)
        self._shares: NDArray[np.float64] = np.maximum(undetected, 0.0) * [
            _admitted(offence, rules) for offence in OFFENCES
        ]

    def charged(self, case: Case) -> None:
        """Somebody is charged and may admit other offences."""
        key = fold(case.lead.key, Recurring.TAKEN_INTO_CONSIDERATION)
        if uniform(key, 0) < self._rules.admitting:
            now, offender = self._world.now, case.offender
            since = max(now - self._rules.window_days, self._admitted_until.get(offender.row, 0.0))
            self._admitted_until[offender.row] = now
            about = (now, since, offender.row, offender.id, case.id)
            self._admissions.append(Admission(*about, fold(key, 1), self._shares))

    def count(self, year: int, lived: Lived) -> None:
        """Draw what was admitted in a model year."""
        asked, before = self._admissions, self._year_before
        self._admissions, self._year_before = [], lived
        if not asked:
            return
        people = self._world.fate.people
        row = np.array([one.row for one in asked], dtype=np.int64)
        since, day = np.array([one.since for one in asked]), np.array([one.day for one in asked])
        days = lived.peak_days(row, since, day)
        if before is not None:
            days += before.peak_days(row, since, np.minimum(day, clock.year_start(year)))
        shares = np.array([one.shares for one in asked])
        means = (people.rate[row] * days)[:, None] * people.mix[row] * shares
        keys = np.array([one.key for one in asked], dtype=np.uint64)
        numbers = poisson(means.ravel(), uniform_table(keys, 0, len(NAMES)).ravel()).reshape(means.shape)
        for place, offence_type in zip(*np.nonzero(numbers), strict=True):
            one = asked[place]
            for _ in range(int(numbers[place, offence_type])):
                self._taken((one.day, one.person, one.case, int(offence_type)))


def _admitted(offence: OffenceType, rules: Rules) -> float:
    """Share of a type that those who admit put to be taken into consideration: sexual offences never are."""
    if offence.public_protection:
        return 0.0
    return rules.burglary_and_robbery if offence.name in BURGLARY_AND_ROBBERY else rules.other_offences
