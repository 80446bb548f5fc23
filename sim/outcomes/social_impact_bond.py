"""The payment measure of a social impact bond: reconviction events of men released from short sentences.

As in Peterborough: of the men released from sentences under twelve months, how many times offences of the
year after release led to a conviction in that year or the half-year after it, for each hundred men. A bond
compares them with other men elsewhere; a pair of scenarios compares the same men with themselves. What is
paid for it: ``sim.outcomes.bond_payment``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.disposals import DISPOSALS
from sim.model.events import RELEASE, SANCTION
from sim.outcomes.matching import first_of_each, join
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import FOLLOW_UP_DAYS, SENTENCES, SHORT_TERM_DAYS, WAITING_DAYS
from sim.outcomes.rows import Floats, Ids, Rows, Stretch, rows

FOLLOWED_DAYS = FOLLOW_UP_DAYS + WAITING_DAYS
"""Days after release at the end of which a man's events are known."""
_CONVICTIONS = [disposal for disposal, row in DISPOSALS.items() if row.conviction]


@dataclass(frozen=True)
class Men:
    """Men released from short sentences, each once. Never written to a file."""

    person: Ids
    day: Floats
    """Day of release."""

    def __len__(self) -> int:
        return len(self.person)


def men_released(record: Record, stretch: Stretch) -> Men:
    """Each man at his first release from a short sentence in the stretch, in order of release."""
    released = rows(record, RELEASE, stretch)
    men = record.people.male[record.people.row_of(released.whole("person"))]
    released = released.only(
        men & np.isin(released.whole("reason"), SENTENCES) & (released.real("term_days") < SHORT_TERM_DAYS)
    )
    person, day = released.whole("person"), released.real("time")
    first = first_of_each(np.lexsort((day, person)), person)
    in_order = first[np.lexsort((person[first], day[first]))]
    return Men(person[in_order], day[in_order])


def convictions(record: Record) -> Rows:
    """Every offence that led to a conviction."""
    proven = rows(record, SANCTION)
    return proven.only(np.isin(proven.whole("disposal"), _CONVICTIONS))


def reconviction_events(record: Record, men: Men) -> Ids:
    """Events of each man: a case convicted is one, whatever number of its offences fell in the year."""
    proven = record.once(convictions)
    man, sanction = join(men.person, proven.whole("person"))
    committed, convicted = proven.real("committed")[sanction], proven.real("time")[sanction]
    start = men.day[man]
    counts = (
        (committed > start) & (committed <= start + FOLLOW_UP_DAYS) & (convicted <= start + FOLLOWED_DAYS)
    )
    pairs = np.stack([man[counts], proven.whole("case")[sanction][counts]], axis=1)
    events: Ids = np.bincount(np.unique(pairs, axis=0)[:, 0], minlength=len(men)).astype(np.int64)
    return events


def reconvictions_per_100(record: Record, window: Window) -> float:
    """Reconviction events for each 100 men; not a number without men who can be followed to the end."""
    men = men_released(record, window)
    followed = men.day + FOLLOWED_DAYS <= record.until
    men = Men(men.person[followed], men.day[followed])
    return 100.0 * float(reconviction_events(record, men).sum()) / len(men) if len(men) else float("nan")
