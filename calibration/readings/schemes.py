"""What a run says to the published table of people removed from IOM, and to the claims made for schemes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.model.events import Cohort
from sim.model.offences import NAMES, OFFENCES
from sim.outcomes.concentration import attributed_share_of_most_active
from sim.outcomes.evaluation import Members, attributed_of_each, committed_in, members_removed
from sim.outcomes.offending import recorded_by_type
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Floats, Ids

YEAR = Window(clock.VALIDATION_YEAR, clock.VALIDATION_YEAR + 1)
IN_NORFOLKS_SCHEME = 150
"""People for whom 4,500 fewer crimes were claimed."""

_ACQUISITIVE_GROUPS = ("burglary", "robbery", "theft", "taking_and_driving_away")
ACQUISITIVE: Ids = np.array(
    [code for code, offence in enumerate(OFFENCES) if offence.ogrs_group.startswith(_ACQUISITIVE_GROUPS)]
)
"""Codes of burglary, robbery, theft and vehicle crime."""
_BURGLARY = [NAMES.index(name) for name in ("domestic_burglary", "other_burglary")]


def harm_before(record: Record) -> float:
    """Mean points attributed in the twelve months before adoption, of members removed in the year."""
    return _mean(_harm(record)[0])


def harm_after(record: Record) -> float:
    """Mean points attributed in the twelve months before removal, from adoption on."""
    return _mean(_harm(record)[1])


def none_before(record: Record) -> float:
    """Per cent of members removed to whom nothing was attributed in the twelve months before adoption."""
    return 100.0 * _mean(_harm(record)[0] == 0)


def none_after(record: Record) -> float:
    """Per cent of members removed to whom nothing was attributed in the same stretch before removal."""
    return 100.0 * _mean(_harm(record)[1] == 0)


def risen(record: Record) -> float:
    """Per cent of members removed whose attributed harm rose."""
    before, after = _harm(record)
    return 100.0 * _mean(after > before)


def tenure_median(record: Record) -> float:
    """Median days on the scheme of members removed."""
    days = _removed(record).tenure_days
    return float(np.median(days)) if len(days) else float("nan")


def tenure_under_a_year(record: Record) -> float:
    """Per cent of members removed who had been on the scheme for less than 365 days."""
    return 100.0 * _mean(_removed(record).tenure_days < 365)  # noqa: PLR2004 - the border in the table


def removed_from_fixed(record: Record) -> float:
    """Per cent of members removed who were in the fixed cohort."""
    return 100.0 * _mean(_removed(record).cohort == Cohort.FIXED)


def attributed_harm_fall(record: Record) -> float:
    """By how many per cent attributed harm of members removed fell, as a ratio of sums."""
    before, after = _harm(record)
    return _fall(float(before.sum()), float(after.sum()))


def attributed_offences_fall(record: Record) -> float:
    """By how many per cent the number of attributed offences of members removed fell."""
    before, after = record.once(_Removed.of).offences
    return _fall(float(before.sum()), float(after.sum()))


def crimes_fewer(record: Record) -> float:
    """Committed offences fewer after than before, for as many removed as Norfolk's scheme had people.

    Not a year against a year: after begins no earlier than adoption, and before no earlier than day 0.
    """
    members = _removed(record)
    number = len(members.tenure_days)
    fewer = committed_in(record, members.before) - committed_in(record, members.after)
    return IN_NORFOLKS_SCHEME * fewer / number if number else float("nan")


def burglary_fall(record: Record) -> float:
    """By how many per cent recorded burglary fell from the year before to this one."""
    last = Window(YEAR.first_year - 1, YEAR.first_year)
    before, after = (float(recorded_by_type(record, each)[_BURGLARY].sum()) for each in (last, YEAR))
    return _fall(before, after)


def acquisitive_share_of_top_fifth(record: Record) -> float:
    """Per cent of two years' attributed acquisitive crime due to the most active fifth of those with any."""
    window = Window(YEAR.first_year - 1, YEAR.last_year)
    return 100.0 * attributed_share_of_most_active(record, window, 0.2, ACQUISITIVE)


@dataclass(frozen=True)
class _Removed:
    """Members removed in the year, and what was attributed to each before and after."""

    members: Members
    offences: tuple[Floats, Floats]
    harm: tuple[Floats, Floats]

    @classmethod
    def of(cls, record: Record) -> _Removed:
        members = members_removed(record, YEAR)
        before, after = (attributed_of_each(record, each) for each in (members.before, members.after))
        return cls(members, (before[0], after[0]), (before[1], after[1]))


def _removed(record: Record) -> Members:
    return record.once(_Removed.of).members


def _harm(record: Record) -> tuple[Floats, Floats]:
    return record.once(_Removed.of).harm


def _mean(values: Floats | NDArray[np.bool_]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _fall(before: float, after: float) -> float:
    return 100.0 * (before - after) / before if before else float("nan")


READINGS_OF_SCHEMES: dict[str, Callable[[Record], float]] = {
    "iom_harm_before": harm_before,
    "iom_harm_after": harm_after,
    "iom_none_before": none_before,
    "iom_none_after": none_after,
    "iom_harm_risen": risen,
    "iom_tenure_median": tenure_median,
    "iom_tenure_under_a_year": tenure_under_a_year,
    "iom_removed_from_fixed": removed_from_fixed,
    "acquisitive_top_fifth": acquisitive_share_of_top_fifth,
    "claim_harm_fall": attributed_harm_fall,
    "claim_offences_fall": attributed_offences_fall,
    "claim_crimes_fewer": crimes_fewer,
    "claim_burglary_halved": burglary_fall,
}
"""By the id of the fact."""
