"""What a decision hangs on: the tornado and the value of information, from one plan of paired runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.fitting.free import Free
from calibration.sensitivity.decision import (
    NET_BENEFIT,
    Decision,
    Differences,
    Outcome,
    Planned,
    outcome,
    run_pairs,
)
from calibration.sensitivity.draws_of_values import DrawnValues, draw_values
from calibration.sensitivity.tornado import Ends, Tornado, ends_of, plan, tornado
from calibration.sensitivity.value_of_information import Information, information
from sim.evidence.register import Register
from sim.experiment.executors import Workers
from sim.experiment.gather import Store
from sim.experiment.runner import Finished

Floats = NDArray[np.float64]

PAIRS_OF_A_DRAW = 2
"""Pairs at each draw of the values: as few as tell chance, since more draws teach more than more pairs."""


@dataclass(frozen=True)
class Question:
    """What is asked of a decision."""

    decision: Decision
    outcome: Outcome
    """What the tornado is of; information is always valued in net benefit."""
    free: tuple[Free, ...]
    """The values that are not known."""
    ensemble: pd.DataFrame | None
    """Draws of some of them, one column a value."""
    replications: int
    """Pairs at each end of the tornado."""
    draws: int
    """Draws for the value of information; 0: none is asked for."""
    seed: int


@dataclass(frozen=True)
class Answer:
    """What was found of a decision."""

    question: Question
    tornado: Tornado
    information: Information | None
    drawn: DrawnValues
    benefits: Floats
    """Net benefit at each draw, shape (draws, pairs)."""

    def draws_table(self) -> pd.DataFrame:
        """One row a draw: its values, and the net benefit in each pair of runs."""
        table = pd.DataFrame(list(self.drawn.values))
        for number, column in enumerate(self.benefits.T, start=1):
            table[f"net_benefit_{number}"] = column
        return table


class Study:
    """The paired runs of a question, tornado first, and what follows from them."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._ends: tuple[Ends, ...] = ends_of(question.free, question.ensemble)
        self._drawn = draw_values(question.free, question.ensemble, question.draws, question.seed)
        self._first = plan(self._ends, question.replications)
        # each draw has chance of its own: shared, it would be wrong by the same amount at all of them
        self._second = [
            Planned(values, question.replications + PAIRS_OF_A_DRAW * place + pair)
            for place, values in enumerate(self._drawn.values)
            for pair in range(PAIRS_OF_A_DRAW)
        ]

    @property
    def pairs(self) -> int:
        """Pairs of runs in all."""
        return len(self._first) + len(self._second)

    def answer(self, register: Register, workers: Workers, store: Store, finished: Finished) -> Answer:
        """Run what is missing, and put together what follows."""
        question = self.question
        net = outcome(NET_BENEFIT)
        measures = tuple(dict.fromkeys((*question.outcome.measures, *net.measures)))
        planned = [*self._first, *self._second]
        found = run_pairs(
            question.decision, register, planned, measures, question.seed, workers, store, finished
        )
        ends, draws = found[: len(self._first)], found[len(self._first) :]
        benefits = _shaped(net, draws, PAIRS_OF_A_DRAW)
        known = (
            information([each.id for each in question.free], self._drawn.places, benefits, question.seed)
            if draws
            else None
        )
        bars = tornado(self._ends, _shaped(question.outcome, ends, question.replications))
        return Answer(question, bars, known, self._drawn, benefits)


def _shaped(of: Outcome, found: Sequence[Differences], replications: int) -> Floats:
    """The outcome, shape (sets of values, replications)."""
    return np.array([of.of(each) for each in found], dtype=np.float64).reshape(-1, replications)
