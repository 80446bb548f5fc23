"""All benchmarks side by side, in one session: desist beside other programs, and beside its goals.

``python -m benchmarks.bench [PART ...]``; each part can be run alone. Every run has a fresh process, times
are CPU seconds unless somebody waits for them, programs that are compared take turns, medians are printed.
Times are for the machine at hand, now: only ratios travel.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import goals, growth, half_width, pathway, start_up, studies
from benchmarks.network import side_by_side
from benchmarks.part import Asked, Outcome, Part
from benchmarks.processes import cores
from benchmarks.suffolk import busyness, machine

PARTS = (
    Part("pathway", "Suffolk, beside a SimPy tutorial", pathway.measure, 3),
    Part("network", "An arrest-to-court network in five programs", side_by_side.compare, 1.5),
    Part("growth", "Does cost grow with size?", growth.measure, 5),
    Part("start-up", "Before anything is done", start_up.measure, 0.1),
    Part("half-width", "What it costs to know a difference", half_width.measure, 3),
    Part("parallel", "How well the cores are used", studies.parallel, 3, cores()),
    Part("study", "A large study", studies.large_study, 3, 2),
)
"""In this order, so that those that keep all cores busy come last."""

_FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts and print the report; returns 1 if a part failed. A goal that is missed is no failure."""
    asked = _asked(arguments)
    chosen = [part for part in PARTS if not asked.parts or part.name in asked.parts]
    print(heading(chosen, quick=asked.quick), flush=True)
    busy_before = os.getloadavg()[0]
    began = time.perf_counter()
    found: dict[str, Outcome] = {}
    failures: dict[str, str] = {}
    for part in chosen:
        print(f"\n== {part.name}: {part.title} ==", flush=True)
        try:
            found[part.name] = _run(part, Asked(asked.quick, asked.full, asked.repeats), busy_before)
        except (subprocess.CalledProcessError, RuntimeError) as error:
            failures[part.name] = str(error)
            print(f"FAILED: {error}", flush=True)
    print("\n".join(["", *closing(found, failures, time.perf_counter() - began)]))
    if asked.json is not None:
        text = json.dumps(as_json(found, failures), indent=2)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return _FAILED if failures else 0


def _run(part: Part, asked: Asked, busy_before: float) -> Outcome:
    """Run a part and print what it found."""
    began = time.perf_counter()
    outcome = part.run(asked)
    print("\n".join([*outcome.lines, "", *goals.table(outcome.goals)]))
    busy = busyness(busy_before, max(0.0, os.getloadavg()[0] - (part.processes - 1)))
    print(f"{time.perf_counter() - began:.0f} s. {busy}", flush=True)
    return outcome


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for; ends the program if that cannot be."""
    names = [part.name for part in PARTS]
    parser = argparse.ArgumentParser(
        prog="bench", description="Measure desist beside other programs and beside its goals."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"all unless named: {', '.join(names)}")
    parser.add_argument(
        "--quick", action="store_true", help="smallest sizes: does it work? (measures nothing)"
    )
    parser.add_argument("--full", action="store_true", help="run the large study instead of extrapolating")
    parser.add_argument("--repeats", type=int, metavar="N", help="runs of each (3 to 8, by part)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.parts if name not in names]
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(names)}")
    if asked.repeats is not None and asked.repeats < 1:
        parser.error("--repeats must be at least 1")
    return asked


def heading(chosen: Sequence[Part], quick: bool) -> str:
    """What is run, where, and about how long it takes."""
    where = machine()
    lines = [
        f"desist benchmarks: {', '.join(part.name for part in chosen)}",
        f"{where['python']}, {where['system']}, {where['processors']} processors",
    ]
    if quick:
        lines.append("QUICK: the smallest sizes, to see that everything works; the figures mean nothing.")
    else:
        lines.append(f"This takes about {sum(part.minutes for part in chosen):.0f} minutes on two cores.")
    return "\n".join(lines)


def closing(found: dict[str, Outcome], failures: dict[str, str], seconds: float) -> list[str]:
    """All goals together, and what failed."""
    everything = [goal for outcome in found.values() for goal in outcome.goals]
    lines = ["== All goals ==", *goals.table(everything), goals.count(everything)]
    lines += [f"FAILED, not measured: {name}: {error}" for name, error in failures.items()]
    lines.append(f"{seconds / 60:.1f} minutes in all. Times are for this machine, now: only ratios travel.")
    return lines


def as_json(found: dict[str, Outcome], failures: dict[str, str]) -> dict[str, object]:
    """Everything that was found."""
    return {
        "machine": machine(),
        "parts": {
            name: {"figures": outcome.figures, "goals": [goal.as_json() for goal in outcome.goals]}
            for name, outcome in found.items()
        },
        "failed": failures,
    }


if __name__ == "__main__":
    sys.exit(main())
