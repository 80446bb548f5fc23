"""Numbers in words: no more digits than the interval bears, and the field's own "fewer" and "more"."""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUS = "−"
MONEY = "GBP"
"""What the unit of an amount of money begins with, as in "GBP a year"."""
SIGNIFICANT = 3
"""Digits shown of a number that has no interval."""


@dataclass(frozen=True)
class Wording:
    """How an amount of a unit is said."""

    sign: str
    """What stands before the number, as in "£120"."""
    unit: str
    """What stands after "fewer" or "more"."""
    less: str
    more: str


def wording(unit: str) -> Wording:
    """How a difference in ``unit`` is said: money is less or more, a share lower or higher, a count fewer."""
    if unit.startswith(MONEY):
        return Wording("£", unit.removeprefix(MONEY).strip(), "less", "more")
    first = unit.split(" ", maxsplit=1)[0]
    if first in ("%", "percent") or unit.startswith("per cent"):
        return Wording("", "", "percentage points lower", "percentage points higher")
    if first in ("share", "ratio", "probability", "proportion"):
        return Wording("", "", "lower", "higher")
    return Wording("", unit, "fewer", "more")


def places(half_width: float) -> int:
    """Decimal places that an interval of this half-width bears; negative for tens, hundreds and so on.

    Its leading digit, and one more after a leading 1: else 355 to 627 would be told as 400 to 600.

    Raises
    ------
    ValueError
        If the half-width is not above 0.
    """
    return two_digits(half_width / 2) - 1


def two_digits(half_width: float) -> int:
    """Decimal places that show two digits of a half-width, as where it is told by itself.

    Raises
    ------
    ValueError
        If the half-width is not above 0.
    """
    if not half_width > 0:
        raise ValueError("only an interval with a width says how far to round")
    return 1 - math.floor(math.log10(half_width))


def significant_places(value: float) -> int:
    """Decimal places that show three significant digits and all whole ones, without idle zeros at the end."""
    if value == 0 or not math.isfinite(value):
        return 0
    decimals = max(0, SIGNIFICANT - 1 - math.floor(math.log10(abs(value))))
    shown = round(value, decimals)
    return next(fewer for fewer in range(decimals + 1) if round(shown, fewer) == shown)


def number(value: float, decimals: int) -> str:
    """A number with separators for thousands, a true minus, and ``decimals`` places (negative: tens, ...)."""
    if not math.isfinite(value):
        return "not known"
    rounded = round(value, decimals)
    text = f"{abs(rounded):,.{max(0, decimals)}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def plain(value: float) -> str:
    """A number without an interval, to three significant digits and all its whole ones; no idle zeros."""
    return number(value, significant_places(value))


def amount(value: float, decimals: int, words: Wording) -> str:
    """A difference in words, without its unit: "120 fewer", "£120 more", "0"."""
    size = f"{words.sign}{number(abs(value), decimals)}"
    if round(value, decimals) == 0:
        return size
    return f"{size} {words.less if value < 0 else words.more}"


def amounts(low: float, high: float, decimals: int, words: Wording, joint: str = "to") -> str:
    """A range of differences: "90 to 160 fewer", or "300 fewer to 60 more" if it holds zero."""
    ends = round(low, decimals), round(high, decimals)
    if ends[0] * ends[1] <= 0 and ends != (0, 0):
        return f"{amount(low, decimals, words)} {joint} {amount(high, decimals, words)}"
    nearer, farther = sorted((low, high), key=abs)
    return f"{words.sign}{number(abs(nearer), decimals)} {joint} {amount(farther, decimals, words)}"
