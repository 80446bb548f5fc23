"""Children in police custody: time held, and local-authority accommodation for those refused bail.

A child charged and refused bail must be moved to local-authority accommodation until court unless that is
impracticable (section 38(6) of the Police and Criminal Evidence Act 1984). It is asked for every time; it is
given where a place is free and somebody takes the child in time. Until court the child is not at liberty
either way.
"""

from __future__ import annotations

from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import ACCOMMODATION_ASKED, CHILD_LEFT_CELL
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.scenario.settings import Settings

_ADULT = 18.0
_HOURS = 24


class ChildrenInCustody:
    """Counts children's time in the cell and asks the local authority."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._left = world.ledger.recorder(CHILD_LEFT_CELL)
        self._asked = world.ledger.recorder(ACCOMMODATION_ASKED)
        self._places = world.services.open(
            "custody.children.places", "Local-authority accommodation for children refused bail", "children"
        )
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.custody.children
        self._places.set_capacity(self._rules.places)

    def is_child(self, offender: Offender) -> bool:
        """Whether the person is under 18 now."""
        return offender.age(self._world.now) < _ADULT

    def ask_for_accommodation(self, case: Case, suite: int) -> bool:
        """Ask for accommodation for a child refused bail; where True, a place is taken until given back."""
        given = self._world.decide(case, Recurring.CHILD_ACCOMMODATION) < self._rules.found
        given = given and self._places.take()
        self._asked((self._world.now, case.offender.id, case.id, suite, given))
        return given

    def leave_accommodation(self) -> None:
        """The child goes to court."""
        self._places.give_back()

    def leaves_cell(self, case: Case, suite: int, admitted: float) -> None:
        """Put down how long a child was in the cell."""
        now = self._world.now
        self._left((now, case.offender.id, case.id, suite, _HOURS * (now - admitted)))
