"""The small county with published figures made up for it, so that it can be calibrated in a test."""

import os
from pathlib import Path

COUNTY = Path(__file__).resolve().parents[2] / "scenarios" / "small" / "county.yaml"
FIGURES = {
    "recorded_offences": ("crimes a year", 2000, "count", "none"),
    "arrests": ("arrests a year", 250, "count", "none"),
    "charged_share": ("per cent of recorded crimes", 5.5, "share", "none"),
}
FACT = (
    "  - {{id: {id}, label: {label}, unit: {unit}, period: a year, published: {value}, "
    "tolerance: {{per_cent: 20}}, reason: made up, source: nobody, locator: nowhere, grade: assumed, "
    "role: fitted}}\n"
)
TARGET = (
    "  - {{fact: {id}, kind: {kind}, definition: as in a run, cohort: {cohort}, chance: county, "
    "discrepancy: {{per_cent: 3, why: made up}}}}\n"
)
PROBLEM = """\
name: made-up
title: A made-up area
scenario: {scenario}
targets: targets.yaml
parameters: [people.offending_rate, police.attribution_scale]
seed: 5
waves: 2
points: 15
replications: 2
cutoff: 3
draws: 20
checks: 3
"""


def write_problem(folder: Path) -> Path:
    """Facts, targets and problem in ``folder``; returns the problem's file."""
    source = "sources:\n  - {id: nobody, title: None, publisher: None, year: 2022, url_or_locator: nowhere}\n"
    facts = "".join(
        FACT.format(id=id, label=id.replace("_", " "), unit=unit, value=value)
        for id, (unit, value, _, _) in FIGURES.items()
    )
    targets = "".join(
        TARGET.format(id=id, kind=kind, cohort=cohort) for id, (_, _, kind, cohort) in FIGURES.items()
    )
    (folder / "facts.yaml").write_text(f"area: Made up\n{source}facts:\n{facts}", encoding="utf-8")
    (folder / "targets.yaml").write_text(
        f"area: Made up\nfacts: facts.yaml\ntargets:\n{targets}", encoding="utf-8"
    )
    scenario = folder / "county.yaml"
    scenario.write_bytes(COUNTY.read_bytes())
    problem = folder / "problem.yaml"
    problem.write_text(PROBLEM.format(scenario=os.path.relpath(scenario, folder)), encoding="utf-8")
    return problem
