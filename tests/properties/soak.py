"""Many random scenarios on several processes.

``python -m tests.properties.soak --examples 10000 --processes 2``. Seeds are new each time and are printed.
What fails is kept in a folder named after its seed: ``--seed`` with that seed and ``--examples 10`` makes it
again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import secrets
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from sim.experiment.executors import abandon, end_with_parent
from tests.properties.scenario_files import OF_ONE_SEED, Files, files
from tests.properties.trial import Verdict, put_to_the_proof

TOLD = 100
"""After so many scenarios comes a line of progress."""
SEEDS = 10**9


@dataclass
class Batch:
    """What became of the scenarios of one seed."""

    seed: int
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    failed: list[tuple[str, Path]] = field(default_factory=list)
    """The last line of each error, and the folder with the files that brought it about."""


def run_batch(number: int, examples: int, keep: Path) -> Batch:
    """Put so many scenarios of one seed to the proof, going on after a failure."""
    batch = Batch(number)
    with tempfile.TemporaryDirectory() as folder:

        @seed(number)
        @settings(
            max_examples=examples,
            derandomize=False,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=tuple(HealthCheck),
        )
        @given(files())
        def proof(drawn: Files) -> None:
            try:
                batch.verdicts[put_to_the_proof(drawn, Path(folder))] += 1
            except Exception:  # every fault is to be kept, and the next scenario tried
                batch.failed.append(_keep(drawn, keep / f"{number}-{len(batch.failed)}"))

        proof()
    return batch


def _keep(drawn: Files, folder: Path) -> tuple[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in drawn.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    error = traceback.format_exc()
    (folder / "error.txt").write_text(error, encoding="utf-8")
    return error.strip().splitlines()[-1], folder


def soak(examples: int, processes: int, first_seed: int, keep: Path) -> int:
    """Run batch after batch, print how it goes, and return the number of scenarios that failed.

    A process that is killed, as for want of memory, counts as a failure and ends the soak. When this one is
    stopped or killed, the others end too.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
        try:
            return _followed(_submitted(pool, examples, first_seed, keep), examples, processes)
        except KeyboardInterrupt:
            abandon(pool)
            raise


def _followed(seeds: dict[Future[Batch], int], examples: int, processes: int) -> int:
    """Wait for every batch, print how it goes, and return the number of scenarios that failed."""
    done: Counter[Verdict] = Counter()
    failed = 0
    for future in as_completed(list(seeds)):
        try:
            batch = future.result()
        except BrokenExecutor:
            print(f"A process was killed, at one of the seeds {list(seeds.values())[:processes]}", flush=True)
            return failed + 1
        del seeds[future]
        done += batch.verdicts
        failed += len(batch.failed)
        for error, folder in batch.failed:
            print(f"  {folder}: {error}", flush=True)
        tried = done.total() + failed
        if tried % TOLD < OF_ONE_SEED or tried >= examples:
            counts = ", ".join(f"{done[verdict]} {verdict.value}" for verdict in Verdict)
            print(f"{tried} of {examples}: {counts}, {failed} failed", flush=True)
    return failed


def _submitted(
    pool: ProcessPoolExecutor, examples: int, first_seed: int, keep: Path
) -> dict[Future[Batch], int]:
    """Every batch, with its seed, in the order in which they are begun."""
    return {
        pool.submit(run_batch, first_seed + place, min(OF_ONE_SEED, examples - start), keep): first_seed
        + place
        for place, start in enumerate(range(0, examples, OF_ONE_SEED))
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 if any scenario failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.soak", description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000, help="scenarios in all")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, help="seed of the first ten; a new one each time if left out")
    parser.add_argument(
        "--keep", type=Path, default=Path("results/soak"), help="folder for the files of scenarios that fail"
    )
    asked = parser.parse_args(arguments)
    first_seed = secrets.randbelow(SEEDS) if asked.seed is None else asked.seed
    print(f"{OF_ONE_SEED} scenarios a seed, from seed {first_seed} on", flush=True)
    return int(soak(asked.examples, asked.processes, first_seed, asked.keep) > 0)


if __name__ == "__main__":
    sys.exit(main())
