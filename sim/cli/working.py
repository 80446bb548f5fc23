"""What every command that runs something needs: workers, copies of its scenario files, words on the way."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sim.errors import DesistError
from sim.experiment.asked import Asked
from sim.experiment.executors import Workers, on_cluster, on_this_machine, usual_workers
from sim.experiment.unfinished import Unfinished
from sim.scenario.scenario import Scenario


@contextmanager
def chosen_workers(options: argparse.Namespace) -> Iterator[Workers]:
    """The workers that the command line asks for: processes here, or those of a Dask scheduler."""
    if options.scheduler is None:
        yield on_this_machine(options.workers or usual_workers())
        return
    if options.workers is not None:
        raise DesistError("--workers is of this machine and --scheduler of a cluster: give one of them")
    with on_cluster(options.scheduler) as workers:
        yield workers


def own_files(paths: Sequence[Path], scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """The scenario files named on the command line, below the folder that holds all their files."""
    top = _top(scenarios)
    return tuple(Path(os.path.realpath(path)).relative_to(top).as_posix() for path in paths)


def sources_of(scenarios: Sequence[Scenario]) -> Mapping[str, bytes]:
    """Every file of the scenarios, and of those they extend, by its path below the folder that holds all."""
    files = sorted({os.path.realpath(file) for scenario in scenarios for file in scenario.files})
    return below_one_folder(map(Path, files))[1]


def below_one_folder(files: Iterable[Path]) -> tuple[Path, dict[str, bytes]]:
    """The folder that holds all files, and the content of each by its path below that, in their order."""
    real = list(dict.fromkeys(Path(os.path.realpath(file)) for file in files))
    top = Path(os.path.commonpath([file.parent for file in real]))
    return top, {file.relative_to(top).as_posix(): file.read_bytes() for file in real}


def refuse_another(work: Unfinished, now: Asked) -> None:
    """Refuse to go on with a study that is no longer what was asked; raises ``DesistError``."""
    if changed := _changed(work.asked, now):
        raise DesistError(
            f"{work.folder} cannot be gone on with: {changed} since it was begun, so what is finished and "
            "what is missing would not belong together. Remove the folder and give the command again"
        )


def _changed(before: Asked, now: Asked) -> str:
    # the evidence first, on which every other fingerprint may rest
    if before.evidence != now.evidence:
        return "the evidence table has changed"
    if before.code != now.code:
        return "the program has changed"
    if before.ensemble != now.ensemble:
        return "its copy of the ensemble has changed"
    if before.key(0) != now.key(0):
        return "its copies of the files have changed"
    return ""


def _top(scenarios: Sequence[Scenario]) -> Path:
    folders = {str(Path(os.path.realpath(file)).parent) for each in scenarios for file in each.files}
    return Path(os.path.commonpath(sorted(folders)))


def tell(said: str) -> None:
    """A line on the way, beside the results."""
    print(said, file=sys.stderr)
