"""Settings of police custody: suites, the desk, the detention clock, Bronze, children, the video court."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Hours, NonNegative, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Visitors = Annotated[float, Field(ge=0, le=100_000)]
"""Detentions a year that the modelled people have no part in: some 300 a day in one suite at the most."""
PartOfDay = Annotated[float, Field(ge=0, le=24)]
"""Hours, none allowed."""


class Suite(Section):
    """A custody suite. Capacity is cells open *and staffed* in the shift."""

    cells: Annotated[Count, LEVER]
    staffed_day: Annotated[Count, LEVER]
    """Cells staffed from 07:00 to 15:00."""
    staffed_late: Annotated[Count, LEVER]
    """Cells staffed from 15:00 to 23:00."""
    staffed_night: Annotated[Count, LEVER]
    """Cells staffed from 23:00 to 07:00."""
    neighbour_arrests: Visitors
    """Arrests a year by a neighbouring force that are brought here."""
    other_detentions: Visitors
    """Non-notifiable detentions a year (warrants, drink-driving)."""


class BookingIn(Section):
    """The booking-in desk of each suite. Custody sergeants follow from the cells that are staffed."""

    cells_per_sergeant: Annotated[float, Field(ge=1, le=1000), LEVER]
    """Staffed cells for each custody sergeant on duty."""
    minutes: Annotated[float, Field(ge=0, le=600)]
    """Work of a sergeant to book one detainee in."""
    patience_hours: Annotated[PartOfDay, LEVER]
    """How long a detainee waits for a sergeant before another officer acts as custody officer."""


class CustodyBronze(Section):
    """The inspector who moves staff between suites."""

    starts_at: Annotated[PartOfDay, LEVER]
    """Hour of the day at which cover begins."""
    hours_a_day: Annotated[PartOfDay, LEVER]
    """Hours of cover from then on, every day; 0: nobody moves staff."""
    cells_a_move: Annotated[Count, LEVER]
    """Cells that the staff of one move can look after."""
    travel_hours: PartOfDay
    """From leaving one suite until at work in the other."""
    look_hours: PartOfDay
    """Least time between two moves."""


class PlaceOfSafety(Section):
    """Adults brought to a cell under section 136 of the Mental Health Act."""

    a_year: Visitors
    """Adults a year for whom a cell is asked, in all suites of the area."""
    mean_hours: Hours
    """Mean time there, before the limit."""
    longest_hours: Hours


class ChildrenInCustody(Section):
    """Children who are charged and refused bail: the local authority is asked for accommodation."""

    places: Annotated[Count, LEVER]
    """Children whom the local authority can accommodate at a time."""
    found: Annotated[Probability, LEVER]
    """Share of requests, while a place is free, for which somebody takes the child in time."""


class VideoCourt(Section):
    """Daily remand hearings by video link, Monday to Saturday, with Virtual Court Detention Officers."""

    posts: Annotated[Posts, LEVER]
    """Virtual Court Detention Officers."""
    hours_a_hearing: Annotated[float, Field(ge=0.1, le=100)]
    """Work of an officer for one hearing."""
    most_sittings: Annotated[int, Field(ge=1, le=100)]
    """Sittings tried for a slot; who finds none is taken to the last of them in person."""
    staffing: Staffing


class Custody(Section):
    """Police custody."""

    suites: dict[str, Suite]
    mean_hours: Hours
    """Mean length of a detention, before the clock is applied."""
    log_sd: Annotated[float, Field(gt=0, le=2)]
    clock_hours: Hours
    """Detention without charge, without an authority."""
    extension_share: Probability
    """Of detentions for an indictable offence that reach the clock, the share a superintendent extends."""
    extended_hours: Hours
    """Limit with a superintendent's authority."""
    warrant_share: Probability
    """Of extended detentions that reach that limit, the share for which magistrates issue a warrant."""
    warrant_hours: Hours
    """Limit with magistrates' warrants."""
    first_review_hours: Hours
    """Detention before the first review by an inspector."""
    review_hours: Annotated[float, Field(ge=1, le=96)]
    """From one review to the next."""
    patience_hours: Hours
    """How long an arrested person can wait for a cell before a voluntary attendance is arranged instead."""
    arrivals_by_hour: Annotated[tuple[NonNegative, ...], Field(min_length=24, max_length=24)]
    """Relative arrivals in each hour of the day, from midnight."""
    booking_in: BookingIn
    bronze: CustodyBronze
    place_of_safety: PlaceOfSafety
    children: ChildrenInCustody
    video_court: VideoCourt
