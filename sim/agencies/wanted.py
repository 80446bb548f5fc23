"""Wanted people: circulated after failing to appear or to answer bail, found, and put before the next court.

Officers of the district fetch whoever has been found; if none is free in time the search begins again.
Who is arrested for something else meanwhile is found by that arrest. Nothing about a person but the case
itself makes anybody wanted, or makes the search for them longer or shorter.
"""

from __future__ import annotations

from math import log

from sim.agencies.arrest_teams import ArrestTeams, Task
from sim.agencies.custody import Custody
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage, Step
from sim.engine.world import World
from sim.model.events import BROUGHT_IN, Stage
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.scenario.settings import Settings


class Wanted:
    """The list of wanted people."""

    def __init__(self, world: World, custody: Custody, teams: ArrestTeams) -> None:
        self._world = world
        self._custody = custody
        self._teams = teams
        self._brought_in = world.ledger.recorder(BROUGHT_IN)
        self._looked_for: dict[int, list[Step]] = {}
        """What happens when a person is found: one step for each case for which they are wanted."""
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.wanted
        # circulated with urgency: as a record that can still keep the ten-day rule
        self._priority = settings.suspects.rule_priority
        self._patience_days = settings.suspects.patience_days

    def is_wanted(self, offender: Offender) -> bool:
        """Whether the person is circulated as wanted."""
        return offender.id in self._looked_for

    def found(self, offender: Offender) -> None:
        """To be called when the person is in police hands: every search for them is over."""
        for search in self._looked_for.get(offender.id, ()):
            if not search.triggered:
                search.succeed()

    def bring_back(self, case: Case) -> Journey:
        """Circulate the person of a case as wanted, find them, and hold them until they stand before a court.

        To be walked with ``yield from`` when somebody has failed to appear or to answer bail. Afterwards the
        person is at the court, at the hour at which it sits, and held no longer for this. Somebody who is in
        prison or in a cell when found is simply there. Raises ``PersonGone`` if the person has died or left
        the area meanwhile.
        """
        world, offender = self._world, case.offender
        world.enter(case, Stage.WANTED)
        while True:
            yield from self._look_for(case)
            if offender.held or (yield from self._have_fetched(case)):
                break
        world.leave(case, Stage.WANTED)
        if not offender.held:
            self._brought_in((world.now, offender.id, case.id, case.district))
            yield from self._custody.hold_for_court(case)
            world.must_be_here(case)

    def _look_for(self, case: Case) -> Journey:
        """Until the person is found: in time, or by an arrest for something else."""
        world, offender = self._world, case.offender
        search = world.kernel.signal()
        self._looked_for.setdefault(offender.id, []).append(search)
        days = -log(world.decide(case, Recurring.WANTED_FOUND)) * self._rules.finding_days
        world.kernel.after(days, lambda: None if search.triggered else search.succeed())
        yield search
        self._strike_off(offender, search)
        world.must_be_here(case)

    def _have_fetched(self, case: Case) -> Passage[bool]:
        """Whether officers bring the person in, or somebody else has meanwhile; False if none is free."""
        teams = self._teams
        if teams.send(case.district, Task.WANTED):
            return True
        priority = teams.gravest(case) + self._priority
        came = yield teams.ask(case.district, priority, self._patience_days)
        if came and (case.offender.held or self._world.gone(case)):
            teams.stand_down(case.district)
        elif came:
            teams.work(case.district, Task.WANTED)
        self._world.must_be_here(case)
        return bool(came)

    def _strike_off(self, offender: Offender, search: Step) -> None:
        searches = self._looked_for[offender.id]
        searches.remove(search)
        if not searches:
            del self._looked_for[offender.id]
