"""``desist resume``: go on with a study that was interrupted; only what is missing is run."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.cli import backtesting, calibrating, studies, validating
from sim.cli.working import chosen_workers, tell
from sim.errors import DesistError
from sim.experiment.asked import Asked, ask
from sim.experiment.output import check_folder
from sim.experiment.unfinished import SCENARIOS, Unfinished, go_on, results_folder
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario


def resume(folder: Path, options: argparse.Namespace) -> int:
    """Take up the study whose results shall lie in ``folder``, from the copies of its scenario files."""
    check_folder(results_folder(folder))
    with go_on(folder, tell) as work, chosen_workers(options) as workers:
        if work.asked.command == calibrating.COMMAND:
            calibrating.carry_through(work, calibrating.problem_of(work), workers)
            return 0
        scenarios = _scenarios(work)
        if work.asked.command == "validate":
            return validating.carry_through(work, scenarios[0], workers)
        if work.asked.command == "backtest":
            return backtesting.carry_through(work, scenarios[0], workers)
        return studies.carry_through(work, scenarios, workers)


def _scenarios(work: Unfinished) -> list[Scenario]:
    """The scenarios of a study, if they and the program are still what they were."""
    asked = work.asked
    scenarios = read_scenarios([work.folder / SCENARIOS / file for file in asked.files])
    now = ask(
        asked.command, asked.files, scenarios, asked.seed, asked.replications, asked.precision, asked.years
    )
    changed = _changed(asked, now)
    if changed:
        raise DesistError(
            f"{work.folder} cannot be gone on with: {changed} since it was begun, so what is finished and "
            "what is missing would not belong together. Remove the folder and give the command again"
        )
    return scenarios


def _changed(before: Asked, now: Asked) -> str:
    if before.evidence != now.evidence:
        return "the evidence table has changed"
    if before.code != now.code:
        return "the program has changed"
    if (before.names, before.fingerprints) != (now.names, now.fingerprints):
        return "its copies of the scenario files have changed"
    return ""
