"""Liaison and Diversion: NHS practitioners in the custody suites, who see what people need and refer them.

They are on duty in every suite by day, and where the Twilight service has begun in the evening too. Who comes
outside those hours is seen when they open, if still there; otherwise they are missed. People agree to a
referral or do not, and referrals wait for the same treatment places as everybody's.

Needs, health among them, are read here to offer help: that is what the service is for. What practitioners see
reaches nobody who decides about arrest, charge or attention.
"""

from __future__ import annotations

from functools import partial

from sim import clock
from sim.agencies.on_duty import OnDuty
from sim.draws import fold, uniform
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import LIAISON_AND_DIVERSION, NEEDS, Referrer
from sim.model.marks import Recurring
from sim.programmes.treatment import Treatment
from sim.scenario.place_names import place_name
from sim.scenario.settings import Settings

REFERRED_FOR = tuple(NEEDS.index(need) for need in ("hard_drugs", "alcohol", "housing", "mental_health"))
"""Needs for which practitioners refer, by their place in ``NEEDS``."""
_MASK = sum(1 << need for need in REFERRED_FOR)
_HOURS = 24


class LiaisonAndDiversion:
    """The practitioners of each suite."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._treatment = treatment
        self._visited = world.ledger.recorder(LIAISON_AND_DIVERSION)
        self._practitioners = []
        for name in world.settings.custody.suites:
            practitioners = OnDuty(world.kernel)
            label = f"Liaison and Diversion, {place_name(name)}"
            world.services.enter(f"liaison_and_diversion.{name}", label, "practitioners", practitioners)
            self._practitioners.append(practitioners)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.liaison_and_diversion
        self._set_hours()
        begins = clock.day_of(self._rules.twilight_from)
        if begins > self._world.now:
            self._world.kernel.at(begins, self._set_hours)

    def _set_hours(self) -> None:
        """Twilight goes on after the day's hours in the first suites of the list, from its date on."""
        rules = self._rules
        begun = self._world.now >= clock.day_of(rules.twilight_from)
        for number, practitioners in enumerate(self._practitioners):
            twilight = begun and number < rules.twilight_suites
            closes = max(rules.closes, rules.twilight_until) if twilight else rules.closes
            practitioners.set(rules.practitioners, rules.opens, closes, rules.visit_hours)

    def sees(self, case: Case, suite: int, hours: float) -> bool:
        """Whether somebody with a need, in a cell from now on for so many hours, will be seen there."""
        world, rules = self._world, self._rules
        if world.decide(case, Recurring.LIAISON_APPROACHED) >= rules.approached:
            return False
        if not world.needs_of(case.offender) & _MASK:
            return False
        leaves = world.now + hours / _HOURS
        begins = self._practitioners[suite].send(False, leaves - rules.visit_hours / _HOURS)
        seen = begins is not None
        moment = leaves if begins is None else begins
        world.kernel.after(moment - world.now, partial(self._put_down, case, suite, seen))
        return seen

    def _put_down(self, case: Case, suite: int, seen: bool) -> None:
        self._visited((self._world.now, case.offender.id, case.id, suite, seen))

    def refer(self, case: Case) -> None:
        """Refer somebody who was seen and goes free for the needs they have, each if they agree."""
        world, offender, rules = self._world, case.offender, self._rules
        if world.gone(case):
            return
        there = world.needs_of(offender)
        visit = fold(fold(case.lead.key, Recurring.LIAISON_REFERRAL), case.again(Recurring.LIAISON_REFERRAL))
        for need in REFERRED_FOR:
            if there >> need & 1 and uniform(key := fold(visit, need), Recurring.REFERRAL) < rules.agrees:
                self._treatment.refer(offender, need, Referrer.LIAISON_AND_DIVERSION, key)
