"""The Video Enabled Justice court: daily remand hearings by video link from the suites, but not on Sundays.

The magistrates at Ipswich sit at ten. How many can be heard by video follows from the Virtual Court Detention
Officers in post; who finds no slot stays in the cell until the next sitting.
"""

from __future__ import annotations

from math import floor

from sim import clock
from sim.engine.kernel import Kernel
from sim.engine.known_waits import KnownWaits
from sim.engine.team import Team
from sim.engine.world import World
from sim.scenario.settings import Settings

_SITS_AT = 10.0
_SUNDAY = 6
_SITTINGS_A_WEEK = 6
_HOURS = 24
_ROUNDING = 1e-9


class Sittings(KnownWaits):
    """Slots by video on each day of sitting, and who has them; waits run from the next sitting."""

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.slots = 0
        """Hearings by video on each day of sitting."""
        self._booked: dict[int, int] = {}

    def open(self, slots: int) -> None:
        """So many hearings by video a day of sitting from now on; those booked are held."""
        self._close_stretch()
        self.slots = slots

    def book(self, most_sittings: int) -> tuple[float, int, bool]:
        """A hearing for somebody who is ready now.

        Returns its moment, the sittings passed by without a slot, and whether it is by video: whoever finds
        no slot in ``most_sittings`` sittings is taken to the last of them in person.
        """
        first = sits = next_sitting(self._kernel.now)
        self.arrivals += 1
        for passed in range(most_sittings):
            if passed:
                sits = next_sitting(sits + 1 / _HOURS)
            if self._booked.get(floor(sits), 0) < self.slots:
                self._take(floor(sits))
                self._serve(1.0)
                self._count_wait(first, sits)
                return sits, passed, True
        self.reneged += 1
        self._count_wait(first, sits)
        return sits, most_sittings - 1, False

    def _take(self, day: int) -> None:
        if day not in self._booked:
            today = floor(self._kernel.now)
            self._booked = {booked: taken for booked, taken in self._booked.items() if booked >= today}
        self._booked[day] = self._booked.get(day, 0) + 1

    def unit_days(self, days: float) -> float:
        """Hearings by video a day of sitting, on six days of seven."""
        return self.slots * (days * _SITTINGS_A_WEEK / 7)


class VideoCourt:
    """The officers and the slots that they serve."""

    def __init__(self, world: World) -> None:
        self._sittings = Sittings(world.kernel)
        rules = world.settings.custody.video_court
        self._officers = Team(world.kernel, rules.posts, rules.staffing, self._officers_changed)
        world.services.enter(
            "custody.video_court.posts", "Video court", "remand hearings by video a day", self._sittings
        )
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = settings.custody.video_court
        self._officers.set(self._rules.posts, self._rules.staffing)
        self._officers_changed()

    def _officers_changed(self) -> None:
        hearings_a_week = self._officers.hours_a_week / self._rules.hours_a_hearing
        self._sittings.open(floor(hearings_a_week / _SITTINGS_A_WEEK + _ROUNDING))

    def book(self) -> tuple[float, int, bool]:
        """A hearing for somebody who is ready now: see :meth:`Sittings.book`."""
        return self._sittings.book(self._rules.most_sittings)


def next_sitting(now: float) -> float:
    """The next ten o'clock on a day on which a remand court sits (not Sundays)."""
    day = floor(now - _SITS_AT / _HOURS) + 1
    if clock.date_of(day).weekday() == _SUNDAY:
        day += 1
    return day + _SITS_AT / _HOURS
