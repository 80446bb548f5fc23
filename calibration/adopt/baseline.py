"""From an area's aggregates to the values of its baseline, each with how it came about.

What an area gives is put in; what it does not give is Suffolk's: rates as they are, sizes (people, places,
posts) in proportion to recorded offences. Nothing is fitted here: `desist validate` shows what then fits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from calibration.adopt import suspects
from calibration.adopt.aggregates import Aggregates
from calibration.adopt.missing import missing, size
from calibration.adopt.quantities import By
from sim.clock import DAYS_PER_YEAR
from sim.evidence.register import Register
from sim.model.events import NEEDS
from sim.model.offences import NAMES
from sim.scenario.problems import ScenarioError

SUFFOLK = {
    "arrests": 6_845.0,
    "voluntary_attendances": 1_650.0,
    "outstanding_suspects": 877.0,
    "custodial_sentences": 470.0,
    "people_in_prison": 620.0,
}
"""Suffolk's own figures, to which its values of the evidence table belong.

Sources as in ``calibration/facts/suffolk.yaml`` and the evidence table; attendances are the model's.
"""

Value = float | int | dt.date | tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """One value of the baseline."""

    path: str
    value: Value
    why: str


def settings_of(given: Aggregates, register: Register) -> list[Setting]:
    """All values of the area's own; raises ``ScenarioError`` where what is needed is missing."""
    problems = list(missing(given))
    if problems:
        raise ScenarioError(problems)
    scale = size(given, register)
    return [
        *_people(given, register, scale),
        *_offences(given),
        *_police(given, register, scale),
        *_districts(given),
        *_suspects(given, register, scale),
        *_custody(given, register, scale),
        *_stocks(given, register, scale),
        *_courts_and_prison(given, register, scale),
        *_treatment(given, register, scale),
        *_iom(given, register, scale),
    ]


