"""The unit of work: one replication of all scenarios of a study, reduced to what leaves the process.

No member-level table leaves: only measures, sums and means over hours and months.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.experiment.replication import live_all
from sim.outcomes.bond_cohorts import BondCounts, bond_counts, bond_of
from sim.outcomes.by_year import by_year
from sim.outcomes.cells import by_hour_of_day, by_month, cells_in_use
from sim.outcomes.custody_months import custody_months
from sim.outcomes.evaluation import Harm, before_and_after_of, harm_of_same_people, members_removed
from sim.outcomes.iom_performance import Performance, performance
from sim.outcomes.measures import measure_all
from sim.outcomes.programmes import programme_use
from sim.outcomes.record import Record, measured
from sim.outcomes.removals import Removals, removals
from sim.outcomes.services import service_use
from sim.outcomes.weekly import weekly_series
from sim.scenario.scenario import Scenario
from sim.scenario.settings import Iom, Settings


@dataclass(frozen=True)
class Task:
    """One replication of a study."""

    scenarios: tuple[Scenario, ...]
    """The baseline first."""
    seed: int
    replication: int
    years: int = clock.YEARS


@dataclass(frozen=True)
class Evaluation:
    """The scheme's own before-and-after figures, and the same people where it has no effect: sums only."""

    people: float
    short: float
    """Of these people, those for whom the run holds fewer than twelve months in the community before."""
    days_before: float
    """Days in the community in the stretch before adoption, mean a person, at most 365."""
    days_after: float
    """The same before removal: fewer for whoever was a member there for less than a year."""
    harm_before: float
    harm_after: float
    without_days_before: float
    without_days_after: float
    without_before: float
    without_after: float
    committed_after: float
    """All harm committed in the same stretch as ``harm_after``, found out or not."""
    without_committed_after: float
    """The same people's, in the same days of the run without effect."""
    tenure_days: float


@dataclass(frozen=True)
class Named:
    """Figures of one service or programme."""

    label: str
    unit: str
    """What the service has so many of; of a programme, people."""
    figures: dict[str, float]


@dataclass(frozen=True)
class Result:
    """One scenario in one replication."""

    scenario: str
    replication: int
    measures: dict[str, float]
    cells_by_hour: NDArray[np.float64]
    """Mean cells in use: suites by 24 hours."""
    cells_by_month: NDArray[np.float64]
    """Mean cells in use: suites by calendar months of the measured years."""
    evaluation: Evaluation
    removals: Removals = field(default_factory=dict)
    iom_performance: Performance = field(default_factory=dict)
    weeks: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    """Of the baseline: weekly series of all model years, by measure."""
    custody: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 0)))
    """Custody by suite and calendar month of the measured years: see ``sim.outcomes.custody_months``."""
    services: dict[str, Named] = field(default_factory=dict)
    """Use, waiting and overload of each service in the measured years, by the name of the service."""
    programmes: dict[str, Named] = field(default_factory=dict)
    """What each programme did in the measured years, by its name."""
    years: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    """Some measures in each measured year, by name."""
    bond: BondCounts | None = None
    """Cohorts of the scenario's social impact bond, if it carries one."""


def carry_out(task: Task) -> list[Result]:
    """Run the task; results in the order of its scenarios."""
    without = next((scenario.name for scenario in task.scenarios if is_without_scheme(scenario)), None)
    records = {
        scenario.name: record
        for scenario, record in live_all(task.scenarios, task.seed, task.replication, task.years)
    }
    baseline = task.scenarios[0].name
    results = [
        _reduce(name, task.replication, record, records[baseline], records.get(without) if without else None)
        for name, record in records.items()
    ]
    results[0].weeks.update(weekly_series(records[baseline]))
    return results


def is_without_scheme(scenario: Scenario) -> bool:
    """Whether the scheme changes nobody's offending or detection from the first measured day on."""
    return all(
        settings.iom.constables == 0 or _changes_nobody(settings.iom)
        for settings in measured_settings(scenario)
    )


def _changes_nobody(iom: Iom) -> bool:
    effects = iom.offending_effect, iom.detection_effect, iom.referral_effect
    return not any(effects) and not (iom.free.places and iom.free.offending_effect)


def has_no_team(scenario: Scenario) -> bool:
    """Whether there is no IOM team from the first measured day on."""
    return all(settings.iom.constables == 0 for settings in measured_settings(scenario))


def measured_settings(scenario: Scenario) -> list[Settings]:
    """All settings in force on or after the first measured day, in order of time."""
    first = clock.FIRST_MEASURED_DAY
    later = [phase.settings for phase in scenario.phases if phase.start > first]
    return [scenario.at(first), *later]


def _reduce(name: str, replication: int, record: Record, baseline: Record, without: Record | None) -> Result:
    window = measured(record)
    use = cells_in_use(record, window)
    bond = bond_of(record.phases)
    return Result(
        scenario=name,
        replication=replication,
        measures=measure_all(record, window),
        cells_by_hour=by_hour_of_day(use),
        cells_by_month=by_month(use, window),
        evaluation=_evaluate(record, without),
        removals=removals(record, window),
        iom_performance=performance(record, window),
        custody=custody_months(record, window),
        services={
            each.service.name: Named(each.service.label, each.service.unit, each.figures)
            for each in service_use(record, window)
        },
        programmes={
            each.name: Named(each.label, "people", each.figures) for each in programme_use(record, window)
        },
        years=by_year(record),
        bond=bond_counts(record, baseline, bond) if bond else None,
    )


def _evaluate(record: Record, without: Record | None) -> Evaluation:
    members = members_removed(record, measured(record))
    everybody = before_and_after_of(record, members)[-1]
    before, after = (harm_of_same_people(record, each) for each in (members.before, members.after))
    without_before = without_after = Harm(*3 * [float("nan")])
    if without is not None:
        without_before = harm_of_same_people(without, members.before)
        without_after = harm_of_same_people(without, members.after)
    people = float(everybody.members)
    a_person = 1.0 / people if people else float("nan")
    return Evaluation(
        people=people,
        short=float(everybody.short),
        days_before=before.days * a_person,
        days_after=after.days * a_person,
        harm_before=before.attributed,
        harm_after=after.attributed,
        without_days_before=without_before.days * a_person,
        without_days_after=without_after.days * a_person,
        without_before=without_before.attributed,
        without_after=without_after.attributed,
        committed_after=after.committed,
        without_committed_after=without_after.committed,
        tenure_days=everybody.mean_tenure_days,
    )
