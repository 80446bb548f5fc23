"""Who follows whom: the way of a case through the system.

A new service is a file of its own and a line here.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

from sim.agencies.arrest_teams import ArrestTeams
from sim.agencies.bail import Bail
from sim.agencies.courts import Courts
from sim.agencies.custody import Custody
from sim.agencies.decisions import Decision, on_leaving_custody
from sim.agencies.diversion_team import DiversionTeam
from sim.agencies.drug_testing import DrugTesting
from sim.agencies.interventions_hub import InterventionsHub
from sim.agencies.orders import Orders
from sim.agencies.other_arrivals import feed_other_arrivals
from sim.agencies.out_of_court import OutOfCourt
from sim.agencies.place_of_safety import feed_places_of_safety
from sim.agencies.prison import Prison
from sim.agencies.probation import Probation
from sim.agencies.public_protection import PublicProtection
from sim.agencies.ring_before_you_bring import Answer, RingBeforeYouBring
from sim.agencies.schools import Schools
from sim.agencies.scrutiny_panel import ScrutinyPanel
from sim.agencies.sentencing import Sentence, Sentencing
from sim.agencies.suspects import Route, Suspects
from sim.agencies.taken_into_consideration import TakenIntoConsideration
from sim.agencies.unpaid_work import UnpaidWork
from sim.agencies.voluntary_attendance import VoluntaryAttendance, investigate_after_attendance
from sim.agencies.wanted import Wanted
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage, Step
from sim.engine.world import PersonGone, World
from sim.model.disposals import DISPOSALS, Disposal
from sim.model.events import CHARGE, Appointment, Reception, Stage
from sim.model.marks import Recurring
from sim.programmes.iom import Iom
from sim.programmes.referral import Programmes
from sim.programmes.treatment import Treatment

Way: TypeAlias = "Generator[Step, object, Way | None]"
"""One stretch of a case's way; its result is the next stretch, or None where the way ends.

