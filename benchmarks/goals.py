"""Goals: what a figure should be, and whether it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True)
class Goal:
    """A figure beside what it should be."""

    what: str
    value: float | None
    """None where it could not be measured."""
    bound: float
    unit: str = ""
    at_most: bool = True
    """Whether the bound is the most or the least that the figure may be."""

    @property
    def verdict(self) -> str:
        """``met``, ``MISSED`` or ``not measured``; a figure that is no number misses."""
        if self.value is None:
            return "not measured"
        met = self.value <= self.bound if self.at_most else self.value >= self.bound
        return "met" if met else "MISSED"

    def line(self) -> str:
        """The figure, its goal and the verdict, in columns."""
        value = "-" if self.value is None else figure(self.value)
        bound = f"{'at most' if self.at_most else 'at least'} {figure(self.bound)} {self.unit}".rstrip()
        return f"{self.what:<58}{value:>10}   {bound:<26}{self.verdict}"

    def as_json(self) -> dict[str, str | float | bool | None]:
        """All fields and the verdict."""
        return {
            "what": self.what,
            "value": self.value,
            "bound": self.bound,
            "unit": self.unit,
            "at_most": self.at_most,
            "verdict": self.verdict,
        }


def figure(value: float) -> str:
    """Three figures that count, without an exponent: 0.0123, 1.23, 12.3, 12,345."""
    if not isfinite(value):
        return str(value)
    places = 0
    while places < 6 and 0 < abs(value) * 10**places < 99.95:
        places += 1
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table(goals: Sequence[Goal]) -> list[str]:
    """One line a goal, below a heading."""
    if not goals:
        return []
    return [f"{'Goal':<58}{'figure':>10}   {'should be':<26}", *(goal.line() for goal in goals)]


def count(goals: Sequence[Goal]) -> str:
    """How many goals were met, missed and not measured."""
    verdicts = [goal.verdict for goal in goals]
    text = f"{verdicts.count('met')} of {len(goals)} goals met, {verdicts.count('MISSED')} missed"
    unknown = verdicts.count("not measured")
    return f"{text}, {unknown} not measured" if unknown else text
