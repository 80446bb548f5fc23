"""The scheme's own figures: members, adoptions, removals, visits, and harm before and after.

By cohort, by whether probation supervises the member (*statutory*) and by office, as a performance meeting
looks at them. Before and after are the sums of the scheme's own table, and after is shorter for many: what
the table cannot show is said with ``sim.outcomes.evaluation``.
"""

from __future__ import annotations

import numpy as np

from sim.model.events import IOM_ADOPTED, IOM_PANEL, IOM_REMOVED, IOM_VISITS, Cohort
from sim.outcomes.evaluation import attributed_of_each, members_removed
from sim.outcomes.record import Record, Window
from sim.outcomes.removals import WITHOUT_CODE
from sim.outcomes.rows import Mask, Rows, rows
from sim.scenario.settings import Iom

UNITS: dict[str, str] = {
    "members": "people, mean of the panels",
    "adopted": "people a year",
    "removed": "people a year",
    "visits_due": "visits a year",
    "visits_made": "visits a year",
    "harm_before": "Crime Severity Score points of those removed in a year",
    "harm_after": "Crime Severity Score points of those removed in a year, from adoption on",
}
"""Every figure and its unit; removals by code, ``removed_<code>``, are people a year as well."""

STATUTORY = {True: "statutory", False: "non-statutory"}
NO_OFFICE = "none"
"""Of a district that no office serves any more."""
THE_ONLY_ONE = "one place"
"""Of a team for which no offices are listed."""

Performance = dict[tuple[str, str, str, str], float]
"""By cohort, statutory or not, office, and figure."""


def performance(record: Record, window: Window) -> Performance:
    """Every figure of a window; groups to which nothing happened stand with 0."""
    iom = record.phases[0][1].iom
    visits, adopted = rows(record, IOM_VISITS, window), rows(record, IOM_ADOPTED, window)
    removed, members = rows(record, IOM_REMOVED, window), members_removed(record, window)
    before, after = (attributed_of_each(record, each)[1] for each in (members.before, members.after))
    panels = len(rows(record, IOM_PANEL, window)) or 1
    found: Performance = {}
    for number, office in enumerate([*(iom.offices or [THE_ONLY_ONE]), NO_OFFICE]):
        number = -1 if office == NO_OFFICE else number  # noqa: PLW2901 - the code of no office is -1
        for cohort in Cohort:
            for statutory, said in STATUTORY.items():
                seen, came, left = (
                    _of(each, number, cohort, statutory) for each in (visits, adopted, removed)
                )
                if office == NO_OFFICE and not (seen.any() or came.any() or left.any()):
                    continue
                figures = {
                    "members": visits.real("members")[seen].sum() / panels,
                    "adopted": np.count_nonzero(came) / window.years,
                    "removed": np.count_nonzero(left) / window.years,
                    **_by_code(iom, cohort, removed, left, window),
                    "visits_due": visits.real("due")[seen].sum() / window.years,
                    "visits_made": visits.real("made")[seen].sum() / window.years,
                    "harm_before": before[left].sum() / window.years,
                    "harm_after": after[left].sum() / window.years,
                }
                for figure, value in figures.items():
                    found[cohort.name.lower(), said, office, figure] = float(value)
    return found


def unit_of(figure: str) -> str:
    """Unit of a figure by its name."""
    return UNITS.get(figure, UNITS["removed"])


def _of(found: Rows, office: int, cohort: Cohort, statutory: bool) -> Mask:
    mask: Mask = (
        (found.whole("office") == office)
        & (found.whole("cohort") == cohort)
        & (found.whole("statutory") == statutory)
    )
    return mask


def _by_code(iom: Iom, cohort: Cohort, removed: Rows, left: Mask, window: Window) -> dict[str, float]:
    """Removals by code, those without code last; which codes there are never changes within an area."""
    codes = list((iom.fixed, iom.flexible, iom.free)[cohort].codes)
    code = removed.whole("code")[left]
    numbered = [*enumerate(codes), (-1, WITHOUT_CODE)]
    return {f"removed_{name}": np.count_nonzero(code == number) / window.years for number, name in numbered}
