"""Settings that must fit one another: shares of one whole, suites that exist, cells that are there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter

from sim.scenario.faults import excerpt
from sim.scenario.fields import Path
from sim.scenario.settings import Settings

SHARES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("suspects", ("arrest_share", "voluntary_share")),
    ("leaving", ("charge", "bail", "released_under_investigation", "out_of_court")),
    ("bail", ("charge", "out_of_court")),
    ("released_under_investigation", ("charge", "out_of_court")),
    ("voluntary", ("charge", "out_of_court")),
    ("out_of_court", ("cannabis_warning", "penalty_notice")),
    ("courts", ("ineffective_prosecution", "ineffective_defence")),
    ("sentencing", ("suspended", "community_order", "fine")),
    ("public_protection.registered", ("very_high", "high", "medium")),
    ("opening", ("suspects", "bail", "released_under_investigation", "magistrates", "crown")),
)
"""Shares of one whole, of which something may remain."""

ROUNDING = 1e-6
STAFFED = ("staffed_day", "staffed_late", "staffed_night")
FEWEST_AGES = 2
MOST_COMPARED = 100
"""Characters of a name that are compared with the names there are."""


@dataclass(frozen=True)
class Finding:
    """Settings that do not fit one another."""

    paths: tuple[Path, ...]
    """The settings concerned."""
    message: str
    given: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    part: int | None = None
    """Which part of a list it is, where the setting is one."""


def consistency(settings: Settings) -> Iterator[Finding]:
    """Yield everything that does not fit."""
    yield from _shares(settings)
    yield from _districts(settings)
    yield from _suites(settings)
    yield from _offices(settings)
    yield from _weights(settings)
    yield from _somebody(settings)
    if len(settings.age_curve) < FEWEST_AGES:
        yield Finding((("age_curve",),), "must name at least two ages, such as age_17 and age_40")


def _shares(settings: Settings) -> Iterator[Finding]:
    for section, names in SHARES:
        shares = attrgetter(section)(settings)
        total = math.fsum(getattr(shares, name) for name in names)
        if total > 1 + ROUNDING:
            paths = tuple((*section.split("."), name) for name in names)
            listed = ", ".join(names[:-1]) + " and " + names[-1]
            yield Finding(paths, f"{listed} of {section} must not come to more than 1", f"{total:.6g}")


def _districts(settings: Settings) -> Iterator[Finding]:
    total = math.fsum(district.share for district in settings.districts.values())
    if abs(total - 1) > ROUNDING:
        paths = tuple(("districts", name, "share") for name in settings.districts)
        yield Finding(paths, "the shares of all districts must come to 1", f"{total:.6g}")
    known = list(settings.custody.suites)
    for name, district in settings.districts.items():
        path = ("districts", name, "suites")
        for part, suite in enumerate(district.suites):
            given = excerpt(suite)
            if suite not in known:
                near = next(iter(get_close_matches(suite[:MOST_COMPARED].lower(), known, 1)), None)
                words = "names a suite that is not in custody.suites"
                yield Finding((path,), words, given, ", ".join(known), near, part)
            elif suite in district.suites[:part]:
                yield Finding((path,), "names a suite twice: take one out", given, part=part)


def _suites(settings: Settings) -> Iterator[Finding]:
    for name, suite in settings.custody.suites.items():
        for field in STAFFED:
            staffed: int = getattr(suite, field)
            if staffed > suite.cells:
                path = ("custody", "suites", name)
                message = f"must not be more than the {suite.cells} cells of the suite"
                yield Finding(((*path, field), (*path, "cells")), message, str(staffed))


def _offices(settings: Settings) -> Iterator[Finding]:
    """Every district of an office exists and is served by no other."""
    known, served = list(settings.districts), set[str]()
    for name, office in settings.iom.offices.items():
        path = ("iom", "offices", name, "districts")
        for part, district in enumerate(office.districts):
            given = excerpt(district)
            if district not in known:
                near = next(iter(get_close_matches(district[:MOST_COMPARED].lower(), known, 1)), None)
                words = "names a district that is not there"
                yield Finding((path,), words, given, ", ".join(known), near, part)
            elif district in served:
                yield Finding((path,), "names a district that is served already", given, part=part)
            served.add(district)


def _weights(settings: Settings) -> Iterator[Finding]:
    codes = {name: getattr(settings.iom, name).codes for name in ("fixed", "flexible", "free")}
    weights: list[tuple[Path, Sequence[float]]] = [
        (("custody", "arrivals_by_hour"), settings.custody.arrivals_by_hour),
        *((("iom", name, "codes"), list(code.values())) for name, code in codes.items()),
    ]
    for path, numbers in weights:
        if not any(numbers):
            yield Finding((path,), "must not be 0 throughout")
    if not any(offence.recorded_per_year for offence in settings.offences.values()):
        paths = tuple(("offences", name, "recorded_per_year") for name in settings.offences)
        yield Finding(paths, "must not be 0 for all types of offence: their proportions make the mix")


def _somebody(settings: Settings) -> Iterator[Finding]:
    if not settings.people.stock and not settings.people.entrants_per_year:
        paths = (("people", "stock"), ("people", "entrants_per_year"))
        yield Finding(paths, "stock and entrants_per_year of people must not both be 0")
