"""Measures of pre-charge bail: who is released on it, what its limits bring, what the bail team gets to."""

from __future__ import annotations

from sim.model import events
from sim.model.events import ENTERED, AtLimit, Authoriser, Stage
from sim.outcomes.measure import A_YEAR, PER_CENT, Measure, a_year, events_a_year
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows


def _limits_reached(record: Record, window: Window) -> int:
    return len(rows(record, events.BAIL_LIMIT, window))


def _extended(record: Record, window: Window) -> int:
    return len(rows(record, events.BAIL_LIMIT, window).having(outcome=AtLimit.EXTENDED))


def _asked(record: Record, window: Window) -> float:
    not_asked = rows(record, events.BAIL_LIMIT, window).having(outcome=AtLimit.NOT_ASKED)
    return float(_limits_reached(record, window) - len(not_asked))


def _lapsed(record: Record, window: Window) -> float:
    return float(_limits_reached(record, window) - _extended(record, window))


def bail_share(record: Record, window: Window) -> float:
    """People released on bail, per cent of those released on bail or under investigation.

    Bail that lapses leads to investigation without bail too, and is no release. Not a number where there
    was none.
    """
    entered = rows(record, ENTERED, window)
    on_bail = len(entered.having(stage=Stage.BAIL))
    without = len(entered.having(stage=Stage.RELEASED_UNDER_INVESTIGATION)) - _lapsed(record, window)
    released = on_bail + without
    return 100.0 * on_bail / released if released else float("nan")


BAIL: tuple[Measure, ...] = (
    Measure(
        "bail_share",
        "Released on bail",
        PER_CENT,
        "People released on bail as a percentage of those released on bail or under investigation.",
        bail_share,
    ),
    Measure(
        "bail_extensions_asked",
        "Bail extensions asked for",
        A_YEAR,
        "Limits of bail for which the officer in the case asked for an extension.",
        a_year(_asked),
    ),
    Measure(
        "bail_extensions",
        "Bail extended",
        A_YEAR,
        "Extensions of bail granted by a police officer or a magistrates' court.",
        events_a_year(events.BAIL_LIMIT, outcome=AtLimit.EXTENDED),
    ),
    Measure(
        "bail_extensions_by_court",
        "Bail extended by a court",
        A_YEAR,
        "Extensions of bail granted by a magistrates' court.",
        events_a_year(events.BAIL_LIMIT, outcome=AtLimit.EXTENDED, authoriser=Authoriser.MAGISTRATES),
    ),
    Measure(
        "bail_lapsed",
        "Bail lapsed",
        A_YEAR,
        "Limits at which bail was not extended and the investigation went on without it.",
        a_year(_lapsed),
    ),
    Measure(
        "bail_lapsed_no_time",
        "Bail lapsed, no time to examine",
        A_YEAR,
        "Extensions asked for to which the bail team did not get before the limit.",
        events_a_year(events.BAIL_LIMIT, outcome=AtLimit.NO_TIME),
    ),
    Measure(
        "bail_not_answered",
        "Bail not answered",
        A_YEAR,
        "People on bail who did not come to the police station on the day of return.",
        events_a_year(events.BAIL_NOT_ANSWERED),
    ),
    Measure(
        "investigations_reviewed",
        "Long investigations reviewed",
        A_YEAR,
        "Reviews by the bail team of cases that had long been under investigation.",
        events_a_year(events.INVESTIGATION_REVIEWED),
    ),
)
