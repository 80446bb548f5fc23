"""The network on desist's engine: journeys led by its kernel, its pools, a roster for the cells."""

from __future__ import annotations

import gc
import time

from benchmarks.network.plan import Marks, Places, Waits
from sim.engine.kernel import Journey, Kernel
from sim.engine.pool import Pool
from sim.engine.roster import Roster

_LONG_AFTER = 1e6
"""Days by which the last case has certainly ended."""


class Network:
    """One run."""

    def __init__(self, marks: Marks, places: Places) -> None:
        self.kernel = Kernel()
        self.cells = Pool(self.kernel, "cells", 0)
        self.cells.keep(Roster.daily({7: places.cells, 15: places.cells, 23: places.cells}))
        self.magistrates = Pool(self.kernel, "magistrates", places.magistrates)
        self.crown = Pool(self.kernel, "crown", places.crown)
        self.waits = Waits([], [], [], int(marks.bailed.sum()))
        self.named = marks.named
        self.pursuit, self.detention = marks.pursuit.tolist(), marks.detention.tolist()
        self.bailed, self.bail = marks.bailed.tolist(), marks.bail.tolist()
        self.charged, self.hearing = marks.charged.tolist(), marks.magistrates.tolist()
        self.to_crown, self.trial = marks.to_crown.tolist(), marks.crown.tolist()

    def run(self) -> None:
        """See everybody through to the end."""
        self.kernel.feed(self.named, lambda number: self.kernel.start(self._case(number)))
        self.kernel.run(float(self.named[-1]) + _LONG_AFTER)

    def _case(self, number: int) -> Journey:
        kernel, waits = self.kernel, self.waits
        yield kernel.wait(self.pursuit[number])
        asked = kernel.now
        if not self.cells.take():
            yield self.cells.queue()
        waits.cells.append(kernel.now - asked)
        yield kernel.wait(self.detention[number])
        self.cells.give_back()
        if self.bailed[number]:
            yield kernel.wait(self.bail[number])
        if not self.charged[number]:
            return
        asked = kernel.now
        if not self.magistrates.take():
            yield self.magistrates.queue()
        waits.magistrates.append(kernel.now - asked)
        yield kernel.wait(self.hearing[number])
        self.magistrates.give_back()
        if not self.to_crown[number]:
            return
        asked = kernel.now
        if not self.crown.take():
            yield self.crown.queue()
        waits.crown.append(kernel.now - asked)
        yield kernel.wait(self.trial[number])
        self.crown.give_back()


def run(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds and what was found; without the garbage collector, as in every run of desist."""
    network = Network(marks, places)
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.process_time()
        network.run()
        seconds = time.process_time() - began
    finally:
        if was_on:
            gc.enable()
    return seconds, network.waits
