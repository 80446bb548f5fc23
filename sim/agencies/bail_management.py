"""The bail management team: it examines requests for extensions before the limit, and reviews long cases.

The team is joint with a neighbouring force; its hours here are the share of its time that goes to the area.
It is one desk at which one piece of work lies at a time, for as long as it takes at the hours a week there
are. Requests go by the day on which they came, so by their limits; reviews wait until no request does.
"""

from __future__ import annotations

from functools import partial

from sim.engine.case import Case
from sim.engine.kernel import Journey
from sim.engine.team import Team
from sim.engine.world import World
from sim.model.events import INVESTIGATION_REVIEWED, Authoriser
from sim.scenario.settings import BailManagement as Rules
from sim.scenario.settings import Settings

_DAYS_A_WEEK = 7
_NO_HOURS = 1e-6
"""Hours a week below which nobody is there."""
_REQUESTS, _REVIEWS = 0, 1
"""Reviews wait until no request does."""
_ROUNDING = 1e-9


class Request:
    """A piece of work asked of the team, to be done by a day."""

    __slots__ = ("by", "case", "examined", "hours")

    def __init__(self, hours: float, by: float, case: Case | None = None) -> None:
        self.hours = hours
        self.by = by
        self.case = case
        """Of a review: the case that is looked at."""
        self.examined = False


class BailManagement:
    """The desk of the team."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._desk = world.services.open("bail_management", "Bail management team", "team at work")
        self._reviewed = world.ledger.recorder(INVESTIGATION_REVIEWED)
        rules = world.settings.bail_management
        self._team = Team(world.kernel, rules.sergeants + rules.staff, rules.staffing, self._hours_changed)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules: Rules = settings.bail_management
        self._team.set(self._rules.sergeants + self._rules.staff, self._rules.staffing)
        self._hours_changed()

    def _hours_changed(self) -> None:
        """How long the desk takes over an hour of work; what lies on it already takes what it took."""
        hours = self._team.hours_a_week * self._rules.own_share
        self._open = hours > _NO_HOURS
        self._days_an_hour = _DAYS_A_WEEK / hours if self._open else 0.0
        self._desk.set_capacity(int(self._open))

    @property
    def lead_days(self) -> float:
        """Days before a limit at which an extension is asked for."""
        return self._rules.lead_days

    @property
    def review_days(self) -> float:
        """Days under investigation from one review to the next."""
        return self._rules.review_days

    def examine(self, authoriser: Authoriser, by: float) -> Request:
        """Ask for an extension to be examined by the day of the limit; the request says if it was."""
        rules = self._rules
        hours = rules.court_hours if authoriser is Authoriser.MAGISTRATES else rules.extension_hours
        return self._put_on_the_desk(Request(hours, by), _REQUESTS)

    def review(self, case: Case) -> None:
        """Look at a case under investigation before its next review is due, if there is time."""
        by = self._world.now + self._rules.review_days
        self._put_on_the_desk(Request(self._rules.review_hours, by, case), _REVIEWS)

    def _put_on_the_desk(self, request: Request, priority: int) -> Request:
        if self._desk.take():
            self._begin(request)
        else:
            self._world.kernel.start(self._wait_for_desk(request, priority))
        return request

    def _wait_for_desk(self, request: Request, priority: int) -> Journey:
        """Wait as long as the work could still be done in time."""
        last_moment = request.by - request.hours * self._days_an_hour
        patience = max(0.0, last_moment - self._world.now)
        if (yield self._desk.queue(priority, patience)):
            self._begin(request)

    def _begin(self, request: Request) -> None:
        """Work on it, unless that could not be done in time any more."""
        kernel = self._world.kernel
        days = request.hours * self._days_an_hour
        if kernel.now + days <= request.by + _ROUNDING:
            kernel.after(days, partial(self._finish, request))
        else:
            self._desk.give_back()

    def _finish(self, request: Request) -> None:
        request.examined = True
        self._desk.give_back()
        case = request.case
        if case is not None and not case.closed and not self._world.gone(case):
            self._reviewed((self._world.now, case.offender.id, case.id))
