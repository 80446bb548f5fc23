"""How far crime is the work of a few, and what people bring with them into prison."""

from __future__ import annotations

import numpy as np

from sim.model.events import OFFENCE, RECEPTION, SPELL_NEEDS, TRAITS, UNDETECTED, Reception
from sim.outcomes.record import Record, Window
from sim.outcomes.rows import Ids, rows


def attributed_share_of_most_active(record: Record, window: Window, top: float, types: Ids) -> float:
    """Share of the attributed offences of some types due to the most active ``top`` of those who have any.

    The types of one person's hidden offences are not known singly, so these are attributed ones only.
    Not a number where there are none.
    """
    found = rows(record, OFFENCE, window)
    found = found.only(np.isin(found.whole("type"), types))
    _, number = np.unique(found.whole("person"), return_counts=True)
    return _share_of_top(number, top)


def offences_by_person(record: Record, window: Window) -> Ids:
    """Offences committed in the window, by row of the population."""
    number: Ids = record.hidden.number[:, window.first_year : window.last_year].sum(axis=1, dtype=np.int64)
    for kind in (OFFENCE, UNDETECTED):
        place = record.people.row_of(rows(record, kind, window).whole("person"))
        number += np.bincount(place, minlength=record.people.size)
    return number


def share_of_most_active(record: Record, year: int, top: float) -> float:
    """Share of a model year's offences committed by the most active ``top`` (0 to 1) of its offenders.

    An offender is somebody who committed at least one offence in the year, detected or not. Where ``top`` is
    not a whole number of people, part of the next person's offences counts. Not a number without offenders.
    """
    number = offences_by_person(record, Window(year, year + 1))
    return _share_of_top(number[number > 0], top)


def _share_of_top(number: Ids, top: float) -> float:
    """Share of a total that is due to the largest ``top`` of its parts."""
    most_first = np.sort(number)[::-1]
    if not len(most_first):
        return float("nan")
    running = np.concatenate([[0], np.cumsum(most_first)])
    return float(np.interp(top * len(most_first), np.arange(len(running)), running) / running[-1])


def prevalence_at_reception(record: Record, window: Window) -> dict[str, float]:
    """Share of receptions into prison on a sentence with each trait and each need that comes and goes.

    A person received twice counts twice. Not a number where nobody was received.
    """
    received = rows(record, RECEPTION, window).having(reason=Reception.SENTENCE)
    if not len(received):
        return dict.fromkeys((*TRAITS, *SPELL_NEEDS), float("nan"))
    place = record.people.row_of(received.whole("person"))
    mask = received.whole("needs")
    traits = {name: float(record.people.traits[name][place].mean()) for name in TRAITS}
    return traits | {name: float((mask >> bit & 1).mean()) for bit, name in enumerate(SPELL_NEEDS)}
