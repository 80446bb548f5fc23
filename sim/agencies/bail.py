"""Pre-charge bail and release under investigation: the case goes on while the suspect is at liberty."""

from __future__ import annotations

from sim.agencies.decisions import Decision
from sim.agencies.investigation import investigate
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Stage
from sim.model.marks import Mark

_MARKS = (Mark.INVESTIGATION_LENGTH, Mark.AFTER_INVESTIGATION)


def investigate_on_bail(world: World, case: Case, days: float | None = None) -> Passage[Decision]:
    """Bail to return to a police station; returns the ``Decision`` at its end."""
    return investigate(world, case, Stage.BAIL, world.settings.bail, _MARKS, days)


def investigate_at_liberty(world: World, case: Case, days: float | None = None) -> Passage[Decision]:
    """Released under investigation: no date, no conditions; returns the ``Decision`` at its end."""
    rules = world.settings.released_under_investigation
    return investigate(world, case, Stage.RELEASED_UNDER_INVESTIGATION, rules, _MARKS, days)
