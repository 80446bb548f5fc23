"""Pre-charge bail and release under investigation: the case goes on while the suspect is at liberty."""

from __future__ import annotations

from math import exp

from sim.agencies.decisions import Decision, after_investigation
from sim.distributions import lognormal_location
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Stage
from sim.model.marks import Mark
from sim.scenario.settings import Investigation


def investigate_on_bail(world: World, case: Case, days: float | None = None) -> Passage[Decision]:
    """Bail to return to a police station; returns the ``Decision`` at its end."""
    return _investigate(world, case, Stage.BAIL, world.settings.bail, days)


def investigate_at_liberty(world: World, case: Case, days: float | None = None) -> Passage[Decision]:
    """Released under investigation: no date, no conditions; returns the ``Decision`` at its end."""
    rules = world.settings.released_under_investigation
    return _investigate(world, case, Stage.RELEASED_UNDER_INVESTIGATION, rules, days)


def _investigate(
    world: World, case: Case, stage: Stage, rules: Investigation, days: float | None
) -> Passage[Decision]:
    if days is None:
        deviate = case.marks[Mark.INVESTIGATION_LENGTH]
        days = exp(lognormal_location(rules.mean_days, rules.log_sd) + rules.log_sd * deviate)
    world.enter(case, stage)
    yield world.kernel.wait(days)
    world.leave(case, stage)
    world.must_be_here(case)
    return after_investigation(case, rules, Mark.AFTER_INVESTIGATION)
