"""A quiet area in which nobody offends by nature, so that a test can send its own cases through it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import exp, floor, log

from sim import clock
from sim.agencies.pathway import Pathway
from sim.draws import fold, run_key, uniform
from sim.engine.case import Case, Offence
from sim.engine.world import World
from sim.experiment.replication import draw
from sim.model.disposals import Disposal
from sim.model.events import Kind, Reception
from sim.model.marks import AHEAD, MARKS, Mark, Recurring
from sim.model.offences import CODE
from sim.model.offender import Offender
from sim.scenario.settings import Settings
from tests.pairing.counties import small

DISTRICTS, SUITES = list(small().districts), list(small().custody.suites)
TOWN, COAST = DISTRICTS.index("town"), DISTRICTS.index("coast")
TOWN_SUITE, COAST_SUITE = SUITES.index("town_suite"), SUITES.index("coast_suite")

QUIET: dict[str, object] = {
    "people.stock": 40,
    "people.entrants_per_year": 1,
    "people.offending_rate": 1e-9,
    "people.death_rate": 0.0,
    "people.moving_rate": 0.0,
    "custody.suites.town_suite.other_detentions": 0.0,
    "custody.suites.coast_suite.other_detentions": 0.0,
    "custody.suites.coast_suite.neighbour_arrests": 0.0,
    "bail.failing_to_answer": 0.0,
    "districts.town.arrest_posts": 5000.0,
    "districts.coast.arrest_posts": 5000.0,
    "ring_before_you_bring.in_force_from": dt.date(2099, 1, 1),
    "appointments.not_attending": 0.0,
    "appointments.booking_days": 10.0,
    "custody.place_of_safety.a_year": 0.0,
    "liaison_and_diversion.approached": 0.0,
    "courts.failing_to_appear": 0.0,
    "courts.ineffective_prosecution": 0.0,
    "courts.ineffective_defence": 0.0,
    "courts.bailed_at_first_hearing": 0.0,
    "courts.bail_refused": 0.0,
    "courts.bail_refused_sent_up": 0.0,
    "courts.bailed_later": 0.0,
    "licence.noncompliance_per_year": 0.0,
    "licence.other_per_year": 0.0,
    "release.curfew_share": 0.0,
    "resettlement.housing_help": 0.0,
    "resettlement.training_places": 0,
    "unpaid_work.share": 0.0,
    "resettlement.homeless_share": 0.0,
    "probation.referral": 0.0,
    "orders.breach": 0.0,
}


class Quiet:
    """One world with its agencies, at the beginning of day 0."""

    def __init__(self, values: Mapping[str, object] | None = None, years: int = 4) -> None:
        self.settings: Settings = small(QUIET | dict(values or {}))
        drawn = draw(self.settings, 1, 0, years)
        assert len(drawn.past.attributed.time) == len(drawn.past.prisoners) == 0
        self.world = World(((0.0, self.settings),), drawn.fate, drawn.past, drawn.key, years)
        self.pathway = Pathway(self.world)
        self._cases = 0

    def resident(self, district: int, number: int = 0) -> Offender:
        """The person with this number among those of a district."""
        rows = (self.world.fate.people.district == district).nonzero()[0]
        return self.world.lives.of(int(rows[number]))

    def offence(self, name: str = "shop_theft", **marks: float) -> Offence:
        """An offence committed now; uniforms are 0.5 and normal deviates 0 unless given by name."""
        self._cases += 1
        values = [0.5] * MARKS
        values[Mark.DETENTION_LENGTH :] = [0.0] * (MARKS - Mark.DETENTION_LENGTH)
        for mark, value in marks.items():
            values[getattr(Mark, mark.upper())] = value
        key = fold(run_key(99, 0), self._cases)
        values += [uniform(fold(key, decision), 0) for decision in AHEAD]
        return Offence(self._cases, CODE[name], self.world.now, key, values)

    def case(
        self, name: str = "shop_theft", *, district: int = TOWN, person: int = 0, **marks: float
    ) -> Case:
        """An open case; nobody has acted on it yet."""
        case = Case(self.resident(district, person), self.offence(name, **marks), district)
        self.world.open(case)
        return case

    def arrest(
        self, day: float, name: str = "shop_theft", *, district: int = TOWN, person: int = 0, **marks: float
    ) -> Case:
        """A case whose suspect is arrested on this day (with its hour), straight from attribution."""
        case = self.case(
            name, district=district, person=person, hour=self.mark_of_hour(day % 1 * 24), **marks
        )
        case.marks[Mark.ROUTE] = 0.0
        self.pathway.suspect(case, day - 1e-6 - self.world.now)
        return case

    def sent_down(
        self, case: Case, term: float, reason: Reception = Reception.SENTENCE, served: float = 0.0
    ) -> Case:
        """Close a case with a sentence that begins now: days of it, and days served already."""
        self.world.close(case, Disposal.CUSTODY)
        self.pathway.set_out(case, self.pathway.prison.serve(case, term, reason, served))
        return case

    def ordered(self, person: int = 0) -> Case:
        """Somebody who is convicted now and gets an order in the community, if the settings allow one."""
        case = self.case(person=person, custody=0.999999, non_custodial=0.0)
        self.pathway.set_out(case, self.pathway.after_verdict(case, convicted=True))
        return case

    def mark_of_hour(self, hour: float) -> float:
        """The mark that asks for an hour of the day."""
        weights = self.settings.custody.arrivals_by_hour
        whole = int(hour)
        return (sum(weights[:whole]) + weights[whole] * (hour - whole)) / sum(weights)

    def mark_of_hours(self, hours: float) -> float:
        """The normal deviate of a detention that lasts so many hours."""
        rules = self.settings.custody
        return (log(hours) - log(rules.mean_hours) + rules.log_sd**2 / 2) / rules.log_sd

    def run(self, day: float) -> None:
        """Let the agencies work until this day."""
        self.world.kernel.run(day)

    def rows(self, kind: Kind, **only: object) -> list[dict[str, float]]:
        """Rows of a kind in the order of writing, each as a mapping."""
        table = self.world.ledger.table(kind)
        names = list(table)
        found = [
            dict(zip(names, row, strict=True))
            for row in zip(*(table[name].tolist() for name in names), strict=True)
        ]
        return [row for row in found if all(row[name] == value for name, value in only.items())]

    def decision(self, case: Case, decision: int, occurrence: int = 0) -> float:
        """The number that a decision of a case which can recur hangs on."""
        return uniform(fold(case.lead.key, decision), occurrence)


def always_there(team: str, hours_a_week: float = 40.0) -> dict[str, object]:
    """Settings with which everybody in post in a team is at work for so many hours a week."""
    hours = {"hours_a_week": hours_a_week, "sickness": 0.0, "abstraction": 0.0}
    return {f"{team}.staffing.{name}": value for name, value in hours.items()}


def mean_of(uniform_mark: float, mean: float) -> float:
    """An exponential time by its mark."""
    return -log(uniform_mark) * mean


def listed_from(day: float) -> float:
    """Ten o'clock of the first court day from then on. Day 0 is a Wednesday: days 3 and 4 are a weekend."""
    date = int(day) + (day % 1 > 10 / 24 + 1e-9)
    return date + {3: 2, 4: 1}.get(date % 7, 0) + 10 / 24


def called(day: float) -> float:
    """When a case that is ready on a day is heard by a court that is not full: five minutes past ten."""
    return listed_from(day) + 5 / 1440


def appointment(area: Quiet, case: Case, since: float, occurrence: int = 0) -> float:
    """The moment of an appointment made on a day, ten days ahead on average: a later day, from 9 to 17."""
    ahead = mean_of(area.decision(case, Recurring.APPOINTMENT, occurrence), 10)
    return floor(since) + 1 + floor(ahead) + (9 + 8 * (ahead % 1)) / 24


def lognormal_mid(mean: float, log_sd: float) -> float:
    """The median of a lognormal with this mean: what a deviate of 0 gives."""
    return mean / exp(log_sd**2 / 2)


def on(year: int, month: int, day: int, hour: float = 0.0) -> float:
    """Days since day 0 at an hour of a date."""
    return clock.day_of(clock.dt.date(year, month, day)) + hour / 24
