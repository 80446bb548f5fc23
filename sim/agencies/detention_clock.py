"""The detention clock of the Police and Criminal Evidence Act 1984: reviews, limits, and who can move them.

24 hours without charge; 36 with a superintendent's authority and up to 96 with magistrates' warrants, both
for indictable offences only (sections 41 to 44). An inspector reviews after six hours and every nine hours
from then on (section 40). The clock begins on arrival in the suite.
"""

from __future__ import annotations

from functools import partial
from math import exp, floor

from sim.distributions import lognormal_location
from sim.engine.case import Case
from sim.engine.world import World
from sim.model.events import DETENTION_EXTENDED, Authoriser
from sim.model.offences import OFFENCES
from sim.scenario.settings import Settings

_SUMMARY = frozenset({"violence_without_injury", "public_order"})
"""Types of which most offences (common assault, sections 4 and 5) can be tried by magistrates only."""
_INDICTABLE = tuple(offence.name not in _SUMMARY for offence in OFFENCES)
_HOURS = 24


class DetentionClock:
    """How long people can be detained."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._extended = world.ledger.recorder(DETENTION_EXTENDED)
        world.when_settings_change(self._settings_changed)

    def _settings_changed(self, settings: Settings) -> None:
        self._rules = rules = settings.custody
        self._location = lognormal_location(rules.mean_hours, rules.log_sd)
        # most detentions end before the clock says anything: what tells that is kept at hand
        self._log_sd = rules.log_sd
        self._clock_hours = rules.clock_hours
        self.first_limit = min(rules.clock_hours, rules.extended_hours)
        self._first_review, self._review_every = rules.first_review_hours, rules.review_hours

    def hours(self, deviate: float, waited: float, extension: float, indictable: bool) -> float:
        """Length of a detention in hours: what the investigation needs, as far as the clock allows.

        ``deviate``: the length as a standard normal deviate. ``waited``: hours at the booking-in desk, which
        run on the clock. ``extension``: a uniform that decides on authorities.
        """
        needed: float = waited + exp(self._location + self._log_sd * deviate)
        if needed <= self._clock_hours:
            return needed
        rules = self._rules
        if not indictable or extension >= rules.extension_share:
            return rules.clock_hours
        if needed <= rules.extended_hours or extension >= rules.extension_share * rules.warrant_share:
            return max(rules.clock_hours, min(needed, rules.extended_hours))
        return max(rules.extended_hours, min(needed, rules.warrant_hours))

    def watch(self, hours: float, person: int, case: int, suite: int) -> None:
        """Put down the authorities of a detention that begins now and will last so many hours.

        There are none in one that ends within ``first_limit``: for those, nobody needs to ask.
        """
        rules = self._rules
        for limit, authority in (
            (rules.clock_hours, Authoriser.SUPERINTENDENT),
            (rules.extended_hours, Authoriser.MAGISTRATES),
        ):
            if hours > limit:
                put_down = partial(self._put_down, person, case, suite, authority)
                self._world.kernel.after(limit / _HOURS, put_down)

    def reviews(self, hours: float) -> int:
        """Reviews by an inspector in a detention of so many hours."""
        if hours < self._first_review:
            return 0
        return min(1 + floor((hours - self._first_review) / self._review_every), 127)

    def _put_down(self, person: int, case: int, suite: int, authority: Authoriser) -> None:
        self._extended((self._world.now, person, case, suite, authority))


def is_indictable(case: Case) -> bool:
    """Whether the case holds an offence that the Crown Court can try."""
    return _INDICTABLE[case.lead.type] or any(_INDICTABLE[offence.type] for offence in case.offences)
