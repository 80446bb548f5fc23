"""Validation: the published facts beside what the model says, and which of them it meets."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from calibration.published.facts import Fact, Facts, Role
from calibration.readings.catalogue import READINGS
from calibration.readings.trial import read_trial
from calibration.validation.replications import read_replications
from sim.errors import DesistError
from sim.experiment.asked import Asked
from sim.experiment.executors import Workers
from sim.experiment.gather import Store
from sim.experiment.runner import Finished
from sim.outcomes.intervals import Interval, mean_interval
from sim.scenario.scenario import Scenario

COLUMNS = (
    "fact", "source", "grade", "role", "published", "model", "low", "high", "inside", "period",
    "unit", "allowed_low", "allowed_high",
)  # fmt: skip
_LABEL_WIDTH = 46
_LINE = "{label:<46} {published:>13} {model:>9} {interval:>17} {allowed:>17}  {inside:<6} {role}"


@dataclass(frozen=True)
class Check:
    """One fact beside the model: the mean over replications with its 95 % interval."""

    fact: Fact
    model: Interval

    @property
    def inside(self) -> bool:
        """Whether the mean lies inside the fact's tolerance."""
        return self.fact.holds(self.model.mean)


def validate(
    scenario: Scenario, facts: Facts, asked: Asked, workers: Workers, store: Store, finished: Finished
) -> list[Check]:
    """Run the scenario over the years that the facts need and hold it against each fact."""
    unread = [fact.id for fact in facts if fact.id not in READINGS]
    if unread:
        raise DesistError(f"no reading of the model for {', '.join(unread)}")
    return check(facts, read_replications(read_trial, scenario, asked, workers, store, finished))


def check(facts: Facts, readings: Sequence[Mapping[str, float]]) -> list[Check]:
    """Each fact with the mean of its readings, one reading a replication."""
    return [Check(fact, mean_interval(np.array([each[fact.id] for each in readings]))) for fact in facts]


def validation_table(checks: Sequence[Check]) -> pd.DataFrame:
    """One row a fact, in ``COLUMNS``; ``published`` is text where a range is published."""
    rows = [
        (
            each.fact.label, each.fact.source.id, each.fact.grade, each.fact.role.value,
            published_said(each.fact), *each.model, _yes_or_no(each), each.fact.period, each.fact.unit,
            each.fact.allowed_low, each.fact.allowed_high,
        )
        for each in checks
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def validation_text(checks: Sequence[Check]) -> str:
    """The table for reading, then how many predicted facts are inside, then every miss by name."""
    head = _LINE.format(
        label="Fact", published="published", model="model", interval="95 % interval", allowed="allowed",
        inside="inside", role="role",
    )  # fmt: skip
    parts = [head, *[_line(each) for each in checks], "", _counts(checks), *_misses(checks)]
    return "\n".join(parts) + "\n"


def _line(each: Check) -> str:
    fact, (mean, low, high) = each.fact, each.model
    first, *rest = textwrap.wrap(f"{fact.label}, {fact.unit}", _LABEL_WIDTH, subsequent_indent="  ")
    line = _LINE.format(
        label=first, published=published_said(fact), model=number_said(mean), interval=_span(low, high),
        allowed=_span(fact.allowed_low, fact.allowed_high), inside=_yes_or_no(each), role=fact.role.value,
    )  # fmt: skip
    return "\n".join([line, *rest])


def _counts(checks: Sequence[Check]) -> str:
    said = []
    for role in (Role.PREDICTED, Role.FITTED, Role.INPUT):
        inside, number = inside_of(checks, role)
        said.append(f"{inside} of {number} {role.value} facts are inside")
    return "; ".join(said) + "."


def inside_of(checks: Sequence[Check], role: Role) -> tuple[int, int]:
    """How many facts of a role are inside their tolerance, and how many there are."""
    of_role = [each for each in checks if each.fact.role is role]
    return sum(each.inside for each in of_role), len(of_role)


def share_said(checks: Sequence[Check]) -> str:
    """The one share that tests the model: of predicted facts alone."""
    inside, number = inside_of(checks, Role.PREDICTED)
    if not number:
        return "No fact is predicted, so nothing here tests the model."
    return f"Predicted facts inside their tolerance: {inside} of {number} ({100 * inside / number:.0f} %)."


def _misses(checks: Sequence[Check]) -> list[str]:
    missed = [each for each in checks if each.fact.is_tested and not each.inside]
    if not missed:
        return ["No fact is missed."]
    return ["Missed:", *[f"  {_miss(each)}" for each in missed]]


def _miss(each: Check) -> str:
    fact, mean = each.fact, each.model.mean
    if np.isnan(mean):
        return f"{fact.label} ({fact.role.value}): the run gives no figure"
    bound = fact.allowed_low if mean < fact.allowed_low else fact.allowed_high
    side = "below" if mean < fact.allowed_low else "above"
    return (
        f"{fact.label} ({fact.role.value}): {number_said(mean)}, {side} the {number_said(bound)} allowed; "
        f"published {published_said(fact)} {fact.unit}"
    )


def _yes_or_no(each: Check) -> str:
    if not each.fact.is_tested:
        return "-"
    return "yes" if each.inside else "no"


def published_said(fact: Fact) -> str:
    """The published figure or range."""
    if fact.published_low == fact.published_high:
        return f"{fact.published_low:.10g}"
    return f"{fact.published_low:.10g} to {fact.published_high:.10g}"


_WHOLE_FROM = 100


def number_said(value: float) -> str:
    """A figure of the model: three digits, or all whole ones."""
    if np.isnan(value):
        return "-"
    return f"{value:,.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.3g}"


def _span(low: float, high: float) -> str:
    return "-" if not np.isfinite(low) else f"{number_said(low)} to {number_said(high)}"
