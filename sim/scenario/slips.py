"""Common slips in a number, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from sim.scenario.document import Scalar
from sim.scenario.faults import excerpt

DECIMAL = re.compile(r"-?(\.\d+|(0|[1-9]\d*)(\.\d*)?)([eE][-+]?\d+)?", re.ASCII)
"""A number as a scenario writes it. It has no plus sign, which may be meant as so many more."""

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
YES_OR_NO = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false"))
QUOTES = "\"'“”„‘’«»"
HYPHENS = "‐‑‒–—−"  # noqa: RUF001  what text editors make of a hyphen

Slip = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _write(text: str, words: str = "") -> str:
    """Return ``words``, and that ``text`` should be written if it is a number."""
    if not DECIMAL.fullmatch(text):
        return words
    return f"{words}: write {excerpt(text)}" if words else f"write {excerpt(text)}"


def _share(match: re.Match[str]) -> str:
    return f"write a share: {float(match[1]) / 100:.12g} for {match[1]}%"


def _fraction(match: re.Match[str]) -> str:
    above, below = float(match[1]), float(match[2])
    return f"write a decimal, such as {above / below:.6g}" if below else "write a decimal"


SLIPS: tuple[Slip, ...] = (
    (re.compile(r"([-+]?[1-9]\d{0,2}(?:,\d{3})+)"), lambda m: _write(m[1].replace(",", ""))),
    (re.compile(r"([1-9]\d{0,2}(?:[ '\xa0\u2009\u202f]\d{3})+)"), lambda m: _write(re.sub(r"\D", "", m[1]))),
    (re.compile(r"[-+]?\d+,\d+"), lambda m: "with a point, not a comma"),
    (re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(?:%|per ?cent)"), _share),
    (re.compile(r"\+(.+)"), lambda m: _write(m[1], "the value itself, without a plus sign")),
    (re.compile(rf"[{HYPHENS}] ?(.+)"), lambda m: _write("-" + m[1], "with a hyphen as the minus sign")),
    (re.compile(rf"[{QUOTES}](.*)[{QUOTES}]"), lambda m: _write(m[1], "without quotation marks")),
    (re.compile(r"(\S+) *[,;]"), lambda m: _write(m[1], "with nothing after the number")),
    (re.compile(r"(\S+)#.*"), lambda m: "put a space before the #"),
    (re.compile(r"(\d{1,9})/(\d{1,9})"), _fraction),
    (re.compile(r"\d{4}-\d\d-\d\d"), lambda m: "a date is not a number"),
    (re.compile(rf"[\d.]+ ?(?:[-{HYPHENS}]|to) ?[\d.]+"), lambda m: "one number, not a range"),
    (
        re.compile(r"[-+]?\d[\d_]*(\.[\d_]*)?", re.ASCII),
        lambda m: "without underscores or leading zeros, which programs read differently",
    ),
    (re.compile(r"[-+]?[\d.]+", re.UNICODE), lambda m: "in ordinary digits, with one point at the most"),
    (re.compile(r"\d+(:\d+)+"), lambda m: "a time with a colon is not a number"),
    (re.compile(r"0[xob][0-9a-fA-F]+"), lambda m: "in ordinary digits"),
    (re.compile(r"£.*"), lambda m: "without the pound sign"),
    (
        re.compile(r"[-+]?\.?inf(inity)?", re.IGNORECASE),
        lambda m: "infinity is not a number: write a large one",
    ),
    (
        re.compile(r"\.?nan|n/?a|-+|\?+|tbc|none", re.IGNORECASE),
        lambda m: "leave the line out to change nothing",
    ),
    (
        re.compile(r"([-+]?[\d.]+) ?[A-Za-z][A-Za-z /]*"),
        lambda m: _write(m[1], "the number alone, without a unit"),
    ),
)
"""What a slip looks like and what to say, the first that fits."""


def hint(node: Scalar) -> str:
    """Return what to write instead, in brackets, where the slip is a common one; otherwise nothing."""
    text = node.text
    if len(text) > 1_000:  # noqa: PLR2004  no slip of the keyboard is as long
        return ""
    if node.quoted:
        return " (without quotation marks)" if DECIMAL.fullmatch(text.strip()) else ""
    if text in NOTHING:
        return " (nothing stands here)"
    if text.lower() in YES_OR_NO:
        return " (yes, no, on, off, true and false are not numbers)"
    for pattern, words in SLIPS:
        if match := pattern.fullmatch(text):
            return f" ({words(match)})"
    return ""
