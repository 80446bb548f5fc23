"""The unit of work: one replication of all scenarios of a study, reduced to what leaves the process.

No member-level table leaves: only measures, sums and means over hours and months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.experiment.replication import live_all
from sim.outcomes.cells import by_hour_of_day, by_month, cells_in_use
from sim.outcomes.evaluation import before_and_after, harm_of_same_people, members_removed
from sim.outcomes.measures import measure_all
from sim.outcomes.record import Record, measured
from sim.scenario.scenario import Scenario


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
    """The scheme's own before-and-after figures, and the same people without it: sums only."""

    people: float
    harm_before: float
    harm_after: float
    without_before: float
    without_after: float
    tenure_days: float


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


def carry_out(task: Task) -> list[Result]:
    """Run the task; results in the order of its scenarios."""
    without = next((scenario.name for scenario in task.scenarios if is_without_scheme(scenario)), None)
    records = {
        scenario.name: record
        for scenario, record in live_all(task.scenarios, task.seed, task.replication, task.years)
    }
    return [
        _reduce(name, task.replication, record, records.get(without) if without else None)
        for name, record in records.items()
    ]


def is_without_scheme(scenario: Scenario) -> bool:
    """Whether the scheme changes nobody's offending or detection from the first measured day on."""
    return all(
        phase.settings.iom.constables == 0
        or phase.settings.iom.offending_effect
        == phase.settings.iom.detection_effect
        == phase.settings.iom.referral_effect
        == 0
        for phase in scenario.phases
        if phase.start >= clock.FIRST_MEASURED_DAY or phase is scenario.phases[-1]
    )


def _reduce(name: str, replication: int, record: Record, without: Record | None) -> Result:
    window = measured(record)
    use = cells_in_use(record, window)
    return Result(
        scenario=name,
        replication=replication,
        measures=measure_all(record, window),
        cells_by_hour=by_hour_of_day(use),
        cells_by_month=by_month(use, window),
        evaluation=_evaluate(record, without),
    )


def _evaluate(record: Record, without: Record | None) -> Evaluation:
    window = measured(record)
    everybody = before_and_after(record, window)[-1]
    before = after = float("nan")
    if without is not None:
        members = members_removed(record, window)
        before = harm_of_same_people(without, members.before).attributed
        after = harm_of_same_people(without, members.after).attributed
    return Evaluation(
        float(everybody.members),
        everybody.harm_before,
        everybody.harm_after,
        before,
        after,
        everybody.mean_tenure_days,
    )
