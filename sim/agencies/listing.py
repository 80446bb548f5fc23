"""Listing: the days on which courts sit, and the hearings and trials on the list of each day.

Court days are Monday to Friday; bank holidays are left out. Cases listed for a day stand at the door at ten;
the list is called a moment later, people in custody first, then those who have waited longest. What is not
reached stands first on the list of the next day.

A court gives part of its sitting days to trials. First hearings and pleas are short, many to a day; a trial
takes days. As many trials plead or fall through on the day, more are listed than there is time for
(over-listing); those for which no time is left are ineffective.
"""

from __future__ import annotations

from functools import partial
from math import floor

from sim import clock
from sim.engine.pool import Pool
from sim.engine.world import World
from sim.model.events import Court
from sim.scenario.settings import Court as CourtSettings
from sim.scenario.settings import Settings

LISTED = 10 / 24
"""Hour at which those listed for a day are there, as part of a day."""
CALLED = (10 + 1 / 12) / 24
"""When the list is called: five minutes later, so that who goes first does not hang on who came first."""
RISES = 16.5 / 24
DAYS_A_WEEK, COURT_DAYS_A_WEEK = 7, 5
COURT_DAYS_A_MONTH = clock.DAYS_PER_YEAR / 12 * COURT_DAYS_A_WEEK / DAYS_A_WEEK
_MOMENT = 1e-6
_ROUNDING = 1e-9
_FIRST_WEEKDAY = clock.DAY_ZERO.weekday()


def court_day_from(date: int) -> int:
    """The first court day on or after a day."""
    weekday = (date + _FIRST_WEEKDAY) % DAYS_A_WEEK
    return date if weekday < COURT_DAYS_A_WEEK else date + DAYS_A_WEEK - weekday


def listed(day: float) -> float:
    """When a case that is ready at some time stands at the door: at ten on the next court day, or now."""
    date = floor(day)
    if court_day_from(date) == date:
        if day < date + LISTED - _MOMENT:
            return date + LISTED
        if day < date + CALLED:
            return day
    return court_day_from(date + 1) + LISTED


def last_listed(day: float) -> float:
    """Ten o'clock of the last court day whose list is called by some time."""
    date = floor(day) if day % 1 >= CALLED else floor(day) - 1
    while court_day_from(date) != date:
        date -= 1
    return date + LISTED


class CourtList:
    """The list of one court: places for hearings, and for trials, that are there on court days only."""

    def __init__(self, world: World, name: str, label: str) -> None:
        services = world.services
        self.hearings = services.open(f"courts.{name}.sitting_days", label, "hearings on a day's list")
        self.trials = services.open(
            f"courts.{name}.trial_share", f"{label}, trials", "trials on a day's list"
        )
        self._due = self._due_trials = 0.0
        """Parts of a place that have come together towards the next one."""
        self._time = 0.0
        """Trials for which there is time now; what a week leaves unused is gone."""

    def settle(self, rules: CourtSettings) -> None:
        """Take over sitting days and what fits in them, from the next court day on."""
        self.sits = rules.sitting_days > 0
        days = rules.sitting_days / COURT_DAYS_A_MONTH
        self._hearings_a_day = days * (1.0 - rules.trial_share) * rules.hearings_a_day
        self._trials_a_day = days * rules.trial_share / rules.days_a_trial
        self._listed_a_day = self._trials_a_day * (1.0 + rules.overlisting)

    def count_out(self) -> tuple[int, int]:
        """Places for hearings and for trials on this day's list."""
        week = max(1.0, COURT_DAYS_A_WEEK * self._trials_a_day)
        self._time = min(week, self._time + self._trials_a_day)
        self._due += self._hearings_a_day
        self._due_trials += self._listed_a_day
        hearings, trials = floor(self._due + _ROUNDING), floor(self._due_trials + _ROUNDING)
        self._due -= hearings
        self._due_trials -= trials
        return hearings, trials

    def has_time(self) -> bool:
        """Whether there is time for one more trial; if so, it is taken."""
        if self._time < 1.0 - _ROUNDING:
            return False
        self._time -= 1.0
        return True

    def rise(self) -> None:
        """The court rises: everybody heard has gone."""
        for places in (self.hearings, self.trials):
            places.set_capacity(0)
            for _ in range(places.in_use):
                places.give_back()


class Listing:
    """The lists of all courts, called on every court day."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lists = {
            Court.MAGISTRATES: CourtList(world, "magistrates", "Magistrates' courts"),
            Court.CROWN: CourtList(world, "crown", "Crown Court"),
            Court.YOUTH: CourtList(world, "youth", "Youth court"),
        }
        world.when_settings_change(self._settings_changed)
        self._appoint(0)

    def _settings_changed(self, settings: Settings) -> None:
        courts = settings.courts
        for court, rules in (
            (Court.MAGISTRATES, courts.magistrates),
            (Court.CROWN, courts.crown),
            (Court.YOUTH, courts.youth),
        ):
            self._lists[court].settle(rules)

    def sitting(self, court: Court) -> Court:
        """Where the cases of a court are heard: those of a closed youth court go to the magistrates."""
        return Court.MAGISTRATES if court is Court.YOUTH and not self._lists[court].sits else court

    def places(self, court: Court, trial: bool) -> Pool:
        """The places on a court's list that a hearing, or a trial, takes one of."""
        own = self._lists[court]
        return own.trials if trial else own.hearings

    def time_for_trial(self, court: Court) -> bool:
        """Whether the court has time for one more trial; if so, it is taken."""
        return self._lists[self.sitting(court)].has_time()

    def _appoint(self, date: int) -> None:
        day = court_day_from(date)
        self._world.kernel.at(day + CALLED, partial(self._call, day))

    def _call(self, day: int) -> None:
        """Open the lists of the day; whoever still waits for a closed youth court is heard first."""
        counted = {court: own.count_out() for court, own in self._lists.items()}
        if self.sitting(Court.YOUTH) is not Court.YOUTH:
            self._take_over(counted)
        for court, (hearings, trials) in counted.items():
            own = self._lists[court]
            own.hearings.set_capacity(hearings)
            own.trials.set_capacity(trials)
        self._world.kernel.at(day + RISES, partial(self._rise, day))

    def _take_over(self, counted: dict[Court, tuple[int, int]]) -> None:
        """Give the magistrates' places of the day to those who stood on the youth court's list."""
        youth, (hearings, trials) = self._lists[Court.YOUTH], counted[Court.MAGISTRATES]
        heard, tried = min(youth.hearings.waiting, hearings), min(youth.trials.waiting, trials)
        counted[Court.YOUTH] = heard, tried
        counted[Court.MAGISTRATES] = hearings - heard, trials - tried

    def _rise(self, day: int) -> None:
        for own in self._lists.values():
            own.rise()
        self._appoint(day + 1)
