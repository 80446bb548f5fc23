"""One run, by desist or by the tutorial, in a process of its own; prints what it cost and gave, as JSON.

Started by ``suffolk.py``, once a run, because a process has only one peak of memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Scenario

Days = NDArray[np.float64]
Figures = dict[str, float]


def by_desist(scenario: Scenario, seed: int, years: int) -> Figures:
    """Draw, live and measure one replication; everything but the imports counts."""
    from sim.experiment.replication import draw, live  # noqa: PLC0415 - the other run shall not carry them
    from sim.model.events import ARREST, KINDS, OFFENCE, UNDETECTED  # noqa: PLC0415
    from sim.outcomes.measures import measure_all  # noqa: PLC0415
    from sim.outcomes.record import measured  # noqa: PLC0415

    before = cpu_seconds()
    record = live(scenario, draw(scenario.opening, seed, replication=0, years=years))
    figures = measure_all(record, measured(record))
    spent = cpu_seconds() - before
    listed = sum(int((record.table(kind)["time"] >= 0).sum()) for kind in (OFFENCE, UNDETECTED))
    return {
        **figures,
        "start_up_seconds": before,
        "cpu_seconds": spent,
        "arrests_in_run": len(record.table(ARREST)["time"]),
        "offences_in_run": listed + int(record.hidden.offences.sum()),
        "offence_events_in_run": listed,
        "ledger_rows": sum(len(record.table(kind)["time"]) for kind in KINDS),
        "person_years": person_years(record.people.onset, record.people.gone, years),
    }


def by_tutorial(scenario: Scenario, seed: int, years: int) -> Figures:
    """Make, run and measure the tutorial's model; everything but the imports counts."""
    from benchmarks.tutorial import Tutorial  # noqa: PLC0415 - the other run shall not carry it

    before = cpu_seconds()
    model = Tutorial(scenario, seed, years)
    figures = model.run()
    spent = cpu_seconds() - before
    happened = Counter(record[1] for record in model.records)
    return {
        **figures,
        "start_up_seconds": before,
        "cpu_seconds": spent,
        "arrests_in_run": happened["arrest"],
        "offences_in_run": happened["offence"],
        "offence_events_in_run": happened["offence"],
        "ledger_rows": len(model.records),
        "person_years": person_years(
            np.array([person.onset for person in model.people]),
            np.array([person.gone for person in model.people]),
            years,
        ),
    }


def person_years(onset: Days, gone: Days, years: int) -> float:
    """Years of the run that all people together are there: from the first offence to death or moving away."""
    days = np.minimum(gone, clock.year_start(years)) - np.maximum(onset, 0.0)
    return float(np.maximum(days, 0.0).sum()) / clock.DAYS_PER_YEAR


def cpu_seconds() -> float:
    """Processor time of this process so far, its own and the system's for it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=("desist", "tutorial"))
    parser.add_argument("scenario", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("years", type=int)
    parser.add_argument("--without-collector", action="store_true")
    asked = parser.parse_args()
    scenario = read_scenario(asked.scenario)
    if asked.without_collector:
        gc.disable()
    run = by_desist if asked.model == "desist" else by_tutorial
    figures = run(scenario, asked.seed, asked.years)
    figures["peak_megabytes"] = peak_megabytes()
    json.dump({"fingerprint": scenario.fingerprint, "figures": figures}, sys.stdout)


if __name__ == "__main__":
    main()
