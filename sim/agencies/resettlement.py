"""Resettlement: the last months in a prison near home, help with housing, and training that leads to a job.

A place in a resettlement prison avoids some releases without a home. A partnership with an employer, such as
the Chapelfield shopping centre's with the prison in Norwich, trains people in these months and gives some of
them a job on release, which meets their need for work while it lasts. Both effects are assumptions put in.
"""

from __future__ import annotations

from functools import partial
from math import log

from sim.agencies.serving import Serving
from sim.engine.kernel import Journey
from sim.engine.world import World
from sim.model.events import JOB_ENDED, JOB_STARTED, NEEDS
from sim.model.marks import Mark, Recurring
from sim.model.offender import Offender

_HOUSING = 1 << NEEDS.index("housing")
_WORK = 1 << NEEDS.index("work")


class Resettlement:
    """Places near home, places of training, and what becomes of people on the day of release."""

    def __init__(self, world: World) -> None:
        self._world = world
        open_places = world.services.open
        self._beds = open_places("resettlement.places", "Resettlement prison", "places")
        self._training = open_places("resettlement.training_places", "Training with an employer", "places")
        self._job_started = world.ledger.recorder(JOB_STARTED)
        self._job_ended = world.ledger.recorder(JOB_ENDED)
        world.when_settings_change(lambda _: self._settings_changed())

    def _settings_changed(self) -> None:
        self._rules = self._world.settings.resettlement
        self._beds.set_capacity(self._rules.places)
        self._training.set_capacity(self._rules.training_places)

    def plan(self, serving: Serving) -> None:
        """Have places asked for when the last months begin; the day of release has just been set."""
        if serving.bed is None:
            days = serving.day - self._rules.last_days - self._world.now
            self._world.kernel.after(max(0.0, days), partial(self._ask, serving, serving.number))

    def _ask(self, serving: Serving, number: int) -> None:
        """Ask for a place near home and, for people who need work, for training.

        That the need for work is read is not selection into anything but an offer of help: people who have
        work to go back to do not take the place of those who have none.
        """
        if number != serving.number or serving.leaving or serving.bed is not None:
            return
        serving.bed = self._beds.queue()
        spare = serving.day - self._world.now - self._rules.training_days
        if spare >= 0 and self._world.needs_of(serving.case.offender) & _WORK:
            serving.training = self._training.queue(patience=spare)

    def leave(self, serving: Serving) -> tuple[bool, bool]:
        """Give the places back; returns whether there was help with housing, and whether training."""
        helped = serving.bed is not None and self._beds.leave(serving.bed)
        trained = serving.training is not None and self._training.leave(serving.training)
        return helped, trained

    def is_homeless(self, serving: Serving, helped: bool) -> bool:
        """Whether somebody is released without a home."""
        rules = self._rules
        chance = rules.homeless_share * (1.0 - rules.housing_help if helped else 1.0)
        return serving.case.marks[Mark.HOMELESS] < chance and serving.case.offender.in_prison == 1

    def release(self, serving: Serving, homeless: bool, trained: bool) -> None:
        """The first months outside begin, for somebody who is here."""
        world, case = self._world, serving.case
        if homeless:
            world.kernel.start(self._without_a_home(case.offender, self._rules.homeless_days))
        if trained and world.decide(case, Recurring.JOB) < self._rules.job_share:
            days = -log(world.decide(case, Recurring.JOB_LENGTH)) * self._rules.job_days
            world.kernel.start(self._in_a_job(case.offender, days))

    def _without_a_home(self, offender: Offender, days: float) -> Journey:
        """Housing becomes a need for a while, unless it is one by nature or is met."""
        world = self._world
        offender.homeless_until = max(offender.homeless_until, world.now + days)
        offender.induced |= _HOUSING
        world.changed(offender)
        yield world.kernel.wait(days)
        if world.now >= offender.homeless_until:
            offender.induced &= ~_HOUSING
            world.changed(offender)

    def _in_a_job(self, offender: Offender, days: float) -> Journey:
        """The need for work is met for a while, unless a service is seeing to it already."""
        world = self._world
        about = (offender.id, offender.id)
        self._job_started((world.now, *about))
        meets = not offender.treated & _WORK
        if meets:
            offender.treated |= _WORK
            self._suppress(offender, True)
        yield world.wait_while_here(offender, days)
        self._job_ended((world.now, *about))
        if meets:
            self._suppress(offender, False)
            offender.treated &= ~_WORK

    def _suppress(self, offender: Offender, on: bool) -> None:
        before = offender.suppressed
        offender.suppressed = before | _WORK if on else before & ~_WORK
        if offender.suppressed != before:
            self._world.changed(offender)
