"""The courts together: who goes to which court.

Everybody begins before magistrates, people charged under 18 in the youth court. What is sent up ends in the
Crown Court. The queue at each court (``listing``) and the waits between hearings are the backlog.
"""

from __future__ import annotations

from sim.agencies.crown_court import CrownCourt
from sim.agencies.magistrates_court import MagistratesCourt
from sim.agencies.prison import Prison
from sim.agencies.proceedings import Proceedings
from sim.agencies.remand import Remand
from sim.agencies.wanted import Wanted
from sim.agencies.youth_court import YouthCourt, is_for_youth_court
from sim.engine.case import Case
from sim.engine.kernel import Passage
from sim.engine.world import World


class Courts:
    """Magistrates', youth and Crown courts."""

    def __init__(self, world: World, wanted: Wanted, prison: Prison) -> None:
        self._world = world
        remand = Remand(world, prison)
        proceedings = Proceedings(world, wanted, remand)
        self._magistrates = MagistratesCourt(world, proceedings, remand)
        self._youth = YouthCourt(world, proceedings, remand)
        self._crown = CrownCourt(world, proceedings)

    def prosecute(self, case: Case) -> Passage[bool]:
        """Take a charged case through the courts; returns True if convicted."""
        verdict = yield from self._first_court(case).hear(case)
        if verdict is not None:
            return verdict
        return (yield from self._crown.hear(case))

    def magistrates_trial(self, case: Case, days: float) -> Passage[bool]:
        """A case that awaits a trial before magistrates on day 0."""
        return self._first_court(case).trial_on_day_zero(case, days)

    def crown_trial(self, case: Case, days: float) -> Passage[bool]:
        """A case that awaits a trial in the Crown Court on day 0."""
        return self._crown.trial_on_day_zero(case, days)

    def _first_court(self, case: Case) -> MagistratesCourt:
        return self._youth if is_for_youth_court(case, self._world.now) else self._magistrates
