"""Undetected offences that needed no event of their own: never listed one by one.

Most are such as no police attention attributes. Nothing in a run hangs on them, so given the run their number
is Poisson with a mean that can be worked out: the rate, integrated over the person's days at liberty. That
mean says the same as a number drawn, with less chance in it (conditional expectation). The others, which
attention would have attributed had the person got it, are counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.fate import Candidates, Fate
from sim.model.lives import Timeline

Floats = NDArray[np.float64]


@dataclass
class Hidden:
    """Committed offences that nothing in the run attributed, folded year by year.

    Those that could have been, and went on the agenda, are rows of the ledger instead (``offence`` or
    ``undetected``): no offence is in both.
    """

    offences: Floats
    """By model year, type of offence, and recorded by the police (1) or not (0)."""
    by_person: Floats
    """Offences by row of the population and model year."""
    harm_by_person: Floats
    """Crime Severity Score points by row of the population and model year."""
    number: NDArray[np.int32]
    """As ``by_person``, but drawn: whole numbers, as they would happen, to ask how they are spread."""

    @classmethod
    def nothing(cls, people: int, types: int, years: int) -> Hidden:
        """No offence yet."""
        return cls(
            np.zeros((years, types, 2)),
            np.zeros((people, years)),
            np.zeros((people, years)),
            np.zeros((people, years), dtype=np.int32),
        )

    def expect(self, year: int, fate: Fate, timeline: Timeline, recording: Floats, severity: Floats) -> None:
        """Add what everybody is expected to commit in a model year beyond all attention.

        ``recording`` and ``severity``: chance to be recorded, and points, of each type.
        """
        rate = fate.people.rate * _days(fate, timeline, year)
        recorded = fate.recorded_if_hidden(recording)
        offences, harm = np.zeros(len(rate)), np.zeros(len(rate))
        for kind, (points, share) in enumerate(zip(severity, recorded, strict=True)):
            of_type = rate * fate.hidden_share(kind)
            # one after the other, so that people who come later, at nought, are not in the rounding
            total = np.cumsum(of_type)[-1]
            self.offences[year, kind] += total * (1.0 - share), total * share
            offences += of_type
            harm += of_type * points
        self.by_person[:, year] += offences
        self.harm_by_person[:, year] += harm
        self.number[:, year] += fate.number_hidden(year, offences).astype(np.int32)

    def count(self, year: int, committed: Candidates, recording: Floats, severity: Floats) -> None:
        """Add offences of a model year one by one."""
        people, types = len(self.by_person), self.offences.shape[1]
        recorded = committed.detection < recording[committed.type]
        cells = np.bincount(2 * committed.type + recorded, minlength=2 * types)
        self.offences[year] += cells.reshape(types, 2)
        number = np.bincount(committed.row, minlength=people)
        self.by_person[:, year] += number
        self.number[:, year] += number.astype(np.int32)
        self.harm_by_person[:, year] += np.bincount(
            committed.row, weights=severity[committed.type], minlength=people
        )


def _days(fate: Fate, timeline: Timeline, year: int) -> Floats:
    """Days at the peak rate in a model year by row: age, needs, liberty and policy are in them."""
    natural, after = fate.stretch(year, beyond=False), fate.stretch(year, beyond=True)
    people = fate.people.size
    touched = timeline.touched(people)
    lived = np.zeros(people)
    for stretch, beyond in ((natural, False), (after, True)):
        segments = stretch.segments
        mine = np.flatnonzero(touched[segments.row])
        row = segments.row[mine]
        days = timeline.policy_days(
            row, segments.start[mine], segments.end[mine], segments.needs[mine], beyond=beyond
        )
        lived += np.bincount(row, weights=days * segments.product[mine], minlength=people) * stretch.age
    return np.where(touched, lived, natural.expected)
