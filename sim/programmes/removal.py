"""When members leave the scheme, and under which code.

Members leave by chance, staying as long on average as the published table says. The chance may be another for
those who have gone quiet or are in prison; by default it is not, because the meaning of the removal codes is
not published and nothing says who was removed for what. A code is a label, drawn by its frequency.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from sim import clock
from sim.draws import fold, uniform
from sim.model.marks import Recurring
from sim.scenario.settings_of_iom import Removal

STAYS = -2
"""In place of a code: the panel keeps the member."""
WITHOUT_CODE = -1
"""Died, left the area, or nobody carries the member any more: no published code stands for it."""


def decided(rules: Removal, person_key: int, panel: int, quiet: bool, in_prison: bool) -> int:
    """The code under which a panel removes a member (its place in the codes), or ``STAYS``."""
    chance = clock.PANEL_DAYS / rules.stay_days
    if quiet:
        chance *= rules.quiet_factor
    if in_prison:
        chance *= rules.prison_factor
    key = fold(fold(person_key, Recurring.PANEL_REMOVAL), panel)
    if uniform(key, 0) >= chance:
        return STAYS
    shares = list(accumulate(rules.codes.values()))
    return bisect_left(shares, uniform(key, 1) * shares[-1])
