"""Fresh processes: each run has one of its own, so that none inherits another's memory or caches.

Nothing is imported here but the standard library: a process inherits the peak of memory of its parent.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "scenarios" / "small"
SUFFOLK = ROOT / "scenarios" / "suffolk"
DESIST = (sys.executable, "-m", "sim.cli.main")


@dataclass(frozen=True)
class Spent:
    """What a whole process took."""

    cpu_seconds: float
    """Its own and the system's for it, with those of processes that it started and waited for."""
    wall_seconds: float


def spent(command: Sequence[str]) -> Spent:
    """Run a command to its end, in silence.

    Raises ``CalledProcessError`` if it fails, after showing what it said.
    """
    with TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.terminate()
            raise
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise subprocess.CalledProcessError(process.returncode, list(command))
    return Spent(usage.ru_utime + usage.ru_stime, wall)


def answer(function: str, **given: object) -> Any:
    """Call ``benchmarks.module:function`` with the arguments in a fresh process; what it returns.

    Arguments and what comes back go through JSON. Raises ``CalledProcessError`` if it fails.
    """
    command = [sys.executable, "-m", "benchmarks.child", function, json.dumps(given)]
    return json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def say(text: str) -> None:
    """Tell whoever waits what is going on, apart from the report."""
    print(f"  {text}", file=sys.stderr, flush=True)
