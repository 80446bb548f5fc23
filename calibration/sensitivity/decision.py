"""A decision to be looked at: a baseline, another scenario, and what changes from the one to the other.

Both are run as a pair, on the same people and the same chance, with some values of the evidence table
replaced in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.fitting.free import Free, Values
from sim import clock
from sim.errors import DesistError
from sim.evidence.register import Register
from sim.experiment.artefact import numbers_from_json, numbers_to_json
from sim.experiment.executors import Workers
from sim.experiment.gather import Job, Store, gather
from sim.experiment.replication import live_all
from sim.experiment.runner import Finished
from sim.outcomes.measure import POUNDS
from sim.outcomes.measures import MEASURES
from sim.outcomes.record import measured
from sim.scenario.replaced import scenario_with, settled
from sim.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Differences = dict[str, float]
"""Other scenario less baseline, by measure."""

NET_BENEFIT = "net_benefit"
SOCIETY, AGENCIES = "cost_society", "cost_agencies"
RULE = (
    "Net benefit: what crime costs society less in the other scenario than in the baseline, minus what the "
    "agencies spend more; pounds a year, the mean of the measured years, at the prices of the study, without "
    "discounting."
)
"""What the net benefit is, in words."""


@dataclass(frozen=True)
class Outcome:
    """What is looked at of a decision."""

    name: str
    label: str
    unit: str

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures it is made of."""
        return (SOCIETY, AGENCIES) if self.name == NET_BENEFIT else (self.name,)

    def of(self, differences: Mapping[str, float]) -> float:
        """The outcome of one pair of runs."""
        if self.name == NET_BENEFIT:
            return -differences[SOCIETY] - differences[AGENCIES]
        return differences[self.name]


def outcome(name: str) -> Outcome:
    """The outcome of this name: ``net_benefit``, or any measure, whose difference it then is.

    Raises
    ------
    DesistError
        If there is none.
    """
    if name == NET_BENEFIT:
        return Outcome(name, "Net benefit", POUNDS)
    for measure in MEASURES:
        if measure.name == name:
            return Outcome(name, measure.label, measure.unit)
    names = ", ".join([NET_BENEFIT, *(measure.name for measure in MEASURES)])
    raise DesistError(f"--measure: there is no measure '{name}'; there are {names}")


@dataclass(frozen=True)
class Decision:
    """Whether to go from a baseline to another scenario."""

    baseline: Path
    other: Path
    years: int = clock.YEARS
    """Model years of each run."""

    def scenarios(self, register: Register, values: Values) -> tuple[Scenario, Scenario]:
        """Both scenarios with these values in place of those of the evidence table."""
        whole = settled(register, values)
        return scenario_with(self.baseline, register, whole), scenario_with(self.other, register, whole)


def check_decision(decision: Decision, register: Register, free: Sequence[Free]) -> None:
    """Refuse a decision whose runs could not be paired, or on which a value has no bearing.

    Raises
    ------
    DesistError
        Naming all values that the scenarios' own files set, so that changing them here would do nothing.
    """
    middle = {each.id: each.start for each in free}
    baseline, other = decision.scenarios(register, middle)
    if baseline.opening != other.opening:
        raise DesistError(
            f"{other.name}: differs from {baseline.name} on day 0, so its people are not the same and no "
            "paired comparison can be made. Let both files extend the same baseline."
        )
    if baseline.fingerprint == other.fingerprint:
        raise DesistError(f"{other.name} is the same as {baseline.name}: there is nothing to decide")
    idle = [each.id for each in free if not _has_bearing(decision, register, middle, each)]
    if idle:
        raise DesistError(
            "; ".join(
                f"{id}: a file of {baseline.name} and {other.name} sets it, so its range cannot be tried; "
                "take it out of the file or out of the parameters"
                for id in idle
            )
        )


def _has_bearing(decision: Decision, register: Register, middle: Values, value: Free) -> bool:
    low, high = (decision.scenarios(register, {**middle, value.id: end}) for end in (value.low, value.high))
    return any(one.fingerprint != two.fingerprint for one, two in zip(low, high, strict=True))


@dataclass(frozen=True)
class Planned:
    """One pair of runs: the values, and the number of its chance."""

    values: Values
    replication: int


@dataclass(frozen=True)
class PairTrial:
    """One pair, as it is sent to where it is run."""

    scenarios: tuple[Scenario, Scenario]
    seed: int
    replication: int
    years: int
    measures: tuple[str, ...]


def run_pair(trial: PairTrial) -> Differences:
    """Run both scenarios on the same people and the same chance; what differs."""
    functions = {measure.name: measure.function for measure in MEASURES if measure.name in trial.measures}
    baseline, other = (
        {name: float(function(record, measured(record))) for name, function in functions.items()}
        for _, record in live_all(trial.scenarios, trial.seed, trial.replication, trial.years)
    )
    return {name: other[name] - baseline[name] for name in functions}


def run_pairs(
    decision: Decision,
    register: Register,
    planned: Sequence[Planned],
    measures: Sequence[str],
    seed: int,
    workers: Workers,
    store: Store,
    finished: Finished,
) -> list[Differences]:
    """Differences of each planned pair, in order; those that ``store`` holds are not run again."""

    @lru_cache(maxsize=1)  # pairs with the same values stand together in the plan
    def scenarios(values: tuple[tuple[str, float], ...]) -> tuple[Scenario, Scenario]:
        return decision.scenarios(register, dict(values))

    def trial(number: int) -> PairTrial:
        pair = planned[number]
        both = scenarios(tuple(pair.values.items()))
        return PairTrial(both, seed, pair.replication, decision.years, tuple(measures))

    job = Job(run_pair, trial, len(planned), to_json=numbers_to_json, from_json=numbers_from_json)
    return gather(job, workers, store, finished)
