"""One ordinary programme as it runs: refer, agree, wait, stay, complete, and an effect that lasts or not.

Everything it does is data (``sim.scenario.settings_of_a_programme``). Its effects are assumptions put in.
Chance hangs on the programme's *name*, so that one programme more moves nobody's draws in another.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import TypeAlias

from sim import clock
from sim.draws import fold, label_of, uniform
from sim.engine.case import Case
from sim.engine.team import Team
from sim.engine.world import World
from sim.model import events
from sim.model.events import NEEDS
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.programmes.eligibility import Eligibility
from sim.programmes.outsider import FROM_OUTSIDE, OUTSIDE, Outsider
from sim.programmes.prevention import Child, put_off_onset
from sim.programmes.recent_harm import RecentHarm
from sim.programmes.stay import Decisions, Drawn, Stay, Terms
from sim.scenario.settings import Programme

_DECISIONS = Decisions(Recurring.PROGRAMME_STAY, Recurring.PROGRAMME_COMPLETION, Recurring.PROGRAMME_LASTING)
_ROUNDING = 1e-9

OnScheme: TypeAlias = Callable[[str, Offender], bool]
"""Whether somebody is on the scheme of this name."""


class RunningProgramme:
    """A programme with its places, the people who wait for them, and those on it or well after it."""

    def __init__(self, world: World, name: str, label: str, on_scheme: OnScheme) -> None:
        self.world = world
        self._on_scheme = on_scheme
        self.label = label_of(name)
        """How the ledger knows it."""
        self.people: dict[int, _Participant] = {}
        """By row of the population."""
        self._places = world.services.open(f"programmes.{name}", label, "places")
        self._team: Team | None = None
        self.rules: Programme | None = None
        """None on days on which the settings do not have it; those on it go on by the last rules."""
        record = world.ledger.recorder
        self._outsiders: set[int] = set()
        """Those from outside the model who are referred already, by their key."""
        self._referred = record(events.PROGRAMME_REFERRED)
        self.onset_put_off = record(events.ONSET_PUT_OFF)
        self.started = record(events.PROGRAMME_STARTED)
        self.ended = record(events.PROGRAMME_ENDED)
        self.in_vain = record(events.PROGRAMME_WAITED_IN_VAIN)

    def settings_changed(self, rules: Programme | None) -> None:
        """Take over other settings, or close if there are none."""
        self.rules = rules
        if rules is not None:
            self._eligibility = Eligibility(self.world, rules)
            self._needs = sum(1 << NEEDS.index(need) for need in dict.fromkeys(rules.meets))
            self._opens = clock.day_of(rules.opens)
            if self._opens > self.world.now:
                self.world.kernel.at(float(self._opens), self._open)
            self._staff(rules)
            for participant in list(self.people.values()):
                participant.feel(rules)
        self._open()

    def _staff(self, rules: Programme) -> None:
        """The posts of the first day are filled; those of a programme that comes later have to be."""
        if self._team is None:
            filled = rules.posts if self.world.now <= 0 else 0.0
            self._team = Team(self.world.kernel, filled, rules.staffing, self._open)
        self._team.set(rules.posts, rules.staffing)

    def _open(self) -> None:
        """Open as many places as there are now."""
        capacity = 0
        if self.rules is not None and self._team is not None and self.world.now >= self._opens:
            capacity = self.rules.places + floor(self._team.posts_at_work * self.rules.caseload + _ROUNDING)
        self._places.set_capacity(capacity)

    def meet(self, point: int, offender: Offender, case: Case | None) -> None:
        """Somebody passes a point at which this programme takes referrals; a closed one takes none."""
        rules = self.rules
        if rules is None or not self._places.capacity or offender.row in self.people:
            return
        if self._passed_over(rules, offender) or not self._eligibility.holds(offender, case):
            return
        self._refer(rules, point, offender, case)

    def draw_up(self, point: int, record: RecentHarm) -> None:
        """Give free places to the people with most offences on record; nobody waits for one.

        Whom a scheme that is to be passed over has taken on leaves; the place is given at the next list.
        """
        rules = self.rules
        if rules is None:
            return
        for participant in list(self.people.values()):
            if self._passed_over(rules, participant.offender):
                participant.stay.leave()
        free = self._places.capacity - self._places.in_use - self._places.waiting
        for row in record.most(self._eligibility.types, rules.recorded_offences) if free > 0 else ():
            if row in self.people or not self._can_start(rules, offender := self.world.lives.of(row)):
                continue
            self._refer(rules, point, offender, None)
            free -= row in self.people
            if free <= 0:
                break

    def _can_start(self, rules: Programme, offender: Offender) -> bool:
        """Whether somebody on record is here, not where they would have to leave, and eligible."""
        here = self.world.now < offender.gone and not (offender.in_prison and rules.in_prison == "leaves")
        return here and not self._passed_over(rules, offender) and self._eligibility.holds_on_record(offender)

    def _passed_over(self, rules: Programme, offender: Offender) -> bool:
        return any(self._on_scheme(name, offender) for name in rules.passes_over)

    def has(self, offender: Offender) -> bool:
        """Whether somebody is on the programme now."""
        participant = self.people.get(offender.row)
        return participant is not None and participant.on_it

    def _refer(self, rules: Programme, point: int, offender: Offender, case: Case | None) -> None:
        key = self._key(point, offender, case)
        agreed = _agreed(rules, key)
        if agreed is None:
            return
        about = case.id if case is not None else offender.id
        self._referred((self.world.now, offender.id, about, self.label, point, agreed))
        if agreed:
            self._admit(rules, offender, about, key)

    def meet_child(self, point: int, child: Child) -> None:
        """A child passes the point of schools; who begins only after the run takes a place and no more."""
        rules = self.rules
        if rules is None or not self._places.capacity:
            return
        if not self._eligibility.child_fits(child.male, child.birth, child.traits.__contains__):
            return
        if child.row is not None:
            self.meet(point, self.world.lives.of(child.row), None)
        elif child.key not in self._outsiders:
            key = self._key_on_day(point, child.key)
            agreed = _agreed(rules, key)
            if agreed is not None:
                self._refer_outsider(rules, point, agreed, key, child.key)

    def asked_from_outside(self, key: int, rate: float) -> None:
        """Somebody outside the model asks for a place, if at least ``rate`` of them a year do so now."""
        rules = self.rules
        if rules is not None and self._places.capacity and rate < rules.others_per_year:
            self._refer_outsider(rules, FROM_OUTSIDE, True, key, key)

    def _refer_outsider(self, rules: Programme, point: int, agreed: bool, key: int, who: int) -> None:
        """Refer somebody without a life in the model; ``who`` tells them from others."""
        self._referred((self.world.now, OUTSIDE, OUTSIDE, self.label, point, agreed))
        if agreed:
            self._outsiders.add(who)
            outsider = Outsider(self, who, rules.lasting_days > 0)
            stay = Stay(self.world, self._places, outsider.person)
            self.world.kernel.start(stay.go_through(Drawn(_terms(rules), key, _DECISIONS), outsider))

    def forget_outsider(self, who: int) -> None:
        """They may be referred again."""
        self._outsiders.discard(who)

    def _key_on_day(self, point: int, person: int) -> int:
        """Key of a referral without a case: the day tells one time from another."""
        start = fold(fold(fold(person, Recurring.PROGRAMME), self.label), point)
        return fold(start, int(self.world.now))

    def _key(self, point: int, offender: Offender, case: Case | None) -> int:
        """Key of a referral: its case or person, the programme by its name, the point, and which time."""
        if case is None:
            return self._key_on_day(point, offender.key)
        key = fold(fold(fold(case.lead.key, Recurring.PROGRAMME), self.label), point)
        return fold(key, case.again(key))

    def _admit(self, rules: Programme, offender: Offender, about: int, key: int) -> None:
        stay = Stay(self.world, self._places, offender)
        self.people[offender.row] = participant = _Participant(
            self, rules, offender, about, stay, self._needs, key
        )
        self.world.kernel.start(stay.go_through(Drawn(_terms(rules), key, _DECISIONS), participant))

    def received_into_prison(self, offender: Offender) -> None:
        """Somebody is received into prison: who is on the programme leaves it, if it does not go on there."""
        participant = self.people.get(offender.row)
        if participant is not None and participant.rules.in_prison == "leaves":
            participant.stay.leave()


def _agreed(rules: Programme, key: int) -> bool | None:
    """Whether somebody eligible agrees to join; None if nobody refers them."""
    if uniform(key, Recurring.PROGRAMME_REFERRAL) >= rules.referral:
        return None
    return uniform(key, Recurring.PROGRAMME_UPTAKE) < rules.uptake


def _terms(rules: Programme) -> Terms:
    return Terms(rules.patience_days, rules.stay_days, rules.completion, rules.lasting_days)


class _Participant:
    """Somebody who waits for a programme, is on it, or is under what lasts of it."""

    def __init__(
        self,
        programme: RunningProgramme,
        rules: Programme,
        offender: Offender,
        about: int,
        stay: Stay,
        needs: int,
        key: int,
    ) -> None:
        self._programme = programme
        self.rules = rules
        self.stay = stay
        self.offender = offender
        self._about = (offender.id, about, programme.label)
        self._needs = needs
        """Those that are met, throughout."""
        self._key = key
        """Of the referral."""
        self.on_it = self._after = False

    def feel(self, rules: Programme) -> None:
        """Take over other settings: a changed effect reaches those who are under it already."""
        self.rules = rules
        label = self._programme.label
        watched = 1.0 + rules.detection_effect if self.on_it else 1.0
        if self.offender.watched_by_programme(label, watched):
            self._programme.world.watch(self.offender)
        effect = rules.offending_effect if self.on_it else rules.after_effect if self._after else 0.0
        if self.offender.under_programme(label, 1.0 + effect):
            self._programme.world.rescale(self.offender)

    def got_in(self) -> bool:
        """They start, unless they are in prison and would have to leave at once."""
        world = self._programme.world
        if self.offender.in_prison and self.rules.in_prison == "leaves":
            self.gave_up()
            return False
        self._programme.started((world.now, *self._about))
        self.on_it = True
        self._hold_down(1)
        self.feel(self.rules)
        return True

    def gave_up(self) -> None:
        """They have waited in vain."""
        self._programme.in_vain((self._programme.world.now, *self._about))
        del self._programme.people[self.offender.row]

    def ended(self, completed: bool) -> bool:
        """They leave; if they have completed it, what it did lasts for a time."""
        self._programme.ended((self._programme.world.now, *self._about, completed))
        self.on_it, self._after = False, completed and self.rules.lasting_days > 0
        if completed:
            put_off_onset(
                self._programme.world, self.offender, self.rules, self._key, self._programme.onset_put_off
            )
        self.feel(self.rules)
        return self._after

    def over(self) -> None:
        """Nothing is left of it."""
        self._after = False
        self.feel(self.rules)
        self._hold_down(-1)
        del self._programme.people[self.offender.row]

    def _hold_down(self, services: int) -> None:
        if self._needs and self.offender.hold_down(self._needs, services):
            self._programme.world.changed(self.offender)
