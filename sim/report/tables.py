"""Tables of the briefing: every cell a text, rounded to what its interval bears."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.outcomes.amounts import MONEY, amount, amounts, number, places, plain, two_digits, wording
from sim.outcomes.claims import decimals_of, limit_said, percent_decimals, verdict_of
from sim.outcomes.comparison import Difference, Summary
from sim.outcomes.intervals import Interval
from sim.report.evaluation import SINCE, BeforeAfter, before_and_after
from sim.report.study import Study

EMPTY = "–"
SAME_PEOPLE = f"Same people, no effect from {SINCE}"


@dataclass(frozen=True)
class Table:
    """A table as a reader sees it; the first cell of a row is its heading."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def unit_said(unit: str) -> str:
    """A unit as it stands beside a label."""
    return unit.replace(MONEY, "£")


def difference_unit(unit: str) -> str:
    """Unit of a difference: that of two shares is in percentage points."""
    return "percentage points" if wording(unit).less.startswith("percentage") else unit_said(unit)


def reach(half: float) -> str:
    """Half-width of an interval, to two digits."""
    return number(half, two_digits(half)) if half > 0 else "0"


def differences(study: Study) -> tuple[Table, ...]:
    """One table for each chosen measure: difference, interval, futures, per cent, and what can be said."""
    return tuple(
        Table(
            f"{rows[0].label} ({difference_unit(rows[0].unit)}): difference from the baseline",
            (
                "Scenario",
                "Difference",
                study.interval_said,
                "8 of 10 futures",
                "Change, %",
                "What can be said",
            ),
            tuple(_difference_cells(study, row) for row in rows),
        )
        for measure in study.chosen
        if (rows := study.differences_of(measure))
    )


def _difference_cells(study: Study, row: Difference) -> tuple[str, ...]:
    verdict = verdict_of(row, study.smallest_differences).value
    if math.isnan(row.difference):
        return study.title_of(row.scenario), EMPTY, EMPTY, EMPTY, EMPTY, verdict
    decimals, words = decimals_of(row), wording(row.unit)

    def between(low: float, high: float) -> str:
        return EMPTY if math.isnan(low) else _short(amounts(low, high, decimals, words))

    return (
        study.title_of(row.scenario),
        _short(amount(row.difference, decimals, words)),
        between(row.low, row.high),
        between(row.future_low, row.future_high),
        EMPTY if math.isnan(row.percent) else number(row.percent, percent_decimals(row)),
        verdict,
    )


def _short(said: str) -> str:
    """An amount in a table whose caption names the unit."""
    return said.replace("percentage points ", "")


def smallest(study: Study) -> Table:
    """The smallest difference that matters of each chosen measure that has one."""
    rows = []
    for measure in study.chosen:
        found = study.summaries_of(measure)
        limit = limit_said(measure, found[0].unit, study.smallest_differences) if found else ""
        if limit:
            rows.append((found[0].label, limit))
    return Table("Smallest differences that matter", ("Measure", "Matters from"), tuple(rows))


def levels(study: Study, measures: tuple[str, ...], caption: str) -> Table:
    """Means of some measures in every scenario, each with the interval of the mean."""
    rows = []
    for measure in measures:
        found = study.summaries_of(measure)
        if found:
            label = f"{found[0].label} ({unit_said(found[0].unit)})"
            rows.append((label, *(level_said(row) for row in found)))
    heads = ("Measure", *(scenario.title for scenario in study.scenarios))
    return Table(f"{caption}: mean and {study.interval_said}", heads, tuple(rows))


def level_said(row: Summary) -> str:
    """Mean and interval in one cell."""
    return interval_said(Interval(row.mean, row.low, row.high))


def interval_said(interval: Interval, decimals_at_most: int | None = None) -> str:
    """An interval in one cell: "6,310 (6,270 to 6,350)"."""
    mean, low, high = interval
    if math.isnan(mean):
        return EMPTY
    half = (high - low) / 2
    if not half > 0:
        return plain(mean)
    decimals = places(half)
    if decimals_at_most is not None:
        decimals = min(decimals, decimals_at_most)
    return f"{number(mean, decimals)} ({number(low, decimals)} to {number(high, decimals)})"


def widths(study: Study) -> Table:
    """How far the interval of each chosen measure reaches to either side, at its widest."""
    rows = []
    for measure in study.chosen:
        found = [row for row in study.differences_of(measure) if not math.isnan(row.low)]
        if not found:
            continue
        widest = max(found, key=lambda row: row.high - row.low)
        half = (widest.high - widest.low) / 2
        ratios = [row.variance_ratio for row in found if not math.isnan(row.variance_ratio)]
        rows.append(
            (
                f"{widest.label} ({difference_unit(widest.unit)})",
                f"± {reach(half)}",
                f"{plain(float(f'{min(ratios):.2g}'))} times" if ratios else EMPTY,
            )
        )
    heads = ("Measure", "Interval reaches, at its widest", "Variance saved by pairing, at the least")
    return Table("How wide the 95 % intervals of the differences are", heads, tuple(rows))


