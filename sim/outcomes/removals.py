"""How many members left IOM, by cohort and by removal code.

The meaning of the codes is not published: they are labels.
"""

from __future__ import annotations

from sim.model.events import IOM_REMOVED, Cohort
from sim.outcomes.phases import parts
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import rows
from sim.scenario.settings import Iom

WITHOUT_CODE = "none"
"""Label of a removal because the member died or left the area, or because the team was closed."""

Removals = dict[tuple[str, str], float]
"""Removals a year by cohort and code."""


def removals(record: Record, window: Window) -> Removals:
    """Removals a year, for each cohort and each code of the settings in force, those without code last.

    Codes that nobody left with stand with 0.
    """
    found: Removals = {}
    for cohort in Cohort:
        name = cohort.name.lower()
        for span, settings in parts(record, window):
            gone = rows(record, IOM_REMOVED, span).having(cohort=cohort)
            for number, code in enumerate(_codes(settings.iom, cohort)):
                key = name, code
                found[key] = found.get(key, 0.0) + len(gone.having(code=number)) / window.years
        without = len(rows(record, IOM_REMOVED, window).having(cohort=cohort, code=-1))
        found[name, WITHOUT_CODE] = without / window.years
    return found


def _codes(iom: Iom, cohort: Cohort) -> list[str]:
    return list((iom.fixed, iom.flexible, iom.free)[cohort].codes)
