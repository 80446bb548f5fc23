"""Measures of custody: reviews and authorities, children, places of safety, remand hearings, staff moved."""

from __future__ import annotations

from sim.model import events
from sim.model.events import Authoriser
from sim.outcomes.measure import A_YEAR, DAYS, HOURS, PER_CENT, Measure, a_year, events_a_year
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows

ANONYMOUS = -1
"""The person of arrivals from other forces and for other matters."""


def _reviews(record: Record, window: Window) -> float:
    left = rows(record, events.CELL_LEFT, window)
    return float(left.whole("reviews")[left.whole("person") != ANONYMOUS].sum())


def _authorities(authority: Authoriser) -> Measure:
    by, name = (
        ("magistrates' warrants", "detention_warrants")
        if authority is Authoriser.MAGISTRATES
        else ("a superintendent's authority", "detention_extensions")
    )

    def counted(record: Record, window: Window) -> float:
        found = rows(record, events.DETENTION_EXTENDED, window).having(authority=authority)
        return float((found.whole("person") != ANONYMOUS).sum())

    definition = f"Detentions without charge of people of the area that go on by {by}."
    return Measure(name, f"Detentions extended by {by}", A_YEAR, definition, a_year(counted))


def child_hours(record: Record, window: Window) -> float:
    """Mean hours in the cell of people under 18; not a number where there were none."""
    hours = rows(record, events.CHILD_LEFT_CELL, window).real("hours")
    return float(hours.mean()) if len(hours) else float("nan")


def remand_hearings_by_video(record: Record, window: Window) -> float:
    """Share of remand hearings held by video, in per cent; not a number where there were none."""
    video = rows(record, events.REMAND_HEARING, window).whole("video")
    return 100.0 * float(video.mean()) if len(video) else float("nan")


def _sittings_waited(record: Record, window: Window) -> float:
    waited = rows(record, events.REMAND_HEARING, window).whole("sittings_waited")
    return float(waited.mean()) if len(waited) else float("nan")


CUSTODY: tuple[Measure, ...] = (
    Measure(
        "detention_reviews",
        "Reviews of detention",
        A_YEAR,
        "Reviews by an inspector of the detention of people of the area.",
        a_year(_reviews),
    ),
    _authorities(Authoriser.SUPERINTENDENT),
    _authorities(Authoriser.MAGISTRATES),
    Measure(
        "children_detained",
        "Children detained",
        A_YEAR,
        "Detentions of people under 18 that ended.",
        events_a_year(events.CHILD_LEFT_CELL),
    ),
    Measure(
        "child_hours",
        "Time of children in the cell",
        HOURS,
        "Mean hours in the cell of people under 18, the wait for a court included.",
        child_hours,
    ),
    Measure(
        "accommodation_asked",
        "Local-authority accommodation asked for",
        A_YEAR,
        "Children charged and refused bail for whom the local authority was asked for accommodation.",
        events_a_year(events.ACCOMMODATION_ASKED),
    ),
    Measure(
        "accommodation_given",
        "Local-authority accommodation given",
        A_YEAR,
        "Of those, children who were moved there.",
        events_a_year(events.ACCOMMODATION_ASKED, given=1),
    ),
    Measure(
        "places_of_safety",
        "Cells used as a place of safety",
        A_YEAR,
        "Adults held in a cell under section 136 of the Mental Health Act.",
        events_a_year(events.PLACE_OF_SAFETY, cell=1),
    ),
    Measure(
        "remand_hearings",
        "Remand hearings from custody",
        A_YEAR,
        "People charged and refused bail, or brought in on a warrant, who come before the remand court.",
        events_a_year(events.REMAND_HEARING),
    ),
    Measure(
        "remand_hearings_by_video",
        "Remand hearings by video",
        PER_CENT,
        "Of those, the share heard by video link from the suite.",
        remand_hearings_by_video,
    ),
    Measure(
        "remand_days_waited",
        "Sittings passed before a remand hearing",
        DAYS,
        "Mean days of sitting that passed without a slot, of those heard.",
        _sittings_waited,
    ),
    Measure(
        "custody_staff_moves",
        "Staff moved by Custody Bronze",
        A_YEAR,
        "How often staff were sent from one suite to another.",
        events_a_year(events.CUSTODY_STAFF_MOVED),
    ),
)
