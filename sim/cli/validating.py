"""``desist validate``: a scenario beside the published facts of Suffolk."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.published.facts import Role, load_facts
from calibration.readings.catalogue import YEARS
from calibration.validation.scoreboard import load_quantities, marks, scoreboard_table, scoreboard_text
from calibration.validation.validate import share_said, validation_table, validation_text
from calibration.validation.validate import validate as hold_against_facts
from sim.cli.studies import USUAL, usual_folder
from sim.cli.working import chosen_workers, own_files, sources_of, tell
from sim.errors import DesistError
from sim.experiment.asked import ask
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_manifest, write_table
from sim.experiment.progress import Progress
from sim.experiment.timing import Timing
from sim.experiment.unfinished import Unfinished, begin
from sim.report import scoreboard_figure
from sim.report.write import write_chart
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario

BASELINE = Path("scenarios") / "suffolk" / "baseline.yaml"
"""Where the Suffolk baseline lies below the folder of the project."""


def validate(options: argparse.Namespace) -> int:
    """Run the scenario, write ``validation.csv``, and print the table; a missed fact is no error."""
    paths = [options.scenario or usual_scenario()]
    scenarios = read_scenarios(paths)
    files, number = own_files(paths, scenarios), options.replications or USUAL
    asked = ask("validate", files, scenarios, options.seed, number, years=YEARS)
    folder: Path = options.out or usual_folder(scenarios, asked)
    check_folder(folder)
    with chosen_workers(options) as workers, begin(folder, asked, sources_of(scenarios), tell) as work:
        return carry_through(work, scenarios[0], workers)


def carry_through(work: Unfinished, scenario: Scenario, workers: Workers) -> int:
    """Run what is missing, write the table and print it."""
    asked, facts, timing = work.asked, load_facts(), Timing()
    quantities = load_quantities(facts)
    progress = Progress(sys.stderr, "replications")
    checks = hold_against_facts(scenario, facts, asked, workers, work, progress)
    said = _replications(asked.replications)
    others = {"facts": facts.fingerprint, "years": asked.years, "timing": timing.block(workers)}
    rests_on = manifest([scenario], asked.replications, asked.seed, others)

    def write(folder: Path) -> None:
        write_table(validation_table(checks), folder / "validation.csv")
        write_table(scoreboard_table(quantities, facts, checks, scenario), folder / "scoreboard.csv")
        if predicted := marks([each for each in checks if each.fact.role is Role.PREDICTED]):
            write_chart(scoreboard_figure.chart(predicted, facts.area, said), folder)
        write_manifest(rests_on, folder)

    finish(work, write)
    print(f"{scenario.title}, beside the facts of {facts.area}; {said}\n")
    print(validation_text(checks))
    print(scoreboard_text(quantities, facts, scenario))
    print(f"Tables and figure: {work.results}")
    print(share_said(checks))
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
