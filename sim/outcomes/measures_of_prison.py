"""Measures of prison, release, licence, resettlement, probation and unpaid work."""

from __future__ import annotations

import numpy as np

from sim.engine.services import ACCOUNTS
from sim.model import events
from sim.model.events import RecallReason
from sim.outcomes.measure import A_YEAR, Measure, a_year, events_a_year
from sim.outcomes.phases import parts
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Rows, rows

_CURFEW, _EARLY = 1, 2
"""Ways of release, as they stand in the record."""
_OWN_UNIT = "probation.own_unit.posts"


def caseload_a_practitioner(record: Record, window: Window) -> float:
    """People under supervision for each practitioner at work in the area's own unit; NaN without any.

    The service's account holds what the people whom the model does not follow leave free, so they are added
    on both sides; where they leave nothing free, it does not say how many practitioners there are.
    """
    names = [service.name for service in record.accounts.services]
    if _OWN_UNIT not in names:
        return float("nan")
    account = dict(
        zip(
            ACCOUNTS,
            record.accounts.between(window.first_year, window.last_year)[names.index(_OWN_UNIT)].tolist(),
            strict=True,
        )
    )
    others = limit = 0.0
    for span, settings in parts(record, window):
        days = span.end - span.start
        others += days * settings.probation.own_unit.other_caseload
        limit += days * settings.probation.caseload_per_post
    total: float = account["used"] + account["waited"] + others
    carried: float = account["open"] + others
    if not account["open"] or not carried:
        return float("nan")
    return total / carried * limit / float(window.end - window.start)


def unpaid_work_waiting(record: Record, window: Window) -> float:
    """Mean hours of unpaid work that were ordered, not lapsed, and not yet begun."""
    ordered = rows(record, events.UNPAID_WORK_ORDERED)
    started = rows(record, events.UNPAID_WORK_STARTED)
    ended = rows(record, events.UNPAID_WORK_ENDED)
    lapsed = ended.only(ended.real("worked") == 0.0)
    waiting = _hours_days(ordered, window) - _hours_days(started, window) - _hours_days(lapsed, window)
    return max(0.0, waiting / (window.end - window.start))  # sums of what is equal may round apart


def _hours_days(found: Rows, window: Window) -> float:
    """Hours of each row times the days of the window that lie after it, summed."""
    left: Floats = window.end - np.clip(found.real("time"), window.start, window.end)
    return float((found.real("hours") * left).sum())


def _hours_worked(record: Record, window: Window) -> float:
    return float(rows(record, events.UNPAID_WORK_ENDED, window).real("worked").sum())


def _recalls(reason: RecallReason, label: str, definition: str) -> Measure:
    name = f"recalls_{reason.name.lower()}"
    return Measure(name, label, A_YEAR, definition, events_a_year(events.RECALL, reason=reason))


PRISON_AND_PROBATION: tuple[Measure, ...] = (
    _recalls(
        RecallReason.FURTHER_CHARGE,
        "Recalls for a further charge",
        "Recalls of people charged with an offence that they committed on licence.",
    ),
    _recalls(
        RecallReason.NON_COMPLIANCE,
        "Recalls for non-compliance",
        "Recalls of people out of contact or not complying with their licence.",
    ),
    _recalls(RecallReason.OTHER, "Recalls for other reasons", "Recalls for any other reason."),
    Measure(
        "early_releases",
        "Released early, prison being full",
        A_YEAR,
        "People released before their day because all prison places were taken.",
        events_a_year(events.RELEASE, way=_EARLY),
    ),
    Measure(
        "curfew_releases",
        "Released on home detention curfew",
        A_YEAR,
        "People released on home detention curfew before the automatic day.",
        events_a_year(events.RELEASE, way=_CURFEW),
    ),
    Measure(
        "homeless_releases",
        "Released without a home",
        A_YEAR,
        "Releases from a sentence without a home to go to.",
        events_a_year(events.RELEASE, homeless=1),
    ),
    Measure(
        "jobs_on_release",
        "Jobs on release",
        A_YEAR,
        "People released into a job with the employer who trained them inside.",
        events_a_year(events.JOB_STARTED),
    ),
    Measure(
        "caseload_a_practitioner",
        "Caseload of a practitioner",
        "people a practitioner",
        "People under supervision for each probation practitioner at work in the area's own delivery unit.",
        caseload_a_practitioner,
    ),
    Measure(
        "unpaid_work_waiting",
        "Unpaid work waiting",
        "hours",
        "Mean hours of unpaid work ordered and not yet begun.",
        unpaid_work_waiting,
    ),
    Measure(
        "unpaid_work_hours",
        "Unpaid work done",
        "hours",
        "Hours a year worked by those whose unpaid work ended, whether finished or not.",
        a_year(_hours_worked),
    ),
)
