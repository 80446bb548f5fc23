"""The payment measure of a social impact bond: reconviction events of men released from short sentences.

As in Peterborough: of the men released from sentences under twelve months, how many times offences of the
year after release led to a conviction in that year or the half-year after it, for each hundred men. A bond
compares them with other men elsewhere; a pair of scenarios compares the same men with themselves.
"""

from __future__ import annotations

import numpy as np

from sim.model.disposals import DISPOSALS
from sim.model.events import RELEASE, SANCTION
from sim.outcomes.matching import first_of_each, join
from sim.outcomes.record import Record, Window
from sim.outcomes.reoffending import FOLLOW_UP_DAYS, SENTENCES, SHORT_TERM_DAYS, WAITING_DAYS
from sim.outcomes.rows import rows

_CONVICTIONS = [disposal for disposal, row in DISPOSALS.items() if row.conviction]


def reconvictions_per_100(record: Record, window: Window) -> float:
    """Reconviction events for each 100 men; not a number without men who can be followed to the end.

    A man enters at his first such release in the window. A case convicted is one event, however many of its
    offences were committed in the year.
    """
    released = rows(record, RELEASE, window)
    men = record.people.male[record.people.row_of(released.whole("person"))]
    released = released.only(
        men
        & np.isin(released.whole("reason"), SENTENCES)
        & (released.real("term_days") < SHORT_TERM_DAYS)
        & (released.real("time") + FOLLOW_UP_DAYS + WAITING_DAYS <= record.until)
    )
    person, day = released.whole("person"), released.real("time")
    first = first_of_each(np.lexsort((day, person)), person)
    person, day = person[first], day[first]
    if not len(person):
        return float("nan")
    proven = rows(record, SANCTION)
    proven = proven.only(np.isin(proven.whole("disposal"), _CONVICTIONS))
    man, sanction = join(person, proven.whole("person"))
    committed, convicted = proven.real("committed")[sanction], proven.real("time")[sanction]
    counts = (
        (committed > day[man])
        & (committed <= day[man] + FOLLOW_UP_DAYS)
        & (convicted <= day[man] + FOLLOW_UP_DAYS + WAITING_DAYS)
    )
    return 100.0 * len(np.unique(proven.whole("case")[sanction][counts])) / len(person)
