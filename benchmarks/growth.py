"""Whether cost grows with size: counties of 3,000 to 192,000 people, and queues of 100 to 100,000."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from benchmarks.goals import Goal
from benchmarks.part import Asked, Outcome
from benchmarks.processes import answer, say

Runs = Mapping[int, Sequence[Mapping[str, float]]]

YEARS = 3
"""Model years: the fewest that can be measured, so that the largest county takes half a minute."""
_PEOPLE = (3_000, 12_000, 48_000, 192_000)
_LENGTHS = (100, 1_000, 10_000, 100_000)
_REPLICATIONS_OF_PEOPLE = 24_000
"""Smaller counties are run several times, so that they take long enough to be timed."""
_OPERATIONS = 300_000
_MOST_GROWTH = 1.15


def measure(asked: Asked) -> Outcome:
    """Run the sizes in turn."""
    people = (1_000, 2_000) if asked.quick else _PEOPLE
    lengths = (50, 100) if asked.quick else _LENGTHS
    replicated = 2_000 if asked.quick else _REPLICATIONS_OF_PEOPLE
    operations = 1_000 if asked.quick else _OPERATIONS
    counties: dict[int, list[dict[str, float]]] = {size: [] for size in people}
    queues: dict[int, list[dict[str, float]]] = {length: [] for length in lengths}
    for repeat in range(asked.runs(usual=3)):
        for size in people:
            say(f"growth: round {repeat + 1}, {size:,} people")
            times = max(1, replicated // size)
            run = answer("benchmarks.growth_runs:county", people=size, years=YEARS, replications=times)
            counties[size].append(run)
        say(f"growth: round {repeat + 1}, queues")
        for length in lengths:
            run = answer("benchmarks.growth_runs:overloaded", length=length, operations=operations)
            queues[length].append(run)
    return outcome(counties, queues)


def outcome(counties: Runs, queues: Runs) -> Outcome:
    """Both tables, and the goals."""
    an_arrest = {size: _middle(runs, _microseconds_an_arrest) for size, runs in counties.items()}
    memory = {size: max(run["megabytes"] for run in runs) for size, runs in counties.items()}
    an_operation = {length: _middle(runs, lambda run: run["microseconds"]) for length, runs in queues.items()}
    smallest, shortest = min(an_arrest), min(an_operation)
    lines = [
        f"The small county with people and capacities in proportion, {YEARS} model years, desist alone.",
        f"{'people':>12}{'arrests':>12}{'us an arrest':>16}{'to the first':>14}{'peak MB':>12}",
    ]
    for size, cost in an_arrest.items():
        arrests = sum(run["arrests"] for run in counties[size]) / len(counties[size])
        ratio = cost / an_arrest[smallest]
        lines.append(f"{size:>12,}{arrests:>12,.0f}{cost:>16.1f}{ratio:>14.2f}{memory[size]:>12,.0f}")
    lines += [
        "Arrests are those of all replications of a round: small counties are run several times.",
        "",
        "A pool asked for 150 % of what it can do, until its queue has the length.",
        f"{'length':>12}{'reached':>12}{'us an operation':>16}{'to the first':>14}",
    ]
    for length, cost in an_operation.items():
        reached = sum(run["reached"] for run in queues[length]) / len(queues[length])
        lines.append(f"{length:>12,}{reached:>12,.0f}{cost:>16.2f}{cost / an_operation[shortest]:>14.2f}")
    goals = [
        Goal(f"Growth: cost an arrest, {span(an_arrest)} people", spread(an_arrest), _MOST_GROWTH),
        Goal(
            f"Growth: cost an operation, queues of {span(an_operation)}", spread(an_operation), _MOST_GROWTH
        ),
    ]
    figures = {
        "years": YEARS,
        "microseconds_an_arrest": an_arrest,
        "peak_megabytes": memory,
        "microseconds_an_operation": an_operation,
    }
    return Outcome(lines, figures, goals)


def spread(costs: Mapping[int, float]) -> float:
    """The dearest size as a multiple of the cheapest."""
    return max(costs.values()) / min(costs.values())


def span(costs: Mapping[int, float]) -> str:
    """The smallest and the largest size, in words."""
    return f"{min(costs):,} to {max(costs):,}"


def _microseconds_an_arrest(run: Mapping[str, float]) -> float:
    return 1e6 * run["seconds"] / run["arrests"]


def _middle(runs: Sequence[Mapping[str, float]], figure: Callable[[Mapping[str, float]], float]) -> float:
    return median(figure(run) for run in runs)
