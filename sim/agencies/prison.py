"""Prison: reception, places, remand, sentences, recalls and terms for breach.

People of the area share the places of the whole country; the limit is how many they can have at once. Nobody
is ever refused: when all places are taken, those near the end of a light sentence are released early, and
whoever comes in beyond that is held without a place, which counts as overload.
"""

from __future__ import annotations

from sim import clock
from sim.agencies.licence import Licence
from sim.agencies.probation import Probation
from sim.agencies.release import ReleaseDesk
from sim.agencies.resettlement import Resettlement
from sim.agencies.serving import ReleaseWay
from sim.engine.case import Case
from sim.engine.kernel import Journey, Step
from sim.engine.world import World
from sim.model.events import RECEPTION, RELEASE, Reception, Stage
from sim.model.spells import BEYOND_DAYS
from sim.scenario.settings import Settings

_WEEK = 7.0


class Prison:
    """Receives, holds and lets go; licence and recall follow."""

    def __init__(self, world: World, probation: Probation) -> None:
        self._world = world
        self._reception = world.ledger.recorder(RECEPTION)
        self._release = world.ledger.recorder(RELEASE)
        self._places = world.services.open("prison.places", "Prison, people of the area", "places")
        self._held: dict[int, Step] = {}
        """By row of the population: the place of everybody inside, or their wait for one."""
        self._looking_again = False
        self._resettlement = Resettlement(world)
        self._desk = ReleaseDesk(world, self._resettlement)
        self.licence = Licence(world, probation, self._serve_recall)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.prison
        self._places.set_capacity(settings.prison.places)
        self._relieve()

    def remand(self, case: Case) -> None:
        """Keep somebody in custody until the court has decided."""
        case.remanded_since = self._world.now
        self._receive(case, Reception.REMAND)
        self._world.enter(case, Stage.REMAND)
        self._relieve()

    def end_remand(self, case: Case) -> None:
        """The court has decided: nothing to do for people on bail."""
        if case.remanded_since is None:
            return
        served = self._world.now - case.remanded_since
        self._world.leave(case, Stage.REMAND)
        self._let_go(case, Reception.REMAND, 0.0, served)
        case.remanded_since = None

    def serve(self, case: Case, term_days: float, reason: Reception, served_days: float = 0.0) -> Journey:
        """Serve a sentence of ``term_days``, of which ``served_days`` have been served, then licence."""
        world = self._world
        case.term_days = term_days
        self._receive(case, reason)
        world.enter(case, Stage.PRISON)
        received = world.now
        serving = self._desk.hold(case, term_days, served_days, reason is Reception.BEFORE_DAY_ZERO)
        self._relieve()
        yield serving.out
        world.leave(case, Stage.PRISON)
        self._desk.has_left(serving)
        helped, trained = self._resettlement.leave(serving)
        served = served_days + world.now - received
        homeless = self._resettlement.is_homeless(serving, helped)
        self._let_go(case, reason, term_days, served, homeless, serving.way)
        world.must_be_here(case)
        short = term_days < self._rules.short_sentence_months / 12 * clock.DAYS_PER_YEAR
        self._mark_by_prison(case, served, short)
        world.meet("release", case.offender, case)
        self._resettlement.release(serving, homeless, trained)
        yield from self.licence.run(case, term_days - served, short)

    def serve_remainder(self, case: Case, residual_days: float, term_days: float) -> Journey:
        """Serve the rest of a sentence that began before day 0."""
        share = self._world.settings.release.share
        yield from self.serve(
            case, term_days, Reception.BEFORE_DAY_ZERO, max(0.0, term_days * share - residual_days)
        )

    def serve_breach(self, case: Case, days: float) -> Journey:
        """A short term for breach of an order, served in full."""
        yield from self._serve_days(case, Reception.BREACH, days, days)

    def _serve_recall(self, case: Case, days: float) -> Journey:
        yield from self._serve_days(case, Reception.RECALL, days, 0.0)

    def _serve_days(self, case: Case, reason: Reception, days: float, term_days: float) -> Journey:
        """Stay for a number of days that no rule of release shortens."""
        world = self._world
        self._receive(case, reason)
        world.enter(case, Stage.PRISON)
        self._relieve()
        received = world.now
        yield world.wait_while_here(case.offender, days)
        world.leave(case, Stage.PRISON)
        self._let_go(case, reason, term_days, world.now - received)

    # --- places ------------------------------------------------------------------------------------------

    def _receive(self, case: Case, reason: Reception) -> None:
        world, offender = self._world, case.offender
        self._reception((world.now, offender.id, case.id, reason, world.needs_of(offender)))
        offender.in_prison += 1
        if offender.in_prison == 1:
            self._held[offender.row] = self._places.queue()
        world.hold(offender)
        world.meet("prison", offender, case)

    def _let_go(
        self,
        case: Case,
        reason: Reception,
        term_days: float,
        served_days: float,
        homeless: bool = False,
        way: ReleaseWay = ReleaseWay.AUTOMATIC,
    ) -> None:
        world, offender = self._world, case.offender
        self._release((world.now, offender.id, case.id, reason, term_days, served_days, homeless, way))
        offender.in_prison -= 1
        if offender.in_prison == 0:
            self._places.leave(self._held.pop(offender.row))
        world.free(offender)

    def _relieve(self) -> None:
        """Release people early while more are inside than there are places; look again in a week."""
        places = self._places
        beyond = places.in_use + places.waiting - places.capacity - self._desk.leaving
        if beyond > 0 and self._desk.let_out_early(beyond) < beyond and not self._looking_again:
            self._looking_again = True
            self._world.kernel.after(_WEEK, self._look_again)

    def _look_again(self) -> None:
        self._looking_again = False
        self._relieve()

    def _mark_by_prison(self, case: Case, served_days: float, short: bool) -> None:
        """Time inside prolongs a career; a short sentence is followed by a year of more offending."""
        world, offender, rules = self._world, case.offender, self._rules
        prolonged = offender.career_until + rules.career_prolonged * served_days
        offender.career_until = min(prolonged, offender.natural_career_end + BEYOND_DAYS)
        world.changed(offender)
        if short:
            offender.short_sentence_until = world.now + clock.DAYS_PER_YEAR
            world.rescale(offender)
            world.kernel.at(offender.short_sentence_until, lambda: world.rescale(offender))
