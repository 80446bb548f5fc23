"""From a row of the comparison to the sentence that it bears, and to no more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sim.outcomes.amounts import MONEY, amount, amounts, number, places, plain, significant_places, wording
from sim.outcomes.comparison import Difference, Summary

OFFENCES = "offences a year"
"""How a number of offences committed a year is said."""
SIGNIFICANT = 0.05
"""Below this, Holm's adjusted p value tells a difference from zero."""

SmallestDifferences = Mapping[str, float]
"""By measure, the smallest difference that matters, in the measure's unit; 0 or nothing: there is none."""


class Verdict(Enum):
    """What can be said about a difference."""

    NOT_MEASURED = "not measured"
    ONE_REPLICATION = "one replication"
    NONE = "no difference that we can tell"
    TOO_SMALL = "too small to matter"
    MAY_MATTER = "a difference that may or may not matter"
    DIFFERENT = "a difference"


@dataclass(frozen=True)
class Claim:
    """What can be said about a difference, and the sentence that says it."""

    verdict: Verdict
    sentence: str


def counts_offences(measure: str, unit: str) -> bool:
    """Whether a measure is of offences committed a year: one named ``offences`` or ``offences_...``."""
    return measure.partition("_")[0] == "offences" and unit in ("a year", OFFENCES)


def told(row: Difference) -> bool:
    """Whether the difference is told from zero, all scenarios compared taken together."""
    return row.p_holm < SIGNIFICANT


def verdict_of(row: Difference, smallest: SmallestDifferences) -> Verdict:
    """What a row bears: first whether there is a difference, then whether it matters.

    It is too small to matter only if the whole interval lies nearer to zero than the smallest difference that
    matters, whether or not it is told from zero. It matters for certain only if the whole interval lies
    beyond.
    """
    if math.isnan(row.difference):
        return Verdict.NOT_MEASURED
    if math.isnan(row.low):
        return Verdict.ONE_REPLICATION
    limit = smallest.get(row.measure, 0.0)
    if row.low == row.high == 0:
        return Verdict.NONE
    if limit > 0 and max(-row.low, row.high) < limit:
        return Verdict.TOO_SMALL
    if not told(row):
        return Verdict.NONE
    return Verdict.DIFFERENT if max(row.low, -row.high) >= limit or limit <= 0 else Verdict.MAY_MATTER


def claim(row: Difference, smallest: SmallestDifferences) -> Claim:
    """The honest sentence for a row."""
    verdict = verdict_of(row, smallest)
    limit = limit_said(row.measure, row.unit, smallest)
    match verdict:
        case Verdict.NOT_MEASURED:
            said = "not measured: no replication has a value for both sides"
        case Verdict.ONE_REPLICATION:
            said = (
                f"{_size(row)} in the one replication that was run; with one replication "
                "nobody can say whether that is chance"
            )
        case Verdict.NONE:
            said = _no_difference(row, limit)
        case Verdict.TOO_SMALL:
            said = _too_small(row, limit)
        case Verdict.MAY_MATTER:
            said = f"{_difference(row)}; it may or may not be large enough to matter ({limit})"
        case Verdict.DIFFERENT:
            said = _difference(row)
    return Claim(verdict, f"{row.label}: {said}.")


def limit_said(measure: str, unit: str, smallest: SmallestDifferences) -> str:
    """The smallest difference that matters, with its unit; empty if the measure has none."""
    limit = smallest.get(measure, 0.0)
    if limit <= 0:
        return ""
    words = wording(unit)
    if words.less.startswith("percentage"):
        return f"{plain(limit)} percentage points"
    counted = OFFENCES if counts_offences(measure, unit) else words.unit
    return f"{words.sign}{plain(limit)} {counted}".rstrip()


def decimals_of(row: Difference) -> int:
    """Places to which a row is rounded: those that its interval's half-width bears.

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


def _difference(row: Difference) -> str:
    said = f"{_size(row)}{_percent(row)} {_interval(row)}{_futures(row)}"
    if row.low <= 0 <= row.high:
        # Holm's test finds more than intervals that hold together can show.
        return f"{said}; told from zero by Holm's test, but only just: the interval reaches zero"
    return said


def _no_difference(row: Difference, limit: str) -> str:
    if row.low == row.high:
        return f"{Verdict.NONE.value}; the two are the same in every replication"
    said = f"{Verdict.NONE.value} {_interval(row)}{_futures(row)}"
    return f"{said}; one large enough to matter ({limit}) cannot be ruled out" if limit else said


def _too_small(row: Difference, limit: str) -> str:
    if told(row):
        return f"a difference {Verdict.TOO_SMALL.value} ({limit}), {_difference(row)}"
    return f"{Verdict.NONE.value}, and none large enough to matter ({limit}) {_interval(row)}{_futures(row)}"


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