def _people(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    if scale == 1.0:
        return
    why = f"Suffolk's number times {scale:.4g}, the recorded offences of the area over Suffolk's"
    for name in ("stock", "entrants_per_year"):
        yield Setting(f"people.{name}", round(register.number(f"people.{name}") * scale), why)


def _offences(given: Aggregates) -> Iterator[Setting]:
    for name in NAMES:
        row = given.row("recorded_offences", name)
        if row is not None and isinstance(row.value, float):
            yield Setting(
                f"offences.{name}.recorded_per_year", row.value, _as_given(given, "recorded_offences", name)
            )


def _police(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    """Arrests and attendances set how many suspects are named, and how they are dealt with."""
    arrests = given.number("arrests")
    if arrests is None:
        return
    attendances = given.number("voluntary_attendances") or SUFFOLK["voluntary_attendances"] * scale
    expected, ours = _attributed(given, register), _attributed(Aggregates([], ""), register)
    factor = (arrests + attendances) / (SUFFOLK["arrests"] + SUFFOLK["voluntary_attendances"])
    attribution = register.number("police.attribution_scale") * factor * ours / expected
    yield Setting(
        "police.attribution_scale",
        _rounded(attribution),
        f"So that suspects are named for {arrests:,.0f} arrests and {attendances:,.0f} attendances a year",
    )
    dealt = register.number("suspects.arrest_share") + register.number("suspects.voluntary_share")
    share = arrests / (arrests + attendances)
    why = f"Arrests are {100 * share:.0f} per cent of arrests and attendances"
    yield Setting("suspects.arrest_share", _rounded(dealt * share), why)
    yield Setting("suspects.voluntary_share", _rounded(dealt * (1.0 - share)), why)


def _attributed(given: Aggregates, register: Register) -> float:
    """Recorded offences times Suffolk's share attributed of each type."""
    total = 0.0
    for name in NAMES:
        recorded = given.number("recorded_offences", name)
        if recorded is None:
            recorded = register.number(f"offences.{name}.recorded_per_year")
        total += recorded * register.number(f"offences.{name}.attributed_share")
    return total


def _districts(given: Aggregates) -> Iterator[Setting]:
    districts = given.places(By.DISTRICT)
    arrests = [given.number("arrests_by_district", name) or 0.0 for name in districts]
    left = 1.0
    for place, name in enumerate(districts):
        last = place == len(districts) - 1
        share = round(left, 6) if last else _rounded(arrests[place] / sum(arrests))
        left -= share
        yield Setting(f"districts.{name}.share", share, _as_given(given, "arrests_by_district", name))
        for quantity, setting in (("suites_in_order", "suites"), ("two_tier_from", "two_tier_from")):
            row = given.row(quantity, name)
            assert row is not None  # it was needed
            yield Setting(f"districts.{name}.{setting}", row.value, _as_given(given, quantity, name))


_SUFFOLKS_SUITES = ("martlesham", "bury_st_edmunds", "great_yarmouth")
"""Suites to which people arrested in Suffolk are taken; the other three are Norfolk's."""


def _custody(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    suites = given.places(By.SUITE)
    ours = sum(register.number(f"custody.suites.{suite}.other_detentions") for suite in _SUFFOLKS_SUITES)
    for suite in suites:
        for name in ("cells", "staffed_day", "staffed_late", "staffed_night"):
            number = given.number(name, suite)
            assert number is not None  # it was needed
            yield Setting(f"custody.suites.{suite}.{name}", int(number), _as_given(given, name, suite))
        neighbours = given.number("neighbour_arrests", suite) or 0.0
        yield Setting(
            f"custody.suites.{suite}.neighbour_arrests",
            neighbours,
            _as_given(given, "neighbour_arrests", suite),
        )
        others = given.number("other_detentions", suite)
        why = _as_given(given, "other_detentions", suite)
        if others is None:
            others, why = round(ours * scale / len(suites), 1), "Suffolk's in proportion, shared out evenly"
        yield Setting(f"custody.suites.{suite}.other_detentions", others, why)


def _stocks(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    """People on bail and under investigation by Little's law."""
    arrests = given.number("arrests") or SUFFOLK["arrests"] * scale
    for quantity, stage in (("on_bail", "bail"), ("under_investigation", "released_under_investigation")):
        stock = given.number(quantity)
        if stock is not None:
            days = register.number(f"{stage}.mean_days")
            share = stock * DAYS_PER_YEAR / (arrests * days)
            why = (
                f"{stock:,.0f} people at {arrests:,.0f} arrests a year and {days:g} days each (Little's law)"
            )
            yield Setting(f"leaving.{stage}", _rounded(share), why)


def _suspects(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    """Officers by arrests, and days to action by outstanding suspects."""
    arrests = given.number("arrests") or SUFFOLK["arrests"] * scale
    dealt = arrests + (given.number("voluntary_attendances") or SUFFOLK["voluntary_attendances"] * scale)
    theirs = SUFFOLK["outstanding_suspects"] / (SUFFOLK["arrests"] + SUFFOLK["voluntary_attendances"])
    outstanding = given.number("outstanding_suspects")
    factor = suspects.days_factor(outstanding, dealt, theirs)
    made = {name: given.number("arrests_by_district", name) or 0.0 for name in given.places(By.DISTRICT)}
    shares = [(name, number / sum(made.values())) for name, number in made.items()]
    for path, value, why in suspects.of_districts(shares, register, factor, arrests / SUFFOLK["arrests"]):
        yield Setting(path, _rounded(value), why)
    if outstanding is not None:
        why = f"Suffolk's days times {factor:.3g}, for {outstanding:,.0f} outstanding suspects"
        yield Setting("suspects.slow_days", _rounded(register.number("suspects.slow_days") * factor), why)


def _courts_and_prison(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    arrests = given.number("arrests") or SUFFOLK["arrests"] * scale
    sentences = given.number("custodial_sentences")
    if sentences is not None:
        factor = sentences / arrests / (SUFFOLK["custodial_sentences"] / SUFFOLK["arrests"])
        why = f"Suffolk's odds times {factor:.3g}: {sentences:,.0f} in custody, {arrests:,.0f} arrests a year"
        yield Setting(
            "sentencing.custody_odds", _rounded(register.number("sentencing.custody_odds") * factor), why
        )
    inside = given.number("people_in_prison")
    if inside is not None:
        factor = inside / (SUFFOLK["people_in_prison"] * scale)
        why = f"Suffolk's odds times {factor:.3g}, for {inside:,.0f} people in prison on day 0"
        yield Setting("opening.prison_odds", _rounded(register.number("opening.prison_odds") * factor), why)


def _treatment(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    for need in NEEDS:
        places = given.number("treatment_places", need)
        path = f"treatments.{need}.places"
        if places is not None:
            yield Setting(path, int(places), _as_given(given, "treatment_places", need))
        elif scale != 1.0:
            yield Setting(
                path, round(register.number(path) * scale), "Suffolk's in proportion to recorded offences"
            )


def _iom(given: Aggregates, register: Register, scale: float) -> Iterator[Setting]:
    constables = given.number("iom_constables")
    for name in ("sergeants", "constables"):
        posts = given.number(f"iom_{name}")
        if posts is not None:
            yield Setting(f"iom.{name}", posts, _as_given(given, f"iom_{name}"))
        elif scale != 1.0:
            shared = round(register.number(f"iom.{name}") * scale * 2) / 2
            yield Setting(
                f"iom.{name}", shared, "Suffolk's in proportion to recorded offences, in half posts"
            )
    members = given.number("iom_members")
    if members is not None and constables:
        why = f"{members:,.0f} members for {constables:g} constables"
        yield Setting("iom.members_per_constable", _rounded(members / constables), why)


def _as_given(given: Aggregates, name: str, where: str = "") -> str:
    row = given.row(name, where)
    if row is None:
        return "Not given: none"
    told = ", ".join(text for text in (row.source, row.period) if text)
    return f"As given by the area, line {row.line}" + (f": {told}" if told else "")


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
