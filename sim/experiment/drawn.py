"""The scenarios of each draw of an ensemble, and whether its values can be put in at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.evidence.register import Register
from sim.experiment.ensemble import Draw, Ensemble
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.reader import set_by_the_area
from sim.scenario.replaced import ENTRANTS, STOCK, scenarios_with, settled
from sim.scenario.scenario import Scenario
from sim.scenario.section import setting_at


class Drawn:
    """Scenarios by draw, read when they are wanted: one draw is held at a time."""

    def __init__(self, paths: Sequence[Path], ensemble: Ensemble, register: Register) -> None:
        self.ensemble = ensemble
        self._paths, self._register = tuple(paths), register
        self._held: tuple[int, list[Scenario]] | None = None

    def scenarios(self, draw: int) -> list[Scenario]:
        """The scenarios with the values of a draw, counted from 0; raises ``ScenarioError``."""
        if self._held is None or self._held[0] != draw:
            values = _whole(self.ensemble.draws[draw], self._register)
            self._held = draw, scenarios_with(self._paths, self._register, values)
        return self._held[1]

    def check(self) -> None:
        """Read every draw once, so that what is wrong with one is told before anything is run.

        Raises
        ------
        ScenarioError
            With each column that would change nothing; or else with each draw whose values, or what follows
            from them, the model cannot use.
        """
        problems = list(self._without_effect()) or list(self._unusable())
        if problems:
            raise ScenarioError(problems)

    def _without_effect(self) -> Iterator[Problem]:
        opening = scenarios_with(self._paths[:1], self._register, {})[0].opening
        fixed = {id: place for path in self._paths for id, place in set_by_the_area(path).items()}
        for id, column in zip(self.ensemble.ids, self.ensemble.columns, strict=True):
            decides = STOCK if id == ENTRANTS and STOCK not in self.ensemble.ids else id
            if setting_at(opening, id) is None:
                words = "the area of these scenarios has no such setting, so no draw would change anything"
            elif id in fixed:
                file, line = fixed[id]
                words = f"is set by {file} in line {line}, so no draw would change anything"
            elif decides in fixed:
                file, line = fixed[decides]
                words = f"{decides} follows from it, and is set by {file} in line {line}"
            else:
                continue
            yield Problem(self.ensemble.file, 1, column, id, words)

    def _unusable(self) -> Iterator[Problem]:
        for number, draw in enumerate(self.ensemble.draws):
            try:
                self.scenarios(number)
            except ScenarioError as error:
                words = f"these values do not go together: {error.problems[0]}"
                yield Problem(self.ensemble.file, draw.line, 1, "", words)
            if wrong := _wrong_stock(draw, self._register, self.ensemble.file):
                yield wrong


def _whole(draw: Draw, register: Register) -> dict[str, float]:
    """The values of a draw with what follows from them, unless the draw says that as well."""
    return draw.values if STOCK in draw.values else settled(register, draw.values)


def _wrong_stock(draw: Draw, register: Register, file: str) -> Problem | None:
    stock, row = _whole(draw, register).get(STOCK), register.row(STOCK)
    assert isinstance(row.low, int)
    assert isinstance(row.high, int)
    if stock is None or row.low <= stock <= row.high:
        return None
    words = f"{STOCK}, which follows from it, lies outside its range in the evidence table"
    return Problem(file, draw.line, 1, ENTRANTS, words, f"{stock:.0f}", f"{row.low} to {row.high}")
