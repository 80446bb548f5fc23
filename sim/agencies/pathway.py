"""Who follows whom: the way of a case through the system.

A new service is a file of its own and a line here.
"""

from __future__ import annotations

from sim.agencies import bail, voluntary_attendance
from sim.agencies.courts import Courts
from sim.agencies.custody import Custody
from sim.agencies.decisions import Decision, on_leaving_custody
from sim.agencies.other_arrivals import feed_other_arrivals
from sim.agencies.out_of_court import OutOfCourt
from sim.agencies.prison import Prison
from sim.agencies.probation import Probation
from sim.agencies.sentencing import Sentencing
from sim.agencies.suspects import Route, Suspects
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage
from sim.engine.world import PersonGone, World
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import CHARGE, Reception, Stage
from sim.programmes.iom import Iom
from sim.programmes.treatment import Treatment


class Pathway:
    """All agencies and programmes of one world, and the order in which a case meets them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.suspects = Suspects(world)
        self.custody = Custody(world)
        self.out_of_court = OutOfCourt(world)
        self.courts = Courts(world)
        self.sentencing = Sentencing(world)
        treatment = Treatment(world)
        self.probation = Probation(world, treatment)
        self.prison = Prison(world, self.probation)
        self.iom = Iom(world, treatment)
        self._charge = world.ledger.recorder(CHARGE)
        feed_other_arrivals(world, self.custody)
        world.when_attributed(self._attributed)

    def _attributed(self, case: Case) -> None:
        self.set_out(case, self.from_suspect(case))

    def set_out(self, case: Case, journey: Journey) -> None:
        """Start a case on its way."""
        self._world.kernel.start(self._to_its_end(case, journey))

    def _to_its_end(self, case: Case, journey: Journey) -> Journey:
        """Follow the journey; if the person dies or leaves the area, the case ends there."""
        try:
            yield from journey
        except PersonGone:
            self.prison.end_remand(case)
            for stage in tuple(case.stages):
                self._world.leave(case, stage)
            if not case.closed:
                self._world.close(case, Disposal.DIED_OR_LEFT)

    def from_suspect(self, case: Case, days: float | None = None) -> Journey:
        """From a named suspect on; ``days`` to action for those outstanding on day 0."""
        route = yield from self.suspects.pursue(case, days)
        if route is Route.CLOSED:
            return
        if route is Route.ARRESTED:
            decision = yield from self._detain(case)
            if decision is not None:
                yield from self.from_decision(case, decision)
                return
            self.suspects.attends(case)
        decision = yield from voluntary_attendance.investigate_after_attendance(self._world, case)
        yield from self.from_decision(case, decision)

    def _detain(self, case: Case) -> Passage[Decision | None]:
        """Police custody; people remanded pass straight into prison, the others are free."""
        decision = yield from self.custody.detain(
            case, lambda held: on_leaving_custody(held, self._world.settings)
        )
        if decision is None:
            return None
        if decision is Decision.CHARGE_REMANDED:
            self.prison.remand(case)
        self._world.free(case.offender)
        return decision

    def from_bail(self, case: Case, days: float | None = None) -> Journey:
        """From release on pre-charge bail on."""
        decision = yield from bail.investigate_on_bail(self._world, case, days)
        yield from self.from_decision(case, decision)

    def from_release_under_investigation(self, case: Case, days: float | None = None) -> Journey:
        """From release under investigation on."""
        decision = yield from bail.investigate_at_liberty(self._world, case, days)
        yield from self.from_decision(case, decision)

    def from_decision(self, case: Case, decision: Decision) -> Journey:
        """From a decision on the suspect on."""
        if decision is Decision.BAIL:
            yield from self.from_bail(case)
        elif decision is Decision.RELEASE_UNDER_INVESTIGATION:
            yield from self.from_release_under_investigation(case)
        elif decision is Decision.OUT_OF_COURT:
            breached = yield from self.out_of_court.dispose(case)
            if breached:
                yield from self._prosecute(case)
        elif decision is Decision.NO_FURTHER_ACTION:
            self._world.close(case, Disposal.NO_FURTHER_ACTION)
        else:
            yield from self._prosecute(case)

    def _prosecute(self, case: Case) -> Journey:
        now, person = self._world.now, case.offender.id
        for offence in case.offences:
            self._charge((now, person, case.id, offence.id, offence.type))
        convicted = yield from self.courts.prosecute(case)
        yield from self.from_verdict(case, convicted)

    def from_verdict(self, case: Case, convicted: bool) -> Journey:
        """From the end of the court case on: sentence, prison, supervision."""
        world = self._world
        if not convicted:
            self.prison.end_remand(case)
            world.close(case, Disposal.NOT_CONVICTED)
            return
        sentence = self.sentencing.pass_sentence(case)
        served = world.now - case.remanded_since if case.remanded_since is not None else 0.0
        self.prison.end_remand(case)
        world.close(case, sentence.disposal)
        leads_to = DISPOSALS[sentence.disposal].leads_to
        if leads_to == "prison":
            yield from self.prison.serve(case, sentence.term_days, Reception.SENTENCE, served)
        elif leads_to == "probation":
            breached = yield from self.probation.supervise(case, sentence.disposal)
            if breached:
                yield from self.prison.serve_breach(case, world.settings.probation.breach_term_days)

    def on_day_zero(self, case: Case, stage: Stage, days: float) -> Journey:
        """A case that stood at ``stage`` on day 0, ``days`` before its next step."""
        world = self._world
        if stage is Stage.SUSPECT:
            yield from self.from_suspect(case, days)
        elif stage is Stage.BAIL:
            yield from self.from_bail(case, days)
        elif stage is Stage.RELEASED_UNDER_INVESTIGATION:
            yield from self.from_release_under_investigation(case, days)
        elif stage is Stage.MAGISTRATES:
            yield from self.from_verdict(case, (yield from self.courts.magistrates_trial(case, days)))
        elif stage is Stage.CROWN:
            yield from self.from_verdict(case, (yield from self.courts.crown_court(case, days)))
        else:
            raise ValueError(f"no case stands at {stage.name} on day {world.now}")
