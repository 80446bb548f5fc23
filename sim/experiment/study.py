"""A study from scenarios to the report's input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from sim import clock
from sim.evidence.assumptions import counts_by_grade
from sim.evidence.register import load_register
from sim.experiment.bond_table import bond_table, bond_terms
from sim.experiment.by_year_table import by_year_table
from sim.experiment.custody_table import custody_table
from sim.experiment.ensemble import Ensemble
from sim.experiment.manifest import versions
from sim.experiment.services_table import programmes_table, services_table
from sim.experiment.tables import (
    LABELS,
    evaluation_table,
    hours_table,
    iom_performance_table,
    mean_removals,
    months_table,
    runs_table,
)
from sim.experiment.task import Result, has_no_team, is_without_scheme
from sim.outcomes.claims import claim
from sim.outcomes.comparison import compare, differences, summarise
from sim.outcomes.counting import apart_from_offending
from sim.outcomes.settling import settling_table
from sim.report.evaluation import evaluate
from sim.report.study import ParameterDraws, ScenarioText, Study
from sim.scenario.scenario import Change, Scenario

LEAD = ("offences_fixed_cohort", "offences_iom_eligible", "offences", "crime_harm")
CHOSEN = (
    "offences_fixed_cohort",
    "offences_iom_eligible",
    "offences",
    "crime_harm",
    "proven_fixed_cohort",
    "proven_reoffending_rate",
    "arrests",
    "detentions_overflowed",
    "court_backlog",
    "prison_stock",
    "cost_society",
    "cost_agencies",
)
QUEUES = (
    "outstanding_suspects",
    "bail_stock",
    "rui_stock",
    "detentions",
    "detention_hours",
    "cell_occupancy",
    "detentions_overflowed",
    "turned_away",
    "court_backlog",
    "remand_stock",
    "prison_stock",
    "iom_caseload",
)
SHARED = ("offences", "treatment_starts", "treatment_waited_in_vain", "cell_occupancy", "court_backlog")
"""Measures of what a scheme shares with everybody else."""
_LOCAL_GRADES = ("seed",)
"""Grades of the figures that are of the area itself."""


def make_study(
    scenarios: Sequence[Scenario],
    results: Sequence[Result],
    seed: int,
    precision: str = "",
    years: int = clock.YEARS,
    ensemble: Ensemble | None = None,
) -> Study:
    """Put together all that the report says; the first scenario is the baseline.

    ``precision``: which intervals were asked for and whether they were reached, in words. ``years``: those
    that each run has. ``ensemble``: the draws of parameters that the results are of, in their order.
    """
    baseline = scenarios[0]
    replications = len({result.replication for result in results})
    parameters = _parameters(ensemble, replications) if ensemble else None
    of_each = parameters.of_each if parameters else 0
    runs = runs_table(results, of_each)
    comparison = compare(runs, baseline.name, LABELS)
    evidence = counts_by_grade(load_register())
    others = scenarios[1:]
    return Study(
        title=_title(scenarios),
        area=baseline.title,
        period=_period(years),
        baseline=baseline.name,
        scenarios=tuple(ScenarioText(each.name, each.title, _changes(each, baseline)) for each in scenarios),
        runs=runs,
        summary=summarise(runs, LABELS),
        comparison=comparison,
        lead=LEAD,
        chosen=CHOSEN,
        queues=QUEUES,
        counting=tuple(
            apart_from_offending(
                runs, each.name, baseline.name, "proven_fixed_cohort", "offences_fixed_cohort"
            )
            for each in others
        ),
        hours=hours_table(results, scenarios, years),
        months=months_table(results, scenarios, years),
        custody=custody_table(results, scenarios),
        evaluation=evaluate(evaluation_table(results)),
        removals=mean_removals(results, baseline.name),
        iom_performance=iom_performance_table(results),
        evidence=evidence,
        assumed_inputs=sum(count for grade, count in evidence.items() if grade not in _LOCAL_GRADES),
        replications=replications,
        seed=seed,
        versions=versions(),
        smallest_differences=baseline.at(clock.FIRST_MEASURED_DAY).study.smallest_differences.by_measure(),
        conservation=(
            "In every run the number of people, cases and offences was checked: none was lost and none was "
            "counted twice."
        ),
        cap_hits=_cap_hits(runs, scenarios),
        displacement=_displacement(runs, scenarios),
        settling=settling_table([result.weeks for result in results if result.scenario == baseline.name]),
        precision=precision,
        services=services_table(results),
        programmes=programmes_table(results),
        by_year=by_year_table(results, of_each),
        bonds=bond_table(results, scenarios),
        bond_terms=bond_terms(scenarios),
        justifications=_justifications(scenarios),
        parameters=parameters,
    )


def _parameters(ensemble: Ensemble, replications: int) -> ParameterDraws:
    draws = len(ensemble.draws)
    return ParameterDraws(ensemble.name, draws, replications // draws, ensemble.ids)


def _title(scenarios: Sequence[Scenario]) -> str:
    if len(scenarios) == 1:
        return scenarios[0].title
    return f"{scenarios[0].title}, and {len(scenarios) - 1} other {'way' if len(scenarios) == 2 else 'ways'}"  # noqa: PLR2004


def _period(years: int) -> str:
    first, last = clock.date_of(clock.FIRST_MEASURED_DAY), clock.date_of(clock.year_start(years) - 1)
    return f"measured from {_spoken(first)} to {_spoken(last)}"


def _spoken(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


def _justifications(scenarios: Sequence[Scenario]) -> tuple[tuple[str, str], ...]:
    """Programmes that say why they ask for sex, needs or traits, each once, by name."""
    found = {
        name: (programme.called(name), programme.justification)
        for scenario in scenarios
        for phase in scenario.phases
        for name, programme in phase.settings.programmes.items()
        if programme.justification
    }
    return tuple(found[name] for name in sorted(found))


def _changes(scenario: Scenario, baseline: Scenario) -> tuple[str, ...]:
    """What the scenario changes that the baseline does not, a plain line each."""
    known = {(change.day, change.path, str(change.new)) for change in baseline.audit}
    lines: dict[tuple[object, ...], list[Change]] = {}
    for change in scenario.audit:
        if (change.day, change.path, str(change.new)) not in known:
            lines.setdefault(_told_together(change, scenario), []).append(change)
    return tuple(
        _change_line(together[0]) if len(together) == 1 else _added(together) for together in lines.values()
    )


def _told_together(change: Change, scenario: Scenario) -> tuple[object, ...]:
    """What a file says of a programme that it adds is one line."""
    words = change.path.split(".")
    is_added = words[0] == "programmes" and words[1] not in scenario.opening.programmes
    return (change.day, *words[:2]) if is_added else (change.day, change.path)


def _added(changes: Sequence[Change]) -> str:
    """A programme that is added, or its changes of a day."""
    programme = ".".join(changes[0].path.split(".")[:2])
    values = "; ".join(
        f"{change.path.removeprefix(programme + '.')} {_plain(change.new)}" for change in changes
    )
    why = next((change.why for change in changes if change.why), "")
    return f"{programme} on {_spoken(clock.date_of(changes[0].day))}: {values}. {why}".rstrip()


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _change_line(change: Change) -> str:
    before = "nothing" if change.old is None else change.old
    line = f"{change.path}: {before} becomes {change.new} on {_spoken(clock.date_of(change.day))}"
    return f"{line}. {change.why}" if change.why else line


def _cap_hits(runs: pd.DataFrame, scenarios: Sequence[Scenario]) -> dict[str, float]:
    hits = runs[runs["measure"] == "cap_hits"].groupby("scenario")["value"].mean()
    return {scenario.name: float(hits[scenario.name]) for scenario in scenarios}


def _displacement(runs: pd.DataFrame, scenarios: Sequence[Scenario]) -> str:
    """What a team without effect moves, against no team at all; empty unless both were run."""
    team = next((each for each in scenarios if is_without_scheme(each) and not has_no_team(each)), None)
    nobody = next((each for each in scenarios if has_no_team(each)), None)
    if team is None or nobody is None:
        return ""
    smallest = scenarios[0].at(clock.FIRST_MEASURED_DAY).study.smallest_differences.by_measure()
    both = runs[runs["scenario"].isin([team.name, nobody.name])]
    rows = {row.measure: row for row in differences(compare(both, nobody.name, LABELS))}
    said = [claim(rows[measure], smallest).sentence for measure in SHARED]
    return f"\u201c{team.title}\u201d against \u201c{nobody.title}\u201d. " + " ".join(said)
