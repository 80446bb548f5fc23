"""The network in Ciw: five nodes, a route for each suspect, and times that are looked up instead of drawn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib import import_module
from math import inf
from typing import Any

from benchmarks.network.plan import Marks, Places, Waits

_PURSUIT, _CELLS, _BAIL, _MAGISTRATES, _CROWN = 1, 2, 3, 4, 5


def run(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds and what was found; raises ``ModuleNotFoundError`` without Ciw."""
    ciw = import_module("ciw")
    network = _network(ciw, marks, places)
    simulation = ciw.Simulation(network)
    began = time.process_time()
    simulation.simulate_until_max_customers(len(marks.gap), method="Complete")
    seconds = time.process_time() - began
    waits: dict[int, list[float]] = {_CELLS: [], _MAGISTRATES: [], _CROWN: []}
    bailed = 0
    for record in simulation.get_all_records():
        if record.node in waits:
            waits[record.node].append(record.service_start_date - record.arrival_date)
        bailed += record.node == _BAIL
    return seconds, Waits(waits[_CELLS], waits[_MAGISTRATES], waits[_CROWN], bailed)


def _network(ciw: Any, marks: Marks, places: Places) -> Any:
    gaps: Iterator[float] = iter([*marks.gap.tolist(), inf])
    routes: list[list[int]] = [
        [_CELLS] + [_BAIL] * bailed + ([_MAGISTRATES] + [_CROWN] * to_crown) * charged
        for bailed, charged, to_crown in zip(
            marks.bailed.tolist(), marks.charged.tolist(), marks.to_crown.tolist(), strict=True
        )
    ]

    class Gaps(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
        """The gaps, one after the other."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            return next(gaps)

    class Listed(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
        """Each suspect's own time."""

        def __init__(self, times: list[float]) -> None:
            self.times = times

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            number: int = ind.id_number
            return self.times[number - 1]

    def route(individual: Any, simulation: Any) -> list[int]:
        number: int = individual.id_number
        return routes[number - 1]

    times = (marks.pursuit, marks.detention, marks.bail, marks.magistrates, marks.crown)
    return ciw.create_network(
        arrival_distributions=[Gaps(), None, None, None, None],
        service_distributions=[Listed(days.tolist()) for days in times],
        number_of_servers=[inf, places.cells, inf, places.magistrates, places.crown],
        routing=ciw.routing.ProcessBased(route),
    )
