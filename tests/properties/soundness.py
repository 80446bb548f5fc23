"""What must hold of every run, whatever the scenario: told as plain lines, none where all is well."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.model.events import ENTERED, EXIT, KINDS, LEFT, SANCTION, Stage
from sim.outcomes.cells import cells_in_use
from sim.outcomes.evaluation import before_and_after
from sim.outcomes.measure import DAYS, HOURS, PER_CENT
from sim.outcomes.measures import MEASURES, Measure
from sim.outcomes.measures_of_programmes import A_HUNDRED_MEN
from sim.outcomes.record import Record, Window, measured
from sim.outcomes.removals import removals
from sim.outcomes.rows import rows
from tests.properties.capacity import overcrowding

MEANS = (DAYS, HOURS, PER_CENT, "offences", "people a practitioner", A_HUNDRED_MEN)
"""Units of means and ratios: they alone may be undefined, as ``sim.outcomes.measures`` says."""
ROUNDING = 1e-6
AFTER_A_CASE = (Stage.PRISON, Stage.LICENCE, Stage.ORDER, Stage.IOM)
"""Stages in which people live once their case has ended; all others are left before it does."""


def faults(record: Record) -> Iterator[str]:
    """Every property that the run does not have."""
    yield from ledger_faults(record)
    for window in (measured(record), Window(0, record.years)):
        for measure in MEASURES:
            value = float(measure.function(record, window))
            yield from measure_faults(measure, value)
        yield from _reduced(record, window)
    yield from left_behind(record)
    yield from _occupancy(record)
    yield from overcrowding(record)


def ledger_faults(record: Record) -> Iterator[str]:
    """Numbers that are none, days after the end, lengths below zero."""
    for kind in KINDS:
        table = record.table(kind)
        for name, column in table.items():
            if not np.isfinite(column).all():
                yield f"{kind.name}.{name} is not finite"
            backwards = name in ("time", "committed") and kind is not SANCTION
            if backwards and (np.diff(column[column >= 0]) < 0).any():
                yield f"{kind.name}.{name} goes back in time"
            if name.endswith(("hours", "days")) and (column < 0).any():
                yield f"{kind.name}.{name} is below 0"
        if (table["time"] >= record.until).any():
            yield f"{kind.name} has a row after the end of the run"


def left_behind(record: Record) -> Iterator[str]:
    """Stages in which a case still stands though it has ended."""
    ended = rows(record, EXIT).whole("case")
    for stage in (stage for stage in Stage if stage not in AFTER_A_CASE):
        entered, left = (rows(record, kind).having(stage=stage).whole("case") for kind in (ENTERED, LEFT))
        entered, left = (np.sort(cases[np.isin(cases, ended)]) for cases in (entered, left))
        if not np.array_equal(entered, left):
            yield f"{stage.name}: ended cases entered it {len(entered)} times and left it {len(left)} times"


def measure_faults(measure: Measure, value: float) -> Iterator[str]:
    """A measure that is infinite, negative, undefined where it must not be, or above 100 per cent."""
    if math.isnan(value):
        if measure.unit not in MEANS:
            yield f"{measure.name} is not a number"
    elif not 0 <= value < math.inf:
        yield f"{measure.name} is {value!r}"
    elif measure.name.startswith("proven_reoffending_rate") and value > 100:
        yield f"{measure.name} is {value!r} per cent"


def _reduced(record: Record, window: Window) -> Iterator[str]:
    """What else leaves a run: cells by the hour, removals by code, and the before-and-after table."""
    use = cells_in_use(record, window)
    if not (np.isfinite(use).all() and (use > -ROUNDING).all()):
        yield f"cells in use are {use.min()!r} at the least"
    removed = sum(removals(record, window).values())
    everybody = before_and_after(record, window)[-1]
    if not math.isclose(removed * window.years, everybody.members, abs_tol=ROUNDING):
        yield f"{removed * window.years} removals by code, {everybody.members} in the table"
    sums = (everybody.harm_before, everybody.harm_after)
    if not all(0 <= harm < math.inf for harm in sums):
        yield f"harm before and after is {sums}"


def _occupancy(record: Record) -> Iterator[str]:
    """Where no suite ever had more cells staffed than later, no more than all of them are in use."""
    suites = [list(settings.custody.suites.values()) for _, settings in record.phases]
    steady = all(
        len({(one.staffed_day, one.staffed_late, one.staffed_night) for one in versions}) == 1
        and versions[0].staffed_day == versions[0].staffed_late == versions[0].staffed_night
        for versions in zip(*suites, strict=True)
    )
    occupancy = next(measure for measure in MEASURES if measure.name == "cell_occupancy")
    value = float(occupancy.function(record, Window(0, record.years)))
    if steady and value > 100 + ROUNDING:
        yield f"{value!r} per cent of steady cells are in use"
