"""What was found of a decision and of the figures, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from calibration.sensitivity.decision import NET_BENEFIT, RULE
from calibration.sensitivity.screening import LEAST_EXPLAINED, Screening
from calibration.sensitivity.study import PAIRS_OF_A_DRAW, Answer
from calibration.sensitivity.value_of_information import Information, Worth
from sim.outcomes.amounts import amount, amounts, number, places, plain, wording
from sim.outcomes.cost import NOT_COSTED
from sim.outcomes.intervals import Interval

ASSUMED = (
    "Effects of programmes are assumptions put in. What is said here is of the model and of the ranges that "
    "its values were given; it is no evidence that a scheme works."
)


def answer_text(answer: Answer, baseline: str, other: str) -> str:
    """All that was found of a decision; ``baseline`` and ``other`` are titles."""
    parts = [f"Decision: from \u201c{baseline}\u201d to \u201c{other}\u201d.", *tornado_said(answer)]
    if answer.information is not None:
        parts += information_said(answer.information)
        parts.append(RULE + " " + NOT_COSTED)
    return "\n\n".join([*parts, ASSUMED])


def tornado_said(answer: Answer) -> list[str]:
    """Which values swing the outcome, and which bars are chance."""
    question, bars = answer.question, answer.tornado.bars
    unit, label = question.outcome.unit, question.outcome.label
    what = label if question.outcome.name == NET_BENEFIT else f"{label}, other scenario less baseline"
    said = pounds if question.outcome.name == NET_BENEFIT else partial(interval_said, unit=unit)
    first = f"{what}, all values at their middle: {said(answer.tornado.middle)}."
    told = [bar for bar in bars if bar.told]
    pairs = f"{question.replications} pairs of runs at each end"
    if not told:
        return [first, f"No value's range swings it by an amount that is told from chance with {pairs}."]
    lines = [f"  {bar.ends.id}: {said(bar.swing)}" for bar in told]
    rest = len(bars) - len(told)
    others = f" The other {rest} of {len(bars)} bars may be chance alone." if rest else ""
    head = f"Swings that are told from chance, from the low to the high end of a value ({pairs}):"
    return [first, "\n".join([head, *lines]) + others.replace(" The", "\nThe")]


def interval_said(found: Interval, unit: str) -> str:
    """A difference and its 95 % interval in words, rounded to what the interval bears."""
    words = wording(unit)
    half = (found.high - found.low) / 2
    if not half > 0:
        return f"{amount(found.mean, _digits(found.mean), words)} {words.unit}".strip()
    decimals = places(half)
    span = amounts(found.low, found.high, decimals, words)
    return f"{amount(found.mean, decimals, words)} {words.unit} (95 % interval {span})"


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 else 2  # noqa: PLR2004


def information_said(found: Information) -> list[str]:
    """Which fact should be collected next, and when that cannot be said."""
    better = "going over to the other scenario" if found.takes_other else "staying with the baseline"
    sure = "" if found.benefit.low * found.benefit.high > 0 else ", though the interval leaves that open"
    expected = (
        f"Over {found.draws} draws of the values, {PAIRS_OF_A_DRAW} pairs of runs each, the net benefit is "
        f"on average {pounds(found.benefit)}: as things are known, {better} is the better choice{sure}. Of "
        f"the variance between draws {number(100 * found.chance, 0)} % is chance of the runs, which is taken "
        "out."
    )
    everything = (
        f"Knowing all these values before deciding would be worth {worth_said(found.everything)}, for as "
        "long as the decision stands. No study of them can be worth more to it."
    )
    return [expected, everything, next_fact(found)]


def next_fact(found: Information) -> str:
    """Which fact the force should collect next."""
    told = [worth for worth in found.singles if worth.told and worth.value > 0]
    ask = "Which fact should the force collect next? "
    if not told:
        limit = max((worth.nothing for worth in found.singles), default=0.0)
        return (
            f"{ask}That cannot be said: no single value is worth an amount that is told from what the "
            f"highest of so many values without any bearing comes out at (up to {_money(limit)} by chance). "
            "Either the decision is the same whatever they are, or more draws are needed."
        )
    best = told[0]
    others = "; ".join(f"{worth.id}, {worth_said(worth)}" for worth in told[1:3])
    said = f"{ask}{best.id}: knowing it, and nothing else, would be worth {worth_said(best)}."
    if best.low <= 0:
        said += (
            " The interval reaches down to nothing, so take this as a hint and run more draws before paying."
        )
    elif len(told) > 1 and told[1].high > best.low:
        said += " Its interval overlaps with that of the next, so their order is not certain."
    if others:
        said += f" Next: {others}."
    return said + " That is what perfect knowledge is worth; a real study gives part of it."


def worth_said(worth: Worth) -> str:
    """A value of information with its interval."""
    return f"{_money(worth.value)} a year (95 % interval {_money(worth.low)} to {_money(worth.high)})"


def pounds(found: Interval) -> str:
    """A net benefit with its interval."""
    half = (found.high - found.low) / 2
    decimals = min(0, places(half)) if half > 0 else 0
    mean, low, high = (_money(value, decimals) for value in found)
    return f"{mean} a year (95 % interval {low} to {high})"


def _money(value: float, decimals: int | None = None) -> str:
    if decimals is None:
        decimals = 0 if value == 0 else min(0, 1 - int(np.floor(np.log10(abs(value)))))
    text = number(value, decimals)
    return f"{text[0]}£{text[1:]}" if text[:1] == "\u2212" else f"£{text}"


def screening_said(screenings: Sequence[Screening], parameters: Sequence[str]) -> str:
    """Which values each figure hangs on most, and which figures have no index."""
    given = [each for each in screenings if each.is_given]
    lines = [f"  {each.figure}: {_leading(each, parameters)}" for each in given]
    said = "\n".join(["What each figure hangs on most, over the whole ranges (Sobol, total order):", *lines])
    refused = [
        f"{each.figure} ({number(100 * each.explained, 0)} %)" for each in screenings if not each.is_given
    ]
    if refused:
        said += (
            f"\n\nNo index is given where the emulator explains less than {100 * LEAST_EXPLAINED:.0f} % of a "
            f"figure's variance: {'; '.join(refused)}."
        )
    return said + (
        "\n\nIndices are of emulators, which add an error of their own: the column explained_by_emulator "
        "says what share of a figure's variance is not that."
    )


def _leading(each: Screening, parameters: Sequence[str]) -> str:
    order = np.argsort(-each.total)[:3]
    shares = ", ".join(f"{parameters[place]} {plain(round(float(each.total[place]), 2))}" for place in order)
    return f"{shares} (emulator explains {number(100 * each.explained, 0)} %)"
