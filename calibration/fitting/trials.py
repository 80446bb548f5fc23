"""Runs of the model at points of the cube: each with chance of its own, and each kept as it is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.fitting.free import Space
from calibration.inference.emulator import Emulators, Runs
from calibration.readings.trial import Readings, Trial, read_trial
from sim.evidence.register import Register
from sim.experiment.artefact import numbers_from_json, numbers_to_json
from sim.experiment.executors import Workers
from sim.experiment.gather import Job, Store, gather
from sim.experiment.runner import Finished
from sim.scenario.replaced import scenario_with, settled
from sim.scenario.scenario import Scenario

Floats = NDArray[np.float64]

_SAME = 1e-9
"""How near two points of the cube lie that are the same: another processor may round differently."""


@dataclass(frozen=True)
class Place:
    """One run at one point of the cube."""

    point: tuple[float, ...]
    trial: Trial


@dataclass(frozen=True)
class Found:
    """What the run at a point says to each fact."""

    point: tuple[float, ...]
    readings: Readings


def read_place(place: Place) -> Found:
    """Run the trial of a place."""
    return Found(place.point, read_trial(place.trial))


class Trials:
    """All runs of one calibration, in the order in which they are asked for."""

    def __init__(
        self,
        scenario: Path,
        register: Register,
        space: Space,
        seed: int,
        workers: Workers,
        store: Store,
        progress: Callable[[str], Finished],
    ) -> None:
        self._scenario, self._register, self._space, self._seed = scenario, register, space, seed
        self._workers, self._store, self._progress = workers, store, progress
        self.done = 0
        """Runs asked for so far: the number of the next one, which is that of its chance."""

    def run(self, points: Floats, replications: int, what: str) -> list[list[Readings]]:
        """Readings at each point, ``replications`` of each; no two runs share people or chance.

        With shared chance a figure would be smooth in the values, and wrong by the same amount everywhere.

        Parameters
        ----------
        points
            Shape (points, values).
        what
            The runs in words, for the progress that is told.
        """
        first, number = self.done, len(points) * replications
        self.done += number

        @lru_cache(maxsize=1)
        def scenario(row: int) -> Scenario:
            values = self._space.values(points[row : row + 1])[0]
            return scenario_with(self._scenario, self._register, settled(self._register, values))

        def place(number: int) -> Place:
            row = number // replications
            return Place(tuple(points[row]), Trial(scenario(row), self._seed, first + number))

        job = Job(read_place, place, number, to_json=_to_json, from_json=_from_json)
        stretch = _Stretch(self._store, first, np.repeat(points, replications, axis=0))
        found = [each.readings for each in gather(job, self._workers, stretch, self._progress(what))]
        return [found[row : row + replications] for row in range(0, number, replications)]

    def emulate(self, runs: Runs) -> Emulators:
        """Emulators of runs, fitted side by side where the runs were made."""
        with self._workers.fresh(self._workers.number) as executor:
            return Emulators.fit(runs, self._seed, executor)


class _Stretch:
    """The part of a store that holds one wave; runs at other points, of another design, do not count."""

    def __init__(self, store: Store, first: int, points: Floats) -> None:
        self._store, self._first, self._points = store, first, points

    def kept(self) -> dict[int, Any]:
        found = {number - self._first: content for number, content in self._store.kept().items()}
        return {
            number: content
            for number, content in found.items()
            if 0 <= number < len(self._points)
            and np.allclose(content["point"], self._points[number], rtol=0, atol=_SAME)
        }

    def keep(self, replication: int, content: Any) -> None:
        self._store.keep(self._first + replication, content)


def _to_json(found: Found) -> dict[str, Any]:
    return {"point": list(found.point), "readings": numbers_to_json(found.readings)}


def _from_json(content: Mapping[str, Any]) -> Found:
    point: Sequence[float] = content["point"]
    return Found(tuple(point), numbers_from_json(content["readings"]))
