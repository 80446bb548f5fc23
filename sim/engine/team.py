"""A team: posts that are filled with a lag, and people who are at work only part of their time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.engine.kernel import Kernel
from sim.scenario.settings_of_work import Staffing

_ROUNDING = 1e-9


class Team:
    """The posts of one team, how many of them are filled, and how much work they can do.

    A new post does nothing until somebody has been recruited to it and trained; a post that is cut does
    nothing from that day on, those still being filled first. The posts of the first day are filled.
    """

    def __init__(self, kernel: Kernel, posts: float, staffing: Staffing, changed: Callable[[], None]) -> None:
        """``changed`` is called on each later day on which the team can do more or less work."""
        self._kernel = kernel
        self._usual = self._present = _at_work(staffing)
        self._contracted = staffing.hours_a_week
        self._filled = posts
        self._coming: list[float] = []
        """Posts being filled, in the order in which they were created; 0 for what has come or was cut."""
        self._changed = changed

    @property
    def filled(self) -> float:
        """Posts with somebody trained in them."""
        return self._filled

    @property
    def posts_at_work(self) -> float:
        """Filled posts times their time at work over that of the first day: the work of so many posts.

        Caseloads that are published by the post hold for the absence of the first day.
        """
        return self._filled * self._present / self._usual if self._usual > 0 else 0.0

    @property
    def hours_a_week(self) -> float:
        """Hours of work a week, after leave, training, court and sickness."""
        return self._filled * self._present * self._contracted

    def set(self, posts: float, staffing: Staffing) -> None:
        """Take on or lose posts, and take over how long they take to fill and how much people are away."""
        before = self._filled, self._present
        self._present = _at_work(staffing)
        self._contracted = staffing.hours_a_week
        wanted = posts - self._filled - sum(self._coming)
        if wanted > _ROUNDING:
            self._coming.append(wanted)
            days = staffing.recruitment_days + staffing.training_days
            self._kernel.after(days, partial(self._trained, len(self._coming) - 1))
        elif wanted < -_ROUNDING:
            self._cut(-wanted)
        if (self._filled, self._present) != before:
            self._changed()

    def _trained(self, place: int) -> None:
        if self._coming[place]:
            self._filled += self._coming[place]
            self._coming[place] = 0.0
            self._changed()

    def _cut(self, posts: float) -> None:
        """Take posts away: those still being filled first, the newest of them first."""
        for place in reversed(range(len(self._coming))):
            taken = min(posts, self._coming[place])
            self._coming[place] -= taken
            posts -= taken
        self._filled = max(0.0, self._filled - posts)


def _at_work(staffing: Staffing) -> float:
    """Share of contracted time in which somebody in post is at work for the team."""
    return (1.0 - staffing.abstraction) * (1.0 - staffing.sickness)
