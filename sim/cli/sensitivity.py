"""``desist sensitivity``: what figures and a decision hang on, and which fact would be worth knowing."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from calibration.fitting.free import Free, free_values
from calibration.fitting.problem import Problem, read_problem
from calibration.fitting.tables import RUNS
from calibration.sensitivity.decision import Decision, check_decision, outcome
from calibration.sensitivity.draws_of_values import values_in
from calibration.sensitivity.earlier_runs import read_runs, screen_runs
from calibration.sensitivity.study import Question, Study
from calibration.sensitivity.writing import Findings, write_findings
from sim import clock
from sim.cli.working import below_one_folder, chosen_workers, refuse_another, tell
from sim.errors import DesistError
from sim.evidence.register import Register, load_register
from sim.experiment.asked import Asked, ask
from sim.experiment.ensemble import read_ensemble
from sim.experiment.executors import Workers
from sim.experiment.manifest import manifest
from sim.experiment.output import check_folder, finish, write_manifest
from sim.experiment.progress import Progress
from sim.experiment.timing import Timing
from sim.experiment.unfinished import SCENARIOS, Unfinished, begin
from sim.scenario.reader import read_scenario, read_scenarios

COMMAND = "sensitivity"
USUAL_PAIRS, USUAL_DRAWS = 16, 200
_REQUEST = "sensitivity.json"


@dataclass(frozen=True)
class Request:
    """What the command line asks for; files as paths."""

    problem: str
    decision: tuple[str, str] | None
    measure: str
    also: tuple[str, ...]
    """Further values of the evidence table that are not known."""
    ensemble: str | None
    calibration: str | None
    """Table of runs of a calibration."""
    replications: int
    draws: int
    seed: int
    years: int

    @property
    def scenarios(self) -> list[Path]:
        """Baseline and other scenario; none if there is no decision."""
        return [Path(name) for name in self.decision or ()]

    @property
    def files(self) -> list[Path]:
        """The files that are named, but for those that they name."""
        named = (self.problem, *(self.decision or ()), self.ensemble, self.calibration)
        return [Path(name) for name in named if name]


def sensitivity(options: argparse.Namespace) -> int:
    """Run what is asked, write tables, figures and words, and print the words."""
    request = _request(options)
    problem = read_problem(options.problem)
    asked, sources = _ask(request, problem)
    folder: Path = options.out or Path("results") / f"{problem.name}-{COMMAND}-{asked.key(0)[:8]}"
    check_folder(folder)
    with chosen_workers(options) as workers, begin(folder, asked, sources, tell) as work:
        return carry_through(work, request, workers)


def carry_through(work: Unfinished, request: Request, workers: Workers) -> int:
    """Run what is missing, write the results, and print the findings."""
    register, timing = load_register(), Timing()
    problem = read_problem(Path(request.problem))
    earlier = read_runs(Path(request.calibration), problem) if request.calibration else None
    study = _study(request, problem, register)
    answer = study.answer(register, workers, work, Progress(sys.stderr, "pairs of runs")) if study else None
    screenings = screen_runs(earlier, request.seed) if earlier else []
    scenarios = read_scenarios(request.scenarios or [problem.scenario])
    found = Findings(problem, screenings, answer, scenarios[0].title, scenarios[-1].title)
    others = {
        "problem": problem.fingerprint,
        "measure": request.measure,
        "also": list(request.also),
        "draws": request.draws,
        "years": request.years,
        "pairs": study.pairs if study else 0,
        "timing": timing.block(workers),
    }
    rests_on = manifest(scenarios, request.replications, request.seed, others)

    def write(folder: Path) -> None:
        write_findings(found, folder)
        write_manifest(rests_on, folder)

    finish(work, write)
    print(f"{found.text}\n\nTables and figures: {work.results}")
    return 0


def request_of(work: Unfinished) -> Request:
    """What was asked of a study that was left unfinished, from its copies.

    Raises
    ------
    DesistError
        If they, the evidence or the program have changed.
    """
    copies = work.folder / SCENARIOS
    told = json.loads((copies / _REQUEST).read_bytes())
    found = _with_files(_from_json(told), lambda name: str(copies / name))
    now, _ = _ask(found, read_problem(Path(found.problem)))
    refuse_another(work, now)
    return found


def _request(options: argparse.Namespace) -> Request:
    if options.decision is None and options.calibration is None:
        raise DesistError(
            "give --decision BASELINE OTHER (tornado, value of information), --calibration DIR (what figures "
            "hang on), or both"
        )
    runs = options.calibration
    if runs is not None and runs.is_dir():
        runs = runs / RUNS
    for file in [*(options.decision or ()), *[each for each in (options.ensemble, runs) if each]]:
        if not file.is_file():
            raise DesistError(f"{file}: there is no such file")
    outcome(options.measure)
    return Request(
        str(options.problem),
        (str(options.decision[0]), str(options.decision[1])) if options.decision else None,
        options.measure,
        tuple(options.also),
        str(options.ensemble) if options.ensemble else None,
        str(runs) if runs else None,
        options.replications or USUAL_PAIRS,
        USUAL_DRAWS if options.draws is None else options.draws,
        options.seed,
        options.years or clock.YEARS,
    )


def _study(request: Request, problem: Problem, register: Register) -> Study | None:
    """The paired runs that are asked for; what is wrong is told before anything is run."""
    if request.decision is None:
        return None
    baseline, other = request.scenarios
    decision = Decision(baseline, other, request.years)
    free = _free(request, problem, register)
    check_decision(decision, register, free)
    ensemble = values_in(read_ensemble(Path(request.ensemble), register)) if request.ensemble else None
    return Study(
        Question(
            decision, outcome(request.measure), free, ensemble, request.replications, request.draws,
            request.seed,
        )
    )  # fmt: skip


def _free(request: Request, problem: Problem, register: Register) -> tuple[Free, ...]:
    known = {each.id for each in problem.space.free}
    new = tuple(dict.fromkeys(id for id in request.also if id not in known))
    unknown = [id for id in new if id not in register.rows]
    if unknown:
        raise DesistError(f"--also: the evidence table has no row {', '.join(unknown)}")
    return (*problem.space.free, *free_values(register, new))


def _ask(request: Request, problem: Problem) -> tuple[Asked, Mapping[str, bytes]]:
    """What is asked, and the files it rests on by their paths below the folder that holds all of them."""
    scenarios = [read_scenario(path) for path in (*request.scenarios, problem.scenario)]
    files = [*request.files, *problem.files, *(Path(file) for each in scenarios for file in each.files)]
    top, below = below_one_folder(files)
    told = _with_files(request, lambda name: Path(os.path.realpath(name)).relative_to(top).as_posix())
    text = json.dumps(asdict(told), indent=2, ensure_ascii=False).encode()
    asked = ask(COMMAND, [_REQUEST], scenarios, request.seed, 0, (), request.years)
    digests = [hashlib.sha256(below[name]).hexdigest() for name in sorted(below)]
    of_request = hashlib.sha256(json.dumps([text.decode(), digests]).encode()).hexdigest()
    fingerprints = (*asked.fingerprints, problem.fingerprint, of_request)
    return replace(asked, fingerprints=fingerprints), {**below, _REQUEST: text}


def _with_files(request: Request, put: Callable[[str], str]) -> Request:
    """The request with its files named otherwise."""
    return replace(
        request,
        problem=put(request.problem),
        decision=(put(request.decision[0]), put(request.decision[1])) if request.decision else None,
        ensemble=put(request.ensemble) if request.ensemble else None,
        calibration=put(request.calibration) if request.calibration else None,
    )


def _from_json(told: dict[str, Any]) -> Request:
    decision = tuple(told["decision"]) if told["decision"] else None
    return Request(**{**told, "decision": decision, "also": tuple(told["also"])})
