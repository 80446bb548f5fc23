"""``desist calibrate``: which values of an area the published rates allow."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from calibration.fitting.calibrate import calibrate as infer
from calibration.fitting.findings import Findings, findings
from calibration.fitting.problem import Problem, read_problem
from calibration.fitting.trials import Trials
from calibration.fitting.writing import write_calibration, write_fitted
from sim.cli.working import below_one_folder, chosen_workers, refuse_another, tell
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.asked import Asked, ask
from sim.experiment.durable import write_whole
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_manifest
from sim.experiment.progress import Progress
from sim.experiment.runner import Finished
from sim.experiment.timing import Timing
from sim.experiment.unfinished import SCENARIOS, Unfinished, begin
from sim.scenario.reader import read_scenario

COMMAND = "calibrate"
_BASELINE = "baseline.txt"
"""Where the scenario itself lies, in the folder of unfinished work: its copy there is gone in the end."""


def calibrate(options: argparse.Namespace) -> int:
    """Carry out a problem, write what follows from it, and print it."""
    problem = read_problem(options.problem)
    if problem.targets is None:
        raise DesistError(
            f"{options.problem}: has readings in place of targets, so there is nothing published to "
            "calibrate to: it serves trials on known values (make soak-recovery)"
        )
    if options.fitted:
        _make(options.fitted)
    asked, sources = ask_problem(problem, options.problem)
    folder: Path = options.out or Path("results") / f"{problem.name}-{asked.key(0)[:8]}"
    check_folder(folder)
    with chosen_workers(options) as workers, begin(folder, asked, sources, tell) as work:
        write_whole(work.folder / _BASELINE, os.fsencode(problem.scenario.resolve()))
        found = carry_through(work, problem, workers)
    if options.fitted:
        write_fitted(found, load_register(), options.fitted, options.fitted, problem.name)
        print(f"Override and ensemble: {options.fitted / problem.name}.yaml, -ensemble.csv")
    return 0


def _make(folder: Path) -> None:
    """Make the folder of ``--fitted`` before anything is run, as it may take hours until it is needed."""
    if folder.is_file():
        raise DesistError(f"{folder} is a file; --fitted must be a folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesistError(f"{folder} cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise DesistError(f"{folder} cannot be written to")


def carry_through(work: Unfinished, problem: Problem, workers: Workers) -> Findings:
    """Run what is missing, infer, write tables, figures, override and ensemble, and print the findings."""
    register, timing = load_register(), Timing()
    trials = Trials(problem.scenario, register, problem.space, problem.seed, workers, work, _progress)
    found = _extending(_baseline(work), findings(infer(problem, trials, tell), register))
    others = {"problem": problem.fingerprint, "runs": problem.runs, "timing": timing.block(workers)}
    scenario = read_scenario(problem.scenario)
    rests_on = manifest([scenario], problem.replications, problem.seed, others)

    def write(folder: Path) -> None:
        write_calibration(found, register, folder, work.results)
        write_manifest(rests_on, folder)

    finish(work, write)
    print(f"{problem.title}\n\n{found.text}\n")
    print(f"Tables, figures, override and ensemble: {work.results}")
    return found


def _baseline(work: Unfinished) -> Path:
    return Path(os.fsdecode((work.folder / _BASELINE).read_bytes()))


def _extending(baseline: Path, found: Findings) -> Findings:
    """The same, with an override that extends the scenario itself and not a copy of it."""
    problem = replace(found.calibration.problem, scenario=baseline)
    return replace(found, calibration=replace(found.calibration, problem=problem))


def ask_problem(problem: Problem, path: Path) -> tuple[Asked, Mapping[str, bytes]]:
    """What is asked, and the files it rests on by their paths below the folder that holds all of them."""
    scenario = read_scenario(problem.scenario)
    _, sources = below_one_folder([path, *problem.files, *map(Path, scenario.files)])
    asked = ask(COMMAND, list(sources)[:1], [scenario], problem.seed, problem.runs)
    return replace(asked, fingerprints=(*asked.fingerprints, problem.fingerprint)), sources


def problem_of(work: Unfinished) -> Problem:
    """The problem of a calibration that was left unfinished, from its copies.

    Raises
    ------
    DesistError
        If they, the evidence or the program have changed.
    """
    path = work.folder / SCENARIOS / work.asked.files[0]
    problem = read_problem(path)
    now, _ = ask_problem(problem, path)
    refuse_another(work, now)
    return problem


def _progress(what: str) -> Finished:
    return Progress(sys.stderr, what)
