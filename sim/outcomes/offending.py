"""Committed offences: attributed to a suspect, undetected, or hidden; each is in one of the three.

Hidden ones are mostly expected numbers (``sim.engine.hidden``), so sums are not whole.
"""

from __future__ import annotations

import numpy as np

from sim.model.events import OFFENCE, UNDETECTED
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Ids, Rows, rows


def _by_type(record: Record, found: Rows) -> Ids:
    return np.bincount(found.whole("type"), minlength=len(record.severity)).astype(np.int64)


def attributed_by_type(record: Record, window: Window) -> Ids:
    """Offences attributed to a named suspect, by type; all are recorded."""
    return _by_type(record, rows(record, OFFENCE, window))


def undetected_by_type(record: Record, window: Window) -> Floats:
    """Committed offences attributed to nobody, recorded or not, by type."""
    hidden: Floats = record.hidden.offences[window.first_year : window.last_year].sum(axis=(0, 2))
    return _by_type(record, rows(record, UNDETECTED, window)) + hidden


def committed_by_type(record: Record, window: Window) -> Floats:
    """All committed offences, by type."""
    return attributed_by_type(record, window) + undetected_by_type(record, window)


def recorded_by_type(record: Record, window: Window) -> Floats:
    """Offences recorded by the police, by type."""
    hidden: Floats = record.hidden.offences[window.first_year : window.last_year, :, 1].sum(axis=0)
    undetected = rows(record, UNDETECTED, window).having(recorded=1)
    return attributed_by_type(record, window) + _by_type(record, undetected) + hidden
