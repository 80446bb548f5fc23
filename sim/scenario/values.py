"""From a scalar or a list of a file to the value of a setting, or to plain words about what is wrong."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence as Values
from difflib import get_close_matches

from sim.scenario.document import Node, Scalar, Sequence, shown
from sim.scenario.faults import excerpt
from sim.scenario.fields import Kind, Leaf, Value
from sim.scenario.slips import DECIMAL, NOTHING, hint

MAX_DIGITS = 15
SANITY = 100_000
"""Upper bounds from here on only keep out slips of the keyboard, and are named only when passed."""

MOST_WORDS = 100
"""Names in one list, where the setting says nothing else."""
LONGEST_TEXT = 2_000
"""Characters of a reason."""
LONGEST_TITLE = 200
MOST_COMPARED = 100
"""Characters of a name that are compared with the names that are allowed."""

WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
DATE_WORDS = "a date written year-month-day, such as 2022-04-01"
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class WrongValueError(Exception):
    """A value that a setting cannot take."""

    def __init__(
        self, node: Node, message: str, allowed: str | None = None, nearest: str | None = None
    ) -> None:
        super().__init__(message)
        self.node, self.message, self.given, self.allowed = node, message, shown(node), allowed
        self.nearest = nearest


def read_value(node: Node, leaf: Leaf) -> Value:
    """Return the value that ``node`` gives to ``leaf``; raises ``WrongValueError``."""
    if leaf.kind in (Kind.NUMBERS, Kind.WORDS):
        return _listed(node, leaf)
    if not isinstance(node, Scalar):
        raise WrongValueError(node, "must be a single value", described(leaf))
    if leaf.kind is Kind.DATE:
        return read_date(node)
    if leaf.kind is Kind.TEXT:
        return read_text(node)
    if leaf.kind is Kind.CHOICE:
        return _chosen(node, leaf)
    return _number(node, leaf)


def read_text(node: Node) -> str:
    """Return ``node`` as text on one line; raises ``WrongValueError`` if it is none, empty or too long."""
    return _text(node, LONGEST_TEXT)


def read_title(node: Node) -> str:
    """Return ``node`` as a text short enough for the head of a page; raises ``WrongValueError``."""
    return _text(node, LONGEST_TITLE)


def _text(node: Node, longest: int) -> str:
    if not isinstance(node, Scalar) or (not node.quoted and node.text in NOTHING):
        raise WrongValueError(node, "must be text")
    text = " ".join(node.text.split())
    if not text:
        raise WrongValueError(node, "must be text")
    if len(text) > longest:
        raise WrongValueError(node, f"must be at most {longest:,} characters; this has {len(text):,}")
    odd = next((character for character in text if not character.isprintable()), None)
    if odd is not None:
        raise WrongValueError(
            node, f"holds the character U+{ord(odd):04X}, which cannot be seen: take it out"
        )
    return text


def read_date(node: Node) -> dt.date:
    """Return ``node`` as a date; raises ``WrongValueError``."""
    match = DATE.fullmatch(node.text) if isinstance(node, Scalar) else None
    if match is None:
        raise WrongValueError(node, f"must be {DATE_WORDS}")
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise WrongValueError(node, "is not a day in the calendar") from None


def described(leaf: Leaf, number: float = 0.0) -> str:
    """Return what ``leaf`` can be, such as ``a whole number of at least 0``; ``number`` is what was tried."""
    noun = "a whole number" if leaf.kind is Kind.WHOLE else "a number"
    if leaf.kind is Kind.DATE:
        return DATE_WORDS
    if leaf.kind is Kind.TEXT:
        return "text"
    if leaf.kind is Kind.CHOICE:
        return ", ".join(leaf.choices)
    if leaf.kind is Kind.WORDS:
        return f"a list of names out of {', '.join(leaf.choices)}" if leaf.choices else "a list of names"
    if leaf.kind is Kind.NUMBERS:
        return f"a list of {leaf.longest} numbers"
    return f"{noun} {_range(leaf, number)}".strip()


def out_of_bounds(value: float, leaf: Leaf) -> bool:
    """True if ``value`` lies outside the bounds of ``leaf``."""
    too_low = leaf.low is not None and (value < leaf.low or (leaf.low_open and value == leaf.low))
    too_high = leaf.high is not None and (value > leaf.high or (leaf.high_open and value == leaf.high))
    return too_low or too_high


def as_leaf(value: object, leaf: Leaf) -> Value | None:
    """Return a typed value of the evidence table in the type of ``leaf``, or None if it does not fit."""
    if leaf.kind in (Kind.NUMBERS, Kind.WORDS):
        return _tuple(value, leaf)
    if leaf.kind is Kind.DATE:
        return value if type(value) is dt.date else None
    if leaf.kind in (Kind.TEXT, Kind.CHOICE):
        fits = isinstance(value, str) and (value in leaf.choices or leaf.kind is Kind.TEXT)
        return value if isinstance(value, str) and fits else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if out_of_bounds(value, leaf) or (leaf.kind is Kind.WHOLE and value != int(value)):
        return None
    return int(value) if leaf.kind is Kind.WHOLE else value + 0.0


def _tuple(value: object, leaf: Leaf) -> Value | None:
    if not isinstance(value, list | tuple) or not _right_length(value, leaf):
        return None
    if leaf.kind is Kind.WORDS:
        return tuple(value) if all(isinstance(word, str) for word in value) else None
    part = Leaf(Kind.NUMBER, False, leaf.low, leaf.high, leaf.low_open, leaf.high_open)
    numbers = [as_leaf(number, part) for number in value]
    return tuple(number for number in numbers if isinstance(number, float)) if None not in numbers else None


def _right_length(value: Values[object], leaf: Leaf) -> bool:
    return leaf.shortest <= len(value) <= (MOST_WORDS if leaf.longest is None else leaf.longest)


def _listed(node: Node, leaf: Leaf) -> Value:
    if not isinstance(node, Sequence):
        words = "must be a list in square brackets"
        if leaf.kind is Kind.WORDS and isinstance(node, Scalar) and node.text:
            words += f", such as [{excerpt(node.text)}]"
        raise WrongValueError(node, words, described(leaf))
    if not _right_length(node.items, leaf):
        count = str(leaf.longest) if leaf.longest == leaf.shortest else f"at least {leaf.shortest}"
        count = f"at most {MOST_WORDS}" if len(node.items) > leaf.shortest and leaf.longest is None else count
        raise WrongValueError(node, f"must be a list of {count}; this one has {len(node.items)}")
    if leaf.kind is Kind.WORDS:
        return tuple(_chosen(item, leaf) if leaf.choices else read_text(item) for item in node.items)
    part = Leaf(Kind.NUMBER, False, leaf.low, leaf.high, leaf.low_open, leaf.high_open)
    return tuple(float(_number(item, part)) for item in node.items)


def _chosen(node: Node, leaf: Leaf) -> str:
    """Return a name that must be one of the choices of ``leaf``."""
    allowed = ", ".join(leaf.choices)
    if not isinstance(node, Scalar) or (not node.quoted and node.text in NOTHING):
        raise WrongValueError(node, "must be one of the names that are allowed here", allowed)
    if node.text not in leaf.choices:
        near = get_close_matches(node.text[:MOST_COMPARED].lower(), leaf.choices, 1)
        words = "is none of the names that are allowed here"
        raise WrongValueError(node, words, allowed, near[0] if near else None)
    return node.text


def _number(node: Node, leaf: Leaf) -> int | float:
    if not isinstance(node, Scalar):
        raise WrongValueError(node, "must be a single value", described(leaf))
    text = node.text
    if node.quoted or not DECIMAL.fullmatch(text):
        raise WrongValueError(node, f"must be {described(leaf)}{hint(node)}")
    if WHOLE.fullmatch(text) and len(text.lstrip("-")) > MAX_DIGITS:
        raise WrongValueError(node, f"has more than {MAX_DIGITS} digits", described(leaf))
    number = float(text)
    if not math.isfinite(number):
        raise WrongValueError(node, "is larger than any number that can be used", described(leaf))
    if leaf.kind is Kind.WHOLE and not WHOLE.fullmatch(text):
        instead = f" (write {int(number)})" if number == int(number) and abs(number) < SANITY else ""
        raise WrongValueError(node, f"must be {described(leaf, number)}{instead}")
    if out_of_bounds(number, leaf):
        noun = "a whole number " if leaf.kind is Kind.WHOLE else ""
        raise WrongValueError(node, f"must be {noun}{_range(leaf, number)}")
    return int(text) if leaf.kind is Kind.WHOLE else number + 0.0


def _range(leaf: Leaf, number: float) -> str:
    low, high = leaf.low, leaf.high
    if low is None or high is None:
        return ""
    if high >= SANITY and number <= high:
        return f"{'more than' if leaf.low_open else 'of at least'} {low:,g}"
    if high >= SANITY:
        return f"of at most {high:,.0f}"
    if leaf.low_open or leaf.high_open:
        lower = "more than" if leaf.low_open else "at least"
        upper = "less than" if leaf.high_open else "at most"
        return f"{lower} {low:,g} and {upper} {high:,g}"
    return f"between {low:,g} and {high:,g}"
