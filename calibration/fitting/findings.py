"""What a calibration found: what the targets tell, what they leave open, what contradicts, what is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from calibration.fitting.calibrate import Calibration, unmet
from calibration.fitting.claims import Claims, claims_of
from calibration.fitting.predictive import inside_said, predicted
from calibration.inference.identified import Identified, Verdict, identified
from calibration.inference.left_out import coverage
from calibration.inference.region import Contradictions
from calibration.published.facts import Fact
from calibration.validation.validate import Check
from sim.evidence.register import Register
from sim.outcomes.amounts import plain

ENDS = (5.0, 50.0, 95.0)
"""Per cent points of the posterior that are told of each value."""


@dataclass(frozen=True)
class Value:
    """A free value in figures: its range, and where the targets leave it."""

    unit: str
    range_low: float
    range_high: float
    low: float
    """Nine in ten draws lie between this and ``high``."""
    median: float
    high: float

    @property
    def said(self) -> str:
        """The interval and the range it is of."""
        low, high, first, last = map(plain, (self.low, self.high, self.range_low, self.range_high))
        return f"{low} to {high} {self.unit}, of {first} to {last}"


@dataclass(frozen=True)
class Findings:
    """All that is said of a calibration."""

    calibration: Calibration = field(repr=False)
    identified: Identified
    contradictions: Contradictions
    checks: Sequence[Check]
    """Every fact that was a target beside the fresh runs."""
    values: tuple[Value, ...]
    """Every free value in figures, in the order of ``identified.values``."""
    claims: Claims | None = None
    """What is said of the table of people removed from IOM, where that is what was asked."""

    @property
    def text(self) -> str:
        """Everything in plain words, under headings."""
        known = self.identified
        said = [
            (each.verdict, f"{each.value}: {value.said}; {each.judgement}.")
            for each, value in zip(known.values, self.values, strict=True)
        ]
        told = [line for verdict, line in said if verdict is not Verdict.UNDETERMINED]
        open_ = [line for verdict, line in said if verdict is Verdict.UNDETERMINED]
        together = [each.sentence for each in known.together]
        together += [known.modes.sentence] if known.modes else []
        contradicted = list(self.contradictions.sentences)
        parts = {
            "What was run": waves_said(self.calibration),
            "What the targets tell of the values": told or ["Of no value do they tell anything."],
            "What they leave undetermined": open_ or ["Nothing."],
            "What is known only together": together or ["Nothing: each value is known by itself."],
            "What cannot be met": contradicted or ["Nothing: no target alone, and no two together."],
            "Fresh runs beside the targets": inside_said(self.checks),
        }
        if self.claims:
            parts["What the table of people removed from IOM says"] = self.claims.sentences
        return "\n\n".join("\n  ".join([heading, *lines]) for heading, lines in parts.items())


def findings(found: Calibration, register: Register) -> Findings:
    """Work out what is said of a calibration; ``register`` gives the units of its values."""
    problem = found.problem
    names = [each.id for each in problem.space.free]
    return Findings(
        found,
        identified(found.sample.points, names, problem.seed),
        unmet(problem, found.emulators, found.runs),
        predicted(facts_of(found), found.checks),
        _values(found, register),
        claims_of(found),
    )


def _values(found: Calibration, register: Register) -> tuple[Value, ...]:
    space = found.problem.space
    drawn = space.values(found.sample.points)
    ends = [np.percentile([values[each.id] for values in drawn], ENDS) for each in space.free]
    return tuple(
        Value(register.row(each.id).unit, each.low, each.high, float(low), float(median), float(high))
        for each, (low, median, high) in zip(space.free, ends, strict=True)
    )


def facts_of(found: Calibration) -> list[Fact]:
    """The facts behind the targets, each once, in the order of their file."""
    targets = found.problem.targets
    every = [fact for target in targets for fact in target.facts] if targets else []
    return list({fact.id: fact for fact in every}.values())


def waves_said(found: Calibration) -> list[str]:
    """The waves, and how well the emulators foretell, a sentence each."""
    left_out = coverage(found.emulators.left_out(), found.runs.means)
    return [
        *[wave.sentence for wave in found.waves],
        f"Of the means at {len(found.runs.points)} points, each foretold by the others, "
        f"{100 * left_out.overall:.0f} per cent lie inside their 95 per cent interval (90 to 98 is sound).",
        _fresh_said(found),
    ]


def _fresh_said(found: Calibration) -> str:
    """How the emulators stand the fresh runs."""
    mean, sd = found.emulators.predict(found.ensemble[: len(found.checks)])
    figures = np.array([[each.read(run) for each in found.problem.components] for run in found.checks])
    inside = coverage((mean, np.sqrt(sd**2 + np.diag(found.runs.chance))), figures).overall
    return (
        f"Of what {len(found.checks)} fresh runs say, {100 * inside:.0f} per cent lies "
        "inside the 95 per cent interval that the emulators give it."
    )
