"""How long pre-charge bail can run on whose authority: the rules of 2017, and those of October 2022.

Each set of rules is data: days since release up to which each rank can let somebody stay on bail. Beyond the
last of them a magistrates' court can, again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sim import clock
from sim.model.events import Authoriser
from sim.scenario.settings import BailRules, Settings


@dataclass(frozen=True)
class Limit:
    """Bail may not run longer than ``days`` since release unless ``authoriser`` extends it."""

    days: float
    authoriser: Authoriser


class BailLaw:
    """One set of rules."""

    def __init__(self, rules: BailRules) -> None:
        ranks = (
            (Authoriser.CUSTODY_OFFICER, rules.custody_officer_days),
            (Authoriser.INSPECTOR, rules.inspector_days),
            (Authoriser.SUPERINTENDENT, rules.superintendent_days),
        )
        powers: list[tuple[Authoriser, float]] = []
        for rank, days in ranks:
            if days > (powers[-1][1] if powers else 0.0):
                powers.append((rank, days))
        next_ranks = [rank for rank, _ in powers[1:]] + [Authoriser.MAGISTRATES]
        self._limits = tuple(Limit(days, rank) for (_, days), rank in zip(powers, next_ranks, strict=False))
        self.last_by_officers = powers[-1][1] if powers else 0.0
        """Days since release up to which a police officer can let bail run."""
        self._court_days = rules.court_days

    def limits(self) -> Iterator[Limit]:
        """All limits in turn, without end."""
        yield from self._limits
        for times in count(1):
            yield Limit(self.last_by_officers + times * self._court_days, Authoriser.MAGISTRATES)


class BailLaws:
    """The rules that hold for somebody released on a day, and whether bail is presumed to be wrong then."""

    def __init__(self, settings: Settings) -> None:
        self._changes_on = clock.day_of(settings.bail.rules_2022_from)
        self._before, self._after = BailLaw(settings.bail.rules_2017), BailLaw(settings.bail.rules_2022)

    def presumption_removed(self, day: float) -> bool:
        """Whether somebody released on that day is released under the rules of 2022."""
        return day >= self._changes_on

    def on(self, day: float) -> BailLaw:
        """The rules for somebody released on that day: they hold until that bail ends."""
        return self._after if self.presumption_removed(day) else self._before
