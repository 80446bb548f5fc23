"""The pathways out of offending: which unmet need of a member leads to which service, and how soon.

Health and other needs decide here who is offered support, never who is watched: selection for the scheme does
not read them.
"""

from __future__ import annotations

from sim.draws import fold, uniform
from sim.engine.world import World
from sim.model.events import NEEDS, Referrer
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.treatment import Treatment
from sim.scenario.settings_of_iom import Iom


class Pathways:
    """Referral of members to the services that meet their needs."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment

    def take(self, rules: Iom) -> None:
        """Take over changed settings."""
        self._referral = rules.referral
        self._first = [float(getattr(rules.pathways, need).members_first) for need in NEEDS]

    def refer(self, offender: Offender, panel: int) -> None:
        """Refer the unmet needs of a member at liberty, each by its own chance."""
        if not offender.at_liberty:
            return
        there = self._world.needs_of(offender)
        start = fold(fold(offender.key, Recurring.PANEL_REFERRAL), panel)
        for need in range(len(NEEDS)):
            if there >> need & 1 and uniform(key := fold(start, need), Recurring.REFERRAL) < self._referral:
                first = uniform(key, Recurring.MEMBER_FIRST) < self._first[need]
                self._treatment.refer(offender, need, Referrer.IOM, key, first)
