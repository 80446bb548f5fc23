"""One run: the clock, the ledger, the people, and the stream of potential offences that becomes cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim import clock
from sim.draws import fold, uniform
from sim.engine.case import Case, Offence
from sim.engine.hidden import Hidden
from sim.engine.kernel import Kernel
from sim.engine.ledger import Ledger
from sim.errors import ConservationError
from sim.model import events, rates
from sim.model.disposals import Disposal
from sim.model.events import Stage
from sim.model.fate import BASE, Candidates, Fate, head_room
from sim.model.history import Past
from sim.model.lives import Lives
from sim.model.marks import draw_marks
from sim.model.offender import Offender
from sim.scenario.settings import Settings

class PersonGone(Exception):
    """The person of a case has died or left the area: the case ends where it stands."""


Attributed = Callable[[Case], None]


@dataclass
class Tally:
    """What became of the potential offences, for the check of conservation."""

    potential: int = 0
    never_committed: int = 0
    undetected: int = 0
    attributed: int = 0
    opened: int = 0
    exits: int = 0
    open_cases: dict[int, Case] = field(default_factory=dict)

    @property
    def happened(self) -> int:
        """Potential offences that were committed."""
        return self.undetected + self.attributed


class World:
    """Everything that lives in one run of one scenario."""

    def __init__(
        self, phases: Sequence[tuple[float, Settings]], fate: Fate, past: Past, key: int, years: int
    ) -> None:
        self.kernel = Kernel()
        self.ledger = Ledger(events.KINDS)
        self.settings = phases[0][1]
        self.fate = fate
        self.past = past
        self.history = past.history.copy()
        self.key = key
        self.years = years
        self.lives = Lives(self.settings, fate.people)
        self.tally = Tally()
        self.severity = [offence.severity for offence in self.settings.offences.values()]
        self._phases = phases
        self._bands = max(rates.bands_needed(settings) for _, settings in phases)
        self._base = rates.attribution_chances(self.settings)
        self._chances: list[float] = self._base.tolist()
        self._recording = rates.recording_chances(self.settings)
        self._when_settings_change: list[Callable[[Settings], None]] = []
        self._on_attributed: list[Attributed] = []
        record = self.ledger.recorder
        self._offence = record(events.OFFENCE)
        self._undetected = record(events.UNDETECTED)
        self._cap_hit = record(events.CAP_HIT)
        self._entered = record(events.ENTERED)
        self._left = record(events.LEFT)
        self._opened = record(events.OPENED)
        self._exit = record(events.EXIT)
        self._disposed = record(events.DISPOSED)
        self.hidden = self._no_hidden()

    def _no_hidden(self) -> Hidden:
        size = self.fate.people.size
        types = len(self.severity)
        return Hidden(
            np.zeros((self.years, types, 2), dtype=np.int64),
            np.zeros((size, self.years), dtype=np.int32),
            np.zeros((size, self.years)),
        )

    @property
    def now(self) -> float:
        """Days since day 0."""
        return self.kernel.now

    # --- what agencies hang on the world ---------------------------------------------------------------

    def when_settings_change(self, action: Callable[[Settings], None]) -> None:
        """Call ``action`` with the settings now, and again on each day on which they change."""
        action(self.settings)
        self._when_settings_change.append(action)

    def when_attributed(self, action: Attributed) -> None:
        """Call ``action`` with each new case, at the moment of the offence."""
        self._on_attributed.append(action)

    def decide(self, case: Case, decision: int) -> float:
        """The uniform of a decision of a case that can recur; the next call gives that of the next occurrence."""
        return uniform(fold(case.lead.key, decision), case.again(decision))

    # --- people ------------------------------------------------------------------------------------------

    def hold(self, offender: Offender) -> None:
        """One more reason to be locked up."""
        offender.held += 1
        if offender.held == 1:
            self.lives.changed(offender, self.kernel.now)

    def free(self, offender: Offender) -> None:
        """One reason less; at liberty when none is left."""
        offender.held -= 1
        if offender.held == 0:
            self.lives.changed(offender, self.kernel.now)

    def rescale(self, offender: Offender) -> None:
        """Bring the person's rate up to date after a change of supervision, membership or circumstances."""
        scale = offender.iom_factor
        if offender.supervised:
            scale *= 1.0 + self.settings.probation.supervision_effect
        if self.kernel.now < offender.short_sentence_until:
            scale *= 1.0 + self.settings.prison.short_sentence_effect
        if scale != offender.scale:
            offender.scale = scale
            self.lives.changed(offender, self.kernel.now)

    def gone(self, case: Case) -> bool:
        """Has the person of the case died or left the area?"""
        return self.kernel.now >= case.offender.gone

    def must_be_here(self, case: Case) -> None:
        """Raise ``PersonGone`` if the person of the case has died or left the area."""
        if self.kernel.now >= case.offender.gone:
            raise PersonGone

    def needs_of(self, offender: Offender) -> int:
        """Mask of the needs that are there now."""
        natural = self.fate.profile.needs_at(offender.row, self.kernel.now)
        return (natural | offender.induced) & ~offender.suppressed

    # --- stages, exits -----------------------------------------------------------------------------------

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
        self.tally.opened += 1
        self.tally.open_cases[case.id] = case
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

    # --- the run -------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Live through all model years."""
        for start, settings in self._phases[1:]:
            if start < clock.year_start(self.years):
                self.kernel.at(start, lambda settings=settings: self._change(settings))  # type: ignore[misc]
        for year in range(self.years):
            candidates = self.fate.draw_layers(year, [BASE[False], *head_room(False, self._bands)])
            candidates = candidates.take(np.argsort(candidates.time, kind="stable"))
            before = self.tally.happened
            self.tally.potential += len(candidates.row)
            self.kernel.feed(candidates.time, self._stream(candidates))
            self.kernel.run(until=clock.year_start(year + 1))
            self._fold(year, candidates, before)

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        self._chances = rates.attribution_chances(settings).tolist()
        for action in self._when_settings_change:
            action(settings)

    def _stream(self, candidates: Candidates) -> Callable[[int], None]:
        """What happens at the moment of each potential offence of a year."""
        rows, types = candidates.row.tolist(), candidates.type.tolist()
        times, detections = candidates.time.tolist(), candidates.detection.tolist()
        heights, needs = candidates.height.tolist(), candidates.needs.tolist()
        beyond, ids = candidates.beyond.tolist(), candidates.id.tolist()
        recorded = (candidates.detection < self._recording[candidates.type]).tolist()
        usual = (candidates.height < 1.0) & ~candidates.beyond & (candidates.detection < self._base[candidates.type])
        marks = draw_marks(candidates.key[usual])
        mark_rows = np.where(usual, np.cumsum(usual) - 1, -1).tolist()
        tally, lives = self.tally, self.lives
        person_ids = self.fate.people.id

        def happens(place: int) -> None:
            row = rows[place]
            offender = lives.find(row)
            attention = 1.0
            if offender is None:
                if heights[place] >= 1.0 or beyond[place]:
                    tally.never_committed += 1
                    return
            else:
                factor = lives.policy_factor(offender, needs[place])
                if factor > lives.cap:
                    factor = lives.cap
                    self._cap_hit((times[place], offender.id, ids[place]))
                if (
                    offender.held
                    or heights[place] >= factor
                    or (beyond[place] and times[place] > offender.career_until)
                ):
                    tally.never_committed += 1
                    return
                attention = offender.attention
            offence_type = types[place]
            if detections[place] >= self._chances[offence_type] * attention:
                tally.undetected += 1
                self._undetected(
                    (times[place], int(person_ids[row]), ids[place], offence_type, recorded[place])
                )
                return
            tally.attributed += 1
            found = mark_rows[place]
            own = marks[found] if found >= 0 else draw_marks(candidates.key[place : place + 1])[0]
            offence = Offence(
                ids[place], offence_type, times[place], int(candidates.key[place]), own.tolist()
            )
            self.attribute(row, offence)

        return happens

    def attribute(self, row: int, offence: Offence) -> None:
        """An offence is attributed to its offender: a case opens."""
        offender = self.lives.of(row)
        self._offence((offence.time, offender.id, offence.id, offence.type))
        case = Case(offender, offence, int(self.fate.people.district[row]))
        self.open(case)
        for action in self._on_attributed:
            action(case)

    # --- year's end ------------------------------------------------------------------------------------------

    def _fold(self, year: int, candidates: Candidates, before: int) -> None:
        """Count the hidden offences of the year, check the others, and forget what is no longer needed."""
        committed = int(self.lives.accepted(candidates).sum())
        happened = self.tally.happened - before
        if committed != happened:
            raise ConservationError(
                f"year {year}: {happened} offences happened, {committed} should have by the timeline"
            )
        self._count(year, self.fate.draw(year, BASE[True]))
        touched = self.lives.touched()
        if touched.any():
            self._count(year, self.fate.draw_layers(year, head_room(True, self._bands), among=touched))
        self.lives.cut()
        self.ledger.fold()

    def _count(self, year: int, hidden: Candidates) -> None:
        committed = hidden.take(np.flatnonzero(self.lives.accepted(hidden)))
        recorded = committed.detection < self._recording[committed.type]
        np.add.at(self.hidden.counts, (year, committed.type, recorded.astype(np.int64)), 1)
        size = self.fate.people.size
        self.hidden.by_person[:, year] += np.bincount(committed.row, minlength=size).astype(np.int32)
        harm = np.asarray(self.severity)[committed.type]
        self.hidden.harm_by_person[:, year] += np.bincount(committed.row, weights=harm, minlength=size)
