"""Settings of treatment services."""

from __future__ import annotations

from typing import Annotated

from sim.scenario.bounds import LEVER, Count, Days, Probability
from sim.scenario.section import Section


class Treatment(Section):
    """A service that meets one need."""

    places: Annotated[Count, LEVER]
    stay_days: Days
    """Mean days a place is used."""
    suppression_days: Days
    """Mean days for which the need stays met after a completed stay."""
    completion: Probability
    patience_days: Days
    """How long somebody stays on the waiting list."""


class Treatments(Section):
    """Services by need."""

    hard_drugs: Treatment
    alcohol: Treatment
    housing: Treatment
    work: Treatment
    mental_health: Treatment
    education: Treatment
    """Courses in reading, writing, arithmetic and for a first qualification."""
