"""The independent scrutiny panel: each quarter it looks at a sample of cases resolved out of court.

Whether a disposal was appropriate is a judgement that no model can make. What the model knows is whether it
kept to the rules that it was itself given under: that is the panel's criterion here, and nothing else is read
off it. What the panel finds changes nothing in the run.
"""

from __future__ import annotations

from typing import NamedTuple

from sim import clock
from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import SCRUTINISED, Finding
from sim.model.marks import Recurring


class Resolved(NamedTuple):
    """A case that was resolved out of court, with its place in the quarter's draw."""

    draw: float
    person: int
    case: int
    disposal: Disposal
    finding: Finding


class ScrutinyPanel:
    """The cases of the quarter, and the meeting after it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scrutinised = world.ledger.recorder(SCRUTINISED)
        self._quarter: list[Resolved] = []
        for day in clock.quarter_days(clock.year_start(world.years)):
            # not ``at``: what changes on that day goes first
            world.kernel.after(day, self._meet)

    def resolved(self, case: Case, disposal: Disposal, finding: Finding) -> None:
        """A case is resolved out of court: it can be in the sample."""
        draw = uniform(fold(case.lead.key, Recurring.SCRUTINY), 0)
        self._quarter.append(Resolved(draw, case.offender.id, case.id, disposal, finding))

    def _meet(self) -> None:
        """Look at as many cases of the last quarter as the panel sees, drawn by the case's own number."""
        sample = sorted(self._quarter)[: self._world.settings.scrutiny_panel.cases_a_quarter]
        self._quarter = []
        for one in sample:
            self._scrutinised((self._world.now, one.person, one.case, one.disposal, one.finding))
