"""Harm of committed offences, in points of the Crime Severity Score of the Office for National Statistics.

The Office publishes its score for recorded crime. Here the same weights are put on all committed offences,
recorded or not, so that better recording alone does not look like more harm.
"""

from __future__ import annotations

from sim.outcomes.offending import committed_by_type
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Rows


def harm_of_rows(record: Record, found: Rows) -> Floats:
    """Points of each row of a kind of event that has a ``type``."""
    return record.severity[found.whole("type")]


def crime_harm(record: Record, window: Window) -> float:
    """Points of all committed offences in the window (not yet a year)."""
    return float(committed_by_type(record, window) @ record.severity)
