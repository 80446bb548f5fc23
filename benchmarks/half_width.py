"""What it costs to know a difference: CPU seconds until its 95 % interval is so narrow, by four ways.

The number of pairs that a half-width takes is ``(1.96 sd / half-width) ** 2``, with the standard deviation of
the difference of one pair; the cost is that number times what one pair costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean, variance

from benchmarks.goals import Goal, figure
from benchmarks.part import Asked, Outcome
from benchmarks.processes import answer, say

Runs = dict[str, list[float]]

SHARE = 0.25
"""Half-width, as a share of the difference that is seen."""
_Z = 1.96
_CHEAPER_THAN_TUTORIAL, _CHEAPER_THAN_EVENTS_APART = 1000.0, 10.0
_BATCH = 10


@dataclass(frozen=True)
class Way:
    """One way to estimate the difference."""

    name: str
    variance: float
    """Of the difference of one pair, in offences a year, squared."""
    seconds: float
    """CPU seconds of one pair."""

    def pairs(self, half_width: float) -> float:
        """Pairs until the interval is that narrow."""
        return _Z**2 * self.variance / half_width**2 if half_width else inf

    def cost(self, half_width: float) -> float:
        """CPU seconds until the interval is that narrow."""
        return self.pairs(half_width) * self.seconds


def measure(asked: Asked) -> Outcome:
    """Run all ways, batch by batch in turn."""
    batches, size, years = (1, 4, 3) if asked.quick else (asked.runs(usual=6), _BATCH, 8)
    found: dict[str, Runs] = {"paired": {}, "events_apart": {}, "tutorial": {}}
    for batch in range(batches):
        say(f"half-width: batch {batch + 1} of {batches}")
        for name, runs in found.items():
            one_batch = answer(
                f"benchmarks.half_width_runs:{name}", first=batch * size, runs=size, years=years
            )
            for column, values in one_batch.items():
                runs.setdefault(column, []).extend(values)
    return outcome(found["paired"], found["events_apart"], found["tutorial"])


def ways(paired: Runs, events_apart: Runs, tutorial: Runs) -> list[Way]:
    """The four ways, from the runs.

    Independent pairs need no runs of their own: what either run of a pair gives, by itself, is what a run on
    draws of its own would give. Events apart are taken to cost what paired runs do.
    """
    differences = [more - base for base, more in zip(paired["baseline"], paired["more"], strict=True)]
    apart = [more - base for base, more in zip(paired["baseline"], events_apart["more"], strict=True)]
    draw, live = fmean(paired["draw_seconds"]), fmean(paired["live_seconds"])
    either = variance(paired["baseline"]) + variance(paired["more"])
    return [
        Way("desist, paired", variance(differences), draw + live),
        Way("desist, same people, events apart", variance(apart), draw + live),
        Way("desist, independent runs", either, 2 * draw + live),
        Way("tutorial, independent runs", 2 * variance(tutorial["baseline"]), 2 * fmean(tutorial["seconds"])),
    ]


def outcome(paired: Runs, events_apart: Runs, tutorial: Runs) -> Outcome:
    """The table and the goals."""
    found = ways(paired, events_apart, tutorial)
    difference = fmean(paired["more"]) - fmean(paired["baseline"])
    half_width = SHARE * abs(difference)
    cost = [way.cost(half_width) for way in found]
    pairs = len(paired["baseline"])
    lines = [
        "Small county, two more constables: difference in committed offences a year, until its 95 % interval",
        f"is {100 * SHARE:.0f} % of it to either side. Seen in {pairs} pairs: {difference:+.1f}, so "
        f"give or take {figure(half_width)}.",
        f"{'':<36}{'sd of one':>12}{'pairs':>12}{'s a pair':>12}{'CPU seconds':>14}{'times paired':>14}",
    ]
    for way, seconds in zip(found, cost, strict=True):
        lines.append(
            f"{way.name:<36}{sqrt(way.variance):>12.1f}{way.pairs(half_width):>12,.0f}{way.seconds:>12.3f}"
            f"{seconds:>14,.0f}{_times(seconds, cost[0]):>14,.1f}"
        )
    lines.append(
        f"The last column does not depend on the half-width. From {pairs} runs a variance is known to about "
        f"{100 * sqrt(2 / (pairs - 1)):.0f} %,"
    )
    lines.append("a ratio of two to half as much again; the tutorial's scenarios are taken to vary alike.")
    goals = [
        Goal(
            "Half-width: paired, cheaper than independent tutorial runs",
            _times(cost[3], cost[0]),
            _CHEAPER_THAN_TUTORIAL,
            "times",
            at_most=False,
        ),
        Goal(
            "Half-width: paired, cheaper than sharing the people only",
            _times(cost[1], cost[0]),
            _CHEAPER_THAN_EVENTS_APART,
            "times",
            at_most=False,
        ),
    ]
    figures = {
        "difference": difference,
        "half_width": half_width,
        "pairs": pairs,
        "ways": [
            {
                "name": way.name,
                "variance": way.variance,
                "seconds_a_pair": way.seconds,
                "cpu_seconds": seconds,
            }
            for way, seconds in zip(found, cost, strict=True)
        ],
    }
    return Outcome(lines, figures, goals)


def _times(seconds: float, reference: float) -> float:
    return seconds / reference if reference else inf
