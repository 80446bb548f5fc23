"""Counties of any size: the small county, with its people and all that serves them in proportion."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.processes import SMALL
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Phase, Scenario
from sim.scenario.settings import Settings


def county_of(people: int, years: int) -> Scenario:
    """The small county with about so many people ever active in so many years.

    Scaled with them: entrants, cells and their staff, detentions from elsewhere, places on court lists and
    in treatment, and the posts of the IOM team. All of the small county's numbers are small whole ones, so
    that larger counties have them in proportion.
    """
    settings = enlarged(read_scenario(SMALL / "county.yaml").opening, people, years)
    phases = (Phase(0, settings),)
    return Scenario(f"county-of-{people}", f"A county of {people:,}", phases, (), ())


def enlarged(settings: Settings, people: int, years: int) -> Settings:
    """The settings with that many people ever active, and all capacities in proportion."""
    times = people / (settings.people.stock + years * settings.people.entrants_per_year)
    tree = settings.model_dump()
    _scale(tree["people"], ("stock", "entrants_per_year"), times)
    for suite in tree["custody"]["suites"].values():
        _scale(suite, tuple(suite), times)
    for court in ("magistrates", "crown", "youth"):
        _scale(tree["courts"][court], ("sitting_days",), times)
    for treatment in tree["treatments"].values():
        _scale(treatment, ("places",), times)
    _scale(tree["iom"], ("sergeants", "constables"), times)
    return Settings.model_validate(tree)


def _scale(section: dict[str, float], names: tuple[str, ...], times: float) -> None:
    for name in names:
        value = section[name] * times
        section[name] = round(value) if isinstance(section[name], int) else value


def described(settings: Settings) -> Mapping[str, int]:
    """A few of the numbers, for the report."""
    return {
        "stock": settings.people.stock,
        "cells": sum(suite.cells for suite in settings.custody.suites.values()),
        "magistrates": settings.courts.magistrates.sitting_days,
    }
