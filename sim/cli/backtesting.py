"""``desist backtest``: forecasts of the Suffolk baseline beside what was published later."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.backtest import USUAL, backtest_table, backtest_text, futures_of, scored, years_of
from calibration.facts import load_facts
from calibration.later import load_later
from sim.cli.studies import usual_folder
from sim.cli.validating import usual_scenario
from sim.cli.working import chosen_workers, own_files, sources_of, tell
from sim.experiment.asked import ask
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_manifest, write_table
from sim.experiment.progress import Progress
from sim.experiment.timing import Timing
from sim.experiment.unfinished import Unfinished, begin
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario


def backtest(options: argparse.Namespace) -> int:
    """Run the scenario on, write ``backtest.csv``, and print the scores; a poor forecast is no error."""
    paths = [options.scenario or usual_scenario()]
    scenarios = read_scenarios(paths)
    files, number = own_files(paths, scenarios), options.replications or USUAL
    years = years_of(load_later(load_facts()).later)
    asked = ask("backtest", files, scenarios, options.seed, number, years=years)
    folder: Path = options.out or usual_folder(scenarios, asked)
    check_folder(folder)
    with chosen_workers(options) as workers, begin(folder, asked, sources_of(scenarios), tell) as work:
        return carry_through(work, scenarios[0], workers)


def carry_through(work: Unfinished, scenario: Scenario, workers: Workers) -> int:
    """Run what is missing, write the table and print it."""
    asked, timing = work.asked, Timing()
    later = load_later(load_facts())
    futures = futures_of(scenario, asked, workers, work, Progress(sys.stderr, "replications"))
    found = scored(later.later, futures)
    others = {"later": later.fingerprint, "years": asked.years, "timing": timing.block(workers)}
    rests_on = manifest([scenario], asked.replications, asked.seed, others)

    def write(folder: Path) -> None:
        write_table(backtest_table(found), folder / "backtest.csv")
        write_manifest(rests_on, folder)

    finish(work, write)
    print(
        f"{scenario.title}, run on from the year to March 2022 of {later.area}; "
        f"{asked.replications} futures\n"
    )
    print(backtest_text(found))
    print(f"Intervals are of chance alone, with the parameters as they stand. Table: {work.results}")
    return 0
