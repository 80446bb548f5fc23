"""The table of kinds of event: each stands in it once, under its own name."""

from __future__ import annotations

from sim.model import events
from sim.model.events import KINDS, Kind


def test_every_kind_stands_in_the_table_once() -> None:
    defined = [value for value in vars(events).values() if isinstance(value, Kind)]
    assert sorted(kind.name for kind in KINDS) == sorted(kind.name for kind in defined)
    assert len({kind.name for kind in KINDS}) == len(KINDS)
