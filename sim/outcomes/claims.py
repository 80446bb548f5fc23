"""From a row of the comparison to the sentence that it bears, and to no more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from sim.outcomes.amounts import MONEY, amount, amounts, number, places, plain, significant_places, wording
from sim.outcomes.comparison import Difference, Summary

OFFENCES = "offences a year"
"""Unit of the study's smallest difference that matters."""


class Verdict(Enum):
    """What can be said about a difference."""

    NOT_MEASURED = "not measured"
    ONE_REPLICATION = "one replication"
    NONE = "no difference that we can tell"
    TOO_SMALL = "a difference too small to matter"
    DIFFERENT = "a difference"


@dataclass(frozen=True)
class Claim:
    """What can be said about a difference, and the sentence that says it."""

    verdict: Verdict
    sentence: str


def counts_offences(row: Difference) -> bool:
    """Whether a row is of offences committed a year, and so has a smallest difference that matters.

    These are the measures named ``offences`` or ``offences_...``; others depend on counting.
    """
    return row.measure.split("_")[0] == "offences" and row.unit in ("a year", OFFENCES)


def verdict_of(row: Difference, smallest: float) -> Verdict:
    """What a row bears: first whether there is a difference, then whether it matters.

    ``smallest`` is the study's smallest difference that matters, in offences a year; other units have none.
    """
    if math.isnan(row.difference):
        return Verdict.NOT_MEASURED
    if math.isnan(row.low):
        return Verdict.ONE_REPLICATION
    if row.low <= 0 <= row.high:
        return Verdict.NONE
    if counts_offences(row) and abs(row.difference) < smallest:
        return Verdict.TOO_SMALL
    return Verdict.DIFFERENT


def claim(row: Difference, smallest: float) -> Claim:
    """The honest sentence for a row; ``smallest`` as in ``verdict_of``."""
    verdict = verdict_of(row, smallest)
    match verdict:
        case Verdict.NOT_MEASURED:
            said = "not measured: no replication has a value for both sides"
        case Verdict.ONE_REPLICATION:
            said = (
                f"{_size(row)} in the one replication that was run; with one replication "
                "nobody can say whether that is chance"
            )
        case Verdict.NONE:
            said = _no_difference(row, smallest)
        case Verdict.TOO_SMALL:
            said = _too_small(row, smallest)
        case Verdict.DIFFERENT:
            said = f"{_size(row)}{_percent(row)} {_interval(row)}{_futures(row)}"
    return Claim(verdict, f"{row.label}: {said}.")


def decimals_of(row: Difference) -> int:
    """Places to which a row is rounded: the leading digit of its interval's half-width.

    One place more if that would print a limit other than zero as zero.
    """
    half = (row.high - row.low) / 2
    if not half > 0:
        return significant_places(row.difference)
    decimals = places(half)
    hidden = any(end != 0 and round(end, decimals) == 0 for end in (row.low, row.high, row.difference))
    return decimals + 1 if hidden else decimals


def _size(row: Difference) -> str:
    words = wording(row.unit)
    return f"{amount(row.difference, decimals_of(row), words)} {words.unit}".rstrip()


def _percent(row: Difference) -> str:
    """The same as a percentage, rounded as its interval bears; a share's own difference needs none."""
    if math.isnan(row.percent) or not wording(row.unit).unit:
        return ""
    return f", {'down' if row.percent < 0 else 'up'} {number(abs(row.percent), percent_decimals(row))} %"


def percent_decimals(row: Difference) -> int:
    """Places to which the percentage of a row is rounded, as for ``decimals_of``."""
    if not (row.high > row.low and row.difference and row.percent):
        return significant_places(row.percent)
    decimals = places(abs(row.percent / row.difference) * (row.high - row.low) / 2)
    return decimals + 1 if round(row.percent, decimals) == 0 else decimals


def _interval(row: Difference) -> str:
    if row.low == row.high:
        return "(the same in every replication)"
    return f"(95 % interval {amounts(row.low, row.high, decimals_of(row), wording(row.unit))})"


def _futures(row: Difference) -> str:
    if math.isnan(row.future_low) or row.low == row.high:
        return ""
    between = amounts(row.future_low, row.future_high, decimals_of(row), wording(row.unit), joint="and")
    return f"; in 8 of 10 futures between {between}"


def _no_difference(row: Difference, smallest: float) -> str:
    if row.low == row.high:
        return f"{Verdict.NONE.value}; the two are the same in every replication"
    said = f"{Verdict.NONE.value} {_interval(row)}{_futures(row)}"
    if not counts_offences(row) or smallest <= 0:
        return said
    if max(-row.low, row.high) < smallest:
        return f"{said}; a difference large enough to matter ({plain(smallest)} {OFFENCES}) is unlikely"
    return f"{said}; a difference large enough to matter ({plain(smallest)} {OFFENCES}) cannot be ruled out"


def _too_small(row: Difference, smallest: float) -> str:
    said = f"{Verdict.TOO_SMALL.value}, {_size(row)}{_percent(row)} {_interval(row)}{_futures(row)}"
    if max(-row.low, row.high) < smallest:
        return said
    return f"{said}; the interval does not rule out one that matters ({plain(smallest)} {OFFENCES})"


def level(row: Summary) -> str:
    """The sentence for a scenario by itself: mean, interval of the mean, spread of futures."""
    if math.isnan(row.mean):
        return f"{row.label}: not measured in any replication."
    sign = "£" if row.unit.startswith(MONEY) else ""
    unit = row.unit.removeprefix(MONEY).strip()
    half = (row.high - row.low) / 2
    decimals = places(half) if half > 0 else significant_places(row.mean)

    def said(value: float) -> str:
        return f"{sign}{number(value, decimals)}"

    text = f"{row.label}: {said(row.mean)} {unit}"
    if math.isnan(row.low):
        return f"{text} in the one replication that was run."
    if row.low == row.high:
        return f"{text}, the same in every replication."
    text = f"{text} (95 % interval {said(row.low)} to {said(row.high)})"
    if not math.isnan(row.future_low):
        text = f"{text}; in 8 of 10 futures between {said(row.future_low)} and {said(row.future_high)}"
    return f"{text}."
