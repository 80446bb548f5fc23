"""How long the command takes before it does anything."""

from __future__ import annotations

from statistics import median

from benchmarks.goals import Goal
from benchmarks.part import Asked, Outcome
from benchmarks.processes import DESIST, SUFFOLK, say, spent

_COMMANDS = {
    "desist --help": (("--help",), 0.3),
    "desist check scenarios/suffolk/baseline.yaml": (("check", str(SUFFOLK / "baseline.yaml")), 1.0),
}
"""What is asked, and the seconds that it may take."""


def measure(asked: Asked) -> Outcome:
    """Start each command several times, in turn; wall time counts, because somebody waits for it."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
    for repeat in range(asked.runs(usual=5)):
        say(f"start-up: round {repeat + 1}")
        for name, (arguments, _) in _COMMANDS.items():
            took = spent([*DESIST, *arguments])
            runs[name].append((took.cpu_seconds, took.wall_seconds))
    lines = [f"{'':<48}{'CPU seconds':>12}{'seconds':>12}   medians of {asked.runs(usual=5)}"]
    goals: list[Goal] = []
    figures: dict[str, dict[str, float]] = {}
    for name, (_, bound) in _COMMANDS.items():
        cpu, wall = (median(run[column] for run in runs[name]) for column in (0, 1))
        lines.append(f"{name:<48}{cpu:>12.2f}{wall:>12.2f}")
        goals.append(Goal(f"Start-up: {name.replace('scenarios/suffolk/', '')}", wall, bound, "s"))
        figures[name] = {"cpu_seconds": cpu, "wall_seconds": wall}
    return Outcome(lines, figures, goals)
