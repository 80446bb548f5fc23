"""Nothing is lost and nothing counted twice: checked in every run, not only in tests.

A potential offence is in exactly one of: never committed, undetected, in a case. A case has exactly one exit
or is open at the end. Somebody received into prison is there or has been released.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.engine.case import Case
from sim.engine.ledger import Ledger
from sim.errors import ConservationError
from sim.model import events


@dataclass
class Tally:
    """What became of the potential offences that went on the agenda, and of the cases."""

    potential: int = 0
    never_committed: int = 0
    undetected: int = 0
    attributed: int = 0
    opened: int = 0
    exits: int = 0
    committed_in_folded_years: int = 0
    open_cases: dict[int, Case] = field(default_factory=dict)

    @property
    def happened(self) -> int:
        """Potential offences that were committed."""
        return self.undetected + self.attributed


def check_year(tally: Tally, year: int, by_timeline: int) -> None:
    """Compare what happened, event by event, with what the timeline of everybody's state says afterwards."""
    happened = tally.happened - tally.committed_in_folded_years
    tally.committed_in_folded_years = tally.happened
    if happened != by_timeline:
        raise ConservationError(f"model year {year}: {happened} offences happened, {by_timeline} should have")


def check_run(tally: Tally, ledger: Ledger) -> None:
    """Check a finished run; raises ``ConservationError``."""
    _same("potential offences", tally.potential, tally.never_committed + tally.happened)
    _same("cases", tally.opened, tally.exits + len(tally.open_cases))
    opened = ledger.table(events.OPENED)["case"]
    exits = ledger.table(events.EXIT)
    _unique("cases opened", opened)
    _unique("cases ended", exits["case"])
    still_open = np.array(sorted(tally.open_cases), dtype=np.int64)
    _same_ids("cases", opened, np.concatenate([exits["case"], still_open]))
    disposed = ledger.table(events.DISPOSED)["offence"]
    _unique("offences disposed of", disposed)
    pending = [offence.id for case in tally.open_cases.values() for offence in case.offences]
    _same_ids("offences in cases", opened, np.concatenate([disposed, np.array(pending, dtype=np.int64)]))
    _check_stages(ledger)


def _check_stages(ledger: Ledger) -> None:
    """Nobody leaves a stage, or prison, that they have not entered."""
    entered, left = ledger.table(events.ENTERED), ledger.table(events.LEFT)
    for stage in events.Stage:
        if (left["stage"] == stage).sum() > (entered["stage"] == stage).sum():
            raise ConservationError(f"more left {stage.name} than entered it")
    received, released = ledger.table(events.RECEPTION), ledger.table(events.RELEASE)
    inside = int(
        (entered["stage"] == events.Stage.PRISON).sum() + (entered["stage"] == events.Stage.REMAND).sum()
    )
    gone = int((left["stage"] == events.Stage.PRISON).sum() + (left["stage"] == events.Stage.REMAND).sum())
    _same("receptions", len(received["time"]), inside)
    _same("releases", len(released["time"]), gone)


def _same(what: str, left: int, right: int) -> None:
    if left != right:
        raise ConservationError(f"{what}: {left} against {right}")


def _unique(what: str, ids: NDArray[np.generic]) -> None:
    if len(np.unique(ids)) != len(ids):
        raise ConservationError(f"{what}: some are there twice")


def _same_ids(what: str, left: NDArray[np.generic], right: NDArray[np.generic]) -> None:
    if not np.array_equal(np.sort(left), np.sort(right)):
        raise ConservationError(f"{what}: {len(left)} came in, {len(right)} are accounted for")
