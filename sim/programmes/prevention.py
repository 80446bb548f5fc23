"""Prevention: what a programme does for a child who completes it before the first offence.

Everybody who will begin to offend is drawn before the run, with the day on which they would. For each child
who completes the programme before that day, one number says whether they never begin, and another by how much
later they do: the same child is spared in every scenario in which they come so far. That there is an effect,
and how large it is, is an assumption put in.
"""

from __future__ import annotations

from functools import partial
from math import inf, log
from typing import NamedTuple

from sim.draws import uniform
from sim.engine.ledger import Recorder
from sim.engine.world import World
from sim.model.marks import Recurring
from sim.model.offender import Offender
from sim.scenario.settings import Programme


class Child(NamedTuple):
    """A child before the first offence."""

    row: int | None
    """In the population; None for who begins only after the run."""
    key: int
    """Key of the child's own recurring decisions."""
    male: bool
    birth: float
    traits: frozenset[str]


def put_off_onset(world: World, offender: Offender, rules: Programme, key: int, put_off: Recorder) -> None:
    """A programme is completed: who has not begun to offend may never begin, or begin later.

    ``key`` is that of the referral. Nothing happens to who has begun already, or was put off before.
    """
    onset = float(world.fate.people.onset[offender.row])
    if world.now >= onset or world.now < offender.begins:
        return
    never = uniform(key, Recurring.ONSET_PREVENTED) < rules.onsets_prevented
    days = 0.0 if never else -log(uniform(key, Recurring.ONSET_DELAY)) * rules.onset_delay_days
    if not never and days <= 0.0:
        return
    put_off((world.now, offender.id, offender.id, never, days))
    offender.begins = inf if never else onset + days
    world.rescale(offender)
    if not never:
        world.kernel.at(offender.begins, partial(world.rescale, offender))
