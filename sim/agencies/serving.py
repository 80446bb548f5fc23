"""Somebody serving a sentence: the sentence, the day of release as it stands, and where they are held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sim.engine.case import Case
from sim.engine.kernel import Step

BEFORE_DAY_ZERO = -1.0
"""The day on which a sentence was passed, where it was before day 0."""


class ReleaseWay(IntEnum):
    """How a stay in prison ends. The number stands in the record of releases."""

    AUTOMATIC = 0
    """At the share that the rules ask for; also the end of remand, recall or a term for breach."""
    CURFEW = 1
    """On home detention curfew."""
    EARLY = 2
    """Because all places were taken."""


@dataclass(frozen=True, slots=True)
class Term:
    """A sentence, as far as rules of release read it."""

    days: float
    offence_type: int
    """Of the gravest offence of the case."""
    passed: float
    """Day of the sentence."""


class Serving:
    """One person under one sentence, from reception to release."""

    __slots__ = (
        "bed", "case", "curfew", "day", "leaving", "number", "out", "received", "served_before", "term",
        "training", "way",
    )  # fmt: skip

    def __init__(
        self, case: Case, term: Term, received: float, served_before: float, curfew: bool, out: Step
    ) -> None:
        self.case = case
        self.term = term
        self.received = received
        self.served_before = served_before
        """Days of the sentence served before the reception, on remand."""
        self.curfew = curfew
        """Suitable for home detention curfew."""
        self.out = out
        """Happens on release, or when the person dies or leaves the area."""
        self.day = float("inf")
        """Day of release by the rules in force."""
        self.way = ReleaseWay.AUTOMATIC
        self.number = 0
        """How often the day of release has been set: earlier appointments no longer count."""
        self.leaving = False
        """Told to go, and gone within the moment."""
        self.bed: Step | None = None
        """Place in a resettlement prison, or the wait for it."""
        self.training: Step | None = None
        """Place of training with an employer, or the wait for it."""
