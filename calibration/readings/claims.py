"""What a run says to the published table of people removed from IOM, counted as the table was.

The table sets twelve months in the community before adoption beside twelve before removal. Eleven of its 27
people had been on the scheme for less than a year, with 7,258 points before and 55 after: had the second
stretch reached back before their adoption it would hold much of the first. So it begins at adoption, as in
``sim.outcomes.evaluation``; what it would show if it did reach back is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.outcomes.evaluation import COMMUNITY_DAYS, Periods, attributed_of_each, members_removed
from sim.outcomes.liberty import held_spells, walk_back
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Mask

YEAR_ON_SCHEME = 365
"""Days on the scheme that part the table in two: below, people have less than a year to offend in after."""


IN_TABLE = 27
"""People in the published table."""


@dataclass(frozen=True)
class Table:
    """The table of everybody removed in the run of whom it holds twelve months before adoption."""

    days: Floats
    """On the scheme."""
    before: Floats
    """Points of attributed harm in twelve months in the community before adoption."""
    after: Floats
    """The same before removal, from adoption on."""
    reaching_back: Floats
    """The same before removal, had it reached back before adoption where the stay was shorter."""

    @classmethod
    def of(cls, record: Record) -> Table:
        """Read from a run."""
        members = members_removed(record, Window(0, record.years))
        person, end = members.after.person, members.after.end
        whole_year = Periods(person, walk_back(held_spells(record), person, end, COMMUNITY_DAYS), end)
        before, after, reaching_back = (
            attributed_of_each(record, each)[1] for each in (members.before, members.after, whole_year)
        )
        return cls(members.tenure_days, before, after, reaching_back).only(~members.short)

    def only(self, chosen: Mask) -> Table:
        """The rows chosen by a mask."""
        return Table(self.days[chosen], self.before[chosen], self.after[chosen], self.reaching_back[chosen])

    @property
    def short(self) -> Table:
        """Those who were on the scheme for less than a year."""
        return self.only(self.days < YEAR_ON_SCHEME)

    @property
    def long(self) -> Table:
        """The others."""
        return self.only(self.days >= YEAR_ON_SCHEME)


def none_before(table: Table) -> float:
    """Per cent with nothing attributed before."""
    return _per_cent(table.before == 0)


def none_after(table: Table) -> float:
    """Per cent with nothing attributed after."""
    return _per_cent(table.after == 0)


def size_before(table: Table) -> float:
    """Mean of the logarithm (base 10) of the points before, of those with any."""
    return _mean_size(table.before)


def size_after(table: Table) -> float:
    """Mean of the logarithm (base 10) of the points after, of those with any."""
    return _mean_size(table.after)


def fall(table: Table) -> float:
    """By how many per cent the sum of points fell."""
    return _fall(table.before, table.after)


def fall_reaching_back(table: Table) -> float:
    """The same, had the second stretch always been twelve months long."""
    return _fall(table.before, table.reaching_back)


def fall_spread(table: Table) -> float:
    """Standard deviation of that fall by chance, in a table of as many people as the published one has.

    Of n people drawn from those of the run the ratio of the sums varies as the mean of after - ratio x before
    does, over the mean before: so its variance is that of one such term, over n and that mean squared.
    """
    if not table.before.any():
        return float("nan")
    ratio = table.after.sum() / table.before.sum()
    return 100.0 * float((table.after - ratio * table.before).std() / table.before.mean() / np.sqrt(IN_TABLE))


def _per_cent(chosen: Mask) -> float:
    return 100.0 * float(chosen.mean()) if len(chosen) else float("nan")


def _mean_size(points: Floats) -> float:
    some = points[points > 0]
    return float(np.log10(some).mean()) if len(some) else float("nan")


def _fall(before: Floats, after: Floats) -> float:
    return 100.0 * (1.0 - float(after.sum()) / float(before.sum())) if before.any() else float("nan")


def _of(figure: Callable[[Table], float], part: Callable[[Table], Table]) -> Callable[[Record], float]:
    return lambda record: figure(part(record.once(Table.of)))


def _all(table: Table) -> Table:
    return table


READINGS_OF_CLAIMS: dict[str, Callable[[Record], float]] = {
    "table_none_before": _of(none_before, _all),
    "table_size_before": _of(size_before, _all),
    "table_none_after_short": _of(none_after, lambda table: table.short),
    "table_none_after_long": _of(none_after, lambda table: table.long),
    "table_size_after": _of(size_after, _all),
    "table_fall": _of(fall, _all),
    "table_fall_spread": _of(fall_spread, _all),
    "table_fall_reaching_back": _of(fall_reaching_back, _all),
}
"""By the id of the fact, or of what is only told beside it."""
