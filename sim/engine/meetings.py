"""Referral points: agencies say who passes one, and programmes that take people there hear of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sim.engine.case import Case
from sim.model.offender import Offender
from sim.scenario.settings_of_a_programme import ReferralPoint

Listener: TypeAlias = Callable[[Offender, Case | None], None]


class Meetings:
    """Who listens at which point; where nobody does, passing it costs a look into a table."""

    def __init__(self) -> None:
        self._listeners: dict[ReferralPoint, list[Listener]] = {}

    def listen(self, point: ReferralPoint, listener: Listener) -> None:
        """Call ``listener`` with everybody who passes a point, and with their case if there is one."""
        self._listeners.setdefault(point, []).append(listener)

    def meet(self, point: ReferralPoint, offender: Offender, case: Case | None = None) -> None:
        """Somebody passes a point."""
        for listener in self._listeners.get(point, ()):
            listener(offender, case)
