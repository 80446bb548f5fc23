"""The network in salabim: one component a case; its places gather no statistics, which is quicker."""

from __future__ import annotations

import time
from collections.abc import Generator
from importlib import import_module
from typing import Any

from benchmarks.network.plan import Marks, Places, Waits


def run(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds and what was found; raises ``ModuleNotFoundError`` without salabim."""
    salabim = import_module("salabim")
    salabim.yieldless(False)
    env = salabim.Environment(trace=False, do_reset=True)
    waits = Waits([], [], [], int(marks.bailed.sum()))
    _populate(salabim, env, marks, places, waits)
    began = time.process_time()
    env.run()
    return time.process_time() - began, waits


def _populate(salabim: Any, env: Any, marks: Marks, places: Places, waits: Waits) -> None:
    cells = salabim.Resource("cells", places.cells, monitor=False)
    magistrates = salabim.Resource("magistrates", places.magistrates, monitor=False)
    crown = salabim.Resource("crown", places.crown, monitor=False)
    gaps, pursuit, detention = marks.gap.tolist(), marks.pursuit.tolist(), marks.detention.tolist()
    bailed, bail = marks.bailed.tolist(), marks.bail.tolist()
    charged, hearing = marks.charged.tolist(), marks.magistrates.tolist()
    to_crown, trial = marks.to_crown.tolist(), marks.crown.tolist()

    class Suspects(salabim.Component):  # type: ignore[misc]  # salabim has no types of its classes
        def process(self) -> Generator[Any, Any, None]:
            for number, gap in enumerate(gaps):
                yield self.hold(gap)
                Case(number=number)

    class Case(salabim.Component):  # type: ignore[misc]  # salabim has no types of its classes
        def stay(self, place: Any, days: float, waited: list[float]) -> Generator[Any, Any, None]:
            asked = env.now()
            yield self.request(place)
            waited.append(env.now() - asked)
            yield self.hold(days)
            self.release()

        def process(self, number: int) -> Generator[Any, Any, None]:
            yield self.hold(pursuit[number])
            yield from self.stay(cells, detention[number], waits.cells)
            if bailed[number]:
                yield self.hold(bail[number])
            if charged[number]:
                yield from self.stay(magistrates, hearing[number], waits.magistrates)
                if to_crown[number]:
                    yield from self.stay(crown, trial[number], waits.crown)

    Suspects()
