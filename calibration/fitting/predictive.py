"""The posterior predictive check: fresh runs at draws of the posterior beside each fact that was a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from calibration.published.facts import Fact
from calibration.validation.validate import Check, number_said, published_said
from sim.outcomes.intervals import Interval

INSIDE = (5.0, 95.0)
"""Ends, in per cent, of the range that nine in ten of the runs lie in."""


def predicted(facts: Sequence[Fact], readings: Sequence[Mapping[str, float]]) -> list[Check]:
    """Each fact beside the mean of the runs and the range in which nine in ten of them lie.

    That range is of the values that are not known and of the chance of one county's year together.
    """
    found = []
    for fact in facts:
        figures = np.array([run[fact.id] for run in readings])
        low, high = np.percentile(figures, INSIDE)
        found.append(Check(fact, Interval(float(figures.mean()), float(low), float(high))))
    return found


def covers(each: Check) -> bool:
    """Whether the published figure, or any of the published range, lies where nine in ten runs do."""
    return each.model.low <= each.fact.published_high and each.fact.published_low <= each.model.high


def inside_said(found: Sequence[Check]) -> list[str]:
    """How many facts are met, in words, and each that is not."""
    inside, covered = sum(each.inside for each in found), sum(covers(each) for each in found)
    return [
        f"{inside} of {len(found)} facts that were targets ({100 * inside / len(found):.0f} %) are inside "
        f"their tolerance, as the mean of the fresh runs. {covered} of the published figures lie where "
        "nine in ten single runs do, which leaves out that the two may not be the same thing: it need not "
        "be nine in ten.",
        *[_missed(each) for each in found if not each.inside],
    ]


def _missed(each: Check) -> str:
    fact = each.fact
    return (
        f"Missed: {fact.label}: {number_said(each.model.mean)} {fact.unit}, allowed "
        f"{number_said(fact.allowed_low)} to {number_said(fact.allowed_high)}, published "
        f"{published_said(fact)}."
    )


def predictive_table(found: Sequence[Check]) -> pd.DataFrame:
    """One row a fact; ``low`` and ``high`` are the ends of where nine in ten runs lie."""
    rows = [
        (
            each.fact.id, each.fact.label, each.fact.unit, published_said(each.fact),
            each.fact.allowed_low, each.fact.allowed_high, *each.model,
            "yes" if each.inside else "no", "yes" if covers(each) else "no",
        )
        for each in found
    ]  # fmt: skip
    columns = [
        "fact", "label", "unit", "published", "allowed_low", "allowed_high", "mean", "low", "high", "inside",
        "covered",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
