"""A record that holds nothing but accounts of services."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.engine.hidden import Hidden
from sim.engine.ledger import Ledger
from sim.engine.services import Accounts, Service
from sim.outcomes.record import Record


def record_with(services: Sequence[Service], years_end: Sequence[Sequence[float]], years: int) -> Record:
    """Accounts of one service at the end of each year; nothing happened to anybody."""
    values = np.array([[[0.0] * len(years_end[0])], *[[list(row)] for row in years_end]])
    people = None
    accounts = Accounts(tuple(services), values)
    return Record(Ledger(()), people, Hidden.nothing(0, 0, years), (), years, accounts)  # type: ignore[arg-type]
