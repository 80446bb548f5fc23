"""What true effect of IOM the published table allows, and how far the table falls where there is none.

A calibration to the table (``problems/claims.yaml``) gives the posterior of both effects. Beside it stands
the fall that the model's tables show with no effect at all, whatever the other free values are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from calibration.fitting.calibrate import Calibration
from calibration.fitting.problem import Problem
from calibration.inference.emulator import Emulators
from calibration.published.facts import load_facts
from calibration.readings.claims import READINGS_OF_CLAIMS
from sim.outcomes.amounts import MINUS
from sim.report import claims_figure
from sim.report.claims_figure import Bar, Believed
from sim.report.drawing import Chart

Floats = NDArray[np.float64]

OFFENDING, DETECTION = "iom.offending_effect", "iom.detection_effect"
LABELS: Mapping[str, str] = {OFFENDING: "Effect on offending", DETECTION: "Effect on detection"}
TOLD = ("table_fall", "table_fall_reaching_back", "table_fall_spread")
"""Readings that are no targets: what they are follows from those that are."""
CLAIM = "claim_harm_fall"
MIDDLE = (0.05, 0.5, 0.95)
"""Nine in ten lie between the outer two."""
DRAWN = 2000
"""Tables drawn."""
_LEAST_LEFT = 1e-3
_SPREAD_OVER_RANGES, _CHANCE = 4, 5
"""Tell the numbers of one purpose from those of the others."""


@dataclass(frozen=True)
class Claims:
    """What is said of the published table."""

    effects: tuple[Believed, Believed]
    """On offending, then on detection."""
    bars: tuple[Bar, ...]
    """The published fall, the model's with no effect, with the effects assumed, and reaching back."""
    runs: int
    """Runs of the waves."""

    @property
    def chart(self) -> Chart:
        """Both as a figure."""
        return claims_figure.chart(self.effects, self.bars, self.runs)

    @property
    def sentences(self) -> list[str]:
        """What the table tells and does not tell, in words."""
        return [*map(_believed_said, self.effects), _falls_said(self.bars)]


def claims_of(found: Calibration) -> Claims | None:
    """What a calibration says of the table; None if it is not to the table, or leaves an effect as it is."""
    problem = found.problem
    free = {each.id for each in problem.space.free}
    compared = {each.reading for each in problem.components}
    if not (set(LABELS) <= free and compared & set(READINGS_OF_CLAIMS) and problem.targets):
        return None
    return Claims(
        (_believed(found, OFFENDING), _believed(found, DETECTION)),
        bars(problem, emulate_falls(found)),
        len(found.runs.points) * found.runs.replications,
    )


def emulate_falls(found: Calibration) -> Emulators:
    """Emulators of the readings ``TOLD``, in per cent, from all waves."""
    figures = [
        [[run[name] for name in TOLD] for run in at_point]
        for wave in found.waves
        for at_point in wave.readings
    ]
    return Emulators.fit(replace(found.runs, figures=np.array(figures), names=TOLD), found.problem.seed)


def bars(problem: Problem, told: Emulators) -> tuple[Bar, ...]:
    """The published fall, and what the model's tables show without and with an effect."""
    published = next(fact.published for fact in load_facts() if fact.id == CLAIM)
    assumed = {free.id: free.start for free in problem.space.free if free.id in LABELS}
    nothing, reaching_back = falls(problem, told, dict.fromkeys(LABELS, 0.0))
    with_effect, _ = falls(problem, told, assumed)
    said = f"offending {_signed(100 * assumed[OFFENDING])} %, detection {_signed(100 * assumed[DETECTION])} %"
    back = "Model, no effect, had the second year reached back before adoption"
    return (
        Bar("Published", published, None),
        _bar("Model, no effect at all", nothing),
        _bar(f"Model, effect as assumed ({said})", with_effect),
        Bar(back, float(np.median(reaching_back)), None),
    )


def falls(problem: Problem, told: Emulators, effects: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Falls in per cent of tables of 27 people under these effects: counted as published, and reaching back.

    All other values lie anywhere in their ranges: the table that is to be explained is not used. What is left
    of the harm varies by chance as a lognormal with the spread that the runs have.
    """
    mean, _ = told.predict(_beforehand(problem, effects))
    left = np.maximum(1.0 - mean[:, 0] / 100.0, _LEAST_LEFT)
    log_sd = np.sqrt(np.log1p((mean[:, 2] / 100.0 / left) ** 2))
    chance = np.random.default_rng([problem.seed, _CHANCE]).standard_normal(len(left))
    left_by_chance = left * np.exp(log_sd * chance - log_sd**2 / 2.0)
    return 100.0 * (1.0 - left_by_chance), mean[:, 1]


def _beforehand(problem: Problem, effects: Mapping[str, float]) -> Floats:
    """Points with some values set, and all others spread evenly over their ranges."""
    names = [free.id for free in problem.space.free]
    rng = np.random.default_rng([problem.seed, _SPREAD_OVER_RANGES])
    points = rng.random((DRAWN, len(names)))
    placed = problem.space.point({**{free.id: free.start for free in problem.space.free}, **effects})
    for name in effects:
        points[:, names.index(name)] = placed[names.index(name)]
    return points


def _believed(found: Calibration, name: str) -> Believed:
    """One effect before and after the table, in per cent."""
    place, free = next(
        (place, each) for place, each in enumerate(found.problem.space.free) if each.id == name
    )
    drawn = free.low + found.sample.points[:, place] * (free.high - free.low)
    return Believed(LABELS[name], 100.0 * free.low, 100.0 * free.high, 100.0 * drawn)


def _believed_said(effect: Believed) -> str:
    before, after = effect.before, effect.after
    narrowed = (after[1] - after[0]) / (before[1] - before[0])
    return (
        f"{effect.label}: nine in ten between {_signed(before[0])} and {_signed(before[1])} % before the "
        f"table, {_signed(after[0])} and {_signed(after[1])} % after it; "
        f"the interval is {100 * narrowed:.0f} % as wide."
    )


def _falls_said(drawn: Sequence[Bar]) -> str:
    published, nothing, _, reaching_back = drawn
    assert nothing.interval is not None
    low, high = nothing.interval
    where = "inside" if low <= published.fall <= high else "outside"
    return (
        f"With no effect at all a table of 27 people falls by {nothing.fall:.0f} % (nine in ten between "
        f"{low:.0f} and {high:.0f} %); the published {published.fall:.4g} % lies {where} that. Had the "
        "second year always been a whole one, reaching back before adoption, it would be "
        f"{reaching_back.fall:.0f} %."
    )


def _bar(label: str, drawn: Floats) -> Bar:
    low, middle, high = (float(value) for value in np.quantile(drawn, MIDDLE))
    return Bar(label, middle, (low, high))


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", MINUS)
