"""Eight years of Suffolk, by desist and by the tutorial program in turn: time, memory, cost of an event."""

from __future__ import annotations

from statistics import median

from benchmarks import suffolk
from benchmarks.goals import Goal
from benchmarks.part import Asked, Outcome
from benchmarks.processes import SMALL, say

_MOST_SECONDS, _LEAST_TIMES, _MOST_MEGABYTES = 2.5, 8.0, 400.0
MODELS = ("desist", "tutorial")


def measure(asked: Asked) -> Outcome:
    """Run both, seed after seed.

    Raises ``RuntimeError`` if a scenario was changed meanwhile.
    """
    scenario = SMALL / "county.yaml" if asked.quick else suffolk.BASELINE
    years = suffolk.FEWEST_YEARS if asked.quick else 8
    runs: dict[str, list[suffolk.Figures]] = {model: [] for model in MODELS}
    fingerprints = set()
    for seed in range(1, 1 + asked.runs(usual=3)):
        for model in MODELS:
            say(f"pathway: seed {seed}, {model}")
            fingerprint, figures = suffolk.run_once(model, scenario, seed, years)
            fingerprints.add(fingerprint)
            runs[model].append(figures)
    if len(fingerprints) > 1:
        raise RuntimeError("the settings were changed while the benchmark ran: its runs cannot be compared")
    return outcome(runs, scenario.stem, years)


def outcome(runs: dict[str, list[suffolk.Figures]], scenario: str, years: int) -> Outcome:
    """The tables and the goals."""
    desist, tutorial = (suffolk.summarised(runs[model], years) for model in MODELS)
    ratio = median(
        theirs["cpu_seconds"] / mine["cpu_seconds"]
        for mine, theirs in zip(runs["desist"], runs["tutorial"], strict=True)
    )
    lines = [
        f"{scenario}: {years} model years, {len(runs['desist'])} of each, in turn",
        *suffolk.totals_table(desist, tutorial),
        suffolk.verdict(desist, tutorial),
        *suffolk.costs_table(desist, {"tutorial": tutorial}),
        f"CPU seconds, run beside run: the tutorial takes {ratio:.2f} times desist's.",
    ]
    goals = [
        Goal("Pathway: CPU seconds", desist["cpu_seconds"], _MOST_SECONDS, "s"),
        Goal("Pathway: the tutorial program, in multiples of desist", ratio, _LEAST_TIMES, at_most=False),
        Goal("Pathway: peak memory", desist["peak_megabytes"], _MOST_MEGABYTES, "MB"),
    ]
    figures = {"scenario": scenario, "years": years, "desist": desist, "tutorial": tutorial, "runs": runs}
    return Outcome(lines, figures, goals)
