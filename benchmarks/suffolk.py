"""What a run of Suffolk costs, beside the same pathway written as a SimPy tutorial would.

Both run one after the other on the machine at hand, each in a fresh process of its own. Their times mean
nothing elsewhere; only the ratio travels. Nothing is imported here but the standard library, because a
process inherits the peak of memory of the one that started it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, median

ROOT = Path(__file__).resolve().parents[1]
BASELINE = ROOT / "scenarios" / "suffolk" / "baseline.yaml"
TOLERANCE = 0.10
FEWEST_YEARS = 3
"""The first two settle."""

Figures = dict[str, float]

SAME_WORK = {
    "offences": "Offences committed",
    "arrests": "Arrests",
    "charges": "Offences charged",
    "custodial_sentences": "Custodial sentences",
    "iom_caseload": "IOM members",
}
"""Totals that must agree for the work to be the same."""

ALSO_SHOWN = {
    "recorded_offences": "Offences recorded",
    "voluntary_attendances": "Voluntary attendances",
    "detentions": "Detentions",
    "out_of_court_disposals": "Out-of-court disposals",
    "magistrates_hearings": "Magistrates' hearings",
    "crown_hearings": "Crown Court hearings",
    "prison_stock": "People in prison",
    "recalls": "Recalls",
    "treatment_starts": "Treatment started",
    "iom_adoptions": "Adopted by IOM",
}

COSTS = {
    "cpu_seconds": ("CPU seconds", 1),
    "start_up_seconds": ("  and to start up", 1),
    "peak_megabytes": ("Peak memory, MB", 0),
    "arrests_a_year": ("Arrests a year", 0),
    "microseconds_an_arrest": ("CPU microseconds an arrest", 0),
    "offences_a_year": ("Committed offences a year", 0),
    "offence_events_a_year": ("  of them events of their own", 0),
    "ledger_rows": ("Events in the ledger", 0),
    "microseconds_an_event": ("CPU microseconds an event", 1),
    "person_years": ("Person-years", 0),
    "person_years_a_second": ("Person-years a CPU second", 0),
}
RATIOS = (
    "cpu_seconds",
    "peak_megabytes",
    "microseconds_an_arrest",
    "microseconds_an_event",
    "person_years_a_second",
)


def run_once(model: str, scenario: Path, seed: int, years: int, *options: str) -> tuple[str, Figures]:
    """One run in a process of its own, after the fingerprint of its settings.

    Raises ``CalledProcessError`` if it fails.
    """
    command = [sys.executable, "-m", "benchmarks.one", model, str(scenario), str(seed), str(years), *options]
    finished = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    answer = json.loads(finished.stdout)
    return answer["fingerprint"], answer["figures"]


def summarised(runs: Sequence[Figures], years: int) -> Figures:
    """Means over the runs, but the median time and the largest peak; with costs and yearly flows."""
    mean = {name: fmean(run[name] for run in runs) for name in runs[0]}
    for name in ("cpu_seconds", "start_up_seconds"):
        mean[name] = median(run[name] for run in runs)
    arrests, events, seconds = mean["arrests_in_run"], mean["ledger_rows"], mean["cpu_seconds"]
    return {
        **mean,
        "peak_megabytes": max(run["peak_megabytes"] for run in runs),
        "arrests_a_year": arrests / years,
        "microseconds_an_arrest": 1e6 * seconds / arrests if arrests else math.nan,
        "microseconds_an_event": 1e6 * seconds / events if events else math.nan,
        "person_years_a_second": mean["person_years"] / seconds if seconds else math.nan,
        "offences_a_year": mean["offences_in_run"] / years,
        "offence_events_a_year": mean["offence_events_in_run"] / years,
    }


def agree(value: float, reference: float) -> bool:
    """Whether a total lies within 10 % of the reference."""
    return abs(value - reference) <= TOLERANCE * abs(reference)


def totals_table(desist: Figures, tutorial: Figures) -> list[str]:
    """Both models' totals, and whether each agrees."""
    lines = [f"{'A measured year':<32}{'desist':>12}{'tutorial':>12}{'difference':>12}"]
    for title, names in (("", SAME_WORK), ("Also:", ALSO_SHOWN)):
        lines += [title] if title else []
        for name, label in names.items():
            a, b = desist[name], tutorial[name]
            apart = f"{100 * (b / a - 1):+.1f} %" if a else "-"
            verdict = "agrees within 10 %" if agree(b, a) else "DOES NOT AGREE within 10 %"
            lines.append(f"{label:<32}{a:>12,.0f}{b:>12,.0f}{apart:>12}  {verdict}")
    return lines


