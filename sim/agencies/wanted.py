"""Wanted people: circulated after failing to appear or to answer bail, found, and put before the next court.

Who is arrested for something else meanwhile is found by that arrest. Nothing about a person but the case
itself makes anybody wanted, or makes the search for them longer or shorter.
"""

from __future__ import annotations

from math import log

from sim.agencies.custody import Custody
from sim.engine.case import Case
from sim.engine.kernel import Journey, Step
from sim.engine.world import World
from sim.model.events import Stage
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.scenario.settings import Settings


class Wanted:
    """The list of wanted people."""

    def __init__(self, world: World, custody: Custody) -> None:
        self._world = world
        self._custody = custody
        self._looked_for: dict[int, list[Step]] = {}
        """What happens when a person is found: one step for each case for which they are wanted."""
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.wanted

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
        search = world.kernel.signal()
        self._looked_for.setdefault(offender.id, []).append(search)
        days = -log(world.decide(case, Recurring.WANTED_FOUND)) * self._rules.finding_days
        world.kernel.after(days, lambda: None if search.triggered else search.succeed())
        yield search
        self._strike_off(offender, search)
        world.leave(case, Stage.WANTED)
        world.must_be_here(case)
        if not offender.held:
            yield from self._custody.hold_for_court(case)
            world.must_be_here(case)

    def _strike_off(self, offender: Offender, search: Step) -> None:
        searches = self._looked_for[offender.id]
        searches.remove(search)
        if not searches:
            del self._looked_for[offender.id]
