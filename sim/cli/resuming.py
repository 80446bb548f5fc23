"""``desist resume``: go on with a study that was interrupted; only what is missing is run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sim.cli import backtesting, calibrating, sensitivity, studies, validating
from sim.cli.working import chosen_workers, refuse_another, tell
from sim.evidence.register import load_register
from sim.experiment.asked import ask
from sim.experiment.drawn import Drawn
from sim.experiment.ensemble import COPY, read_ensemble
from sim.experiment.executors import Workers
from sim.experiment.output import check_folder
from sim.experiment.unfinished import SCENARIOS, Unfinished, go_on, results_folder
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario


def resume(folder: Path, options: argparse.Namespace) -> int:
    """Take up the study whose results shall lie in ``folder``, from the copies of its scenario files."""
    check_folder(results_folder(folder))
    with go_on(folder, tell) as work, chosen_workers(options) as workers:
        carry_through = _rest_of(work)  # refused, it stays as it lies
        with work.under_way():
            return carry_through(workers)


def _rest_of(work: Unfinished) -> Callable[[Workers], int]:
    """What is left to do of a study, if it is still what was asked; raises ``DesistError`` if it is not."""
    if work.asked.command == calibrating.COMMAND:
        return partial(calibrating.carry_through, work, calibrating.problem_of(work))
    if work.asked.command == sensitivity.COMMAND:
        return partial(sensitivity.carry_through, work, sensitivity.request_of(work))
    scenarios, drawn = _scenarios(work)
    if work.asked.command == "validate":
        return partial(validating.carry_through, work, scenarios[0])
    if work.asked.command == "backtest":
        return partial(backtesting.carry_through, work, scenarios[0], drawn=drawn)
    return partial(studies.carry_through, work, scenarios, drawn=drawn)


def _scenarios(work: Unfinished) -> tuple[list[Scenario], Drawn | None]:
    """The scenarios of a study, also by draw, if they and the program are still what they were."""
    asked, copies = work.asked, work.folder / SCENARIOS
    paths = [copies / file for file in asked.files]
    scenarios, ensemble = read_scenarios(paths), None
    if asked.ensemble:
        copy = read_ensemble(copies / COPY, load_register()).first(asked.draws)
        ensemble = replace(copy, file=asked.ensemble_file)
    now = ask(
        asked.command, asked.files, scenarios, asked.seed, asked.replications, asked.precision, asked.years,
        ensemble,
    )  # fmt: skip
    refuse_another(work, now)
    return scenarios, Drawn(paths, ensemble, load_register()) if ensemble else None
