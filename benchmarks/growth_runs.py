"""Runs of counties of several sizes, and of a queue that outgrows its servers."""

from __future__ import annotations

import gc
import time

import numpy as np

from benchmarks.counties import county_of
from benchmarks.one import peak_megabytes
from sim.engine.kernel import Journey, Kernel
from sim.engine.pool import Pool
from sim.experiment.replication import draw, live
from sim.model.events import ARREST
from sim.outcomes.measures import measure_all
from sim.outcomes.record import measured

_WARM_UP_PEOPLE = 1_000
_SERVERS = 20
_LOAD = 1.5
"""Arrivals, as a multiple of what can be served."""


def county(people: int, years: int, replications: int) -> dict[str, float]:
    """CPU seconds, arrests and peak memory of that many replications of a county."""
    _replicate(_WARM_UP_PEOPLE, years, replication=0)  # what is done once a process is not counted
    began, arrests = time.process_time(), 0
    for replication in range(replications):
        arrests += _replicate(people, years, replication)
    seconds = time.process_time() - began
    return {"seconds": seconds, "arrests": arrests, "megabytes": peak_megabytes()}


def _replicate(people: int, years: int, replication: int) -> int:
    """Draw, live and measure one replication; the number of arrests."""
    scenario = county_of(people, years)
    record = live(scenario, draw(scenario.opening, seed=1, replication=replication, years=years))
    measure_all(record, measured(record))
    return len(record.table(ARREST)["time"])


def overloaded(length: int, operations: int) -> dict[str, float]:
    """CPU microseconds an operation until a queue has grown to about that length from nothing.

    An operation is an arrival, which waits or is served at once, or the end of a service, which calls the
    next in line. Short queues are grown again and again, so that every length takes as many operations.
    """
    arrivals = round(length / (1 - 1 / _LOAD))
    rounds = max(1, operations // arrivals)
    seconds, done, reached = 0.0, 0, 0
    for number in range(rounds):
        spent, count, waiting = _grow(arrivals, number)
        seconds, done, reached = seconds + spent, done + count, reached + waiting
        gc.collect()
    return {"microseconds": 1e6 * seconds / done, "operations": done, "reached": reached / rounds}


def _grow(arrivals: int, seed: int) -> tuple[float, int, int]:
    """CPU seconds, operations and the length of the queue at the end."""
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.exponential(1 / (_LOAD * _SERVERS), arrivals))
    days = rng.exponential(1.0, arrivals).tolist()
    kernel = Kernel()
    desk = Pool(kernel, "desk", _SERVERS)

    def visit(number: int) -> Journey:
        if not desk.take():
            yield desk.queue()
        yield kernel.wait(days[number])
        desk.give_back()

    kernel.feed(times, lambda number: kernel.start(visit(number)))
    gc.disable()
    began = time.process_time()
    kernel.run(float(times[-1]))
    seconds = time.process_time() - began
    gc.enable()
    return seconds, desk.arrivals + desk.grants - desk.in_use, desk.waiting
