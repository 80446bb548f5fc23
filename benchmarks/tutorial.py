"""The pathway of desist, written as a SimPy tutorial would: to time desist against, not to plan with.

One file, one object and one process a person, one event a committed offence (the undetected too), draws one
by one from one generator, ``simpy`` resources for whatever has places, and a list of records. Nothing is
slowed on purpose, and the rules and the settings are those of desist. What differs:

* SimPy's resources cannot change capacity, so a custody suite has the rounded mean of its three shifts, and
  settings that change during a run are refused.
* Needs and spells of offending stop being drawn when a career ends, and go on if prison prolongs it.
* Everybody is released at one share of the sentence, with help in finding a home; nobody is recalled for a
  further charge; supervision never thins; there is no unpaid work and no job on release.
* Lasting traits, which nothing in the pathway reads, are left out, and so is the length of each stay.
* Courts are two weekly lists of one length of hearing: no youth court, remand by the court or late plea.
* Conditional cautions have neither caseworkers nor courses, and nobody is charged for earlier disposals.
  Nobody admits other offences, and possession of drugs goes the way of other crime.
* Draws belong to calls, not to people: two scenarios cannot be compared person by person.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import NormalDist, fmean
from typing import Any, TypeVar

import numpy as np
import simpy

from sim import clock
from sim.evidence.register import load_register
from sim.model.disposals import DISPOSALS
from sim.model.frameworks import ADULT_FROM, SIX_OUTCOMES, TWO_TIER, Practice, shares
from sim.model.offences import NAMES, OFFENCES
from sim.model.recognition import WELL_KNOWN
from sim.model.specialism import balanced_weights
from sim.scenario.scenario import Scenario
from sim.scenario.settings import Court, District, Investigation, Removal, Settings

T = TypeVar("T")
Steps = Generator[simpy.Event, Any, T]
Offence = tuple[float, int]
"""Day and type."""

YEAR = clock.DAYS_PER_YEAR
MONTH = YEAR / 12
NEEDS = ("hard_drugs", "alcohol", "housing", "work", "mental_health")
HOUSING = 1 << NEEDS.index("housing")
ACTIVE = len(NEEDS)
HISTORY_STARTS = float(clock.year_start(-clock.HISTORY_YEARS))
STEPS = 24
"""Steps in which sanctions before that are summed up."""
PROLONGED_AT_MOST = 2 * YEAR
LONGEST_TERM = 30 * YEAR
MAGISTRATES, CROWN = 0, 1


class Gone(Exception):  # noqa: N818 - nothing is wrong: it is how a case ends
    """The person of a case has died or left the area."""


@dataclass(eq=False)
class Person:
    """Somebody with an offending career."""

    number: int
    district: int
    male: bool
    birth: float
    onset: float
    career_end: float
    career_until: float
    gone: float
    rate: float
    """Offences a day while active, at the peak of the age curve and without needs."""
    types: list[float]
    """Running share of the types of offence."""
    prevalence: list[float]
    without: list[float]
    """Mean days without each need, then between active spells."""
    spell_ends: list[float] = field(default_factory=list)
    next_change: float = math.inf
    natural: int = 0
    """Mask of the needs that are naturally there."""
    active: bool = False
    age_factor: float = 0.0
    age_year: int = -1000
    process: simpy.Process | None = None
    held: int = 0
    in_prison: int = 0
    supervised: int = 0
    neighbourhood_supervision: int = 0
    induced: int = 0
    suppressed: int = 0
    treated: int = 0
    scale: float = 1.0
    attention: float = 1.0
    iom_factor: float = 1.0
    homeless_until: float = -1.0
    short_sentence_until: float = -1.0
    suspended_until: float = -1.0
    sanctions: int = 0
    first_sanction: float = 0.0
    last_sanction: float = 0.0
    last_type: int = 0
    known: bool = False
    recent: deque[Offence] = field(default_factory=deque)
    """Offences attributed to the person in the last twelve months."""
    wanted: list[Case] = field(default_factory=list)
    """Cases in which the person is looked for."""
    cohort: Removal | None = None
    """The IOM cohort the person is in."""


@dataclass(eq=False)
class Case:
    """What one suspect answers for."""

    number: int
    person: Person
    offences: list[Offence]
    remanded_since: float | None = None
    exit: str | None = None


class Tutorial:
    """One run. The settings are those of day 0; raises ``ValueError`` if the scenario changes them later."""

    def __init__(self, scenario: Scenario, seed: int, years: int = clock.YEARS) -> None:
        if len(scenario.phases) > 1:
            raise ValueError(f"{scenario.name} changes settings during the run: no SimPy resource can")
        self.settings = scenario.opening
        self.years = years
        self.env = simpy.Environment()
        self.rng = np.random.default_rng(seed)
        self.people: list[Person] = []
        self.known: list[Person] = []
        """Everybody who has ever been a named suspect or in prison."""
        self.members: list[Person] = []
        self.open_cases: dict[int, Case] = {}
        self.records: list[tuple[Any, ...]] = []
        """Day, what happened, to whom, and whatever more there is to say."""
        self.cases = 0
        self._prepare(self.settings)
        self._resources(self.settings)
        for _ in range(self.settings.people.stock):
            self._begin_with(self._draw_person(-1))
        self.env.process(self._newcomers())
        for suite in range(len(self.suites)):
            self.env.process(self._other_arrivals(suite))
        self.env.process(self._panels())

    def run(self) -> dict[str, float]:
        """Live through all years; returns yearly totals of the measured ones, named as desist names them."""
        self.env.run(until=clock.year_start(self.years))
        return self._totals()

    # --- what the settings come to -----------------------------------------------------------------------

    def _prepare(self, settings: Settings) -> None:
        offences = list(settings.offences.values())
        volume = tuple(offence.recorded_per_year * offence.committed_per_recorded for offence in offences)
        self.weights = balanced_weights(volume, settings.people.specialism_log_sd).tolist()
        self.recording = [1.0 / offence.committed_per_recorded for offence in offences]
        scale = settings.police.attribution_scale
        self.attribution = [
            min(1.0, offence.attributed_share * scale) * recording
            for offence, recording in zip(offences, self.recording, strict=True)
        ]
        self.severity = [offence.severity for offence in offences]
        self.crown_share = [offence.crown_share for offence in offences]
        self.odds = [offence.custody_rate / (1.0 - offence.custody_rate) for offence in offences]
        self.term_days = [offence.mean_term_months * MONTH for offence in offences]
        self.needs = [getattr(settings.needs, name) for name in NEEDS]
        self.with_need = [need.mean_months * MONTH for need in self.needs]
        self.with_need.append(settings.people.active_months * MONTH)
        self.products = [self._product(mask) for mask in range(1 << len(NEEDS))]
        self.curve = sorted((float(name[4:]), value) for name, value in settings.age_curve.items())
        self.services = [getattr(settings.treatments, name) for name in NEEDS]
        self.district_edges = list(accumulate(district.share for district in settings.districts.values()))
        self.two_tier = [clock.day_of(area.two_tier_from) for area in settings.districts.values()]
        self.by_hour = list(accumulate(settings.custody.arrivals_by_hour))
        self.latent_need = [NormalDist().inv_cdf(need.prevalence) for need in self.needs]
        register = load_register()
        self.ogrs3 = {name: register.number(f"ogrs3.{name}") for name in register.under("ogrs3")}
        self.ogrs3_ages = {
            sex: sorted(
                (float(name.split(".")[1]), value)
                for name, value in self.ogrs3.items()
                if name.startswith(f"age_{sex}.")
            )
            for sex in ("male", "female")
        }

    def _product(self, mask: int) -> float:
        product = math.prod(need.rate_multiplier for bit, need in enumerate(self.needs) if mask >> bit & 1)
        return float(min(product, self.settings.needs.natural_cap))

    def _resources(self, settings: Settings) -> None:
        names = list(settings.custody.suites)
        self.suites = list(settings.custody.suites.values())
        self.cells = [
            _places(self.env, round((suite.staffed_day + suite.staffed_late + suite.staffed_night) / 3))
            for suite in self.suites
        ]
        self.orders = [[names.index(name) for name in area.suites] for area in settings.districts.values()]
        self.courts = [settings.courts.magistrates, settings.courts.crown]
        self.lists = [simpy.PriorityResource(self.env, _a_week(court)) for court in self.courts]
        self.treatment = [_places(self.env, service.places) for service in self.services]

    # --- people ------------------------------------------------------------------------------------------

    def _draw_person(self, year: int) -> Person:
        """Somebody whose career is open on day 0 (year -1), or begins now, in a model year."""
        people, rng = self.settings.people, self.rng
        factor, latent, latent_length = self._latent(open_already=year < 0)
        location = math.log(people.offending_rate) - 0.5 * people.offending_log_sd**2
        beyond_ten = people.onset_age_mean - 10.0
        age_sd = math.sqrt(math.log1p((people.onset_age_sd / beyond_ten) ** 2))
        age = 10.0 + self._lognormal(beyond_ten, age_sd)
        middle = math.log(people.career_years_mean) - 0.5 * people.career_log_sd**2
        length = math.exp(middle + people.career_log_sd * latent_length) * YEAR
        onset = -rng.random() * length if year < 0 else self.env.now
        start = clock.year_start(max(0, year))
        gone = min(
            start + rng.exponential(YEAR / rate) if rate > 0 else math.inf
            for rate in (people.death_rate, people.moving_rate)
        )
        weights = [
            weight * math.exp(people.specialism_log_sd * rng.standard_normal()) for weight in self.weights
        ]
        total = sum(weights)
        prevalence = [self._prevalence(latent_need, factor) for latent_need in self.latent_need]
        without = [
            days * (1 - share) / share for days, share in zip(self.with_need, prevalence, strict=False)
        ]
        person = Person(
            number=len(self.people),
            district=bisect_left(self.district_edges, rng.random() * self.district_edges[-1]),
            male=rng.random() < people.male_share,
            birth=onset - age * YEAR,
            onset=onset,
            career_end=onset + length,
            career_until=onset + length,
            gone=gone,
            rate=math.exp(location + people.offending_log_sd * latent) / YEAR,
            types=[weight / total for weight in accumulate(weights)],
            prevalence=prevalence,
            without=[*without, people.quiet_months * MONTH],
        )
        self.people.append(person)
        self._begin_spells(person, max(onset, HISTORY_STARTS))
        return person

    def _latent(self, open_already: bool) -> tuple[float, float, float]:
        """Normal values behind needs, behind the rate and behind the length of the career.

        A career that is open on a day is likelier a long one, and that of somebody who offends often.
        """
        people, normal = self.settings.people, self.rng.standard_normal
        with_factor, with_rate = math.sqrt(people.factor_correlation), people.career_correlation
        without_factor, without_rate = math.sqrt(1 - with_factor**2), math.sqrt(1 - with_rate**2)
        lower = 0.0 if open_already else -people.career_log_sd
        factor = normal() + lower * with_rate * with_factor
        rate = with_factor * factor + without_factor * (normal() + lower * with_rate * without_factor)
        length = with_rate * rate + without_rate * (normal() + lower * without_rate)
        return factor, rate, length + people.career_log_sd

    def _prevalence(self, latent_need: float, factor: float) -> float:
        """Personal prevalence of a need, given the common factor (one-factor Gaussian copula)."""
        correlation = self.settings.people.factor_correlation
        share = NormalDist().cdf((latent_need + math.sqrt(correlation) * factor) / math.sqrt(1 - correlation))
        return min(max(share, 1e-9), 1 - 1e-9)

    def _lognormal(self, mean: float, log_sd: float) -> float:
        return math.exp(math.log(mean) - 0.5 * log_sd**2 + log_sd * self.rng.standard_normal())

    def _newcomers(self) -> Steps[None]:
        """People begin offending careers, at random."""
        env, a_year = self.env, self.settings.people.entrants_per_year
        for year in range(self.years):
            while a_year:
                gap = self.rng.exponential(YEAR / a_year)
                if env.now + gap >= clock.year_start(year + 1):
                    break
                yield env.timeout(gap)
                person = self._draw_person(year)
                person.process = env.process(self._life(person))
            yield env.timeout(clock.year_start(year + 1) - env.now)

    def _begin_spells(self, person: Person, day: float) -> None:
        for bit, (days, without) in enumerate(zip(self.with_need, person.without, strict=True)):
            there = self.rng.random() < days / (days + without)
            if bit == ACTIVE:
                there = person.active = there or person.onset >= day
            elif there:
                person.natural |= 1 << bit
            person.spell_ends.append(day + self.rng.exponential(days if there else without))
        person.next_change = min(person.spell_ends)

    def _turn_spells(self, person: Person, day: float) -> None:
        """Bring active and quiet spells, and those of each need, up to a day."""
        while person.next_change <= day:
            bit = person.spell_ends.index(person.next_change)
            if bit == ACTIVE:
                there = person.active = not person.active
            else:
                person.natural ^= 1 << bit
                there = bool(person.natural >> bit & 1)
            days = self.with_need[bit] if there else person.without[bit]
            person.spell_ends[bit] += self.rng.exponential(days)
            person.next_change = min(person.spell_ends)

    def _rate(self, person: Person, day: float) -> float:
        """Offences a day now."""
        if person.held or not person.active:
            return 0.0
        natural = self.products[person.natural]
        policy = person.scale * self.products[self._needs(person)] / natural
        policy = min(policy, self.settings.needs.policy_cap)
        return person.rate * self._age_factor(person, day) * natural * policy

    def _age_factor(self, person: Person, day: float) -> float:
        """Offending at the person's age, looked up once a year."""
        year = int(day // YEAR)
        if year != person.age_year:
            person.age_year = year
            age = ((year + 0.5) * YEAR - person.birth) / YEAR
            place = bisect_right(self.curve, (age, math.inf))
            if place in (0, len(self.curve)):
                person.age_factor = self.curve[max(0, place - 1)][1]
            else:
                (below, low), (above, high) = self.curve[place - 1 : place + 1]
                person.age_factor = low + (high - low) * (age - below) / (above - below)
        return person.age_factor

    def _needs(self, person: Person) -> int:
        return (person.natural | person.induced) & ~person.suppressed

    def _life(self, person: Person) -> Steps[None]:
        """Offend at the present rate until it changes; whatever services change interrupts the wait."""
        env, ends = self.env, person.gone
        while env.now < min(person.career_until, ends):
            self._turn_spells(person, env.now)
            until = min(person.next_change, person.career_until, ends)
            rate = self._rate(person, env.now)
            gap = self.rng.exponential(1.0 / rate) if rate else math.inf
            try:
                if env.now + gap < until:
                    yield env.timeout(gap)
                    self._commit(person)
                else:
                    yield env.timeout(until - env.now)
            except simpy.Interrupt:
                continue

    def _commit(self, person: Person) -> None:
        kind, chance = bisect_left(person.types, self.rng.random()), self.rng.random()
        known = self._recognition(person.sanctions) if OFFENCES[kind].unseen else 1.0
        attributed = chance < self.attribution[kind] * known * person.attention
        recorded = attributed or chance < self.recording[kind]
        self.records.append((self.env.now, "offence", person.number, kind, recorded))
        if attributed:
            self._attribute(person, (self.env.now, kind))
            case = self._open(person, (self.env.now, kind))
            self.env.process(self._to_its_end(case, self._from_suspect(case)))

    def _attribute(self, person: Person, offence: Offence) -> None:
        person.recent.append(offence)
        self._make_known(person)

    def _make_known(self, person: Person) -> None:
        if not person.known:
            person.known = True
            self.known.append(person)

    def _changed(self, person: Person) -> None:
        """The rate has changed: wake the person's process; begin it again if prison prolonged the career."""
        if person.process is not None and person.process.is_alive:
            if person.active:
                person.process.interrupt()
        elif person.process is not None and self.env.now < min(person.career_until, person.gone):
            person.process = self.env.process(self._life(person))

    def _hold(self, person: Person) -> None:
        person.held += 1
        if person.held == 1:
            self._changed(person)

    def _free(self, person: Person) -> None:
        person.held -= 1
        if person.held == 0:
            self._changed(person)

    def _rescale(self, person: Person) -> None:
        scale = person.iom_factor
        if person.supervised:
            scale *= 1.0 + self.settings.probation.supervision_effect
        if self.env.now < person.short_sentence_until:
            scale *= 1.0 + self.settings.prison.short_sentence_effect
        if scale != person.scale:
            person.scale = scale
            self._changed(person)

    # --- day 0 -------------------------------------------------------------------------------------------

    def _begin_with(self, person: Person) -> None:
        """The past of somebody whose career is open on day 0, and where that leaves them."""
        span, expected = max(0.0, HISTORY_STARTS - person.onset), 0.0
        for _ in range(STEPS):
            expected += self._sanctions_a_year(person, expected) * span / YEAR / STEPS
        earlier = int(self.rng.poisson(expected))
        if earlier:
            person.sanctions = earlier
            person.first_sanction = person.onset + (1.0 - self.rng.random() ** (1.0 / earlier)) * span
            person.last_sanction = HISTORY_STARTS
        yearly = self._sanctions_a_year(person, person.sanctions)
        in_prison = self.rng.random() < 1.0 - math.exp(-self.settings.opening.prison_odds * yearly)
        person.process = self.env.process(self._life(person))
        opening, proven = self.settings.opening, []
        for offence in self._past_offences(person):
            if offence[0] >= -364:
                self._attribute(person, offence)
            day = offence[0] + self.rng.exponential(opening.sanction_delay_days)
            if self.rng.random() < opening.sanction_share and day < 0:
                proven.append((day, offence[1]))
            elif offence[0] >= -YEAR and not in_prison:
                self._may_be_open(person, offence)
        for day, kind in sorted(proven):
            self._sanction(person, day, kind)
        if in_prison:
            self._in_prison_on_day_zero(person)

    def _recognition(self, sanctions: float) -> float:
        """Chance that an unseen offence is attributed, against that of somebody known well."""
        rules, known = self.settings.police, min(sanctions, WELL_KNOWN)
        return rules.stranger + (1 - rules.stranger) * known / (known + rules.sanctions_to_half)

    def _sanctions_a_year(self, person: Person, sanctions: float) -> float:
        """Expected sanctions a year, at average age and activity, of somebody who has so many."""
        people = self.settings.people
        product = math.prod(
            1.0 + share * (need.rate_multiplier - 1.0)
            for share, need in zip(person.prevalence, self.needs, strict=True)
        )
        active = people.active_months / (people.active_months + people.quiet_months)
        share = self._attributed_types(person, sanctions)[-1]
        attributed: float = person.rate * share * product * active * YEAR
        return attributed * self.settings.opening.sanction_share

    def _attributed_types(self, person: Person, sanctions: float) -> list[float]:
        """Running share of the types among all offences, of those attributed."""
        shares = [high - low for low, high in zip([0.0, *person.types], person.types, strict=False)]
        known = self._recognition(sanctions)
        attributed = (
            share * chance * (known if offence.unseen else 1.0)
            for share, chance, offence in zip(shares, self.attribution, OFFENCES, strict=True)
        )
        return list(accumulate(attributed))

    def _past_offences(self, person: Person) -> list[Offence]:
        """Attributed offences of the last three years; leaves the spells as they are on day 0."""
        day, found = max(person.onset, HISTORY_STARTS), []
        types = self._attributed_types(person, person.sanctions)
        while day < 0:
            rate = self._rate(person, day) * types[-1]
            until = min(person.next_change, 0.0)
            gap = self.rng.exponential(1.0 / rate) if rate else math.inf
            if day + gap < until:
                day += gap
                found.append((day, bisect_left(types, self.rng.random() * types[-1])))
            else:
                day = until
                self._turn_spells(person, day)
        return found

    def _may_be_open(self, person: Person, offence: Offence) -> None:
        """An offence of the last year may be an open case on day 0, some way from its next step."""
        opening, chance = self.settings.opening, self.rng.random()
        for stage, share in (
            ("suspect", opening.suspects),
            ("bail", opening.bail),
            ("rui", opening.released_under_investigation),
            ("magistrates", opening.magistrates),
            ("crown", opening.crown),
        ):
            if chance < share:
                case = self._open(person, offence)
                self.env.process(self._to_its_end(case, self._from_stage(case, stage)))
                return
            chance -= share

    def _from_stage(self, case: Case, stage: str) -> Steps[None]:
        settings, exponential = self.settings, self.rng.exponential
        if stage == "suspect":
            district, slow_days = self._district(case), settings.suspects.slow_days
            slow = district.slow_share * slow_days
            quick = (1.0 - district.slow_share) * district.quick_days
            hard = self.rng.random() < slow / (slow + quick)
            yield from self._from_suspect(case, exponential(slow_days if hard else district.quick_days))
        elif stage == "bail":
            yield from self._investigated(case, settings.bail, exponential(settings.bail.mean_days))
        elif stage == "rui":
            rui = settings.released_under_investigation
            yield from self._investigated(case, rui, exponential(rui.mean_days))
        elif stage == "magistrates":
            days = exponential(settings.courts.magistrates.trial_wait_days)
            yield from self._verdict(case, (yield from self._trial(case, MAGISTRATES, days)))
        else:
            days = exponential(settings.courts.crown.trial_wait_days)
            yield from self._verdict(case, (yield from self._crown_court(case, days)))

    def _in_prison_on_day_zero(self, person: Person) -> None:
        log_sd = self.settings.sentencing.term_log_sd
        mean = self.settings.opening.prison_term_months * MONTH
        # a long term is likelier found on a day: that shifts the mean of the log by its variance
        term = min(LONGEST_TERM, self._lognormal(mean, log_sd) * math.exp(log_sd**2))
        served = (1.0 - self.rng.random()) * term * self.settings.release.share
        shares = self._attributed_types(person, person.sanctions)
        chosen = bisect_right(shares, self.rng.random() * shares[-1])
        case = Case(-1, person, [(-1.0, min(chosen, len(shares) - 1))], exit="custody")
        self._make_known(person)
        self.env.process(self._to_its_end(case, self._serve(case, term, served)))

    # --- cases -------------------------------------------------------------------------------------------

    def _open(self, person: Person, offence: Offence) -> Case:
        case = Case(self.cases, person, [offence])
        self.cases += 1
        self.open_cases[case.number] = case
        self.records.append((self.env.now, "opened", person.number, case.number))
        return case

    def _close(self, case: Case, how: str) -> None:
        case.exit = how
        del self.open_cases[case.number]
        self.records.append((self.env.now, "closed", case.person.number, case.number, how))

    def _to_its_end(self, case: Case, way: Steps[None]) -> Steps[None]:
        try:
            yield from way
        except Gone:
            self._end_remand(case)
            if case.exit is None:
                self._close(case, "gone")

    def _must_be_here(self, case: Case) -> None:
        if self.env.now >= case.person.gone:
            raise Gone

    def _sanction(self, person: Person, day: float, kind: int) -> None:
        if not person.sanctions:
            person.first_sanction = day
        person.sanctions += 1
        person.last_sanction = day
        person.last_type = kind

    def _put_down(self, case: Case, what: str) -> None:
        self.records.append((self.env.now, what, case.person.number, case.number))

    # --- police ------------------------------------------------------------------------------------------

    def _district(self, case: Case) -> District:
        return list(self.settings.districts.values())[case.person.district]

    def _from_suspect(self, case: Case, days: float | None = None) -> Steps[None]:
        """Look for the suspect; the first case to find somebody takes in the others they are wanted for."""
        rules, person, rng = self.settings.suspects, case.person, self.rng
        person.wanted.append(case)
        if days is None:
            district = self._district(case)
            slow = rng.random() < district.slow_share
            days = rng.exponential(rules.slow_days if slow else district.quick_days)
        yield self.env.timeout(self._days_to_hour(self.env.now + days) - self.env.now)
        if case.exit is not None:
            return
        person.wanted.remove(case)
        self._must_be_here(case)
        if person.in_prison:
            self._close(case, "produced in prison")
            return
        chance = rng.random()
        if chance >= rules.arrest_share + rules.voluntary_share:
            self._close(case, "filed")
            return
        for other in person.wanted:
            case.offences.extend(other.offences)
            self._close(other, "merged")
        person.wanted.clear()
        if chance < rules.arrest_share:
            self._put_down(case, "arrest")
            decision = yield from self._detain(case)
            if decision is not None:
                yield from self._decided(case, decision)
                return
        self._put_down(case, "voluntary attendance")
        yield from self._investigated(case, self.settings.voluntary)

    def _hour(self) -> float:
        """An hour of the day, by the profile of arrivals."""
        mark = self.rng.random() * self.by_hour[-1]
        hour = bisect_left(self.by_hour, mark)
        before = self.by_hour[hour - 1] if hour else 0.0
        return hour + (mark - before) / (self.by_hour[hour] - before)

    def _days_to_hour(self, day: float) -> float:
        moment = math.floor(day) + self._hour() / 24
        return moment if moment >= day else moment + 1.0

    def _find_cells(self, order: list[int]) -> simpy.Resource | None:
        """The first suite with a cell free, else the first that is open."""
        open_suites = [cells for number in order if (cells := self.cells[number]) is not None]
        for cells in open_suites:
            if cells.count < cells.capacity:
                return cells
        return open_suites[0] if open_suites else None

    def _detain(self, case: Case) -> Steps[str | None]:
        """Hold an arrested person; returns the decision, or None if no cell came free in time."""
        person, env = case.person, self.env
        order = self.orders[person.district]
        cells = self._find_cells(order)
        self._hold(person)
        if cells is None:
            yield env.timeout(self.settings.custody.patience_hours / 24)
        else:
            with cells.request() as cell:
                if not cell.triggered:
                    yield cell | env.timeout(self.settings.custody.patience_hours / 24)
                if cell.triggered:
                    self._put_down(case, "detention")
                    yield env.timeout(self._detention_hours() / 24)
                    decision = self._on_leaving(case)
                    if decision == "remand":
                        yield env.timeout(_next_sitting(env.now) - env.now)
                        self._remand(case)
                    self._free(person)
                    return decision
        self._put_down(case, "turned away")
        self._free(person)
        return None

    def _detention_hours(self) -> float:
        rules = self.settings.custody
        hours = self._lognormal(rules.mean_hours, rules.log_sd)
        if hours <= rules.clock_hours:
            return hours
        extended = self.rng.random() < rules.extension_share
        return min(hours, rules.extended_hours) if extended else rules.clock_hours

    def _other_arrivals(self, number: int) -> Steps[None]:
        """Other forces' arrests and other matters: they use cells and nothing else."""
        suite = self.suites[number]
        daily = (suite.neighbour_arrests + suite.other_detentions) / YEAR
        while True:
            for _ in range(self.rng.poisson(daily)):
                self.env.process(self._stranger(number, self._hour() / 24))
            yield self.env.timeout(1)

    def _stranger(self, number: int, days: float) -> Steps[None]:
        yield self.env.timeout(days)
        cells = self.cells[number]
        if cells is None:
            return
        with cells.request() as cell:
            if not cell.triggered:
                yield cell | self.env.timeout(self.settings.custody.patience_hours / 24)
            if cell.triggered:
                self.records.append((self.env.now, "detention", -1))
                yield self.env.timeout(self._detention_hours() / 24)

    def _on_leaving(self, case: Case) -> str:
        rules = self.settings.leaving
        chance = self._unless_charged(case, rules.charge)
        if chance is None:
            return "remand" if self.rng.random() < self.settings.courts.remand else "charge"
        if chance < rules.bail:
            return "bail"
        chance -= rules.bail
        if chance < rules.released_under_investigation:
            return "rui"
        chance -= rules.released_under_investigation
        return _lesser(case) if chance < rules.out_of_court else "no further action"

    def _unless_charged(self, case: Case, usual: float) -> float | None:
        """None if the case is charged; otherwise a number that the other decisions share out."""
        weight = usual * self.settings.offences[NAMES[case.offences[0][1]]].charge_odds
        charged = weight / (1 - usual + weight)
        chance = self.rng.random()
        return None if chance < charged else (chance - charged) / (1 - charged) * (1 - usual)

    def _decided(self, case: Case, decision: str) -> Steps[None]:
        """From a decision on the suspect on."""
        if decision == "bail":
            yield from self._investigated(case, self.settings.bail)
        elif decision == "rui":
            yield from self._investigated(case, self.settings.released_under_investigation)
        elif decision == "out of court":
            yield from self._out_of_court(case)
        elif decision == "no further action":
            self._close(case, decision)
        else:
            yield from self._prosecute(case)

    def _investigated(self, case: Case, rules: Investigation, days: float | None = None) -> Steps[None]:
        if days is None:
            days = self._lognormal(rules.mean_days, rules.log_sd)
        yield self.env.timeout(days)
        self._must_be_here(case)
        chance = self._unless_charged(case, rules.charge)
        decision = "charge"
        if chance is not None:
            decision = _lesser(case) if chance < rules.out_of_court else "no further action"
        yield from self._decided(case, decision)

    def _out_of_court(self, case: Case) -> Steps[None]:
        rules, person, now = self.settings.out_of_court, case.person, self.env.now
        two_tier = now >= self.two_tier[person.district]
        child = (now - person.birth) / YEAR < ADULT_FROM
        given = shares(
            TWO_TIER if two_tier else SIX_OUTCOMES,
            NAMES[case.offences[0][1]],
            child=child,
            practice=Practice.of(rules),
        )
        disposal = given[self.rng.choice(len(given), p=[share for _, share in given])][0]
        how = DISPOSALS[disposal].label.lower()
        for _ in case.offences:
            self._put_down(case, "out of court")
        if DISPOSALS[disposal].proven:
            self._sanction(person, now, case.offences[0][1])
        if how == "conditional caution":
            yield self.env.timeout(rules.conditions_days)
            self._must_be_here(case)
            if self.rng.random() < rules.breach:
                self._put_down(case, "breach")
                if self.rng.random() < rules.breach_charged:
                    yield from self._prosecute(case)
                    return
        self._close(case, how)

    # --- courts ------------------------------------------------------------------------------------------

    def _prosecute(self, case: Case) -> Steps[None]:
        for _ in case.offences:
            self._put_down(case, "charge")
        rules = self.courts[MAGISTRATES]
        if case.remanded_since is None:
            yield self.env.timeout(self.rng.exponential(rules.first_hearing_days))
        to_crown = self.rng.random() < max(self.crown_share[kind] for _, kind in case.offences)
        yield from self._appear(case, MAGISTRATES)
        self._put_down(case, "magistrates hearing")
        if to_crown:
            days = self.rng.exponential(self.courts[CROWN].first_hearing_days)
            guilty = yield from self._crown_court(case, days)
        else:
            guilty = self.rng.random() < rules.guilty_plea
            if not guilty:
                days = self.rng.exponential(rules.trial_wait_days)
                guilty = yield from self._trial(case, MAGISTRATES, days)
        yield from self._verdict(case, guilty)

    def _crown_court(self, case: Case, days: float) -> Steps[bool]:
        rules = self.courts[CROWN]
        yield self.env.timeout(days)
        yield from self._appear(case, CROWN)
        self._put_down(case, "crown hearing")
        if self.rng.random() < rules.guilty_plea:
            return True
        return (yield from self._trial(case, CROWN, self.rng.exponential(rules.trial_wait_days)))

    def _trial(self, case: Case, court: int, days: float) -> Steps[bool]:
        """Prepare and hold a trial, as often as it takes; returns True if convicted."""
        rules = self.settings.courts
        yield self.env.timeout(days)
        while True:
            yield from self._appear(case, court)
            self._put_down(case, "crown hearing" if court else "magistrates hearing")
            if self.rng.random() >= rules.ineffective_prosecution + rules.ineffective_defence:
                return self.rng.random() < rules.convicted_at_trial
            yield self.env.timeout(self.rng.exponential(rules.relist_days))

    def _appear(self, case: Case, court: int) -> Steps[None]:
        """Get a place on the list, people in custody first, and be there."""
        rules = self.settings.courts
        while True:
            place = self.lists[court].request(priority=0 if case.person.held else 1)
            yield place
            self.env.process(self._week_on_the_list(court, place))
            self._must_be_here(case)
            if case.person.held or self.rng.random() >= rules.failing_to_appear:
                return
            self._put_down(case, "crown hearing" if court else "magistrates hearing")
            yield self.env.timeout(self.rng.exponential(self.settings.wanted.finding_days))

    def _week_on_the_list(self, court: int, place: Any) -> Steps[None]:
        yield self.env.timeout(7)
        self.lists[court].release(place)

    def _verdict(self, case: Case, guilty: bool) -> Steps[None]:
        if not guilty:
            self._end_remand(case)
            self._close(case, "not convicted")
            return
        how, term = self._sentence(case)
        self._sanction(case.person, self.env.now, case.offences[0][1])
        served = self.env.now - case.remanded_since if case.remanded_since is not None else 0.0
        self._end_remand(case)
        self._close(case, how)
        if how == "custody":
            self._put_down(case, "custodial sentence")
            yield from self._serve(case, term, served)
        elif how in ("suspended sentence", "community order"):
            yield from self._order(case, how == "suspended sentence")

    def _sentence(self, case: Case) -> tuple[str, float]:
        rules = self.settings.sentencing
        terms = [
            min(LONGEST_TERM, self._lognormal(self.term_days[kind], rules.term_log_sd))
            for _, kind in case.offences
            if self.rng.random() < self._chance_of_custody(case.person, kind)
        ]
        if terms:
            return "custody", max(terms)
        chance = self.rng.random()
        for share, how in (
            (rules.suspended, "suspended sentence"),
            (rules.community_order, "community order"),
            (rules.fine, "fine"),
        ):
            if chance < share:
                return how, 0.0
            chance -= share
        return "discharge", 0.0

    def _chance_of_custody(self, person: Person, kind: int) -> float:
        rules = self.settings.sentencing
        prior = min(person.sanctions, rules.prior_cap)
        odds = self.odds[kind] * rules.custody_odds * rules.prior_odds ** (prior - rules.prior_mean)
        if self.env.now < person.suspended_until:
            odds *= rules.suspended_odds
        return float(odds / (1.0 + odds))

    # --- prison and probation ----------------------------------------------------------------------------

    def _receive(self, person: Person) -> None:
        person.in_prison += 1
        if person.in_prison == 1:
            self.records.append((self.env.now, "into prison", person.number))
        self._hold(person)

    def _let_go(self, person: Person) -> None:
        person.in_prison -= 1
        if person.in_prison == 0:
            self.records.append((self.env.now, "out of prison", person.number))
        self._free(person)

    def _remand(self, case: Case) -> None:
        case.remanded_since = self.env.now
        self._receive(case.person)

    def _end_remand(self, case: Case) -> None:
        if case.remanded_since is not None:
            case.remanded_since = None
            self._let_go(case.person)

    def _stay(self, person: Person, days: float) -> Steps[None]:
        """Wait in prison; somebody who dies there leaves the count on that day."""
        yield self.env.timeout(max(0.0, min(days, person.gone - self.env.now)))

    def _serve(self, case: Case, term: float, served: float) -> Steps[None]:
        """Serve a sentence of which a part may be served already, then licence."""
        rules, person, env = self.settings.prison, case.person, self.env
        self._receive(person)
        due = term * self.settings.release.share
        yield from self._stay(person, max(0.0, due - served))
        served = max(due, served)
        self._let_go(person)
        self._must_be_here(case)
        prolonged = person.career_until + rules.career_prolonged * served
        person.career_until = min(prolonged, person.career_end + PROLONGED_AT_MOST)
        self._changed(person)
        if term < rules.short_sentence_months * MONTH:
            person.short_sentence_until = env.now + YEAR
            self._rescale(person)
            env.process(self._after_short_sentence(person))
        help_given = self.settings.resettlement.housing_help
        if self.rng.random() < self.settings.resettlement.homeless_share * (1.0 - help_given):
            env.process(self._without_a_home(person))
        yield from self._licence(case, term - served)

    def _after_short_sentence(self, person: Person) -> Steps[None]:
        yield self.env.timeout(YEAR)
        self._rescale(person)

    def _without_a_home(self, person: Person) -> Steps[None]:
        days = self.settings.resettlement.homeless_days
        person.homeless_until = max(person.homeless_until, self.env.now + days)
        person.induced |= HOUSING
        self._changed(person)
        yield self.env.timeout(days)
        if self.env.now >= person.homeless_until:
            person.induced &= ~HOUSING
            self._changed(person)

    def _licence(self, case: Case, days: float) -> Steps[None]:
        """On licence to the end of the sentence, with any recalls on the way."""
        rules, person, env = self.settings.licence, case.person, self.env
        a_year = rules.noncompliance_per_year + rules.other_per_year
        ends = env.now + days
        self._supervise(case)
        while env.now < ends:
            until_recall = math.inf
            if a_year > 0:
                until_recall = self.rng.exponential(YEAR / a_year)
            if env.now + until_recall >= ends:
                yield env.timeout(ends - env.now)
                break
            yield env.timeout(until_recall)
            if env.now >= person.gone:
                break
            if not person.in_prison:
                self._put_down(case, "recall")
                fixed = self.rng.random() < rules.fixed_recall_share
                stay = rules.fixed_recall_days if fixed else self.rng.exponential(rules.standard_recall_days)
                self._receive(person)
                yield from self._stay(person, min(stay, ends - env.now))
                self._let_go(person)
        self._end_supervision(case)

    def _order(self, case: Case, suspended: bool) -> Steps[None]:
        """A community order or suspended sentence, breached or not."""
        rules, person, rng = self.settings.orders, case.person, self.rng
        days = rules.suspended_days if suspended else rules.days
        if suspended:
            person.suspended_until = max(person.suspended_until, self.env.now + days)
        self._supervise(case)
        breached = rng.random() < rules.breach
        share = rng.random() if breached else 1.0
        yield self.env.timeout(days * share)
        custody = False
        if breached and self.env.now < person.gone:
            self._put_down(case, "breach")
            custody = rng.random() < rules.breach_custody and not person.in_prison
            if not custody:
                yield self.env.timeout(days * (1.0 - share))
        self._end_supervision(case)
        if custody:
            self._receive(person)
            yield from self._stay(person, rules.breach_term_days)
            self._let_go(person)

    def _supervise(self, case: Case) -> None:
        person = case.person
        person.supervised += 1
        person.neighbourhood_supervision += _neighbourhood(case)
        self._rescale(person)
        self._find_needs(person, self.settings.probation.referral, False)

    def _end_supervision(self, case: Case) -> None:
        case.person.supervised -= 1
        case.person.neighbourhood_supervision -= _neighbourhood(case)
        self._rescale(case.person)

    # --- treatment ---------------------------------------------------------------------------------------

    def _find_needs(self, person: Person, chance: float, by_iom: bool) -> None:
        there = self._needs(person)
        for need in range(len(NEEDS)):
            if there >> need & 1 and self.rng.random() < chance and not person.treated >> need & 1:
                person.treated |= 1 << need
                self.records.append((self.env.now, "referral", person.number, need))
                self.env.process(self._treat(person, need, by_iom))

    def _treat(self, person: Person, need: int, by_iom: bool) -> Steps[None]:
        """Wait for a place and use it; the need is held down meanwhile, and for a time if all goes well."""
        service, places, bit = self.services[need], self.treatment[need], 1 << need
        if places is None:
            yield self.env.timeout(service.patience_days)
            person.treated &= ~bit
            return
        with places.request() as place:
            if not place.triggered:
                yield place | self.env.timeout(service.patience_days)
            if not place.triggered:
                self.records.append((self.env.now, "waited in vain", person.number, need))
                person.treated &= ~bit
                return
            self.records.append((self.env.now, "treatment", person.number, need))
            works = not by_iom or self.rng.random() < self.settings.iom.referral_effect
            if works:
                person.suppressed |= bit
                self._changed(person)
            yield self.env.timeout(self.rng.exponential(service.stay_days))
        if works:
            if self.rng.random() < service.completion:
                yield self.env.timeout(self.rng.exponential(service.suppression_days))
            person.suppressed &= ~bit
            self._changed(person)
        person.treated &= ~bit

    # --- IOM ---------------------------------------------------------------------------------------------

    def _panels(self) -> Steps[None]:
        for day in clock.panel_days(clock.year_start(self.years)):
            yield self.env.timeout(day - self.env.now)
            self._panel()

    def _panel(self) -> None:
        """Remove members, adopt others up to the caseload limit, set the contact, refer unmet needs."""
        rules, now = self.settings.iom, self.env.now
        for person in list(self.members):
            assert person.cohort is not None
            if now >= person.gone or self.rng.random() < clock.PANEL_DAYS / person.cohort.stay_days:
                self._remove(person)
        working = min(rules.constables, rules.sergeants * rules.constables_per_sergeant)
        limit = working * rules.members_per_constable
        free = math.floor(limit + 1e-9) - len(self.members)
        if free > 0:
            for fixed, _, person in sorted(self._candidates(now), key=_rank)[:free]:
                person.cohort = rules.fixed if fixed else rules.flexible
                self.members.append(person)
                self.records.append((now, "adopted", person.number))
        dose = self._dose(limit)
        for person in self.members:
            person.attention = 1.0 + rules.detection_effect * dose
            person.iom_factor = 1.0 + rules.offending_effect * dose
            self._rescale(person)
            if not person.held:
                self._find_needs(person, rules.referral, True)
        self.records.append((now, "panel", -1, len(self.members)))

    def _remove(self, person: Person) -> None:
        self.members.remove(person)
        person.cohort = None
        person.attention = person.iom_factor = 1.0
        self._rescale(person)
        self.records.append((self.env.now, "removed", person.number))

    def _dose(self, limit: float) -> float:
        if not self.members or not limit:
            return 0.0
        rules = self.settings.iom
        hours = rules.contact_hours * min(1.0, limit / len(self.members))
        agreed, half = rules.contact_hours, rules.half_dose_hours
        return (hours / (hours + half)) / (agreed / (agreed + half)) if hours > 0 else 0.0

    def _candidates(self, now: float) -> list[tuple[bool, float, Person]]:
        """Everybody eligible and not a member: whether for the fixed cohort, and their attributed harm."""
        rules, found = self.settings.iom, []
        for person in self.known:
            while person.recent and person.recent[0][0] < now - 364:
                person.recent.popleft()
            supervised = person.neighbourhood_supervision > 0
            if not (person.recent or supervised) or person.cohort is not None or now >= person.gone:
                continue
            counted = (kind for _, kind in person.recent if not OFFENCES[kind].public_protection)
            harm = sum(self.severity[kind] for kind in counted)
            linked = supervised or any(OFFENCES[kind].neighbourhood for _, kind in person.recent)
            if not linked and harm < rules.priority_harm:
                continue
            chance = self._two_year_ogrs3(person, now)
            fixed = supervised and chance >= rules.fixed_ogrs
            if fixed or chance >= rules.flexible_ogrs:
                found.append((fixed, harm, person))
        return found

    def _two_year_ogrs3(self, person: Person, now: float) -> float:
        """Chance of proven reoffending within two years (Howard and others 2009)."""
        if not person.sanctions:
            return 0.0
        numbers = self.ogrs3
        ages = self.ogrs3_ages["male" if person.male else "female"]
        age = math.floor((now - person.birth) / YEAR)
        at_last = math.floor((person.last_sanction - person.birth) / YEAR)
        at_first = math.floor((person.first_sanction - person.birth) / YEAR)
        by_age = ages[max(0, bisect_right(ages, (age, math.inf)) - 1)][1]
        history = numbers["first_conviction" if person.sanctions == 1 else "repeat"]
        copas = math.log(person.sanctions / (10.0 + at_last - at_first))
        kind = numbers[f"offence.{OFFENCES[person.last_type].ogrs_group}"]
        score = numbers["intercept_two_year"] + by_age + history + numbers["copas"] * copas + kind
        return 1.0 / (1.0 + math.exp(-score))

    # --- results -----------------------------------------------------------------------------------------

    def _totals(self) -> dict[str, float]:
        start, end = float(clock.year_start(clock.FIRST_MEASURED_YEAR)), float(clock.year_start(self.years))
        measured = [record for record in self.records if record[0] >= start]
        count = Counter(record[1] for record in measured)
        span = self.years - clock.FIRST_MEASURED_YEAR
        recorded = sum(record[4] for record in measured if record[1] == "offence")
        prison_days = sum(
            (1 if record[1] == "into prison" else -1) * (end - max(start, record[0]))
            for record in self.records
            if record[1] in ("into prison", "out of prison")
        )
        caseloads = [record[3] for record in measured if record[1] == "panel"]
        a_year = {
            name: count[what] / span
            for name, what in (
                ("offences", "offence"),
                ("arrests", "arrest"),
                ("voluntary_attendances", "voluntary attendance"),
                ("detentions", "detention"),
                ("charges", "charge"),
                ("out_of_court_disposals", "out of court"),
                ("magistrates_hearings", "magistrates hearing"),
                ("crown_hearings", "crown hearing"),
                ("custodial_sentences", "custodial sentence"),
                ("recalls", "recall"),
                ("treatment_starts", "treatment"),
                ("iom_adoptions", "adopted"),
            )
        }
        return {
            **a_year,
            "recorded_offences": recorded / span,
            "prison_stock": prison_days / (end - start),
            "iom_caseload": fmean(caseloads),
        }


def _a_week(court: Court) -> int:
    """Places on a court's list in a week, for hearings and trials together, as in desist at first."""
    days = court.sitting_days * 12 / 365.25 * 7
    each = (1 - court.trial_share) * court.hearings_a_day + court.trial_share / court.days_a_trial
    return max(1, round(days * each))


def _places(env: simpy.Environment, capacity: int) -> simpy.Resource | None:
    """Places to queue for; None where there are none, which SimPy does not allow."""
    return simpy.Resource(env, capacity) if capacity > 0 else None


def _rank(candidate: tuple[bool, float, Person]) -> tuple[bool, float]:
    """The fixed cohort goes first, then those of the greatest harm."""
    fixed, harm, _ = candidate
    return not fixed, -harm


def _lesser(case: Case) -> str:
    """Serious offences are charged where lesser ones would be dealt with out of court."""
    return "charge" if any(OFFENCES[kind].serious for _, kind in case.offences) else "out of court"


def _neighbourhood(case: Case) -> bool:
    return any(OFFENCES[kind].neighbourhood for _, kind in case.offences)


def _next_sitting(now: float) -> float:
    """The next ten o'clock on a day on which a remand court sits (not Sundays)."""
    day = math.floor(now - 10 / 24) + 1
    if clock.date_of(day).weekday() == 6:
        day += 1
    return day + 10 / 24
