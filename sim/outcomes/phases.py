"""The parts of a stretch of time in which one set of settings was in force."""

from __future__ import annotations

from sim.outcomes.record import Record
from sim.outcomes.rows import Span, Stretch
from sim.scenario.settings import Settings


def parts(record: Record, stretch: Stretch) -> list[tuple[Span, Settings]]:
    """The stretch cut at each change of settings, in order of time, without empty parts."""
    starts = [start for start, _ in record.phases]
    ends = [*starts[1:], float("inf")]
    cut = [
        (Span(max(start, stretch.start), min(end, stretch.end)), settings)
        for (start, settings), end in zip(record.phases, ends, strict=True)
    ]
    return [(span, settings) for span, settings in cut if span.start < span.end]
