"""How narrow intervals are asked to be, as it is written: ``offences=100``, ``arrests=50%``, ``50%``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sim.errors import DesistError
from sim.outcomes.claims import SmallestDifferences

_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")
FORM = (
    "write measure=number in the measure's unit, measure=50% of its smallest difference that matters, or 50%"
)


@dataclass(frozen=True)
class Goal:
    """The widest half-width that the intervals of a measure may have, in the measure's unit."""

    measure: str
    half_width: float


class _WrongGoalError(Exception):
    """What is wrong with one part, in plain words."""


def parse_goals(
    text: str, units: Mapping[str, str], smallest: SmallestDifferences, lead: Sequence[str]
) -> tuple[Goal, ...]:
    """Read goals from text.

    Parameters
    ----------
    text
        Parts with commas between them: ``offences=100`` (in the measure's unit), ``offences=50%`` (of its
        smallest difference that matters), or ``50%`` (the same for every lead measure that has one and no
        part of its own).
    units
        Unit of each measure there is, by name.
    smallest
        Smallest difference that matters, by measure.
    lead
        Names of the lead measures.

    Returns
    -------
    tuple of Goal
        In the order of ``units``, one a measure.

    Raises
    ------
    DesistError
        With everything that is wrong, a line each.
    """
    own: dict[str, float] = {}
    for_all: list[float] = []
    wrong: list[str] = []
    for part in (each.strip() for each in text.split(",")):
        try:
            name, value = _read(part, units, smallest)
            if name in own or (not name and for_all):
                raise _WrongGoalError(f"{name or 'a share for all lead measures'} is given twice")
            if name:
                own[name] = value
            else:
                for_all.append(value)
        except _WrongGoalError as error:
            wrong.append(f"'{part}': {error}")
    shared = {name: for_all[0] * smallest[name] for name in lead if for_all and smallest.get(name, 0.0) > 0}
    if for_all and not shared:
        wrong.append("a share for all lead measures: none of them has a smallest difference that matters")
    if wrong:
        raise DesistError("\n".join([*(f"precision: {each}" for each in wrong), f"Allowed: {FORM}."]))
    goals = {**shared, **own}
    return tuple(Goal(name, goals[name]) for name in units if name in goals)


def _read(part: str, units: Mapping[str, str], smallest: SmallestDifferences) -> tuple[str, float]:
    """Measure and half-width of one part; without a measure the name is empty and the value a share."""
    name, equals, given = (each.strip() for each in part.rpartition("="))
    if not equals:
        return "", _share_for_all(given, units)
    if name not in units:
        raise _WrongGoalError(_no_such_measure(name, units))
    value = _number(given)
    if not given.endswith("%"):
        return name, value
    if not smallest.get(name, 0.0) > 0:
        raise _WrongGoalError(
            f"{name} has no smallest difference that matters: give a number, its unit is {units[name]}"
        )
    return name, value / 100 * smallest[name]


def _share_for_all(given: str, units: Mapping[str, str]) -> float:
    if given.endswith("%"):
        return _number(given) / 100
    near = get_close_matches(given, units, 1)
    if near:
        raise _WrongGoalError(f"no number: did you mean {near[0]}=100 or {near[0]}=50%?")
    if _NUMBER.fullmatch(given):
        raise _WrongGoalError("a number of which measure? (And write 1000 without a comma.)")
    raise _WrongGoalError(
        "nothing stands here" if not given else "neither a measure with a number nor a share"
    )


def _number(given: str) -> float:
    digits = given.removesuffix("%").strip()
    if not _NUMBER.fullmatch(digits):
        raise _WrongGoalError(f"'{given}' is not a number above 0" if given else "nothing stands here")
    value = float(digits)
    if not 0 < value < float("inf"):
        raise _WrongGoalError("must be above 0")
    return value


def _no_such_measure(name: str, units: Mapping[str, str]) -> str:
    near = get_close_matches(name, units, 3)
    if near:
        return f"there is no measure '{name}': did you mean {' or '.join(near)}?"
    return f"there is no measure '{name}'; there are {', '.join(units)}"
