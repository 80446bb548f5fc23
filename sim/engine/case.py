"""A case: the offences one suspect answers for together, from attribution to one named exit."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.disposals import Disposal
from sim.model.events import Stage
from sim.model.offender import Offender


class Offence:
    """One attributed offence with its marks (see ``sim.model.marks``)."""

    __slots__ = ("id", "key", "marks", "time", "type")

    def __init__(
        self, identity: int, offence_type: int, time: float, key: int, marks: Sequence[float]
    ) -> None:
        self.id = identity
        self.type = offence_type
        self.time = time
        self.key = key
        """Key of decisions that can recur."""
        self.marks = marks


class Case:
    """Opened by its first offence, whose id it bears; others may be swept into it."""

    __slots__ = (
        "district", "exit", "id", "lead", "marks", "occurrences", "offences", "offender", "remanded_since",
        "stages", "term_days",
    )  # fmt: skip

    def __init__(self, offender: Offender, offence: Offence, district: int) -> None:
        self.offender = offender
        self.id = offence.id
        """Structural id: that of the leading offence."""
        self.lead = offence
        """The offence that opened the case and lends it its marks."""
        self.marks = offence.marks
        """Marks of the leading offence."""
        self.offences = [offence]
        self.district = district
        self.stages: list[Stage] = []
        """Stages the case is in now."""
        self.exit: Disposal | None = None
        self.remanded_since: float | None = None
        self.term_days = 0.0
        """The custodial sentence that the case has led to."""
        self.occurrences: dict[int, int] = {}
        """How often each decision that can recur has been taken."""

    def again(self, decision: int) -> int:
        """Number of this occurrence of a decision: 0, 1, 2 ..."""
        occurrence = self.occurrences.get(decision, 0)
        self.occurrences[decision] = occurrence + 1
        return occurrence

    @property
    def closed(self) -> bool:
        """Whether the case has had its exit."""
        return self.exit is not None
