"""A made-up study: no number in it comes from a run."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.outcomes.comparison import compare, summarise
from sim.outcomes.counting import apart_from_offending
from sim.report.evaluation import RUN_COLUMNS, evaluate
from sim.report.study import HOUR_COLUMNS, MONTH_COLUMNS, ScenarioText, Study

REPLICATIONS = 16
SCENARIOS = (
    ScenarioText("baseline", "Suffolk as it is"),
    ScenarioText("two-more", "Two more IOM constables", ("IOM constables: 10 to 12, from 1 April 2022",)),
    ScenarioText("half", "Half the IOM team", ("IOM constables: 10 to 5, from 1 April 2022",)),
    ScenarioText(
        "closed",
        "Martlesham custody suite closed",
        ("Staffed cells by day, Martlesham: 22 to 0", "Order of suites, Ipswich: Bury St Edmunds first"),
    ),
    ScenarioText("no-effect", "IOM without any effect", ("Change in a member's offending: -0.2 to 0",)),
)
# Name, label, unit, baseline, spread between replications, and (effect, noise) of each scenario.
MEASURES = (
    ("offences_fixed_cohort", "Offences by the fixed cohort", "a year", 9300.0, 420.0, (-121, 232, 3, 390)),
    ("offences_iom_eligible", "Offences by people eligible for IOM", "a year", 1480.0, 95.0,
     (-98, 190, 2, 371)),
    ("harm_fixed_cohort", "Harm by the fixed cohort", "Crime Severity Score points a year", 2.1e6, 1.6e5,
     (-20400, 44100, 800, 81000)),
    ("proven_fixed_cohort", "Proven offences by the fixed cohort", "a year", 1180.0, 60.0, (-1, 4, -22, 6)),
    ("proven_reoffending_rate", "Proven reoffending", "per cent", 26.1, 0.5, (-0.03, 0.05, -0.2, 0.1)),
    ("detentions", "Detentions", "a year", 9110.0, 130.0, (22, -31, -410, 12)),
    ("bail", "Cases on bail", "cases", 388.0, 14.0, (2, -2, -20, 1)),
    ("hours_to_cell", "Wait for a cell", "hours", 0.42, 0.05, (0.001, -0.001, 1.31, 0.0)),
    ("cost_agencies", "Cost to the agencies", "GBP a year", 8.42e7, 1.1e6, (142000, -301000, -780000, 61000)),
)  # fmt: skip


def runs_of(names: list[str], replications: int = REPLICATIONS) -> pd.DataFrame:
    chance = np.random.default_rng(7)
    rows = []
    for measure, _, unit, level, swing, effects in MEASURES:
        base = level + swing * chance.standard_normal(replications)
        noise = 0.06 * swing * chance.standard_normal((4, replications))
        for place, name in enumerate(names):
            values = base if place == 0 else base + effects[place - 1] + noise[place - 1]
            rows += [(name, run, measure, unit, value) for run, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["scenario", "replication", "measure", "unit", "value"])


def suites(scenario: str) -> list[tuple[str, float, float, float, float]]:
    """Name, mean use, and cells staffed by day, late and at night."""
    if scenario == "closed":
        return [
            ("Martlesham", 0, 0, 0, 0),
            ("Bury St Edmunds", 10.5, 14, 14, 12),
            ("Great Yarmouth", 9, 14, 14, 12),
        ]
    return [
        ("Martlesham", 9, 22, 22, 18),
        ("Bury St Edmunds", 4.5, 10, 10, 8),
        ("Great Yarmouth", 7, 14, 14, 12),
    ]


def hours_of(names: list[str]) -> pd.DataFrame:
    rows = []
    for name in names:
        for suite, use, day, late, night in suites(name):
            for hour in range(24):
                staffed = night if hour < 7 or hour == 23 else (day if hour < 15 else late)
                rows.append((name, suite, hour, use * (1 + 0.3 * np.cos((hour - 17) * np.pi / 12)), staffed))
    return pd.DataFrame(rows, columns=list(HOUR_COLUMNS))


def months_of(names: list[str]) -> pd.DataFrame:
    rows = []
    for name in names:
        for suite, use, day, late, night in suites(name):
            for month in range(72):
                date = dt.date(2022 + (month + 3) // 12, (month + 3) % 12 + 1, 1)
                mean = use * (1 + 0.05 * np.sin(month / 2) + 0.03 * np.sin(month * 1.7))
                rows.append((name, suite, 24 + month, date, mean, (day + late + night) / 3))
    return pd.DataFrame(rows, columns=list(MONTH_COLUMNS))


def evaluation_of(names: list[str], replications: int = REPLICATIONS) -> pd.DataFrame:
    chance = np.random.default_rng(8)
    before = 91000 + 5000 * chance.standard_normal(replications)
    after = before * (0.42 + 0.03 * chance.standard_normal(replications))
    scale = {"baseline": 0.86, "two-more": 0.85, "half": 0.86, "closed": 0.86, "no-effect": 1.0}
    rows = [
        (name, run, 430, 21, 358, 190, before[run], after[run] * scale[name],
         359, 191, before[run] * 1.004, after[run], 4 * after[run] * scale[name], 4 * after[run], 520.0)
        for name in names
        for run in range(replications)
    ]  # fmt: skip
    return evaluate(pd.DataFrame(rows, columns=list(RUN_COLUMNS)))


def study_of(scenarios: tuple[ScenarioText, ...], replications: int = REPLICATIONS) -> Study:
    names = [scenario.name for scenario in scenarios]
    labels = {name: label for name, label, *_ in MEASURES}
    runs = runs_of(names, replications)
    return Study(
        title="More constables, or fewer cells?",
        area="Suffolk",
        period="measured from 1 April 2022 to 31 March 2028",
        baseline="baseline",
        scenarios=scenarios,
        runs=runs,
        summary=summarise(runs, labels),
        comparison=compare(runs, "baseline", labels),
        lead=("offences_fixed_cohort", "offences_iom_eligible"),
        chosen=tuple(labels),
        queues=("detentions", "bail", "hours_to_cell"),
        counting=tuple(
            apart_from_offending(runs, name, "baseline", "proven_fixed_cohort", "offences_fixed_cohort")
            for name in names[1:]
        ),
        hours=hours_of(names),
        months=months_of(names),
        evaluation=evaluation_of(names, replications),
        evidence={"published, local": 61, "published, national": 70, "assumed": 49},
        assumed_inputs=119,
        replications=replications,
        seed=20220401,
        versions={"desist": "0.1.0", "Python": "3.11.2", "NumPy": "2.4.6"},
        smallest_differences={"offences_fixed_cohort": 50.0, "offences_iom_eligible": 50.0},
        conservation="Every offence, case and person was counted exactly once in all 80 runs.",
        cap_hits=dict.fromkeys(names, 0.0),
        removals={("fixed", "1"): 3.25, ("fixed", "none"): 0.5, ("flexible", "4"): 12.0},
        displacement="With every effect at zero and shared treatment places, offences differ by 3 a year.",
    )


@pytest.fixture(scope="session")
def study() -> Study:
    return study_of(SCENARIOS)


@pytest.fixture(scope="session")
def single() -> Study:
    return replace(study_of(SCENARIOS[:1]), displacement="", title="Suffolk as it is")
