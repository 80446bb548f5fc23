"""Voluntary attendance: an interview by appointment, without arrest and without a cell."""

from __future__ import annotations

from math import exp

from sim.agencies.decisions import Decision, after_investigation
from sim.distributions import lognormal_location
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Stage
from sim.model.marks import Mark


def investigate_after_attendance(world: World, case: Case) -> Passage[Decision]:
    """Investigate until a decision; returns the ``Decision``."""
    rules = world.settings.voluntary
    deviate = case.marks[Mark.ATTENDANCE_LENGTH]
    world.enter(case, Stage.VOLUNTARY_INVESTIGATION)
    yield world.kernel.wait(exp(lognormal_location(rules.mean_days, rules.log_sd) + rules.log_sd * deviate))
    world.leave(case, Stage.VOLUNTARY_INVESTIGATION)
    world.must_be_here(case)
    return after_investigation(case, rules, Mark.AFTER_ATTENDANCE)
