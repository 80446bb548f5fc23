"""Custody Bronze: the inspector of the day who moves staff to a suite that is full."""

from __future__ import annotations

from math import inf

from sim.agencies.custody_suites import CustodySuites
from sim.engine.world import World
from sim.model.events import CUSTODY_STAFF_MOVED
from sim.scenario.settings import Settings

_HOURS = 24
_NOBODY = -1


class CustodyBronze:
    """Cover by one of the inspectors of all suites.

    A suite that is full rings the inspector on duty, who sends staff from the suite with most slack, as far
    as there are cells to open, not more often than every few hours. Nobody who is closed for the shift is
    opened. Suites ring, rather than the inspector looking at fixed times, because that is how it is noticed,
    and because nothing has to be on the agenda while there is room everywhere.
    """

    def __init__(self, world: World, suites: CustodySuites) -> None:
        self._world = world
        self._suites = suites
        self._moved = world.ledger.recorder(CUSTODY_STAFF_MOVED)
        self._last = -inf
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.custody.bronze

    def on_duty(self) -> bool:
        """Whether there is cover now; cover can go on past midnight."""
        rules = self._rules
        since = (round(self._world.now % 1 * _HOURS, 6) - rules.starts_at) % _HOURS
        return since < rules.hours_a_day

    def is_full(self, suite: int) -> None:
        """Somebody has come to a suite and found no cell."""
        now, rules, suites = self._world.now, self._rules, self._suites
        if now < self._last + rules.look_hours / _HOURS or not self.on_duty():
            return
        cells = suites.cells[suite]
        room = suites.built(suite) - cells.capacity - suites.coming[suite]
        wanted = min(rules.cells_a_move, room)
        if not cells.capacity or wanted <= 0:
            return
        donor = self._most_slack(suite)
        if self._slack(donor) <= wanted:  # it would be full itself
            return
        self._last = now
        suites.send_staff(donor, suite, wanted, rules.travel_hours / _HOURS)
        self._moved((now, _NOBODY, _NOBODY, donor, suite, wanted))

    def _most_slack(self, suite: int) -> int:
        """The suite with most staffed cells free; the first of equals."""
        return max(range(len(self._suites)), key=lambda other: (other != suite, self._slack(other)))

    def _slack(self, suite: int) -> int:
        cells = self._suites.cells[suite]
        return cells.capacity - cells.in_use
