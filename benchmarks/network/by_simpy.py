"""The network as a SimPy tutorial would write it: a process a case, a ``Resource`` for what is limited."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.network.plan import Marks, Places, Waits


class Network:
    """One run."""

    def __init__(self, marks: Marks, places: Places) -> None:
        self.env = simpy.Environment()
        self.cells = simpy.Resource(self.env, places.cells)
        self.magistrates = simpy.Resource(self.env, places.magistrates)
        self.crown = simpy.Resource(self.env, places.crown)
        self.waits = Waits([], [], [], int(marks.bailed.sum()))
        self.gap = marks.gap.tolist()
        self.pursuit, self.detention = marks.pursuit.tolist(), marks.detention.tolist()
        self.bailed, self.bail = marks.bailed.tolist(), marks.bail.tolist()
        self.charged, self.hearing = marks.charged.tolist(), marks.magistrates.tolist()
        self.to_crown, self.trial = marks.to_crown.tolist(), marks.crown.tolist()

    def run(self) -> None:
        """See everybody through to the end."""
        self.env.process(self._suspects())
        self.env.run()

    def _suspects(self) -> Generator[simpy.Event, Any, None]:
        for number, gap in enumerate(self.gap):
            yield self.env.timeout(gap)
            self.env.process(self._case(number))

    def _case(self, number: int) -> Generator[simpy.Event, Any, None]:
        env, waits = self.env, self.waits
        yield env.timeout(self.pursuit[number])
        asked = env.now
        with self.cells.request() as cell:
            yield cell
            waits.cells.append(env.now - asked)
            yield env.timeout(self.detention[number])
        if self.bailed[number]:
            yield env.timeout(self.bail[number])
        if not self.charged[number]:
            return
        asked = env.now
        with self.magistrates.request() as place:
            yield place
            waits.magistrates.append(env.now - asked)
            yield env.timeout(self.hearing[number])
        if not self.to_crown[number]:
            return
        asked = env.now
        with self.crown.request() as place:
            yield place
            waits.crown.append(env.now - asked)
            yield env.timeout(self.trial[number])


def run(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds and what was found."""
    network = Network(marks, places)
    began = time.process_time()
    network.run()
    return time.process_time() - began, network.waits
