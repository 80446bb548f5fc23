"""Kill a comparison again and again at random moments, go on with it each time, and look at what comes out.

``python -m tests.experiment.kills --kills 200`` is the long form of what the tests do a few times. It uses
``kill -9`` on the command itself and on its workers in turn, and ends with 1 if the results of the tormented
studies differ in a byte from those of an undisturbed one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.draws import uniform

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "scenarios" / "small"
FEW = {
    "stock: 640": "stock: 60",
    "entrants_per_year: 110": "entrants_per_year: 8",
    "other_detentions: 60": "other_detentions: 6",
    "other_detentions: 40": "other_detentions: 4",
    "neighbour_arrests: 20": "neighbour_arrests: 2",
}
"""What makes a hamlet of the small county, so that a replication takes half a second."""
LONGEST = 600
"""Seconds that one study may take, kills included."""


@dataclass
class Torment:
    """What befell a study."""

    commands: int = 0
    """Commands killed as a whole."""
    workers: int = 0
    """Workers killed."""
    said: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """All of them."""
        return self.commands + self.workers


def hamlet(folder: Path) -> list[Path]:
    """The small county with few people, and with two more constables, as files in a folder."""
    county = (SMALL / "county.yaml").read_text(encoding="utf-8")
    for many, few in FEW.items():
        if county.count(many) != 1:
            raise ValueError(f"the small county does not say once: {many}")
        county = county.replace(many, few)
    (folder / "county.yaml").write_text(county, encoding="utf-8")
    more = (SMALL / "two-more-constables.yaml").read_text(encoding="utf-8")
    (folder / "more.yaml").write_text(more, encoding="utf-8")
    return [folder / "county.yaml", folder / "more.yaml"]


def begin(files: Sequence[Path], out: Path, replications: int) -> list[str]:
    """The command of the comparison."""
    words = [str(path) for path in files]
    return ["compare", *words, "--replications", str(replications), "--workers", "2", "--out", str(out)]


def undisturbed(files: Sequence[Path], out: Path, replications: int) -> None:
    """Run the comparison to its end."""
    subprocess.run([*_desist(), *begin(files, out, replications)], check=True, capture_output=True, cwd=ROOT)


def tormented(files: Sequence[Path], out: Path, replications: int, kills: int, seed: int) -> Torment:
    """Run the comparison, killing it or a worker ``kills`` times at most, until its results are there."""
    found = Torment()
    until = time.monotonic() + LONGEST
    chances = _chances(seed)
    words = begin(files, out, replications)
    while not (out / "manifest.json").exists():
        if time.monotonic() > until:
            raise TimeoutError(f"not finished after {LONGEST} seconds: {found}")
        process = subprocess.Popen(
            [*_desist(), *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        while found.kills < kills and process.poll() is None:
            _kill_someone(process, found, chances)
        found.said += process.communicate()[1].splitlines()
        if process.returncode not in (0, 3, -signal.SIGKILL):
            raise AssertionError(f"ended with {process.returncode}: {found.said[-5:]}")
        begun = out.with_name(out.name + ".unfinished").joinpath("asked.json").exists()
        words = ["resume", str(out), "--workers", "2"] if begun else begin(files, out, replications)
    return found


def _kill_someone(process: subprocess.Popen[str], found: Torment, chances: Iterator[float]) -> None:
    """Kill a worker (two times of three) or the command, most often while workers are at work."""
    if next(chances) < 4 / 5:
        while process.poll() is None and not workers_of(process.pid):
            time.sleep(0.02)
    try:
        process.wait(1.5 * next(chances))
        return
    except subprocess.TimeoutExpired:
        pass
    workers = workers_of(process.pid)
    if workers and next(chances) < 2 / 3:
        victim = workers[int(next(chances) * len(workers))]
        found.workers += 1
    else:
        victim = process.pid
        found.commands += 1
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:  # it ended by itself in the meantime
        return


def workers_of(parent: int) -> list[int]:
    """The worker processes of a command (Linux only: read from /proc)."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if folder.name.isdecimal() and int(status[1]) == parent and b"spawn_main" in line:
            found.append(int(folder.name))
    return sorted(found)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a result; of the manifest without its timing."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        if path.name == "manifest.json":
            content = json.loads(raw)
            del content["timing"]
            raw = json.dumps(content).encode()
        found[path.relative_to(folder).as_posix()] = hashlib.sha256(raw).hexdigest()
    return found


def _chances(seed: int) -> Iterator[float]:
    number = 0
    while True:
        yield uniform(seed, number)
        number += 1


def _desist() -> list[str]:
    return [sys.executable, "-m", "sim.cli.main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Torment studies until there were kills enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--replications", type=int, default=30)
    parser.add_argument("--each", type=int, default=25, help="kills of one study at the most (25)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = hamlet(root)
        undisturbed(files, root / "undisturbed", asked.replications)
        wanted = digests(root / "undisturbed")
        total, number = Torment(), 0
        while total.kills < asked.kills:
            number += 1
            out = root / f"study-{number}"
            most = min(asked.each, asked.kills - total.kills)
            found = tormented(files, out, asked.replications, most, asked.seed * 1000 + number)
            total.commands += found.commands
            total.workers += found.workers
            same = digests(out) == wanted and not out.with_name(out.name + ".unfinished").exists()
            print(f"study {number}: {found.commands} commands and {found.workers} workers killed; "
                  f"{'the same to the byte' if same else 'DIFFERENT'}", flush=True)  # fmt: skip
            if not same:
                return 1
    print(f"{total.kills} kills ({total.commands} commands, {total.workers} workers): nothing lost or torn")
    return 0


if __name__ == "__main__":
    sys.exit(main())
