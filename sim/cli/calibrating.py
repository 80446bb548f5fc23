"""``desist calibrate``: which values of an area the published rates allow."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from calibration.fitting.calibrate import calibrate as infer
from calibration.fitting.findings import findings
from calibration.fitting.problem import Problem, read_problem
from calibration.fitting.trials import Trials
from calibration.fitting.writing import FITTED, write_calibration, write_fitted
from sim.cli.working import below_one_folder, chosen_workers, refuse_another, tell
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.asked import Asked, ask
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_manifest
from sim.experiment.progress import Progress
from sim.experiment.runner import Finished
from sim.experiment.timing import Timing
from sim.experiment.unfinished import SCENARIOS, Unfinished, begin, unfinished_folder
from sim.scenario.chain import ROOT_FOLDER, ROOT_MARKS, unfit_to_extend
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Scenario

COMMAND = "calibrate"


def calibrate(options: argparse.Namespace) -> int:
    """Carry out a problem, write what follows from it, and print it."""
    problem = read_problem(options.problem)
    if problem.targets is None:
        raise DesistError(
            f"{options.problem}: has readings in place of targets, so there is nothing published to "
            "calibrate to: it serves trials on known values (make soak-recovery)"
        )
    files = _files(problem, options.problem)
    asked, sources = ask_problem(problem, files)
    folder: Path = options.out or Path("results") / f"{problem.name}-{asked.key(0)[:8]}"
    fitted = str(options.fitted.resolve()) if options.fitted else ""
    asked = replace(asked, extended=str(problem.scenario.resolve()), fitted=fitted)
    check_folder(folder)
    _ready_places(asked, options.fitted, folder, problem.name, files)
    with chosen_workers(options) as workers, begin(folder, asked, sources, tell) as work:
        return carry_through(work, problem, workers)


def _ready_places(asked: Asked, fitted: Path | None, results: Path, name: str, files: Iterable[Path]) -> None:
    """See before hours of runs that what is written has a place: refuse one, or make that of --fitted."""
    if fitted:
        _check_fitted(fitted, results, name, files)
    _check_override(asked, results, name)
    if fitted:
        _make(fitted)


def _check_override(asked: Asked, results: Path, name: str) -> None:
    """Refuse a place from which the override could not extend its scenario."""
    places = {"--out": results / f"{FITTED}.yaml"}
    if asked.fitted:
        places["--fitted"] = Path(asked.fitted) / f"{name}.yaml"
    # what is said must also be true where the options are not given: of a default, and on `desist resume`
    for option, place in places.items():
        if wrong := unfit_to_extend(Path(asked.extended), place):
            raise DesistError(
                f"{place} could not extend {asked.extended}: {wrong}. {option} must be a folder that lies "
                f"with the scenario below one called {ROOT_FOLDER}, or in one project (with "
                f"{' or '.join(ROOT_MARKS)} at its top)"
            )


def _check_fitted(fitted: Path, results: Path, name: str, files: Iterable[Path]) -> None:
    """Refuse a folder in which the override would be lost, or something with it."""
    place = Path(os.path.realpath(fitted / f"{name}.yaml"))
    if place in {Path(os.path.realpath(file)) for file in files}:
        raise DesistError(
            f"{place} would be written over, and the calibration rests on it; --fitted must be another folder"
        )
    goes = {results: "which the results replace", unfinished_folder(results): "which goes in the end"}
    for folder, why in goes.items():
        if place.is_relative_to(os.path.realpath(folder)):
            raise DesistError(f"{fitted} lies in {folder}, {why}; --fitted must be another folder")


def _unchanged_base(work: Unfinished) -> Scenario:
    """The scenario that the override is to extend; raises ``DesistError`` if it is not what was fitted to."""
    extended = Path(work.asked.extended)
    if not extended.is_file():
        raise DesistError(
            f"{extended}, which the override is to extend, is no longer there: put it back, or give the "
            "command again with the same --out"
        )
    scenario = read_scenario(extended)
    if scenario.fingerprint != work.asked.fingerprints[0]:
        raise DesistError(
            f"{extended}, which the override is to extend, has changed since the calibration was begun: put "
            f"it back as it was, or remove {work.folder} and give the command again"
        )
    return scenario


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


def carry_through(work: Unfinished, problem: Problem, workers: Workers) -> int:
    """Run what is missing, infer, write tables, figures, override and ensemble, and print the findings."""
    register, timing = load_register(), Timing()
    trials = Trials(problem.scenario, register, problem.space, problem.seed, workers, work, _progress)
    found = findings(infer(problem, trials, tell), register)
    _unchanged_base(work)  # hours may lie between
    others = {"problem": problem.fingerprint, "runs": problem.runs, "timing": timing.block(workers)}
    scenario = read_scenario(problem.scenario)
    rests_on = manifest([scenario], problem.replications, problem.seed, others)
    extended = Path(work.asked.extended)
    fitted = Path(work.asked.fitted) if work.asked.fitted else None

    def write(folder: Path) -> None:
        write_calibration(found, register, folder, work.results, extended)
        write_manifest(rests_on, folder)
        if fitted:  # before the work is put away, so that it can be gone on with if this fails
            write_fitted(found, register, fitted, fitted, problem.name, extended)

    finish(work, write)
    print(f"{problem.title}\n\n{found.text}\n")
    print(f"Tables, figures, override and ensemble: {work.results}")
    if fitted:
        print(f"Override and ensemble: {fitted / problem.name}.yaml, -ensemble.csv")
    return 0


def _files(problem: Problem, path: Path) -> list[Path]:
    """The files that a problem rests on, its own first."""
    return [path, *problem.files, *map(Path, read_scenario(problem.scenario).files)]


def ask_problem(problem: Problem, files: Iterable[Path]) -> tuple[Asked, Mapping[str, bytes]]:
    """What is asked, and the files it rests on by their paths below the folder that holds all of them."""
    scenario = read_scenario(problem.scenario)
    _, sources = below_one_folder(files)
    asked = ask(COMMAND, list(sources)[:1], [scenario], problem.seed, problem.runs)
    return replace(asked, fingerprints=(*asked.fingerprints, problem.fingerprint)), sources


def problem_of(work: Unfinished) -> Problem:
    """The problem of a calibration that was left unfinished, from its copies.

    Raises
    ------
    DesistError
        If they, the evidence, the program or the scenario that the override is to extend have changed, or
        what it writes could no longer be used.
    """
    path = work.folder / SCENARIOS / work.asked.files[0]
    problem = read_problem(path)
    now, _ = ask_problem(problem, _files(problem, path))
    refuse_another(work, now)
    base = _unchanged_base(work)
    fitted = Path(work.asked.fitted) if work.asked.fitted else None
    _ready_places(work.asked, fitted, work.results, problem.name, map(Path, base.files))
    return problem


def _progress(what: str) -> Finished:
    return Progress(sys.stderr, what)
