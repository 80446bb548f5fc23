"""Police custody: who is held, in which suite, for how long, and until which court.

The suites and their staff stand in ``custody_suites``, the desk in ``booking_in``, the law on time in
``detention_clock``, remand hearings in ``video_court``, children in ``children_in_custody``.

Appropriate Adults, who can make a detention longer, stand in ``appropriate_adult``, the practitioners who see
detainees meanwhile in ``liaison_and_diversion``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.agencies.appropriate_adult import AppropriateAdults
from sim.agencies.booking_in import BookingIn
from sim.agencies.children_in_custody import ChildrenInCustody
from sim.agencies.custody_bronze import CustodyBronze
from sim.agencies.custody_suites import CustodySuites
from sim.agencies.decisions import Decision
from sim.agencies.detention_clock import DetentionClock, is_indictable
from sim.agencies.liaison_and_diversion import LiaisonAndDiversion
from sim.agencies.video_court import VideoCourt
from sim.engine.case import Case
from sim.engine.kernel import Journey, Passage
from sim.engine.world import World
from sim.model.events import ADMISSION, CELL_LEFT, REMAND_HEARING, TURNED_AWAY, Stage
from sim.model.marks import Mark
from sim.programmes.treatment import Treatment
from sim.scenario.settings import Settings

_HOURS = 24
_STRANGER = -1


class Custody:
    """All suites that serve the area."""

    def __init__(self, world: World, treatment: Treatment) -> None:
        self._world = world
        self._kernel = world.kernel
        self._adults = AppropriateAdults(world)
        self._liaison = LiaisonAndDiversion(world, treatment)
        self._admission = world.ledger.recorder(ADMISSION)
        self._cell_left = world.ledger.recorder(CELL_LEFT)
        self._turned_away = world.ledger.recorder(TURNED_AWAY)
        self._remand_hearing = world.ledger.recorder(REMAND_HEARING)
        self.suites = CustodySuites(world)
        self._cells = self.suites.cells
        self._desks = BookingIn(world, self.suites).desks
        self._clock = DetentionClock(world)
        self._bronze = CustodyBronze(world, self.suites)
        self._children = ChildrenInCustody(world)
        self._video_court = VideoCourt(world)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._patience = settings.custody.patience_hours / _HOURS
        number = {name: place for place, name in enumerate(settings.custody.suites)}
        self._orders = [
            [number[name] for name in district.suites] for district in settings.districts.values()
        ]

    # --- people of the area -----------------------------------------------------------------------------

    def detain(self, case: Case, decide: Callable[[Case], Decision]) -> Passage[Decision | None]:
        """Hold an arrested person; returns the ``Decision``, or None if no cell came free in time.

        Somebody charged and remanded stays in the cell until the court hears them; a child for whom the local
        authority finds accommodation waits there.
        """
        world, offender = self._world, case.offender
        order = self._orders[case.district]
        world.hold(offender)
        suite = self._take_cell(order)
        if suite is None:
            suite = yield from self._wait_for_cell(order)
        if suite is None:
            self._turned_away((world.now, offender.id, case.id, order[0]))
            world.free(offender)
            return None
        self._admission((world.now, offender.id, case.id, suite, suite != order[0]))
        world.enter(case, Stage.DETENTION)
        admitted, child = self._kernel.now, self._children.is_child(offender)
        late = self._adults.hours_late(case)
        hours = self._book_in(
            suite,
            offender.id,
            case.id,
            case.marks[Mark.DETENTION_LENGTH],
            case.marks[Mark.EXTENSION],
            is_indictable(case),
            late,
        )
        seen = self._liaison.sees(case, suite, hours)
        yield world.kernel.wait(hours / _HOURS)
        decision = Decision.BAIL if late is None else decide(case)
        hearing = None
        if decision is Decision.CHARGE_REMANDED:
            hearing = self._video_court.book()
            if not (child and self._children.ask_for_accommodation(case, suite)):
                yield from self._until_heard(case, suite, hearing)
                hearing = None
        elif seen:
            self._liaison.refer(case)
        self._leave_cell(suite, offender.id, case.id, hours)
        world.leave(case, Stage.DETENTION)
        if child:
            self._children.leaves_cell(case, suite, admitted)
        if hearing is not None:
            yield from self._until_heard(case, suite, hearing)
            self._children.leave_accommodation()
        return decision

    def fullness(self, district: int) -> float:
        """Share of staffed cells in use in the first suite of a district's order; 1 where none is staffed."""
        cells = self._cells[self._orders[district][0]]
        return cells.in_use / cells.capacity if cells.in_use < cells.capacity else 1.0

    def hold_for_court(self, case: Case) -> Journey:
        """Hold somebody brought in on a warrant until a court hears them, in a cell if one comes free."""
        world, offender = self._world, case.offender
        order = self._orders[case.district]
        hearing = self._video_court.book()
        world.hold(offender)
        suite = self._take_cell(order)
        if suite is None:
            suite = yield from self._wait_for_cell(order)
        if suite is None:
            self._turned_away((world.now, offender.id, case.id, order[0]))
            yield from self._until_heard(case, order[0], hearing)
        else:
            self._admission((world.now, offender.id, case.id, suite, suite != order[0]))
            admitted = world.now
            yield from self._until_heard(case, suite, hearing)
            self._cells[suite].give_back()
            hours = _HOURS * (world.now - admitted)
            self._cell_left((world.now, offender.id, case.id, suite, hours, 0))
        world.free(offender)

    def _until_heard(self, case: Case, suite: int, hearing: tuple[float, int, bool]) -> Journey:
        moment, sittings_waited, video = hearing
        world = self._world
        yield world.kernel.wait(max(0.0, moment - world.now))
        self._remand_hearing((world.now, case.offender.id, case.id, suite, video, sittings_waited))

    def _take_cell(self, order: list[int]) -> int | None:
        """The first suite in the order with a free cell: it is taken now."""
        for suite in order:
            if self._cells[suite].take():
                return suite
            self._bronze.is_full(suite)
        return None

    def _wait_for_cell(self, order: list[int]) -> Passage[int | None]:
        """Wait at the first suite in the order that is open at all; None if patience runs out."""
        waits_at = next((suite for suite in order if self._cells[suite].capacity), order[0])
        granted = yield self._cells[waits_at].queue(patience=self._patience)
        return waits_at if granted else None

    # --- people from outside the model ------------------------------------------------------------------

    def hold_stranger(self, identity: int, suite: int, length: float, extension: float) -> None:
        """Hold somebody from outside the model: they use the desk and a cell of this suite and nothing else.

        ``length`` is a standard normal deviate, ``extension`` a uniform. Their offences are not known: all
        count as indictable.
        """
        cells = self._cells[suite]
        if cells.take():
            self._admit_stranger(identity, suite, length, extension)
            return
        self._bronze.is_full(suite)
        answer = cells.queue(patience=self._patience)
        answer.callbacks.append(
            lambda step: (
                self._admit_stranger(identity, suite, length, extension)
                if step.value
                else self._turned_away((self._world.now, _STRANGER, identity, suite))
            )
        )

    def _admit_stranger(self, identity: int, suite: int, length: float, extension: float) -> None:
        kernel = self._kernel
        self._admission((kernel.now, _STRANGER, identity, suite, 0))
        hours = self._book_in(suite, _STRANGER, identity, length, extension, True)
        kernel.after(hours / _HOURS, partial(self._leave_cell, suite, _STRANGER, identity, hours))

    def hold_in_safety(self, identity: int, suite: int, hours: float) -> bool:
        """A cell as a place of safety for so many hours; False if none is free now."""
        world = self._world
        if not self._cells[suite].take():
            return False
        self._admission((world.now, _STRANGER, identity, suite, 0))
        self._desks[suite].book_in()
        world.kernel.after(hours / _HOURS, partial(self._leave_cell, suite, _STRANGER, identity, hours))
        return True

    # --- everybody --------------------------------------------------------------------------------------

    def _book_in(
        self,
        suite: int,
        person: int,
        case: int,
        length: float,
        extension: float,
        indictable: bool,
        late: float | None = 0.0,
    ) -> float:
        """Book a detainee in; returns how many hours from now the detention will be over.

        ``late``: hours by which the interview waits for an Appropriate Adult, None if none can come in time.
        """
        waited = _HOURS * self._desks[suite].book_in()
        if late is None:
            hours = self._adults.longest_wait_hours
        else:
            hours = self._clock.hours(length, waited + late, extension, indictable)
        if hours > self._clock.first_limit:
            self._clock.watch(hours, person, case, suite)
        return hours

    def _leave_cell(self, suite: int, person: int, case: int, hours: float) -> None:
        self._cells[suite].give_back()
        reviews = self._clock.reviews(hours)
        self._cell_left((self._kernel.now, person, case, suite, hours, reviews))
