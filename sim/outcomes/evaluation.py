"""The before-and-after table that a scheme would publish, and what the same people did in another run.

People are adopted when they are at their worst, so most would have improved anyway. The published table
cannot show that; the same people's harm in the run without the scheme can. Only sums leave this module.

"After" is the twelve months in the community before removal, and begins no earlier than adoption: reaching
further back it would hold again what "before" holds, which the published table's figures rule out (see
docs/design.md, "The claims"). So it is shorter than "before" for whoever was a member in the community for
less than a year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim import clock
from sim.model.events import IOM_ADOPTED, IOM_REMOVED, OFFENCE, UNDETECTED, Cohort, Kind
from sim.outcomes.harm import harm_of_rows
from sim.outcomes.liberty import days_at_liberty, held_spells, walk_back
from sim.outcomes.matching import join
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Ids, Mask, Rows, rows

COMMUNITY_DAYS = 365.0
"""Length of "before" and "after", in days spent in the community."""


@dataclass(frozen=True)
class Periods:
    """A stretch of time for each of some people; a person may stand in it more than once."""

    person: Ids
    start: Floats
    end: Floats

    def only(self, chosen: Mask) -> Periods:
        """The periods chosen by a mask."""
        return Periods(self.person[chosen], self.start[chosen], self.end[chosen])


@dataclass(frozen=True)
class Members:
    """Members of IOM removed in a window, one place a removal. Never written to a file."""

    cohort: Ids
    tenure_days: Floats
    before: Periods
    """Twelve months in the community before adoption, or all there is since day 0."""
    after: Periods
    """Twelve months in the community before removal, or as much of them as lies after adoption and day 0."""
    short: Mask
    """Whether ``before`` has fewer than twelve months in the community, as the run holds no more."""


@dataclass(frozen=True)
class BeforeAfter:
    """One line of the table: sums over the members of a cohort."""

    cohort: str
    members: int
    harm_before: float
    """Crime Severity Score points of attributed offences in the twelve months before adoption."""
    harm_after: float
    """The same in the twelve months before removal, from adoption on."""
    mean_tenure_days: float
    """Not a number without members."""
    short: int
    """Members for whom the run holds fewer than twelve months in the community before adoption."""

    @property
    def fall(self) -> float:
        """By how many per cent harm fell (negative: rose); not a number where there was none before."""
        if not self.harm_before:
            return float("nan")
        return 100.0 * (self.harm_before - self.harm_after) / self.harm_before


@dataclass(frozen=True)
class Harm:
    """Crime Severity Score points of some people in some periods, summed."""

    attributed: float
    """Offences attributed to a named suspect: what a scheme can see."""
    committed: float
    """All of their offences."""
    days: float
    """Days that they spent in the community in these periods."""


def members_removed(record: Record, window: Window) -> Members:
    """Who was removed from IOM in the window, and their twelve months before adoption and before removal."""
    removed = rows(record, IOM_REMOVED, window)
    person, end, tenure = removed.whole("person"), removed.real("time"), removed.real("days")
    adopted = _adoption(record, person, end, tenure)
    spells = held_spells(record)
    before = Periods(person, walk_back(spells, person, adopted, COMMUNITY_DAYS), adopted)
    after = Periods(person, np.maximum(adopted, walk_back(spells, person, end, COMMUNITY_DAYS)), end)
    at_liberty = days_at_liberty(spells, person, np.zeros(len(person)), np.maximum(adopted, 0.0))
    return Members(removed.whole("cohort"), tenure, before, after, at_liberty < COMMUNITY_DAYS)


def _adoption(record: Record, person: Ids, removed: Floats, tenure: Floats) -> Floats:
    """Day of the last adoption before each removal; members from before day 0 have their tenure only."""
    adopted = rows(record, IOM_ADOPTED)
    times = adopted.real("time")
    removal, adoption = join(person, adopted.whole("person"))
    earlier = times[adoption] <= removed[removal]
    latest = np.full(len(person), -np.inf)
    np.maximum.at(latest, removal[earlier], times[adoption[earlier]])
    return np.where(np.isfinite(latest), latest, removed - tenure)


def before_and_after(record: Record, window: Window) -> tuple[BeforeAfter, ...]:
    """The table: the fixed cohort, the flexible cohort, and both together."""
    return before_and_after_of(record, members_removed(record, window))


def before_and_after_of(record: Record, members: Members) -> tuple[BeforeAfter, ...]:
    """The same table for members who are at hand already."""
    before = _harm_in(record, OFFENCE, members.before)
    after = _harm_in(record, OFFENCE, members.after)
    everybody = np.ones(len(before), dtype=np.bool_)
    cohorts = [(cohort.name.lower(), members.cohort == cohort) for cohort in Cohort]
    return tuple(
        BeforeAfter(
            cohort=name,
            members=int(np.count_nonzero(chosen)),
            harm_before=float(before[chosen].sum()),
            harm_after=float(after[chosen].sum()),
            mean_tenure_days=float(members.tenure_days[chosen].mean()) if chosen.any() else float("nan"),
            short=int(np.count_nonzero(members.short & chosen)),
        )
        for name, chosen in [*cohorts, ("all", everybody)]
    )


def attributed_of_each(record: Record, periods: Periods) -> tuple[Floats, Floats]:
    """Number, and points of harm, of the offences attributed to each person in each period."""
    return _number_in(record, OFFENCE, periods), _harm_in(record, OFFENCE, periods)


def committed_in(record: Record, periods: Periods) -> float:
    """All offences that the people of these periods committed in them, found out or not.

    Those that are only counted have no date: see ``harm_of_same_people``.
    """
    listed = sum(float(_number_in(record, kind, periods).sum()) for kind in (OFFENCE, UNDETECTED))
    return listed + _hidden_in(record, periods, record.hidden.by_person)


def harm_of_same_people(record: Record, periods: Periods) -> Harm:
    """What the people of these periods did in them in ``record``, which may be another run.

    Offences that are only counted have no date: a model year's are spread evenly over the person's days in
    the community in that year.
    """
    attributed = float(_harm_in(record, OFFENCE, periods).sum())
    undetected = float(_harm_in(record, UNDETECTED, periods).sum())
    hidden = _hidden_in(record, periods, record.hidden.harm_by_person)
    days = float(days_at_liberty(held_spells(record), periods.person, periods.start, periods.end).sum())
    return Harm(attributed, attributed + undetected + hidden, days)


def _harm_in(record: Record, kind: Kind, periods: Periods) -> Floats:
    """Points by period of the rows of a kind of event."""
    found = rows(record, kind)
    period, row = _inside(found, periods)
    weights = harm_of_rows(record, found)[row]
    return np.bincount(period, weights=weights, minlength=len(periods.person)).astype(np.float64)


def _number_in(record: Record, kind: Kind, periods: Periods) -> Floats:
    """Rows of a kind of event by period."""
    period, _ = _inside(rows(record, kind), periods)
    return np.bincount(period, minlength=len(periods.person)).astype(np.float64)


def _inside(found: Rows, periods: Periods) -> tuple[Ids, Ids]:
    """Every pair of a period and a row of its person that lies in it."""
    times = found.real("time")
    period, row = join(periods.person, found.whole("person"))
    inside = (times[row] >= periods.start[period]) & (times[row] < periods.end[period])
    return period[inside], row[inside]


def _hidden_in(record: Record, periods: Periods, by_year: Floats) -> float:
    """What was counted by row of the population and year, for the share of each year inside a period."""
    spells = held_spells(record)
    place = record.people.row_of(periods.person)
    total = 0.0
    for year in range(record.years):
        first = np.full(len(place), float(clock.year_start(year)))
        last = np.full(len(place), float(clock.year_start(year + 1)))
        inside = days_at_liberty(
            spells, periods.person, np.maximum(periods.start, first), np.minimum(periods.end, last)
        )
        whole = days_at_liberty(spells, periods.person, first, last)
        share = np.divide(inside, whole, out=np.zeros(len(place)), where=whole > 0)
        total += float((by_year[place, year] * share).sum())
    return total
