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


def investigation_days(case: Case, rules: Investigation, mark: int) -> float:
    """Days that the investigation of a case takes; ``mark`` is that of its length."""
    location = lognormal_location(rules.mean_days, rules.log_sd)
    return exp(location + rules.log_sd * case.marks[mark])


def investigate(
    world: World, case: Case, stage: Stage, rules: Investigation, marks: tuple[int, int]
) -> Passage[Decision]:
    """Investigate at ``stage``; returns the ``Decision``.

    ``marks``: of the length and of the decision.
    """
    length, decision = marks
    world.enter(case, stage)
    yield world.kernel.wait(investigation_days(case, rules, length))
    world.leave(case, stage)
    world.must_be_here(case)
    return after_investigation(case, rules, decision, world.settings)
