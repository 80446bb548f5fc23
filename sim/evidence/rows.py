"""One row of the evidence table, and how a line of the file becomes one."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass

COLUMNS = ("id", "value", "low", "high", "unit", "distribution", "source", "locator", "grade", "note")

GRADES = {
    "seed": "counted by the area itself, in a document it published",
    "published-verified": "published, and the figure was seen",
    "published-recalled": "published, from memory: to be checked against the publication",
    "assumed": "judgement, with a range",
}
"""Grades, the firmest first.

A derived value takes the grade of its main figure; its note names every other step.
"""

DISTRIBUTIONS = ("fixed", "uniform", "triangular", "lognormal", "beta")
"""How a sensitivity run varies a value between ``low`` and ``high``."""

Value = int | float | dt.date

_INTEGER = re.compile(r"[+-]?\d+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class EvidenceRow:
    """A number (or a day) of the model, with what is known about it.

    ``low`` and ``high`` bound what is plausible; they are not a confidence interval unless the note says so.
    """

    id: str
    value: Value
    low: Value | None
    high: Value | None
    unit: str
    distribution: str
    source: str
    locator: str
    grade: str
    note: str


def parse_value(text: str) -> Value:
    """An integer if the text has no point, a day if it is an ISO date, else a finite number.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"'{text}' is not a finite number")
    return number


def parse_row(cells: dict[str, str]) -> EvidenceRow:
    """Make a row of the cells of one line.

    Raises
    ------
    ValueError
        With what is wrong, in plain words.
    """
    if not _ID.fullmatch(cells["id"]):
        raise ValueError(f"'{cells['id']}' is not an id: lower-case words joined by points")
    if cells["grade"] not in GRADES:
        raise ValueError(f"grade '{cells['grade']}' is none of {', '.join(GRADES)}")
    if cells["distribution"] not in DISTRIBUTIONS:
        raise ValueError(f"distribution '{cells['distribution']}' is none of {', '.join(DISTRIBUTIONS)}")
    value = parse_value(cells["value"])
    low, high = (parse_value(cells[name]) if cells[name] else None for name in ("low", "high"))
    _check_range(value, low, high)
    if low is None and (cells["grade"] == "assumed" or cells["distribution"] != "fixed"):
        raise ValueError("an assumed or varied value needs low and high")
    return EvidenceRow(
        id=cells["id"], value=value, low=low, high=high,
        unit=cells["unit"], distribution=cells["distribution"],
        source=cells["source"], locator=cells["locator"],
        grade=cells["grade"], note=cells["note"],
    )  # fmt: skip


def _check_range(value: Value, low: Value | None, high: Value | None) -> None:
    if low is None and high is None:
        return
    if low is None or high is None:
        raise ValueError("low and high come together or not at all")
    if len({isinstance(bound, dt.date) for bound in (value, low, high)}) > 1:
        raise ValueError("value, low and high must be all numbers or all days")
    ordinals = [bound.toordinal() if isinstance(bound, dt.date) else bound for bound in (low, value, high)]
    if ordinals != sorted(ordinals):
        raise ValueError(f"value {value} is not between low {low} and high {high}")
