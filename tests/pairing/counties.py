"""The shipped scenarios, changed for a test and lived through."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from sim import clock
from sim.engine.ledger import Ledger
from sim.experiment.replication import draw, live
from sim.model.events import OFFENCE, UNDETECTED
from sim.outcomes.record import Record
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Phase, Scenario
from sim.scenario.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"

ROOMY: dict[str, object] = {
    **{
        f"custody.suites.{suite}.{cells}": 500
        for suite in ("town_suite", "coast_suite")
        for cells in ("cells", "staffed_day", "staffed_late", "staffed_night")
    },
    "appropriate_adult.adults": 5000,
    "appropriate_adult.adults_at_night": 5000,
    "liaison_and_diversion.practitioners": 5000,
    "bail_management.sergeants": 5000.0,
    "custody.children.places": 5000,
    "custody.video_court.posts": 5000.0,
    "courts.magistrates.sitting_days": 5000,
    "courts.crown.sitting_days": 5000,
    "courts.youth.sitting_days": 5000,
    **{
        f"treatments.{need}.places": 5000
        for need in ("hard_drugs", "alcohol", "housing", "work", "mental_health", "education")
    },
    "diversion_team.cases_per_caseworker": 1000.0,
    "interventions_hub.places": 5000,
    "prison.places": 5000,
    "resettlement.places": 5000,
    "resettlement.training_places": 5000,
    "probation.own_unit.posts": 5000.0,
    "unpaid_work.places": 5000,
    "scrutiny_panel.cases_a_quarter": 5000,
    "districts.town.arrest_posts": 5000.0,
    "districts.coast.arrest_posts": 5000.0,
    "programmes.dapu.places": 5000,
    "programmes.restorative_justice.places": 5000,
    "iom.constables": 0.0,
}
"""Changes after which no two people of the small county share anything: no queue and no ranking is left."""


@cache
def shipped(name: str, area: str = "small") -> Scenario:
    """The scenario in this file of ``scenarios/``."""
    return read_scenario(FOLDER / area / f"{name}.yaml")


def with_values(settings: Settings, values: Mapping[str, object]) -> Settings:
    """The settings with other values at some dotted paths, all of which must exist."""
    tree = settings.model_dump()
    for path, value in values.items():
        inner = tree
        *way, last = path.split(".")
        for name in way:
            inner = inner[name]
        assert last in inner, path
        inner[last] = value
    return Settings.model_validate(tree)


def small(values: Mapping[str, object] | None = None) -> Settings:
    """The small county on day 0, with some values changed."""
    return with_values(shipped("county").opening, values or {})


def scenario_of(*phases: tuple[int, Settings]) -> Scenario:
    """A scenario from the settings that hold from each day on."""
    days = tuple(Phase(day, settings) for day, settings in phases)
    return Scenario("made-for-a-test", "Made for a test", days, (), ())


def lived(settings: Settings, years: int, replication: int = 0, seed: int = 1) -> Record:
    """One run with the same settings throughout."""
    return live(scenario_of((0, settings)), draw(settings, seed, replication, years))


def rows_by_person(ledger: Ledger, *without: str) -> dict[int, list[tuple[object, ...]]]:
    """All rows of each person, sorted; those of nobody in particular under -1."""
    found: dict[int, list[tuple[object, ...]]] = {}
    for row in ledger.sorted_rows(without=without):
        person = row[2]
        assert isinstance(person, int)
        found.setdefault(person, []).append(row)
    return found


def hidden_by_person(record: Record) -> dict[int, tuple[float, ...]]:
    """Each person's undetected offences that needed no event, and their harm, by model year."""
    both = np.concatenate([record.hidden.by_person, record.hidden.harm_by_person], axis=1)
    return {int(person): tuple(row) for person, row in zip(record.people.id, both.tolist(), strict=True)}


def committed_since(record: Record, year: int) -> int:
    """Offences committed from the start of a model year on, detected or not."""
    start = clock.year_start(year)
    listed = sum(int((record.table(kind)["time"] >= start).sum()) for kind in (OFFENCE, UNDETECTED))
    return listed + int(record.hidden.offences[year:].sum())
