"""What a run says to each fact: one figure a fact, in the fact's unit, read from the run's record.

The stretch is the year to 31 March 2022 unless a reading says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from calibration.readings.claims import READINGS_OF_CLAIMS
from calibration.readings.courts import READINGS_OF_COURTS
from calibration.readings.out_of_court import OUT_OF_COURT_READINGS
from calibration.readings.prison import READINGS_OF_PRISON
from calibration.readings.programmes import READINGS_OF_PROGRAMMES
from calibration.readings.schemes import READINGS_OF_SCHEMES
from calibration.readings.suspects import READINGS_OF_SUSPECTS, SUSPECTS_COUNTED
from sim import clock
from sim.model import events
from sim.model.events import ENTERED, Cohort, Stage
from sim.model.offences import CODE
from sim.outcomes.concentration import prevalence_at_reception, share_of_most_active
from sim.outcomes.measures_of_custody import remand_hearings_by_video
from sim.outcomes.measures_of_justice import custodial_sentences
from sim.outcomes.measures_of_police import detention_hours
from sim.outcomes.measures_of_public_protection import weekly_mean, yearly
from sim.outcomes.offending import recorded_by_type
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import After, proven_reoffending
from sim.outcomes.rows import rows
from sim.outcomes.stays import age_shares, stays
from sim.outcomes.stocks import mean_stock, stock_at

YEAR = Window(clock.VALIDATION_YEAR, clock.VALIDATION_YEAR + 1)
YEARS = clock.VALIDATION_YEAR + 3
"""Model years to run: people who enter in the year are followed for 547.5 days after it."""
QUARTERS = 4
MONTHS = 12

QUARTERLY_COHORTS = frozenset(
    ("reoffending_all", "reoffending_short_custody", "reoffences_a_reoffender", "reoffending_homeless",
     "reoffending_housed")
)  # fmt: skip
"""Readings that follow who enters in each quarter, each quarter anew, as the quarterly tables do."""

Reading = Callable[[Record], float]


def read_facts(record: Record) -> dict[str, float]:
    """Every reading by the id of its fact; a mean or a share of nothing is not a number."""
    return {name: float(reading(record)) for name, reading in READINGS.items()}


def recorded(record: Record, year: Window = YEAR) -> float:
    """Offences recorded in the year."""
    return float(recorded_by_type(record, year).sum())


def _events(kind: events.Kind, record: Record, year: Window = YEAR, **codes: int) -> float:
    return float(len(rows(record, kind, year).having(**codes)))


def people_in(record: Record, stage: Stage, district: int | None = None) -> float:
    """People with at least one case at a stage: the mean of the counts on the first day of each month.

    ``district``: its number, if only people who live there are counted.
    """
    found, person = stays(record, stage), rows(record, ENTERED).having(stage=stage).whole("person")
    here = np.ones(len(person), dtype=np.bool_)
    if district is not None:
        here = record.people.district[record.people.row_of(person)] == district
    counts = [
        len(np.unique(person[here & (found.start <= day) & (found.end > day)]))
        for day in range(round(YEAR.start), round(YEAR.end))
        if clock.date_of(day).day == 1
    ]
    return float(np.mean(counts))


def _suspects(record: Record) -> float:
    return float(stock_at(record, SUSPECTS_COUNTED, Stage.SUSPECT))


def _suspects_aged(band: int, record: Record) -> float:
    return float(age_shares(record, SUSPECTS_COUNTED, Stage.SUSPECT)[band]) * _suspects(record)


def charged_share(record: Record, year: Window = YEAR) -> float:
    """Charges of the year, per cent of the offences recorded in it."""
    number = recorded(record, year)
    return 100.0 * _events(events.CHARGE, record, year) / number if number else float("nan")


def _charged_burglaries_of_homes(record: Record) -> float:
    number = float(recorded_by_type(record, YEAR)[CODE["domestic_burglary"]])
    charged = _events(events.CHARGE, record, type=CODE["domestic_burglary"])
    return 100.0 * charged / number if number else float("nan")


def _members_a_constable(record: Record) -> float:
    constables = record.phases[0][1].iom.constables
    return mean_stock(record, YEAR, Stage.IOM) / constables if constables else float("nan")


def _members(record: Record, **of: int) -> float:
    """IOM members just after a panel, mean of the panels."""
    panels = _events(events.IOM_PANEL, record)
    found = rows(record, events.IOM_VISITS, YEAR).having(**of).real("members")
    return float(found.sum()) / panels if panels else float("nan")


def _adoptions_a_panel(record: Record) -> float:
    panels = _events(events.IOM_PANEL, record)
    return _events(events.IOM_ADOPTED, record) / panels if panels else float("nan")


def reoffending(after: After, record: Record, year: Window = YEAR) -> float:
    """Per cent proven to reoffend within a year, of those who entered a cohort in the year."""
    return 100.0 * proven_reoffending(record, year, after).rate


def _most_active(top: float, record: Record) -> float:
    return 100.0 * share_of_most_active(record, clock.VALIDATION_YEAR, top)


def _reception(name: str, record: Record) -> float:
    return 100.0 * prevalence_at_reception(record, YEAR)[name]


READINGS: Mapping[str, Reading] = {
    "recorded_offences": recorded,
    "arrests": partial(_events, events.ARREST),
    "on_bail": lambda record: people_in(record, Stage.BAIL),
    "under_investigation": lambda record: people_in(record, Stage.RELEASED_UNDER_INVESTIGATION),
    **{
        f"{name}_{district}": partial(people_in, stage=stage, district=number)
        for name, stage in (
            ("on_bail", Stage.BAIL),
            ("under_investigation", Stage.RELEASED_UNDER_INVESTIGATION),
        )
        for number, district in enumerate(("east", "south", "west"))
    },
    "suspects": _suspects,
    "suspects_to_28_days": partial(_suspects_aged, 0),
    "suspects_29_to_90_days": partial(_suspects_aged, 1),
    "suspects_over_90_days": partial(_suspects_aged, 2),
    **READINGS_OF_SUSPECTS,
    "charged_share": charged_share,
    "charged_domestic_burglary": _charged_burglaries_of_homes,
    "custodial_sentences": lambda record: custodial_sentences(record, YEAR),
    "detention_hours": lambda record: detention_hours(record, YEAR),
    "custody_suites": lambda record: float(len(record.phases[0][1].custody.suites)),
    "cells": lambda record: float(sum(suite.cells for suite in record.phases[0][1].custody.suites.values())),
    "remand_hearings_by_video": lambda record: remand_hearings_by_video(record, YEAR),
    "iom_members_a_constable": _members_a_constable,
    "iom_total": _members,
    "iom_fixed": partial(_members, cohort=Cohort.FIXED),
    "iom_flexible": partial(_members, cohort=Cohort.FLEXIBLE),
    "iom_adoptions_a_panel": _adoptions_a_panel,
    "iom_removals_a_quarter": lambda record: _events(events.IOM_REMOVED, record) / QUARTERS,
    "reoffending_all": partial(reoffending, After.ANY),
    "reoffending_short_custody": partial(reoffending, After.SHORT_CUSTODY),
    "reoffences_a_reoffender": lambda record: proven_reoffending(record, YEAR).per_reoffender,
    "top_tenth_share": partial(_most_active, 0.1),
    "top_half_per_cent_share": partial(_most_active, 0.005),
    "reception_care": partial(_reception, "care"),
    "reception_excluded": partial(_reception, "excluded"),
    "reception_homeless": partial(_reception, "housing"),
    "reception_hard_drugs": partial(_reception, "hard_drugs"),
    "reception_low_education": partial(_reception, "low_education"),
    "reception_work": partial(_reception, "work"),
    **READINGS_OF_SCHEMES,
    **READINGS_OF_PRISON,
    **OUT_OF_COURT_READINGS,
    "registered_community": lambda record: weekly_mean("community")(record, YEAR),
    "registered_custody": lambda record: weekly_mean("custody")(record, YEAR),
    "mappa_level_2": lambda record: weekly_mean("level_2")(record, YEAR),
    "mappa_level_3": lambda record: weekly_mean("level_3")(record, YEAR),
    "prevention_orders": lambda record: yearly("orders")(record, YEAR) / MONTHS,
    **READINGS_OF_COURTS,
    **READINGS_OF_PROGRAMMES,
    **READINGS_OF_CLAIMS,
}
"""How each fact is read from a run; those of the claims last, which are facts of a file of their own."""
