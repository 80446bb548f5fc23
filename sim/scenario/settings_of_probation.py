"""Settings of probation: delivery units, orders and unpaid work."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, NonNegative, Posts, Probability
from sim.scenario.section import Section
from sim.scenario.settings_of_work import Staffing

Hours = Annotated[float, Field(ge=0, le=10_000)]


class DeliveryUnit(Section):
    """One probation delivery unit."""

    posts: Annotated[Posts, LEVER]
    """Practitioners."""
    other_caseload: NonNegative
    """People supervised whom the model does not follow."""


class Probation(Section):
    """Practitioners and what they do with their time."""

    own_unit: DeliveryUnit
    """The unit of the area."""
    neighbour_unit: DeliveryUnit
    """The unit of the neighbouring county."""
    neighbour_share: Annotated[Probability, LEVER]
    """Share of the area's people whom the neighbouring unit supervises."""
    caseload_per_post: Annotated[float, Field(ge=0, le=1000), LEVER]
    """People whom a practitioner can supervise in full; beyond that contact thins for all."""
    staffing: Staffing
    supervision_effect: Effect
    """Change in offending while on an order or licence."""
    referral: Probability
    """Chance that a need found at the start of supervision is referred to treatment, at full contact."""


class Orders(Section):
    """Community orders and suspended sentences."""

    days: Days
    """Length of a community order."""
    suspended_days: Days
    """Length of supervision under a suspended sentence."""
    breach: Probability
    """Share of orders breached and brought back to court, at full contact."""
    breach_custody: Probability
    """Share of breaches that end in custody."""
    breach_term_days: Days


class UnpaidWork(Section):
    """Unpaid work as a requirement of an order."""

    share: Probability
    """Share of orders with the requirement."""
    places: Annotated[Count, LEVER]
    """People who can be at work in one week."""
    hours_a_week: Annotated[float, Field(ge=1, le=35), LEVER]
    """Hours that one of them works in a week."""
    mean_hours: Hours
    """Mean hours ordered, but for the longest that the law allows."""
    shortest_hours: Hours
    longest_hours: Hours
    days_allowed: Days
    """Days from the order within which the hours must be worked; what is left then lapses."""
