"""An investigation that goes on while the suspect is at liberty, up to the decision at its end."""

from __future__ import annotations

from math import exp

from sim.agencies.decisions import Decision, after_investigation
from sim.distributions import lognormal_location
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World
from sim.model.events import Stage
from sim.scenario.settings import Investigation


def investigate(
    world: World,
    case: Case,
    stage: Stage,
    rules: Investigation,
    marks: tuple[int, int],
    days: float | None = None,
) -> Passage[Decision]:
    """Investigate at ``stage``; returns the ``Decision``.

    ``marks``: of the length and of the decision. ``days`` replaces the drawn length.
    """
    length, decision = marks
    if days is None:
        location = lognormal_location(rules.mean_days, rules.log_sd)
        days = exp(location + rules.log_sd * case.marks[length])
    world.enter(case, stage)
    yield world.kernel.wait(days)
    world.leave(case, stage)
    world.must_be_here(case)
    return after_investigation(case, rules, decision)
