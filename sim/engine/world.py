"""One run: the clock, the ledger, the people, and the stream of potential offences that becomes cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from sim import clock
from sim.draws import fold, uniform
from sim.engine.attribution import Attribution
from sim.engine.case import Case, Offence
from sim.engine.conservation import Tally, check_year
from sim.engine.hidden import Hidden
from sim.engine.kernel import Kernel, Step
from sim.engine.ledger import Ledger
from sim.engine.meetings import Meetings
from sim.engine.services import Services
from sim.engine.year import YearOfEvents, listed
from sim.errors import ConservationError
from sim.model import events, rates
from sim.model.disposals import Disposal
from sim.model.events import Stage
from sim.model.fate import Candidates, Fate
from sim.model.history import Past
from sim.model.lived import Lived
from sim.model.lives import Lives
from sim.model.marks import AHEAD_AT, COLUMNS, draw_marks, run_of_marks
from sim.model.offender import Offender, Reach
from sim.scenario.settings import Settings


class PersonGone(Exception):  # noqa: N818 - nothing is wrong: it is how a case ends
    """The person of a case has died or left the area: the case ends where it stands."""


class World:
    """Everything that lives in one run of one scenario."""

    def __init__(
        self, phases: Sequence[tuple[float, Settings]], fate: Fate, past: Past, key: int, years: int
    ) -> None:
        self.kernel = Kernel()
        self.ledger = Ledger(events.KINDS)
        self.services = Services(self.kernel)
        """Every team, list and set of places that people wait for."""
        self.meetings = Meetings()
        self.meet = self.meetings.meet
        """To be called with whoever passes a referral point."""
        self.settings = phases[0][1]
        self.fate = fate
        self.past = past
        self.history = past.history.copy()
        self.key = key
        """Key of the replication."""
        self.years = years
        self.lives = Lives(self.settings, fate.people)
        self.tally = Tally()
        self.severity = [offence.severity for offence in self.settings.offences.values()]
        # read one at a time, for which views are several times quicker than arrays
        self._ids, self._districts = fate.people.id.data, fate.people.district.data
        self.hidden = Hidden.nothing(fate.people.size, len(self.severity), years)
        self._phases = phases
        self.all_settings = [each for _, each in phases]
        """The settings of all times of the run, in order."""
        self._bands = max(rates.bands_needed(settings) for _, settings in phases)
        self._year = -1
        self._most = np.max([rates.attribution_chances(settings) for _, settings in phases], axis=0)
        self._recording = rates.recording_chances(self.settings)
        self._when_settings_change: list[Callable[[Settings], None]] = []
        self._when_attributed: list[Callable[[Case], None]] = []
        self._when_year_ends: list[Callable[[int, Lived], None]] = []
        self._attribution = Attribution(self.history)
        self.when_settings_change(self._attribution.settings_changed)
        self.when_settings_change(self._rescale_everybody)
        record = self.ledger.recorder
        self._offence = record(events.OFFENCE)
        self._undetected = record(events.UNDETECTED)
        self._cap_hit = record(events.CAP_HIT)
        self._entered = record(events.ENTERED)
        self._left = record(events.LEFT)
        self._opened = record(events.OPENED)
        self._exit = record(events.EXIT)
        self._disposed = record(events.DISPOSED)

    # --- what agencies hang on the world ---------------------------------------------------------------

    @property
    def now(self) -> float:
        """Days since day 0."""
        return self.kernel.now

    def when_settings_change(self, action: Callable[[Settings], None]) -> None:
        """Call ``action`` with the settings now, and again on each day on which they change."""
        action(self.settings)
        self._when_settings_change.append(action)

    def when_attributed(self, action: Callable[[Case], None]) -> None:
        """Call ``action`` with each new case, at the moment of the offence."""
        self._when_attributed.append(action)

    def when_year_ends(self, action: Callable[[int, Lived], None]) -> None:
        """Call ``action`` with each model year that is over, and how everybody lived through it."""
        self._when_year_ends.append(action)

    def decide(self, case: Case, decision: int) -> float:
        """The uniform of a decision that can recur; the next call gives that of the next occurrence."""
        occurrences = case.occurrences
        occurrence = occurrences.get(decision, 0)
        occurrences[decision] = occurrence + 1
        if occurrence == 0 and (column := AHEAD_AT.get(decision)) is not None:
            return case.marks[column]
        return uniform(fold(case.lead.key, decision), occurrence)

    # --- people ------------------------------------------------------------------------------------------

    def hold(self, offender: Offender) -> None:
        """One more reason to be locked up. It changes nothing about what the person could reach."""
        offender.held += 1
        if offender.held == 1:
            self.lives.changed(offender, self.kernel.now)

    def free(self, offender: Offender) -> None:
        """One reason less; at liberty when none is left."""
        offender.held -= 1
        if offender.held == 0:
            self.lives.changed(offender, self.kernel.now)

    def changed(self, offender: Offender) -> None:
        """To be called after every change of needs, rate or career."""
        self.lives.changed(offender, self.kernel.now)
        self.watch(offender)

    def watch(self, offender: Offender) -> None:
        """Put the person's reserve of potential offences on the agenda if they have come to reach it."""
        reach = offender.reach
        if offender.reserve_year != self._year:
            offender.reserve_year, offender.reserve_reaches = self._year, 1 << Reach.NONE
        if not offender.reserve_reaches >> reach & 1 and self._year >= 0:
            offender.reserve_reaches |= 1 << reach
            still_to_come = self._events.reserve_of(offender, self.kernel.now)
            if len(still_to_come.row):
                self._feed(still_to_come)

    def rescale(self, offender: Offender) -> None:
        """Bring the person's rate up to date after a change of supervision, membership or circumstances."""
        scale = offender.iom_factor * offender.programme_factor
        if offender.supervised:
            scale *= 1.0 + self.settings.probation.supervision_effect
        if self.kernel.now < offender.short_sentence_until:
            scale *= 1.0 + self.settings.prison.short_sentence_effect
        if self.kernel.now < offender.begins:
            scale = 0.0
        if scale != offender.scale:
            offender.scale = scale
            self.changed(offender)

    def _rescale_everybody(self, _: Settings) -> None:
        """A changed effect reaches those who are under it already."""
        for offender in self.lives.known():
            self.rescale(offender)

    def wait_while_here(self, offender: Offender, days: float) -> Step:
        """A step after that many days, or when the person dies or leaves the area, whichever is first."""
        return self.kernel.wait(max(0.0, min(days, offender.gone - self.kernel.now)))

    def needs_of(self, offender: Offender) -> int:
        """Mask of the needs that are there now."""
        natural = self.fate.profile.needs_at(offender.row, self.kernel.now)
        return (natural | offender.induced) & ~offender.suppressed

    def gone(self, case: Case) -> bool:
        """Whether the person of the case has died or left the area."""
        return self.kernel.now >= case.offender.gone

    def must_be_here(self, case: Case) -> None:
        """Raise ``PersonGone`` if the person of the case has died or left the area."""
        if self.kernel.now >= case.offender.gone:
            raise PersonGone

    # --- cases -------------------------------------------------------------------------------------------

    def enter(self, case: Case, stage: Stage) -> None:
        """The case (or its person) enters a stage."""
        case.stages.append(stage)
        self._entered((self.kernel.now, case.offender.id, case.id, stage))

    def leave(self, case: Case, stage: Stage) -> None:
        """The case leaves a stage."""
        case.stages.remove(stage)
        self._left((self.kernel.now, case.offender.id, case.id, stage))

    def open(self, case: Case) -> None:
        """A case opens."""
        self.tally.open_cases[case.id] = case
        self.tally.opened += 1
        self._opened((self.kernel.now, case.offender.id, case.id))

    def close(self, case: Case, disposal: Disposal) -> None:
        """The case has its one exit; its offences are disposed of, unless they go on in another case."""
        if case.exit is not None:
            raise ConservationError(f"case {case.id} has two exits: {case.exit.name} and {disposal.name}")
        case.exit = disposal
        now, person, identity = self.kernel.now, case.offender.id, case.id
        del self.tally.open_cases[identity]
        self.tally.exits += 1
        self._exit((now, person, identity, disposal))
        if disposal is not Disposal.MERGED:
            for offence in case.offences:
                self._disposed((now, person, identity, offence.id, offence.type, disposal))

    def attribute(self, row: int, offence: Offence) -> None:
        """An offence is attributed to its offender: a case opens."""
        offender = self.lives.of(row)
        self._offence((offence.time, offender.id, offence.id, offence.type))
        case = Case(offender, offence, self._districts[row])
        self.open(case)
        for action in self._when_attributed:
            action(case)

    # --- the run -----------------------------------------------------------------------------------------

    def run(self) -> None:
        """Live through all model years."""
        for start, settings in self._phases[1:]:
            if start < clock.year_start(self.years):
                self.kernel.at(start, partial(self._change, settings))
        for year in range(self.years):
            self.begin_year(year)
            self.kernel.run(until=clock.year_start(year + 1))
            self._fold(year)

    def begin_year(self, year: int) -> None:
        """Draw the year's potential offences and put on the agenda those that can matter."""
        self._year = year
        self._events = YearOfEvents.draw(self.fate, year, self._bands, self._most)
        self._feed(self._events.usual)
        reaching = [offender for offender in self.lives.known() if offender.reach]
        for offender in reaching:
            offender.reserve_year = year
            offender.reserve_reaches = 1 << Reach.NONE | 1 << offender.reach
        self._feed(self._events.reserve_of_all(reaching))

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        for action in self._when_settings_change:
            action(settings)

    def _feed(self, candidates: Candidates) -> None:
        """Put potential offences, ascending in time, on the agenda."""
        potential = listed(candidates, self._recording)
        marks = run_of_marks(draw_marks(candidates.key))
        tally, find, chance_of_attribution = self.tally, self.lives.find, self._attribution.chance
        tally.potential += len(potential)

        def happens(place: int) -> None:
            row, time, kind, detection, height, needs, beyond, key, identity, recorded = potential[place]
            offender = find(row)
            if offender is None:
                attention = 1.0  # only the natural rate is on the agenda of people not yet known
            elif self._commits(offender, time, height, needs, beyond, identity):
                attention = offender.attention
            else:
                tally.never_committed += 1
                return
            if detection >= chance_of_attribution(kind, row) * attention:
                tally.undetected += 1
                self._undetected((time, self._ids[row], identity, kind, recorded))
            else:
                tally.attributed += 1
                own = marks[place * COLUMNS : (place + 1) * COLUMNS]
                self.attribute(row, Offence(identity, kind, time, key, own))

        self.kernel.feed(candidates.time, happens)

    def _commits(
        self, offender: Offender, time: float, height: float, needs: int, beyond: bool, identity: int
    ) -> bool:
        """Whether somebody known, as they stand now, commits a potential offence."""
        if offender.held or (beyond and time > offender.career_until):
            return False
        factor = self.lives.policy_factor(offender, needs)
        if factor > self.lives.cap:
            factor = self.lives.cap
            self._cap_hit((time, offender.id, identity))
        return height < factor

    # --- year's end --------------------------------------------------------------------------------------

    def _fold(self, year: int) -> None:
        """Check the year, add the offences that needed no event, and forget what is no longer needed."""
        drawn, timeline, people = self._events, self.lives.timeline(), self.fate.people.size
        reserve_committed = timeline.accepted(drawn.reserve, people)
        on_agenda = int(timeline.accepted(drawn.usual, people).sum())
        on_agenda += int((reserve_committed & drawn.fed).sum())
        check_year(self.tally, year, on_agenda)
        severity = np.asarray(self.severity)
        unreached = drawn.reserve.take(np.flatnonzero(reserve_committed & ~drawn.fed))
        self.hidden.count(year, unreached, self._recording, severity)
        self.hidden.expect(year, self.fate, timeline, self._recording, severity)
        lived = Lived.through(year, self.fate, timeline)
        for action in self._when_year_ends:
            action(year, lived)
        self.lives.cut()
        self.ledger.fold()
        self.services.close_year()
