"""Voluntary attendance: an interview by appointment, without arrest and without a cell."""

from __future__ import annotations

from sim.agencies.decisions import Decision
from sim.agencies.investigation import investigate
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Stage
from sim.model.marks import Mark

_MARKS = (Mark.ATTENDANCE_LENGTH, Mark.AFTER_ATTENDANCE)


def investigate_after_attendance(world: World, case: Case) -> Passage[Decision]:
    """Investigate until a decision; returns the ``Decision``."""
    return investigate(world, case, Stage.VOLUNTARY_INVESTIGATION, world.settings.voluntary, _MARKS)
