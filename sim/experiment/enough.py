"""When a study has replications enough: as soon as the intervals asked for are as narrow as was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.experiment.study import LEAD
from sim.experiment.task import Result
from sim.outcomes.goals import Goal, parse_goals
from sim.outcomes.measures import MEASURES
from sim.outcomes.precision import achieved, budget_ended, replications_needed
from sim.scenario.scenario import Scenario

Values = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Precision:
    """Half-widths that the printed intervals shall have, and what became of them."""

    goals: tuple[Goal, ...]

    def enough(self, results: Sequence[Sequence[Result]]) -> int | None:
        """How many of these first replications are enough; None while they are not."""
        return replications_needed(self._values(results), self.goals)

    def said(self, results: Sequence[Sequence[Result]]) -> str:
        """What was asked for and whether it was reached, in a sentence or two."""
        found = achieved(self._values(results), self.goals)
        asked = ", ".join(f"{goal.measure} ±{goal.half_width:g}" for goal in self.goals)
        if self.is_met(results):
            return f"Replications were added until intervals were as narrow as asked for: {asked}."
        return f"Intervals were to be as narrow as this: {asked}; {budget_ended(len(results), found)}."

    def is_met(self, results: Sequence[Sequence[Result]]) -> bool:
        """Whether all intervals are narrow enough after these replications."""
        return all(each.met for each in achieved(self._values(results), self.goals))

    def _values(self, results: Sequence[Sequence[Result]]) -> Values:
        """By measure: scenarios by replications."""
        return {
            goal.measure: np.array(
                [[result.measures[goal.measure] for result in of_one] for of_one in results]
            ).T.reshape(-1, len(results))
            for goal in self.goals
        }


def precision_of(texts: Sequence[str], scenarios: Sequence[Scenario]) -> Precision | None:
    """What the command line asks for; None if it asks for nothing.

    Raises
    ------
    DesistError
        With everything that is wrong with it.
    """
    if not texts:
        return None
    smallest = scenarios[0].at(clock.FIRST_MEASURED_DAY).study.smallest_differences.by_measure()
    units = {measure.name: measure.unit for measure in MEASURES}
    return Precision(parse_goals(",".join(texts), units, smallest, LEAD))