Handing the next stretch back, in place of walking on from inside, keeps what has been left behind from being
dragged along at every later step.
"""


class Pathway:
    """All agencies and programmes of one world, and the order in which a case meets them."""

    def __init__(self, world: World) -> None:
        self._world = world
        teams = ArrestTeams(world)
        self.attendance = VoluntaryAttendance(world, teams)
        self.suspects = Suspects(world, teams, self.attendance)
        treatment = Treatment(world)
        self.custody = Custody(world, treatment)
        team = DiversionTeam(world, InterventionsHub(world))
        self.out_of_court = OutOfCourt(world, team, ScrutinyPanel(world))
        self._taken_into_consideration = TakenIntoConsideration(world)
        self.wanted = Wanted(world, self.custody, teams)
        self.ring = RingBeforeYouBring(world, self.custody, self.wanted)
        self.bail = Bail(world, self.wanted)
        self.probation = Probation(world, treatment)
        self.orders = Orders(world, self.probation, UnpaidWork(world))
        self.prison = Prison(world, self.probation)
        self.courts = Courts(world, self.wanted, self.prison)
        self.sentencing = Sentencing(world)
        self.iom = Iom(world, treatment)
        self.public_protection = PublicProtection(world)
        self.programmes = Programmes(world)
        Schools(world, self.programmes)
        DrugTesting(world, treatment)
        self._charge = world.ledger.recorder(CHARGE)
        feed_other_arrivals(world, self.custody)
        feed_places_of_safety(world, self.custody)
        world.when_attributed(self.suspect)

    def suspect(self, case: Case, days: float | None = None) -> None:
        """A case begins with a named suspect; ``days`` to action for those outstanding on day 0."""
        self.suspects.pursue(case, self._acted_on, days)

    def _acted_on(self, case: Case, route: Route) -> None:
        if self._world.gone(case):
            self._person_gone(case)
        elif route is not Route.CLOSED:
            arrested = route is Route.ARRESTED
            if arrested:
                self._world.meet("arrest", case.offender, case)
            self.set_out(case, self._from_arrest(case) if arrested else self._from_attendance(case))

    def set_out(self, case: Case, way: Way | None) -> None:
        """Start a case on its way."""
        self._world.kernel.start(self._to_its_end(case, way))

    def _to_its_end(self, case: Case, way: Way | None) -> Journey:
        """Follow the case from stretch to stretch; if the person dies or leaves the area, it ends there."""
        try:
            while way is not None:
                way = yield from way
        except PersonGone:
            self._person_gone(case)

    def _person_gone(self, case: Case) -> None:
        self.prison.end_remand(case)
        for stage in tuple(case.stages):
            self._world.leave(case, stage)
        if not case.closed:
            died = self._world.fate.people.dies[case.offender.row]
            self._world.close(case, Disposal.OFFENDER_DIED if died else Disposal.LEFT_THE_AREA)

    def _from_arrest(self, case: Case) -> Way:
        """The call from the scene, then police custody.

        People remanded pass straight into prison, the others are free.
        """
        answer = self.ring.answer(case)
        if answer is Answer.OUT_OF_COURT:
            return self.after(case, Decision.OUT_OF_COURT)
        if answer is Answer.APPOINTMENT:
            return self._from_appointment(case)
        self.wanted.found(case.offender)
        decision = yield from self.custody.detain(case, self._on_leaving_custody)
        if decision is None:  # no cell in time
            if Recurring.APPOINTMENT not in case.occurrences:
                return self._from_appointment(case)
            self.suspects.attends(case)  # they have kept no appointment before: interviewed where they are
            return self._from_attendance(case)
        if decision is Decision.CHARGE_REMANDED:
            self.prison.remand(case)
        self._world.free(case.offender)
        self._world.meet("custody", case.offender, case)
        return self.after(case, decision)

    def _on_leaving_custody(self, case: Case) -> Decision:
        return on_leaving_custody(case, self._world.settings)

    def _from_appointment(self, case: Case) -> Way:
        """From an arrest without a cell: an interview by appointment, or the list of suspects once more."""
        outcome = yield from self.attendance.by_appointment(case)
        self._world.must_be_here(case)
        if outcome is Appointment.NO_OFFICER:
            return self.after(case, Decision.NO_FURTHER_ACTION)
        if outcome is Appointment.NOT_ATTENDED:
            self.suspects.arrest_instead(case, self._acted_on)
            return None
        self.suspects.attends(case)
        return self._from_attendance(case)

    def _from_attendance(self, case: Case) -> Way:
        self._world.meet("voluntary_attendance", case.offender, case)
        decision = yield from investigate_after_attendance(self._world, case)
        return self.after(case, decision)

    def from_bail(self, case: Case, days: float | None = None) -> Way:
        """From release on pre-charge bail on."""
        decision = yield from self.bail.investigate_on_bail(case, days)
        return self.after(case, decision)

    def from_release_under_investigation(self, case: Case, days: float | None = None) -> Way:
        """From release under investigation on."""
        decision = yield from self.bail.investigate_at_liberty(case, days)
        return self.after(case, decision)

    def after(self, case: Case, decision: Decision) -> Way | None:
        """What follows a decision on the suspect."""
        if decision is Decision.BAIL:
            return self.from_bail(case)
        if decision is Decision.RELEASE_UNDER_INVESTIGATION:
            return self.from_release_under_investigation(case)
        if decision is Decision.OUT_OF_COURT:
            return self._from_out_of_court(case)
        if decision is not Decision.CHARGE_REMANDED and self.out_of_court.takes_instead(case):
            return self._from_out_of_court(case)
        if decision is Decision.NO_FURTHER_ACTION:
            self._world.close(case, Disposal.NO_FURTHER_ACTION)
            return None
        return self._prosecute(case)

    def _from_out_of_court(self, case: Case) -> Way:
        self._world.meet("out_of_court", case.offender, case)
        to_court = yield from self.out_of_court.dispose(case)
        return self._prosecute(case) if to_court else None

    def _prosecute(self, case: Case) -> Way:
        now, person = self._world.now, case.offender.id
        for offence in case.offences:
            self._charge((now, person, case.id, offence.id, offence.type))
        self.prison.licence.charged(case)
        self._taken_into_consideration.charged(case)
        self._world.meet("charge", case.offender, case)
        convicted = yield from self.courts.prosecute(case)
        return self.after_verdict(case, convicted)

    def after_verdict(self, case: Case, convicted: bool) -> Way | None:
        """What follows the end of the court case: sentence, prison, supervision."""
        world = self._world
        if not convicted:
            self.prison.end_remand(case)
            world.close(case, Disposal.NOT_CONVICTED)
            return None
        sentence = self.sentencing.pass_sentence(case)
        served = world.now - case.remanded_since if case.remanded_since is not None else 0.0
        return self._from_sentence(case, sentence, served)

    def _from_sentence(self, case: Case, sentence: Sentence, served_days: float) -> Way:
        self.prison.end_remand(case)
        self._world.close(case, sentence.disposal)
        leads_to = DISPOSALS[sentence.disposal].leads_to
        self.public_protection.convicted(case, custody=leads_to == "prison")
        if leads_to == "prison":
            yield from self.prison.serve(case, sentence.term_days, Reception.SENTENCE, served_days)
        elif leads_to == "probation":
            breached = yield from self.orders.supervise(case, sentence.disposal)
            if breached:
                return self.prison.serve_breach(case, self._world.settings.orders.breach_term_days)
        return None

    def on_day_zero(self, case: Case, stage: Stage, days: float) -> None:
        """Set out a case that stood at ``stage`` on day 0, ``days`` before its next step."""
        if stage is Stage.SUSPECT:
            self.suspect(case, days)
        else:
            self.set_out(case, self._from_stage(case, stage, days))

    def _from_stage(self, case: Case, stage: Stage, days: float) -> Way:
        if stage is Stage.BAIL:
            return self.from_bail(case, days)
        if stage is Stage.RELEASED_UNDER_INVESTIGATION:
            return self.from_release_under_investigation(case, days)
        if stage is Stage.MAGISTRATES:
            return self._from_court(case, self.courts.magistrates_trial(case, days))
        if stage is Stage.CROWN:
            return self._from_court(case, self.courts.crown_trial(case, days))
        raise ValueError(f"no case stands at {stage.name} on day {self._world.now}")

    def _from_court(self, case: Case, hearing: Passage[bool]) -> Way:
        convicted = yield from hearing
        return self.after_verdict(case, convicted)
