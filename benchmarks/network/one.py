"""One run of the network by one of the programs, in a process of its own."""

from __future__ import annotations

import gc
from importlib import import_module

from benchmarks.network.plan import Places, draw

PROGRAMS = {
    "floor": "benchmarks.network.floor:run_compiled",
    "desist": "benchmarks.network.by_desist:run",
    "simpy": "benchmarks.network.by_simpy:run",
    "salabim": "benchmarks.network.by_salabim:run",
    "ciw": "benchmarks.network.by_ciw:run",
}
"""Where each program is; imported only in the process that runs it."""


def measure(program: str, suspects: int, seed: int, collector: bool = True) -> dict[str, float]:
    """CPU microseconds an arrest, and the counts and mean waits that were found."""
    module, name = PROGRAMS[program].split(":")
    run = getattr(import_module(module), name)
    marks = draw(suspects, seed)
    if not collector:
        gc.disable()
    seconds, waits = run(marks, Places())
    found: dict[str, float] = waits.summary()
    return {"microseconds": 1e6 * seconds / len(waits.cells), **found}
