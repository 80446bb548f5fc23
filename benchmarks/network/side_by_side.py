"""The network in all programs, run in turn; what each costs, and whether they found the same."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from math import inf
from statistics import median
from typing import Any

from benchmarks.goals import Goal, figure
from benchmarks.part import Asked, Outcome
from benchmarks.processes import answer, say

Found = dict[str, float]

WITHIN = 1e-9
"""Relative difference up to which two means are the same: rounding, if a program adds times otherwise."""
_MOST_TIMES_FLOOR = 8.0
_SUSPECTS, _SUSPECTS_SLOW = 60_000, 5_000

VARIANTS: dict[str, dict[str, Any]] = {
    "compiled floor": {"program": "floor"},
    "desist": {"program": "desist"},
    "SimPy": {"program": "simpy"},
    "SimPy, no collector": {"program": "simpy", "collector": False},
}
SLOW_VARIANTS: dict[str, dict[str, Any]] = {
    "desist, few": {"program": "desist"},
    "salabim": {"program": "salabim"},
    "Ciw": {"program": "ciw"},
}
"""Run with fewer suspects; desist too, to have the same input."""
_PLACES = {"cells": "a cell", "magistrates": "the magistrates' court", "crown": "the Crown Court"}
_NEEDS = {"floor": "numba", "salabim": "salabim", "ciw": "ciw"}


def compare(asked: Asked) -> Outcome:
    """Run everything that is installed, in turn, so that a busy moment meets all alike."""
    suspects = dict.fromkeys(VARIANTS, 500 if asked.quick else _SUSPECTS)
    suspects |= dict.fromkeys(SLOW_VARIANTS, 200 if asked.quick else _SUSPECTS_SLOW)
    everything = VARIANTS | SLOW_VARIANTS
    there = {name: given for name, given in everything.items() if _installed(given["program"])}
    runs: dict[str, list[Found]] = {name: [] for name in there}
    for repeat in range(asked.runs(usual=5)):
        say(f"network: round {repeat + 1}")
        for name, given in there.items():
            found = answer("benchmarks.network.one:measure", suspects=suspects[name], seed=repeat, **given)
            runs[name].append(found)
    missing = sorted({_NEEDS[given["program"]] for name, given in everything.items() if name not in there})
    return outcome(runs, suspects, missing)


def outcome(runs: Mapping[str, list[Found]], suspects: Mapping[str, int], missing: list[str]) -> Outcome:
    """The table and the goal."""
    cost = {name: median(run["microseconds"] for run in found) for name, found in runs.items()}
    lines = [
        "Suspects, cells, bail, magistrates and Crown Court; the same arrivals and durations in each.",
        f"{'':<22}{'suspects':>10}{'us an arrest':>14}{'to the floor':>14}{'to desist':>12}  found",
    ]
    for name in runs:
        reference = "desist, few" if name in SLOW_VARIANTS else "desist"
        alike = all(same(mine, theirs) for mine, theirs in zip(runs[name], runs[reference], strict=True))
        lines.append(
            f"{name:<22}{suspects[name]:>10,}{cost[name]:>14.2f}{_times(cost, name, 'compiled floor'):>14}"
            f"{_times(cost, name, reference):>12}  "
            + ("the same" if alike else f"NOT the same: {apart(runs[name], runs[reference])}")
        )
    lines += found_by(runs["desist"][0])
    lines += [f"Not installed, left out: {name} (pip install {name})" for name in missing]
    ratio = _ratios(runs, "desist", "compiled floor")
    goal = Goal("Network: desist, as a multiple of the compiled floor", ratio, _MOST_TIMES_FLOOR)
    return Outcome(lines, {"microseconds": cost, "runs": dict(runs), "suspects": dict(suspects)}, [goal])


def found_by(run: Found) -> list[str]:
    """Counts and mean waits of one run, in words."""
    waits = ", ".join(f"{figure(run[f'mean_wait_{place}'])} for {name}" for place, name in _PLACES.items())
    return [
        f"First round: {run['arrested']:,.0f} arrested, {run['bailed']:,.0f} bailed, "
        f"{run['served_magistrates']:,.0f} before magistrates, {run['served_crown']:,.0f} in the Crown Court",
        f"Mean days waited: {waits}. 'The same': equal counts, means within {WITHIN:g}.",
        "salabim and Ciw are slow and see fewer suspects: compare their cost an arrest.",
    ]


def same(one: Found, other: Found) -> bool:
    """Whether two programs found the same."""
    return not _apart(one, other)


def apart(some: list[Found], others: list[Found]) -> str:
    """The first figure that differs, with both values."""
    for one, other in zip(some, others, strict=True):
        for name in _apart(one, other):
            return f"{name} {one[name]!r} and {other[name]!r}"
    return ""


def _apart(one: Found, other: Found) -> list[str]:
    return [
        name
        for name in one
        if name != "microseconds" and not abs(one[name] - other[name]) <= WITHIN * abs(other[name])
    ]


def _ratios(runs: Mapping[str, list[Found]], name: str, reference: str) -> float | None:
    """Median of the ratios of runs made one after the other; None if either is missing."""
    if name not in runs or reference not in runs:
        return None
    pairs = zip(runs[name], runs[reference], strict=True)
    return median(
        mine["microseconds"] / theirs["microseconds"] if theirs["microseconds"] else inf
        for mine, theirs in pairs
    )


def _times(cost: Mapping[str, float], name: str, reference: str) -> str:
    return f"{cost[name] / cost[reference]:.1f}" if cost.get(reference) else "-"


def _installed(program: str) -> bool:
    return program not in _NEEDS or find_spec(_NEEDS[program]) is not None
