"""``desist run`` and ``desist compare``: from files to a folder of results."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim import clock
from sim.cli.working import chosen_workers, own_files, sources_of, tell
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.asked import Asked, ask
from sim.experiment.drawn import Drawn
from sim.experiment.enough import precision_of
from sim.experiment.ensemble import COPY, Ensemble, read_ensemble
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_study
from sim.experiment.progress import Progress
from sim.experiment.simulate import simulate
from sim.experiment.study import make_study
from sim.experiment.timing import Timing
from sim.experiment.unfinished import Unfinished, begin
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario

USUAL = 16
"""Replications unless told otherwise."""
USUAL_OF_A_DRAW = 2
"""Replications of each draw of parameters unless told otherwise: the fewest that show chance."""
BUDGET = 256
"""Replications at the most when a precision is asked for."""


def run_and_write(paths: Sequence[Path], options: argparse.Namespace) -> int:
    """Read the scenarios, run them, write the results and say where they lie."""
    scenarios = read_scenarios(paths)
    check_comparable(scenarios)
    command = "run" if len(scenarios) == 1 else "compare"
    ensemble = ensemble_asked(options)
    at_most = replications_asked(options, ensemble)
    precision_of(options.precision, scenarios)  # what is wrong with it is told before anything is run
    years = options.years or clock.YEARS
    drawn = Drawn(paths, ensemble, load_register()) if ensemble else None
    if drawn:
        drawn.check()
    files = own_files(paths, scenarios)
    asked = ask(command, files, scenarios, options.seed, at_most, options.precision, years, ensemble)
    folder: Path = options.out or usual_folder(scenarios, asked)
    check_folder(folder)
    copies = copies_of(scenarios, ensemble)
    with chosen_workers(options) as workers, begin(folder, asked, copies, tell) as work:
        return carry_through(work, scenarios, workers, drawn)


def carry_through(
    work: Unfinished, scenarios: Sequence[Scenario], workers: Workers, drawn: Drawn | None = None
) -> int:
    """Run what is missing of a study, write the results, and say where they lie."""
    asked, timing = work.asked, Timing()
    what = f"replications of {len(scenarios)} scenario" + ("s" if len(scenarios) > 1 else "")
    precision = precision_of(asked.precision, scenarios)
    found = simulate(scenarios, asked, workers, work, Progress(sys.stderr, what), precision, drawn)
    results = [result for of_one in found for result in of_one]
    said = precision.said(found) if precision else ""
    ensemble = drawn.ensemble if drawn else None
    study = make_study(scenarios, results, asked.seed, said, asked.years, ensemble)
    if study.precision:
        tell(study.precision)
    others = {"years": asked.years, "precision": list(asked.precision), **_told_of(ensemble)}
    others["timing"] = timing.block(workers)
    rests_on = manifest(scenarios, study.replications, asked.seed, others)
    finish(work, lambda folder: write_study(study, rests_on, folder))
    print(f"Briefing: {work.results / 'briefing.html'}")
    return 0


def _told_of(ensemble: Ensemble | None) -> dict[str, object]:
    """What the manifest says of an ensemble."""
    if ensemble is None:
        return {}
    told = {"file": ensemble.name, "fingerprint": ensemble.fingerprint, "draws": len(ensemble.draws)}
    return {"ensemble": {**told, "varied": list(ensemble.ids)}}


def ensemble_asked(options: argparse.Namespace) -> Ensemble | None:
    """The draws of parameters that the command line asks for; None if it asks for none.

    Raises
    ------
    DesistError
        If the file is wrong, or what is asked of it does not go together.
    """
    if options.ensemble is None:
        return draws_asked(options)
    if options.precision or options.at_most is not None:
        raise DesistError(
            "--precision adds replications until intervals are narrow, and an ensemble has as many runs as "
            "its draws: give --draws and --replications instead"
        )
    if options.replications is not None and options.replications < USUAL_OF_A_DRAW:
        raise DesistError(
            f"--replications: with one run of each draw, chance and parameters cannot be told apart; give at "
            f"least {USUAL_OF_A_DRAW}"
        )
    return draws_asked(options)


def draws_asked(options: argparse.Namespace) -> Ensemble | None:
    """As many draws of the ensemble as are asked for; None if there is none.

    Raises
    ------
    DesistError
        If the file is wrong, has fewer draws, or is not there.
    """
    if options.ensemble is not None:
        return read_ensemble(options.ensemble, load_register()).first(options.draws)
    if options.draws is not None:
        raise DesistError("--draws is how many draws of an ensemble are run: give --ensemble FILE too")
    return None


def copies_of(scenarios: Sequence[Scenario], ensemble: Ensemble | None) -> Mapping[str, bytes]:
    """The files that a study keeps copies of."""
    return {**sources_of(scenarios), **({COPY: ensemble.content} if ensemble else {})}


def replications_asked(options: argparse.Namespace, ensemble: Ensemble | None = None) -> int:
    """How many replications, of all draws together, or with ``--precision`` how many at most.

    Raises
    ------
    DesistError
        If both a number and a precision are asked for.
    """
    if ensemble is not None:
        return len(ensemble.draws) * int(options.replications or USUAL_OF_A_DRAW)
    if not options.precision:
        if options.at_most is not None:
            raise DesistError("--at-most is the budget of --precision: give both, or --replications alone")
        return int(options.replications or USUAL)
    if options.replications is not None:
        raise DesistError("--replications is a number and --precision decides it: give one (and --at-most)")
    return int(options.at_most or BUDGET)


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


def usual_folder(scenarios: Sequence[Scenario], asked: Asked) -> Path:
    """A folder whose name is another for any other scenarios, seed, replications, precision or years."""
    first = scenarios[0]
    kind = f"-{asked.command}" if asked.command not in ("run", "compare") else ""
    what = kind or (f"-and-{len(scenarios) - 1}" if len(scenarios) > 1 else "")
    told = [*asked.fingerprints, str(asked.seed), str(asked.replications), *asked.precision]
    if asked.years != clock.YEARS:
        told.append(f"{asked.years} years")
    if asked.ensemble:
        told += [asked.ensemble, f"{asked.draws} draws"]
    name = hashlib.sha256("-".join(told).encode()).hexdigest()[:10]
    return Path("results") / f"{first.name}{what}-{name}"
