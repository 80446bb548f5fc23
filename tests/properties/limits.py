"""A run that does not come to an end is stopped: by steps of its clock, and by time of the processor."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from sim import clock
from sim.engine.kernel import Kernel
from sim.experiment.replication import Draws
from sim.model import rates
from sim.model.fate import BASE, head_room
from sim.scenario.scenario import Scenario

SECONDS = 20
"""Of the processor, for an example that takes some tenths of one."""
SCHOOL_YEARS = 13
"""For which children are there who begin to offend after the run."""
SLACK = 3
"""Waits are drawn: there may be several times as many as on average."""


class EndlessError(Exception):
    """A run went on for longer than its potential offences can account for."""


def steps_at_most(scenario: Scenario, drawn: Draws) -> int:
    """A bound on what a run can put on the agenda, from its candidates and from what can recur.

    A case passes each stage once. What it can do again and again are hearings that come to nothing, recalls,
    and limits of bail and reviews: their waits bound how often. Everybody can be referred for each need at
    each panel, and children at school each year. Each suite changes its staffing three times a day, for each
    roster that was ever in force.
    """
    settings = [phase.settings for phase in scenario.phases]
    candidates = len(drawn.past.attributed.row) + drawn.past.prisoners.size + _candidates(scenario, drawn)
    days = clock.year_start(drawn.years)
    hearings = max(days / one.courts.relist_days + days / one.wanted.finding_days for one in settings)
    recalls = (
        max(one.licence.noncompliance_per_year + one.licence.other_per_year for one in settings) * drawn.years
    )
    bail = max(
        days
        / min(one.bail.rules_2017.court_days, one.bail.rules_2022.court_days, one.bail_management.review_days)
        for one in settings
    )
    bookings = max(one.appointments.bookings + one.appointments.postponements for one in settings)
    a_case = 60 + SLACK * (2 * hearings + 2 * recalls) + 2 * 4 * bookings + 5 * bail
    a_person = 5 * 4 * len(clock.panel_days(days))
    a_day = 3 * 3 * len(settings) * len(scenario.opening.custody.suites)
    custody = scenario.opening.custody
    in_suites = sum(suite.neighbour_arrests + suite.other_detentions for suite in custody.suites.values())
    visitors = drawn.years * (in_suites + custody.place_of_safety.a_year)
    at_school = drawn.years * (drawn.years + SCHOOL_YEARS) * scenario.opening.people.entrants_per_year
    others = drawn.years * sum(
        programme.others_per_year for one in settings for programme in one.programmes.values()
    )
    people = drawn.fate.people.size * a_person + 8 * (visitors + at_school + SLACK * others)
    return int(10_000 + candidates * a_case + people + days * a_day)


def _candidates(scenario: Scenario, drawn: Draws) -> int:
    bands = max(rates.bands_needed(phase.settings) for phase in scenario.phases)
    layers = [BASE[False], *head_room(False, bands)]
    return sum(len(drawn.fate.draw(year, layer).row) for year in range(drawn.years) for layer in layers)


@contextmanager
def limited_steps(most: int) -> Iterator[None]:
    """Stop a run with ``EndlessError`` when it puts more than ``most`` things on the agenda."""
    appoint = Kernel._appoint
    left = most

    def counted(*arguments: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise EndlessError(f"more than {most} steps")
        appoint(*arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kernel, "_appoint", counted)
        yield


@contextmanager
def limited_time(seconds: int) -> Iterator[None]:
    """Raise ``EndlessError`` after so many seconds of the processor, where there is a clock for that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise EndlessError(f"more than {seconds} seconds of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