def evaluation(study: Study) -> Table:
    """Before and after for people removed from IOM, as published, without an effect, and the true effect."""
    found = before_and_after(study.evaluation)
    lines: tuple[tuple[str, Callable[[BeforeAfter], Interval], int | None], ...] = (
        ("People removed", lambda row: row.people, 0),
        ("Of whom joined with less than twelve months in the community in the run", lambda row: row.short, 0),
        ("Mean stay, days", lambda row: row.tenure_days, 0),
        ("Days in the community that count, a person: before", lambda row: row.days_before, 0),
        ("Days in the community that count, a person: after", lambda row: row.days_after, 0),
        ("As published, attributed harm: before", lambda row: row.harm_before, None),
        ("As published, attributed harm: after", lambda row: row.harm_after, None),
        ("As published, attributed harm: change, %", lambda row: row.percent, None),
        ("The same per day in the community: change, %", lambda row: row.percent_per_day, None),
        (f"{SAME_PEOPLE}, attributed harm: before", lambda row: row.without_before, None),
        (f"{SAME_PEOPLE}, attributed harm: after", lambda row: row.without_after, None),
        (f"{SAME_PEOPLE}, attributed harm: change, %", lambda row: row.without_percent, None),
        (f"{SAME_PEOPLE}, per day: change, %", lambda row: row.without_percent_per_day, None),
        ("All harm committed, after", lambda row: row.committed_after, None),
        (f"{SAME_PEOPLE}, all harm committed: after", lambda row: row.without_committed_after, None),
        ("True effect: difference in harm committed", lambda row: row.effect, None),
        ("True effect: difference in harm committed, %", lambda row: row.effect_percent, None),
    )
    return Table(
        "Harm (Crime Severity Score points) of people removed from IOM: mean and 95 % interval",
        ("", *(study.title_of(row.scenario) for row in found)),
        tuple((label, *(interval_said(read(row), most) for row in found)) for label, read, most in lines),
    )


def custody(study: Study) -> Table:
    """What the monthly custody meeting reviews, by suite, in the baseline: means over the measured months."""
    base = study.custody[study.custody["scenario"] == study.baseline]
    rows = []
    for suite, months in base.groupby("suite", sort=False):
        children = float(months["children_detained"].sum())
        hours = float((months["children_detained"] * months["children_mean_hours"].fillna(0.0)).sum())
        means = [float(months[name].mean()) for name in _EACH_MONTH]
        held = number(hours / children, 1) if children else EMPTY
        said = [number(mean, 1 if mean >= 1 else 2) for mean in means]
        rows.append((str(suite), *said[:3], held, *said[3:]))
    caption = f"Custody in a month, \u201c{study.title_of(study.baseline)}\u201d, {study.replications_said}"
    heads = (
        "Suite",
        "Detentions",
        "Section 136 places of safety",
        "Children detained",
        "Their mean hours in the cell",
        "Accommodation asked for",
        "Accommodation given",
    )
    return Table(caption, heads, tuple(rows))


_EACH_MONTH = (
    "detentions",
    "section_136_places_of_safety",
    "children_detained",
    "children_accommodation_asked",
    "children_accommodation_given",
)


def removals(study: Study) -> Table:
    """Removals from IOM a year in the baseline, by cohort and code."""
    rows = []
    for cohort in dict.fromkeys(cohort for cohort, _ in study.removals):
        by_code = {code: mean for (each, code), mean in study.removals.items() if each == cohort}
        name = f"{cohort.capitalize()} cohort"
        rows.append((name, "all", number(sum(by_code.values()), 1)))
        rows.extend((name, code, number(mean, 1)) for code, mean in by_code.items())
    caption = f"Removals a year by cohort and code, \u201c{study.title_of(study.baseline)}\u201d"
    return Table(f"{caption}, {study.replications_said}", ("Cohort", "Code", "Removals a year"), tuple(rows))


def of_frame(frame: pd.DataFrame, caption: str) -> Table:
    """The numbers behind a figure."""
    rows = tuple(tuple(_cell(value) for value in row) for row in frame.itertuples(index=False))
    return Table(caption, tuple(map(str, frame.columns)), rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return EMPTY if math.isnan(value) else plain(value)
    return str(value)
