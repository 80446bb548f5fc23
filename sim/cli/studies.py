"""``desist run`` and ``desist compare``: from files to a folder of results."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.errors import DesistError
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, write_study
from sim.experiment.progress import Progress
from sim.experiment.runner import run_study, usual_workers
from sim.experiment.study import make_study
from sim.experiment.timing import Timing
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario


def run_and_write(paths: Sequence[Path], options: argparse.Namespace) -> int:
    """Read the scenarios, run them, write the results and say where they lie."""
    scenarios = read_scenarios(paths)
    check_comparable(scenarios)
    folder: Path = options.out or usual_folder(scenarios, options.seed, options.replications)
    check_folder(folder)
    workers = options.workers or usual_workers()
    timing = Timing()
    what = f"replications of {len(scenarios)} scenario" + ("s" if len(scenarios) > 1 else "")
    results = run_study(scenarios, options.replications, options.seed, workers, Progress(sys.stderr, what))
    study = make_study(scenarios, results, options.seed)
    write_study(study, manifest(scenarios, options.replications, options.seed, timing.block(workers)), folder)
    print(f"Briefing: {folder / 'briefing.html'}")
    return 0


def check_comparable(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that do not begin alike: their people would not be the same.

    Raises
    ------
    DesistError
        Naming the scenarios that differ from the first on day 0.
    """
    first = scenarios[0]
    strangers = [scenario.name for scenario in scenarios[1:] if scenario.opening != first.opening]
    if strangers:
        raise DesistError(
            f"{', '.join(strangers)}: differs from {first.name} on day 0, so its people are not the same and "
            "no paired comparison can be made. Let both files extend the same baseline."
        )


def usual_folder(scenarios: Sequence[Scenario], seed: int, replications: int, kind: str = "") -> Path:
    """A folder whose name is another for any other scenarios, seed or number of replications."""
    first = scenarios[0]
    what = f"-{kind}" if kind else f"-and-{len(scenarios) - 1}" if len(scenarios) > 1 else ""
    asked = [*(scenario.fingerprint for scenario in scenarios), str(seed), str(replications)]
    name = hashlib.sha256("-".join(asked).encode()).hexdigest()[:10]
    return Path("results") / f"{first.name}{what}-{name}"
