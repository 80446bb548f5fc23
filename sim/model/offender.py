"""A life: is the person at liberty, which needs are met, who is supervising.

Offenders are made when somebody first comes to notice; everybody else lives by fate alone.
"""

from __future__ import annotations

from math import inf
from typing import Final

from sim.clock import DAYS_PER_YEAR


class Reach:
    """What makes potential offences matter that otherwise need no event: a sum of these."""

    NONE: Final = 0
    ATTENTION: Final = 1
    """Police attention finds offences that would go undetected."""
    ROOM: Final = 2
    """The rate is above the natural one, or the career goes on beyond its natural end."""


class Offender:
    """One person as the services know them."""

    __slots__ = (
        "attention",
        "begins",
        "birth",
        "career_until",
        "gone",
        "held",
        "homeless_until",
        "id",
        "in_prison",
        "induced",
        "iom_attention",
        "iom_factor",
        "key",
        "male",
        "natural_career_end",
        "on_iom",
        "programme_attentions",
        "programme_factor",
        "programme_factors",
        "reserve_reaches",
        "reserve_year",
        "row",
        "scale",
        "short_sentence_until",
        "supervised",
        "suppressed",
        "suppressors",
        "suspended_until",
        "treated",
    )

    def __init__(
        self, row: int, identity: int, key: int, birth: float, male: bool, gone: float, career_end: float
    ) -> None:
        self.row = row
        self.id = identity
        self.birth = birth
        """Day of birth (days since day 0)."""
        self.male = male
        self.key = key
        """Key of the person's own recurring decisions."""
        self.gone = gone
        """Day of death or of leaving the area: to be compared with the present only."""
        self.natural_career_end = career_end
        self.career_until = career_end
        self.begins = -inf
        """Day before which the person does not offend, where prevention has put off the first offence."""
        self.held = 0
        """Number of reasons to be locked up; 0 is at liberty."""
        self.in_prison = 0
        self.suppressed = 0
        """Mask of the needs that services hold down."""
        self.suppressors: dict[int, int] = {}
        """How many services hold down each need, by its bit."""
        self.treated = 0
        """Mask of the needs for which the person waits, is treated, or is well after treatment."""
        self.induced = 0
        """Mask of the needs that circumstances have brought about."""
        self.homeless_until = -1.0
        self.reserve_year = -1
        """Last model year in which part of the person's reserve of potential offences went on the agenda."""
        self.reserve_reaches = 0
        """For which sums of ``Reach`` that has been done: one bit each."""
        self.iom_factor = 1.0
        self.programme_factors: dict[int, float] = {}
        """What each programme and the hub's courses multiply the person's rate by, where not 1, by label."""
        self.programme_factor = 1.0
        """Their product; exactly 1 without any."""
        self.on_iom = False
        """Whether the person is a member of IOM, the free cohort left out: that is support."""
        self.iom_attention = 1.0
        self.programme_attentions: dict[int, float] = {}
        """As ``programme_factors``, on the chance that an offence is attributed."""
        self.attention = 1.0
        """Factor on the chance that an offence is attributed: the product of these."""
        self.supervised = 0
        """Orders and licences that run."""
        self.short_sentence_until = -1.0
        self.suspended_until = -1.0
        self.scale = 1.0
        """Product of everything but needs on the natural rate."""

    def under_programme(self, programme: int, factor: float) -> bool:
        """Take on what a programme multiplies the rate by (1: nothing); returns whether the product moved.

        The product is made anew in the order of labels, so that no rounding is left when all have ended.
        """
        before, factors = self.programme_factor, self.programme_factors
        if factor == 1.0:
            factors.pop(programme, None)
        else:
            factors[programme] = factor
        self.programme_factor = 1.0
        for each in sorted(factors):
            self.programme_factor *= factors[each]
        return self.programme_factor != before

    def watched_by_iom(self, factor: float) -> None:
        """Take on IOM's factor on the chance that an offence is attributed."""
        self.iom_attention = factor
        self._attend()

    def watched_by_programme(self, programme: int, factor: float) -> bool:
        """Take on that of a programme (1: none); returns whether the product moved."""
        before = self.attention
        if factor == 1.0:
            self.programme_attentions.pop(programme, None)
        else:
            self.programme_attentions[programme] = factor
        self._attend()
        return self.attention != before

    def _attend(self) -> None:
        self.attention = self.iom_attention
        for each in sorted(self.programme_attentions):
            self.attention *= self.programme_attentions[each]

    def hold_down(self, needs: int, services: int) -> bool:
        """One service more (1) or fewer (-1) holds down these needs; returns whether any came or went."""
        before = self.suppressed
        for bit in (1 << place for place in range(needs.bit_length()) if needs >> place & 1):
            number = self.suppressors.get(bit, 0) + services
            self.suppressors[bit] = number
            self.suppressed = self.suppressed | bit if number else self.suppressed & ~bit
        return self.suppressed != before

    @property
    def reach(self) -> int:
        """How far the person has come to reach beyond what fate alone would bring."""
        reach: int = Reach.ATTENTION if self.attention > 1.0 else Reach.NONE
        if self.scale > 1.0 or self.induced or self.career_until > self.natural_career_end:
            reach |= Reach.ROOM
        return reach

    def age(self, now: float) -> float:
        """Age in years on a day."""
        return (now - self.birth) / DAYS_PER_YEAR

    @property
    def at_liberty(self) -> bool:
        """Neither in a cell nor in prison."""
        return self.held == 0
