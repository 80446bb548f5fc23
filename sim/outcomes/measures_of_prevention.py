"""Measures of prevention: who begins to offend, and who was kept from it."""

from __future__ import annotations

from sim.model.events import ONSET_PUT_OFF
from sim.outcomes.measure import A_YEAR, Measure, a_year, events_a_year
from sim.outcomes.onsets import onsets

PREVENTION: tuple[Measure, ...] = (
    Measure(
        "begin_to_offend",
        "People who begin to offend",
        A_YEAR,
        "Offending careers that begin, whether or not anybody finds out.",
        a_year(lambda record, window: float(window.holds(onsets(record)).sum())),
    ),
    Measure(
        "onsets_prevented",
        "Children kept from ever beginning to offend",
        A_YEAR,
        "Children who completed a programme and will never begin to offend, though they would have; counted "
        "when they complete it, years before it shows.",
        events_a_year(ONSET_PUT_OFF, never=1),
    ),
    Measure(
        "onsets_put_off",
        "Children who will begin to offend later",
        A_YEAR,
        "Children who completed a programme and will begin to offend later than they would have.",
        events_a_year(ONSET_PUT_OFF, never=0),
    ),
)
