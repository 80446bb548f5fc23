"""The services of the small county, each made too small, and how waiting for it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sim import clock
from sim.engine.services import ACCOUNTS
from sim.model.disposals import DISPOSALS
from sim.model.events import (
    ACCOMMODATION_ASKED,
    DISPOSED,
    IOM_ADOPTED,
    IOM_ELIGIBLE,
    IOM_REMOVED,
    PROTECTION_WEEK,
    SCRUTINISED,
)
from sim.outcomes.record import Record
from tests.pairing.counties import ROOMY

SHIFTS = ("cells", "staffed_day", "staffed_late", "staffed_night")
NEEDS = ("hard_drugs", "alcohol", "housing", "work", "mental_health", "education")

Measure = Callable[[Record], float]


def _sum(record: Record, account: str, services: tuple[str, ...]) -> float:
    """One account over the whole run, of all services whose name is or begins with one of these."""
    rows = [
        place
        for place, service in enumerate(record.accounts.services)
        if any(service.name == name or service.name.startswith(f"{name}.") for name in services)
    ]
    assert rows, services
    return float(record.accounts.values[-1][rows, ACCOUNTS.index(account)].sum())


def waiting(*services: str) -> Measure:
    """Days waited by all together."""
    return lambda record: _sum(record, "waited", services)


def in_vain(*services: str) -> Measure:
    """People who asked and got nothing."""
    return lambda record: _sum(record, "gave_up", services)


def children_kept(record: Record) -> float:
    """Children refused bail for whom there was no accommodation; there is no time to wait for any."""
    return float((record.table(ACCOMMODATION_ASKED)["given"] == 0).sum())


def not_scrutinised(record: Record) -> float:
    """Cases resolved out of court that no panel looked at."""
    disposed = record.table(DISPOSED)
    outside = [number for number, row in DISPOSALS.items() if row.setting == "out of court"]
    resolved = {
        case
        for case, disposal in zip(disposed["case"].tolist(), disposed["disposal"].tolist(), strict=True)
        if disposal in outside
    }
    return float(len(resolved - set(record.table(SCRUTINISED)["case"].tolist())))


def visits_overdue(record: Record) -> float:
    """Visits of the Public Protection Unit that are due and wait for another week, over all weeks."""
    weeks = record.table(PROTECTION_WEEK)
    return float((weeks["due"] - weeks["made"]).sum())


def eligible_on_no_list(record: Record) -> float:
    """People eligible for IOM on the first measured day whom no office has as a member."""
    members: set[int] = set()
    changes = [
        (time, joins, person)
        for kind, joins in ((IOM_REMOVED, False), (IOM_ADOPTED, True))
        for time, person in zip(
            *(record.table(kind)[name].tolist() for name in ("time", "person")), strict=True
        )
        if time < clock.FIRST_MEASURED_DAY
    ]
    for _, joins, person in sorted(changes):
        (members.add if joins else members.discard)(person)
    return float(len(set(record.table(IOM_ELIGIBLE)["person"].tolist()) - members))


@dataclass(frozen=True)
class Row:
    """A service that is too small."""

    capacity: Mapping[str, float]
    """Settings that say how much room it has, doubled together."""
    measure: Measure
    halved: bool = False
    """Whether less of the setting is more of the service."""

    def doubled(self) -> dict[str, object]:
        return {path: value / 2 if self.halved else value * 2 for path, value in self.capacity.items()}


@dataclass(frozen=True)
class World:
    """Services that are too small together, in a county with room for everything else."""

    rows: Mapping[str, Row]
    demand: Mapping[str, object] = field(default_factory=dict)
    """More work for them than the county has, so that a short run is a hard test."""
    years: int = 1

    def settings(self, changed: Mapping[str, object]) -> dict[str, object]:
        scarce = {path: value for row in self.rows.values() for path, value in row.capacity.items()}
        return {**ROOMY, **self.demand, **scarce, **changed}


def one(path: str, value: float, measure: Measure | None = None) -> Row:
    """A service with one setting, under whose name its account stands."""
    return Row({path: value}, measure or waiting(path))


WORLDS: dict[str, World] = {
    "police": World(
        {
            "arrest officers of the town": one("districts.town.arrest_posts", 1.1),
            "arrest officers of the coast": one("districts.coast.arrest_posts", 1.1),
        }
    ),
    "cells": World(
        {
            suite: Row(
                {f"custody.suites.{suite}.{cells}": 1 for cells in SHIFTS}, waiting(f"custody.suites.{suite}")
            )
            for suite in ("town_suite", "coast_suite")
        }
    ),
    "custody": World(
        {
            "custody sergeants": Row(
                {"custody.booking_in.cells_per_sergeant": 500.0}, waiting("custody.booking_in"), halved=True
            ),
            "appropriate adults": Row(
                {"appropriate_adult.adults": 1, "appropriate_adult.adults_at_night": 1},
                waiting("appropriate_adult"),
            ),
            "practitioners": one("liaison_and_diversion.practitioners", 1, waiting("liaison_and_diversion")),
            "suites with Twilight": one(
                "liaison_and_diversion.twilight_suites", 1, in_vain("liaison_and_diversion")
            ),
        },
        {
            "custody.booking_in.minutes": 120.0,
            "appropriate_adult.visit_hours": 12.0,
            "appropriate_adult.noticed": 1.0,
            "liaison_and_diversion.approached": 1.0,
            "liaison_and_diversion.visit_hours": 4.0,
        },
    ),
    "video court": World(
        {"video court": one("custody.video_court.posts", 0.5)}, {"courts.bail_refused": 1.0}
    ),
    "accommodation of children": World(
        {"accommodation of children": one("custody.children.places", 1, children_kept)},
        {
            "people.stock": 1,
            "people.entrants_per_year": 2000,
            "people.onset_age_mean": 14.0,
            "people.onset_age_sd": 2.0,
            "people.offending_log_sd": 1.0,
            "people.offending_rate": 55.0,
            "courts.bail_refused": 1.0,
            "custody.children.found": 1.0,
        },
    ),
    "bail": World(
        {
            "bail sergeants": one("bail_management.sergeants", 0.05, waiting("bail_management")),
            "bail staff": one("bail_management.staff", 0.05, waiting("bail_management")),
        }
    ),
    "caseworkers": World(
        {"caseworkers": one("diversion_team.caseworkers", 0.2)},
        {"diversion_team.cases_per_caseworker": 10.0},
    ),
    "sergeants of the diversion team": World(
        {"sergeants": one("diversion_team.sergeants", 0.1, waiting("diversion_team.caseworkers"))},
        {
            "diversion_team.cases_per_caseworker": 10.0,
            "diversion_team.caseworkers": 50.0,
            "diversion_team.caseworkers_per_sergeant": 2.0,
        },
    ),
    "magistrates": World(
        {"magistrates": one("courts.magistrates.sitting_days", 1, waiting("courts.magistrates"))}
    ),
    "higher courts": World(
        {
            "Crown Court": one("courts.crown.sitting_days", 1, waiting("courts.crown")),
            "youth court": one("courts.youth.sitting_days", 1, waiting("courts.youth")),
        }
    ),
    "prison": World({"prison": one("prison.places", 5)}),
    "probation": World(
        {
            "own unit": one("probation.own_unit.posts", 0.3),
            "neighbouring unit": one("probation.neighbour_unit.posts", 0.3),
        },
        {"probation.neighbour_share": 0.5},
    ),
    "after the decision": World(
        {
            "Interventions Hub": one("interventions_hub.places", 1, in_vain("interventions_hub")),
            "scrutiny panel": one("scrutiny_panel.cases_a_quarter", 2, not_scrutinised),
            "unpaid work": one("unpaid_work.places", 1),
            "resettlement prison": one("resettlement.places", 1),
            "training": one("resettlement.training_places", 1),
            **{
                f"treatment, {need}": one(f"treatments.{need}.places", 1, waiting(f"treatments.{need}"))
                for need in NEEDS
            },
            "Public Protection Unit": one("public_protection.officers", 0.2, visits_overdue),
            "Approved Premises": one("public_protection.approved_premises.places", 1),
            "domestic abuse unit": one("programmes.dapu.places", 1, waiting("programmes.dapu")),
            "restorative justice": one(
                "programmes.restorative_justice.places", 1, waiting("programmes.restorative_justice")
            ),
        },
        {
            **{
                f"needs.{need}.rate_multiplier": 1.0 for need in NEEDS
            },  # who is treated comes as often as before
            "people.stock": 1500,
            "people.entrants_per_year": 300,
            "programmes.dapu.referral": 1.0,
            "programmes.restorative_justice.posts": 0.0,
            "probation.referral": 1.0,
        },
    ),
    "staff of programmes": World(
        {
            name: one(f"programmes.{name}.posts", 1.0, waiting(f"programmes.{name}"))
            for name in ("dapu", "restorative_justice")
        },
        {
            "programmes.dapu.referral": 1.0,
            "programmes.dapu.caseload": 1.0,
            "programmes.dapu.places": 0,
            "programmes.restorative_justice.caseload": 1.0,
            "programmes.restorative_justice.places": 0,
        },
    ),
    "IOM constables": World(
        {"IOM constables": one("iom.constables", 0.5, eligible_on_no_list)},
        {"people.stock": 250, "people.entrants_per_year": 20},
        years=3,
    ),
    "IOM sergeants": World(
        {"IOM sergeants": one("iom.sergeants", 0.05, eligible_on_no_list)},
        {
            "people.stock": 250,
            "people.entrants_per_year": 20,
            "iom.constables": 20.0,
            "iom.constables_per_sergeant": 10.0,
        },
        years=3,
    ),
}
"""Rows of one world do not feed one another, so that none's arrivals hang on the room of another."""

RULES: dict[str, str] = {
    "custody.bronze.cells_a_move": "how many cells a move of staff opens elsewhere",
    "out_of_court.earlier_allowed": "a limit of a person's own disposals",
    "social_impact_bond.men": "how many men one payment is for",
    "iom.matrix": "points of the adoption matrix",
    "iom.offices": "another force's sergeants, as the area's own",
}
"""What looks like a capacity and is none, or is the same in another place."""
