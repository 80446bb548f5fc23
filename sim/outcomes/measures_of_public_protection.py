"""Measures of public protection: the register, visits, meetings and Approved Premises."""

from __future__ import annotations

from sim.model.events import PROTECTION_WEEK
from sim.outcomes.measure import A_YEAR, PEOPLE, PER_CENT, Function, Measure
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows

WEEKS_A_YEAR = 365.25 / 7


def weekly_mean(column: str) -> Function:
    """Mean over the weeks of a window."""

    def read(record: Record, window: Window) -> float:
        values = rows(record, PROTECTION_WEEK, window).real(column)
        return float(values.mean()) if len(values) else 0.0

    return read


def yearly(column: str) -> Function:
    """What the weeks of a window come to in a year."""
    mean = weekly_mean(column)
    return lambda record, window: mean(record, window) * WEEKS_A_YEAR


def visits_overdue(record: Record, window: Window) -> float:
    """Mean number of people whose visit is due and was not made in the week."""
    found = rows(record, PROTECTION_WEEK, window)
    left = found.real("due") - found.real("made")
    return float(left.mean()) if len(left) else 0.0


def visits_made_share(record: Record, window: Window) -> float:
    """Visits made of every hundred due in a week; not a number where none was due."""
    found = rows(record, PROTECTION_WEEK, window)
    due = float(found.real("due").sum())
    return 100.0 * float(found.real("made").sum()) / due if due else float("nan")


PUBLIC_PROTECTION: tuple[Measure, ...] = (
    Measure(
        "registered_community",
        "Registered sex offenders in the community",
        PEOPLE,
        "Mean number of people on the register who live in the community.",
        weekly_mean("community"),
    ),
    Measure(
        "registered_custody",
        "Registered sex offenders in custody",
        PEOPLE,
        "Mean number of people on the register who are in custody.",
        weekly_mean("custody"),
    ),
    Measure(
        "protection_visits",
        "Visits by public protection",
        A_YEAR,
        "Visits made to registered people.",
        yearly("made"),
    ),
    Measure(
        "protection_visits_overdue",
        "Visits by public protection overdue",
        PEOPLE,
        "Mean number of registered people whose visit is due and cannot be made in the week.",
        visits_overdue,
    ),
    Measure(
        "protection_visits_made",
        "Visits made of those due",
        PER_CENT,
        "Visits made as a percentage of those due, week by week: what waits counts again each week.",
        visits_made_share,
    ),
    Measure(
        "mappa_meetings",
        "MAPPA meetings",
        A_YEAR,
        "Multi-agency meetings on cases at levels 2 and 3.",
        yearly("meetings"),
    ),
    Measure(
        "prevention_orders",
        "Sexual Harm Prevention Orders",
        A_YEAR,
        "Orders made, in proportion to new registrations.",
        yearly("orders"),
    ),
)
