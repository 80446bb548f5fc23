"""One random scenario put to the proof: read as a user's files are, lived through, looked at all round."""

from __future__ import annotations

import warnings
import zlib
from enum import Enum
from pathlib import Path

import numpy as np

from sim.errors import DesistError
from sim.experiment.replication import draw, live
from sim.model.events import ARREST, KINDS, UNDETECTED
from sim.outcomes.record import Record
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario
from tests.properties.limits import SECONDS, limited_steps, limited_time, steps_at_most
from tests.properties.scenario_files import AREA, YEARS, Files
from tests.properties.soundness import faults

AGAIN = 4
"""One in so many runs is repeated, and another one in so many is set against the area alone."""


class Verdict(Enum):
    """What became of a scenario in which no fault was found."""

    LIVED = "lived through"
    EMPTY = "lived through without an arrest"
    REFUSED = "refused in plain words"


class UnsoundError(AssertionError):
    """A run lacks a property that every run must have."""


def put_to_the_proof(files: Files, folder: Path) -> Verdict:
    """Write the files to ``folder``, run the scenario, and check everything.

    Raises
    ------
    UnsoundError
        If the run lacks a property.
    EndlessError
        If the run does not come to an end.
    Exception
        Whatever else the program raises: only a ``DesistError`` is an answer to a user.
    """
    folder = folder / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with warnings.catch_warnings(), limited_time(SECONDS):
        warnings.simplefilter("error")
        try:
            area, scenario = read_scenarios([folder / AREA, folder / files.last])
            number = zlib.crc32(repr(files).encode())
            record = lived(scenario, number)
        except DesistError:
            return Verdict.REFUSED
        found = list(faults(record))
        if number % AGAIN == 0:
            found += differences(record, lived(scenario, number), record.until, "a second run")
        elif number % AGAIN == 1:
            parting = area.first_difference(scenario)
            end = record.until if parting is None else float(parting)
            found += differences(record, lived(area, number), end, "the area")
        if found:
            raise UnsoundError("\n".join(found))
    return Verdict.LIVED if len(record.table(ARREST)["time"]) else Verdict.EMPTY


def lived(scenario: Scenario, seed: int) -> Record:
    """Draw and run the scenario anew."""
    drawn = draw(scenario.opening, seed, 0, YEARS)
    with limited_steps(steps_at_most(scenario, drawn)):
        return live(scenario, drawn)


def differences(one: Record, other: Record, end: float, what: str) -> list[str]:
    """Kinds of event that are not the same in two runs before a day.

    Scenarios may list undetected offences one by one that others only count, so those are set against one
    another in repeated runs alone.
    """
    same_scenario = end == one.until and one.phases == other.phases
    found = []
    for kind in KINDS:
        if kind is UNDETECTED and not same_scenario:
            continue
        left, right = one.table(kind), other.table(kind)
        early, also = left["time"] < end, right["time"] < end
        if any(not np.array_equal(left[name][early], right[name][also]) for name in left):
            found.append(f"{kind.name} is not that of {what} before day {end:.0f}")
    if same_scenario and not np.array_equal(one.hidden.by_person, other.hidden.by_person):
        found.append(f"hidden offences are not those of {what}")
    return found
