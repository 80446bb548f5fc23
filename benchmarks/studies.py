"""Whole studies on all cores, as a user starts them: how well cores are used, how long a large one takes.

A study has a beginning and an end that do not grow with it: starting, reading, writing the briefing. Two
sizes are run, and what one replication more takes is their difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.goals import Goal
from benchmarks.part import Asked, Outcome
from benchmarks.processes import DESIST, SMALL, SUFFOLK, cores, say, spent

_LEAST_EFFICIENCY = 0.9
_LARGE, _MOST_MINUTES, _WORKERS = 256, 30.0, 2
_SCENARIOS = ("baseline", "two-more-constables", "half-the-team", "martlesham-closed", "no-iom-effect")


@dataclass(frozen=True)
class Line:
    """Seconds that a study takes, by its replications."""

    fixed: float
    each: float

    @classmethod
    def through(cls, few: tuple[int, float], many: tuple[int, float]) -> Line:
        """The line through two studies, each as (replications, seconds)."""
        each = (many[1] - few[1]) / (many[0] - few[0])
        return cls(few[1] - few[0] * each, each)

    def at(self, replications: int) -> float:
        """Seconds of a study with so many replications."""
        return self.fixed + replications * self.each


def efficiency(alone: float, together: float, workers: int) -> float:
    """Share of the cores' time that is put to use: 1 if so many workers are so many times as quick as one."""
    return alone / (workers * together)


def parallel(asked: Asked) -> Outcome:
    """The small county on one worker and on as many as there are cores."""
    workers = cores()
    few, many = (2, 4) if asked.quick else (4 * workers, 20 * workers)
    goal = "Parallel efficiency on all cores"
    if workers == 1 and not asked.quick:
        lines = ["There is one core only: nothing to share out."]
        return Outcome(lines, {"workers": 1}, [Goal(goal, None, _LEAST_EFFICIENCY, at_most=False)])
    seconds: dict[int, list[float]] = {1: [], workers: []}
    for repeat in range(asked.runs(usual=3)):
        for number, found in seconds.items():
            say(f"parallel: round {repeat + 1}, {number} at a time")
            small, large = (_study(["county"], SMALL, size, number) for size in (few, many))
            found.append(Line.through((few, small), (many, large)).each)
    each = {number: median(found) for number, found in seconds.items()}
    used = median(
        efficiency(alone, together, workers)
        for alone, together in zip(seconds[1], seconds[workers], strict=True)
    )
    lines = [
        f"Small county, 8 years: wall seconds of one replication more, from studies of {few} and of {many}.",
        *(f"{number:>4} at a time: {one:.3f} s a replication" for number, one in each.items()),
        f"{workers} workers make use of {100 * used:.0f} % of {workers} cores.",
    ]
    figures = {"workers": workers, "seconds_each": each, "efficiency": used, "runs": seconds}
    return Outcome(lines, figures, [Goal(goal, used, _LEAST_EFFICIENCY, at_most=False)])


def large_study(asked: Asked) -> Outcome:
    """Five Suffolk scenarios compared with 256 replications on two workers, extrapolated unless full."""
    few, many = (1, 2) if asked.quick else (_WORKERS, 3 * _WORKERS)
    names, folder = (_SCENARIOS, SUFFOLK) if not asked.quick else (("county", "half-the-team"), SMALL)
    goal = f"Study: {_LARGE} replications of {len(names)} scenarios, {_WORKERS} at a time"
    if asked.full:
        say(f"study: all {_LARGE} replications")
        minutes = _study(names, folder, _LARGE, _WORKERS) / 60
        lines = [f"{_LARGE} replications of {len(names)} scenarios took {minutes:.1f} minutes; all were run."]
        figures: dict[str, object] = {"minutes": minutes, "extrapolated": False}
        return Outcome(lines, figures, [Goal(goal, minutes, _MOST_MINUTES, "minutes")])
    found: list[tuple[int, float]] = []
    for size in (few, many):
        say(f"study: {size} replications")
        found.append((size, _study(names, folder, size, _WORKERS)))
    line = Line.through(*found)
    minutes = line.at(_LARGE) / 60
    lines = [
        f"{folder.name}, {len(names)} scenarios compared on the same draws, briefing and all, "
        f"{_WORKERS} at a time on {cores()} cores:",
        *(f"{size:>4} replications took {seconds:.1f} s" for size, seconds in found),
        f"so {_LARGE} would take {minutes:.1f} minutes. EXTRAPOLATED: --full runs them all.",
    ]
    figures = {"minutes": minutes, "extrapolated": True, "runs": found}
    return Outcome(lines, figures, [Goal(f"{goal} (extrapolated)", minutes, _MOST_MINUTES, "minutes")])


def _study(names: tuple[str, ...] | list[str], folder: Path, replications: int, workers: int) -> float:
    """Wall seconds of ``desist run`` or ``compare``, into a folder that is thrown away."""
    command = "run" if len(names) == 1 else "compare"
    files = [str(folder / f"{name}.yaml") for name in names]
    with TemporaryDirectory() as away:
        options = ["--replications", str(replications), "--workers", str(workers), "--out", f"{away}/study"]
        return spent([*DESIST, command, *files, *options]).wall_seconds
