"""``desist backtest``: forecasts of the Suffolk baseline beside what was published later."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.published.facts import load_facts
from calibration.published.later import load_later
from calibration.validation.backtest import (
    USUAL,
    backtest_table,
    backtest_text,
    read_later_trial,
    scored,
    years_of,
)
from calibration.validation.replications import read_replications
from sim.cli.studies import copies_of, draws_asked, usual_folder
from sim.cli.validating import usual_scenario
from sim.cli.working import chosen_workers, own_files, tell
from sim.evidence.register import load_register
from sim.experiment.asked import ask
from sim.experiment.drawn import Drawn
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
    scenarios, ensemble = read_scenarios(paths), draws_asked(options)
    drawn = Drawn(paths, ensemble, load_register()) if ensemble else None
    if drawn:
        drawn.check()
    number = len(ensemble.draws) * (options.replications or 1) if ensemble else options.replications or USUAL
    years = years_of(load_later(load_facts()).later)
    files = own_files(paths, scenarios)
    asked = ask("backtest", files, scenarios, options.seed, number, years=years, ensemble=ensemble)
    folder: Path = options.out or usual_folder(scenarios, asked)
    check_folder(folder)
    copies = copies_of(scenarios, ensemble)
    with chosen_workers(options) as workers, begin(folder, asked, copies, tell) as work:
        return carry_through(work, scenarios[0], workers, drawn)


def carry_through(work: Unfinished, scenario: Scenario, workers: Workers, drawn: Drawn | None = None) -> int:
    """Run what is missing, write the table and print it."""
    asked, timing = work.asked, Timing()
    later = load_later(load_facts())
    progress = Progress(sys.stderr, "replications")
    futures = read_replications(read_later_trial, scenario, asked, workers, work, progress, drawn)
    found = scored(later.later, futures)
    others = {"later": later.fingerprint, "years": asked.years, "ensemble": asked.ensemble}
    others["timing"] = timing.block(workers)
    rests_on = manifest([scenario], asked.replications, asked.seed, others)

    def write(folder: Path) -> None:
        write_table(backtest_table(found), folder / "backtest.csv")
        write_manifest(rests_on, folder)

    finish(work, write)
    print(
        f"{scenario.title}, run on from the year to March 2022 of {later.area}; "
        f"{asked.replications} futures\n"
    )
    print(backtest_text(found, asked.replications))
    chance = "of chance alone, with the parameters as they stand"
    both = f"of chance and of what is not known of the parameters, in {asked.draws} draws"
    print(f"Intervals are {both if asked.ensemble else chance}. Table: {work.results}")
    return 0
