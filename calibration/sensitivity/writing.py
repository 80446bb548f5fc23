"""Writing what was found of figures and of a decision into a folder: words, tables, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from calibration.fitting.problem import Problem
from calibration.sensitivity.screening import Screening, screening_table
from calibration.sensitivity.study import PAIRS_OF_A_DRAW, Answer
from calibration.sensitivity.text import answer_text, screening_said
from calibration.sensitivity.tornado import tornado_table
from calibration.sensitivity.value_of_information import Worth, information_table
from sim.experiment.output import write_table
from sim.outcomes.amounts import plain
from sim.outcomes.measure import POUNDS
from sim.report import information_figure, screening_figure, tornado_figure
from sim.report.drawing import Chart
from sim.report.write import write_chart


@dataclass(frozen=True)
class Findings:
    """What was found: of figures, of a decision, or both."""

    problem: Problem
    screenings: Sequence[Screening]
    """One a figure; none if no runs of a calibration were given."""
    answer: Answer | None
    """None if no decision was given."""
    baseline: str = ""
    other: str = ""
    """Titles of the scenarios of the decision."""

    @property
    def parameters(self) -> list[str]:
        """Ids of the values that the figures are screened for."""
        return [each.id for each in self.problem.space.free]

    @property
    def text(self) -> str:
        """All of it in words."""
        parts = [self.problem.title]
        if self.screenings:
            parts.append(screening_said(self.screenings, self.parameters))
        if self.answer:
            parts.append(answer_text(self.answer, self.baseline, self.other))
        return "\n\n".join(parts)


def write_findings(found: Findings, folder: Path) -> None:
    """Write all that was found into ``folder``."""
    (folder / "findings.txt").write_text(found.text + "\n", encoding="utf-8", newline="\n")
    if found.screenings:
        write_table(screening_table(found.screenings, found.parameters), folder / "screening.csv")
    if found.answer:
        write_table(tornado_table(found.answer.tornado), folder / "tornado.csv")
        if found.answer.information:
            write_table(information_table(found.answer.information), folder / "value_of_information.csv")
            write_table(found.answer.draws_table(), folder / "draws.csv")
    for chart in _charts(found):
        write_chart(chart, folder)


def _charts(found: Findings) -> Iterator[Chart]:
    if found.screenings:
        yield from _screening_charts(found)
    if found.answer is None:
        return
    question, decision = (
        found.answer.question,
        f"\u201c{found.other}\u201d against \u201c{found.baseline}\u201d",
    )
    unit = "£ a year" if question.outcome.unit == POUNDS else question.outcome.unit
    yield tornado_figure.chart(
        [
            tornado_figure.Bar(
                bar.ends.id, f"{_short(bar.ends.low)} to {_short(bar.ends.high)}", bar.low, bar.high, bar.told
            )
            for bar in found.answer.tornado.bars
        ],
        found.answer.tornado.middle.mean,
        question.outcome.label,
        unit,
        f"{decision}, {question.replications} pairs of runs at each end.",
    )
    known = found.answer.information
    if known is not None:
        what = f"{decision}, {known.draws} draws of the values, {PAIRS_OF_A_DRAW} pairs of runs each."
        everything = _drawn(known.everything, "all of these values at once")
        yield information_figure.chart(everything, [_drawn(each) for each in known.singles], what)


def _drawn(worth: Worth, label: str = "") -> information_figure.Worth:
    """A value of information as it is drawn."""
    return information_figure.Worth(label or worth.id, worth.value, worth.low, worth.high, worth.nothing)


def _screening_charts(found: Findings) -> Iterator[Chart]:
    values, what = found.parameters, f"{found.problem.title}, by emulators."
    sobol, morris = (
        [
            screening_figure.Row(each.figure, each.explained, shares)
            for each, shares in zip(found.screenings, of, strict=True)
        ]
        for of in (
            [each.total for each in found.screenings],
            [each.mu_star / (each.spread or np.nan) for each in found.screenings],
        )
    )
    yield screening_figure.sobol(sobol, values, what)
    yield screening_figure.morris(morris, values, what)


def _short(value: float) -> str:
    return plain(float(f"{value:.3g}"))
