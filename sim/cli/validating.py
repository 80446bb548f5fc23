"""``desist validate``: a scenario beside the published facts of Suffolk."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.facts import load_facts
from calibration.readings import YEARS
from calibration.validate import validate as hold_against_facts
from calibration.validate import validation_table, validation_text
from sim.cli.studies import usual_folder
from sim.errors import DesistError
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, whole, write_manifest, write_table
from sim.experiment.progress import Progress
from sim.experiment.runner import usual_workers
from sim.experiment.timing import Timing
from sim.scenario.reader import read_scenario

BASELINE = Path("scenarios") / "suffolk" / "baseline.yaml"
"""Where the Suffolk baseline lies below the folder of the project."""


def validate(options: argparse.Namespace) -> int:
    """Run the scenario, write ``validation.csv``, and print the table; a missed fact is no error."""
    scenario = read_scenario(options.scenario or usual_scenario())
    folder: Path = options.out or usual_folder([scenario], options.seed, options.replications, "validation")
    check_folder(folder)
    workers = options.workers or usual_workers()
    facts = load_facts()
    timing = Timing()
    checks = hold_against_facts(
        scenario, facts, options.replications, options.seed, workers, Progress(sys.stderr, "replications")
    )
    rests_on = manifest([scenario], options.replications, options.seed, timing.block(workers))
    with whole(folder) as unfinished:
        write_table(validation_table(checks), unfinished / "validation.csv")
        write_manifest(rests_on | {"facts": facts.fingerprint, "years": YEARS}, unfinished)
    print(f"{scenario.title}, beside the facts of {facts.area}; {_replications(options.replications)}\n")
    print(validation_text(checks))
    print(f"Table: {folder / 'validation.csv'}")
    return 0


def usual_scenario() -> Path:
    """The Suffolk baseline, below the folder in which the command was given.

    Raises
    ------
    DesistError
        If it is not there.
    """
    if BASELINE.is_file():
        return BASELINE
    raise DesistError(
        f"{BASELINE.as_posix()} is not below {Path.cwd()}: go to the folder that holds scenarios/, or name a "
        "scenario file"
    )


def _replications(number: int) -> str:
    return f"{number} replication" + ("" if number == 1 else "s")