def verdict(desist: Figures, tutorial: Figures) -> str:
    """Say whether the two did the same work."""
    apart = [label for name, label in SAME_WORK.items() if not agree(tutorial[name], desist[name])]
    if apart:
        return f"The two did NOT do the same work; apart by more than 10 %: {', '.join(apart)}."
    return "The two did the same work: all of the first five totals agree within 10 %."


def costs_table(desist: Figures, others: dict[str, Figures]) -> list[str]:
    """What the runs cost, side by side, with the ratio of each other column to desist's."""
    heads = "".join(f"{name:>14}" + f"{'ratio':>8}" for name in others)
    lines = [f"{'All years of the run':<32}{'desist':>12}{heads}"]
    for name, (label, places) in COSTS.items():
        line = f"{label:<32}{desist[name]:>12,.{places}f}"
        for figures in others.values():
            ratio = f"{figures[name] / desist[name]:.1f}" if name in RATIOS and desist[name] else ""
            line += f"{figures[name]:>14,.{places}f}{ratio:>8}"
        lines.append(line)
    return lines


def machine() -> dict[str, str | int | None]:
    """What the runs ran on."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both, print the tables, and write them if asked."""
    parser = argparse.ArgumentParser(description="Time a run of Suffolk beside a SimPy tutorial's.")
    parser.add_argument("--scenario", type=Path, default=BASELINE, help="another scenario file")
    parser.add_argument("--years", type=int, default=8, help="model years, at least 3 (8)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first repeat (1)")
    parser.add_argument("--repeats", type=int, default=1, help="runs of each, seed after seed (1)")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    parser.add_argument(
        "--without-collector",
        action="store_true",
        help="also run the tutorial with Python's garbage collector off, as desist has it while it runs",
    )
    asked = parser.parse_args(arguments)
    if asked.years < FEWEST_YEARS or asked.repeats < 1:
        parser.error(f"at least {FEWEST_YEARS} years and one repeat are needed")
    variants: dict[str, tuple[str, ...]] = {"desist": (), "tutorial": ()}
    if asked.without_collector:
        variants["no collector"] = ("--without-collector",)
    runs: dict[str, list[Figures]] = {name: [] for name in variants}
    scenario = asked.scenario.resolve()
    busy_before = os.getloadavg()[0]
    fingerprints: list[str] = []
    for seed in range(asked.seed, asked.seed + asked.repeats):
        for name, options in variants.items():
            model = "desist" if name == "desist" else "tutorial"
            fingerprint, figures = run_once(model, scenario, seed, asked.years, *options)
            fingerprints.append(fingerprint)
            runs[name].append(figures)
    if len(set(fingerprints)) > 1:
        sys.exit("The settings were changed while the benchmark ran: its runs cannot be compared.")
    report(runs, asked.years, scenario.stem, asked.json)
    print(busyness(busy_before, os.getloadavg()[0]))


def busyness(before: float, after: float) -> str:
    """Say how busy the machine was; a busy one slows the two unequally, because they share its caches."""
    said = f"Processes that ran on it, on average: {before:.1f} before and {after:.1f} at the end"
    return f"{said}. BUSY: take even the ratio as rough." if max(before, after - 1) > 0.5 else f"{said}."


def report(runs: dict[str, list[Figures]], years: int, scenario: str, target: Path | None) -> None:
    """Print what the runs gave and cost; with a target, write it there too."""
    means = {name: summarised(found, years) for name, found in runs.items()}
    desist, tutorial = means["desist"], means["tutorial"]
    others = {name: figures for name, figures in means.items() if name != "desist"}
    where = machine()
    repeats = len(runs["desist"])
    print(f"{scenario}: {years} model years, {repeats} run{'s' if repeats > 1 else ''} of each")
    print(f"{where['python']}, {where['system']}, {where['processors']} processors\n")
    print("\n".join(totals_table(desist, tutorial)), verdict(desist, tutorial), sep="\n", end="\n\n")
    print("\n".join(costs_table(desist, others)))
    print("Absolute times are for this machine, now; only the ratio travels.")
    if target is not None:
        ratios = {
            name: {figure: figures[figure] / desist[figure] for figure in RATIOS}
            for name, figures in others.items()
        }
        content = {"machine": where, "years": years, "runs": runs, "means": means, "ratios": ratios}
        target.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
