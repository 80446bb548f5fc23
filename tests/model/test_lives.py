"""Which potential offences are committed: the quick way against a slow one, on lives made up at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.draws import run_key
from sim.model.events import NEEDS
from sim.model.fate import Candidates
from sim.model.lives import Lives
from sim.model.offender import Reach
from sim.model.population import Population, draw_population
from tests.pairing.counties import small

SETTINGS = small({"people.stock": 5, "people.entrants_per_year": 1, "needs.natural_cap": 3.0})
PEOPLE: Population = draw_population(SETTINGS, run_key(1, 0), 1)
MULTIPLIERS = [getattr(SETTINGS.needs, name).rate_multiplier for name in NEEDS]
CAREER_END = 50.0
PEOPLE.career_end[:] = CAREER_END
MASKS = st.integers(0, 31)
DAYS = st.integers(0, 100).map(float)  # whole days, so that changes and offences often fall on one moment


@dataclass(frozen=True)
class Change:
    row: int
    day: float
    held: int
    induced: int
    suppressed: int
    scale: float
    career_until: float


@dataclass(frozen=True)
class Potential:
    row: int
    day: float
    height: float
    needs: int
    beyond: bool


changes = st.lists(
    st.builds(
        Change, st.integers(0, 4), DAYS, st.integers(0, 2), MASKS, MASKS,
        st.sampled_from([0.5, 0.9, 1.0, 1.3, 4.0]), st.sampled_from([CAREER_END, 60.0, 80.0]),
    ),
    max_size=25,
)  # fmt: skip
potentials = st.lists(
    st.builds(Potential, st.integers(0, 4), DAYS, st.floats(0.01, 2.24), MASKS, st.booleans()), max_size=40
)


def product(mask: int) -> float:
    found = 1.0
    for bit, multiplier in enumerate(MULTIPLIERS):
        if mask & 1 << bit:
            found *= multiplier
    return min(found, SETTINGS.needs.natural_cap)


def committed(potential: Potential, history: list[Change]) -> bool:
    """By the last change of this person strictly before the moment; by nature if there is none."""
    before = [change for change in history if change.row == potential.row and change.day < potential.day]
    if not before:
        return not potential.beyond and potential.height < 1
    now = before[-1]
    if now.held or (potential.beyond and potential.day > now.career_until):
        return False
    there = (potential.needs | now.induced) & ~now.suppressed
    factor = now.scale * product(there) / product(potential.needs)
    return potential.height < min(factor, SETTINGS.needs.policy_cap)


def candidates(potential: list[Potential]) -> Candidates:
    size = len(potential)
    nothing = np.zeros(size, dtype=np.int64)
    return Candidates(
        row=np.array([each.row for each in potential], dtype=np.int64),
        time=np.array([each.day for each in potential], dtype=np.float64),
        type=nothing,
        detection=np.zeros(size),
        height=np.array([each.height for each in potential], dtype=np.float64),
        needs=np.array([each.needs for each in potential], dtype=np.int64),
        beyond=np.array([each.beyond for each in potential], dtype=bool),
        key=nothing.astype(np.uint64),
        id=nothing,
    )


def apply(lives: Lives, history: list[Change]) -> None:
    for change in history:
        offender = lives.of(change.row)
        offender.held, offender.induced, offender.suppressed = change.held, change.induced, change.suppressed
        offender.scale, offender.career_until = change.scale, change.career_until
        lives.changed(offender, change.day)


@settings(max_examples=150)
@given(changes, potentials)
def test_accepted_agrees_with_the_plain_way(unordered: list[Change], potential: list[Potential]) -> None:
    history = sorted(unordered, key=lambda change: change.day)
    lives = Lives(SETTINGS, PEOPLE)
    apply(lives, history)
    found = lives.timeline().accepted(candidates(potential), PEOPLE.size)
    assert found.tolist() == [committed(each, history) for each in potential]


@settings(max_examples=50)
@given(changes, potentials)
def test_a_cut_forgets_nothing_that_still_matters(
    unordered: list[Change], potential: list[Potential]
) -> None:
    history = sorted(unordered, key=lambda change: change.day)
    later = [Potential(each.row, each.day + 101, each.height, each.needs, each.beyond) for each in potential]
    whole, cut = Lives(SETTINGS, PEOPLE), Lives(SETTINGS, PEOPLE)
    for lives in (whole, cut):
        apply(lives, history)
    cut.cut()
    remembered, known = whole.timeline(), cut.timeline()
    asked = candidates(later)
    assert known.accepted(asked, PEOPLE.size).tolist() == remembered.accepted(asked, PEOPLE.size).tolist()
    assert not (known.touched(PEOPLE.size) & ~remembered.touched(PEOPLE.size)).any()


@given(MASKS, MASKS, MASKS, st.sampled_from([0.8, 1.0, 1.5]))
def test_the_policy_factor_is_present_over_natural(
    natural: int, induced: int, suppressed: int, scale: float
) -> None:
    lives = Lives(SETTINGS, PEOPLE)
    offender = lives.of(2)
    offender.induced, offender.suppressed, offender.scale = induced, suppressed, scale
    there = (natural | induced) & ~suppressed
    assert lives.policy_factor(offender, natural) == pytest.approx(scale * product(there) / product(natural))


@settings(max_examples=50)
@given(changes)
def test_whoever_does_not_reach_head_room_commits_nothing_in_it(unordered: list[Change]) -> None:
    """The engine puts a person's head-room on the agenda only if they reach it: nothing may slip past."""
    history = sorted(unordered, key=lambda change: change.day)
    lives = Lives(SETTINGS, PEOPLE)
    for change in history:
        apply(lives, [change])
        offender = lives.of(change.row)
        if offender.reach & Reach.ROOM:
            continue
        for natural in range(32):
            assert lives.policy_factor(offender, natural) <= 1 + 1e-12
        assert offender.career_until <= offender.natural_career_end


def test_attention_is_a_reach_of_its_own() -> None:
    offender = Lives(SETTINGS, PEOPLE).of(1)
    assert offender.reach == Reach.NONE
    offender.attention = 1.2
    assert offender.reach == Reach.ATTENTION
    offender.induced = 4
    assert offender.reach == Reach.ATTENTION + Reach.ROOM


def test_an_offender_is_known_once_by_row_and_id() -> None:
    lives = Lives(SETTINGS, PEOPLE)
    assert lives.find(3) is None
    one = lives.of(3)
    assert lives.of(3) is one
    assert lives.find(3) is one
    assert [each.id for each in lives.known()] == [int(PEOPLE.id[3])]
    assert one.at_liberty
    one.held = 1
    assert not one.at_liberty


def factor_after(row: int, day: float, needs: int, beyond: bool, history: list[Change]) -> float:
    """Policy factor in the day that begins with ``day``, the plain way: by the last change until then."""
    mine = [change for change in history if change.row == row and change.day <= day]
    if not mine:
        return 0.0 if beyond else 1.0
    last = mine[-1]
    if last.held or (beyond and day >= last.career_until):
        return 0.0
    there = (needs | last.induced) & ~last.suppressed
    return min(last.scale * product(there) / product(needs), SETTINGS.needs.policy_cap)


@settings(max_examples=150)
@given(changes, st.lists(st.tuples(st.integers(0, 4), DAYS, DAYS, MASKS), max_size=10), st.booleans())
def test_policy_days_agree_with_the_plain_way(
    unordered: list[Change], stretches: list[tuple[int, float, float, int]], beyond: bool
) -> None:
    """Changes and stretches begin and end on whole days, so that a sum over days is the integral."""
    history = sorted(unordered, key=lambda change: change.day)
    lives = Lives(SETTINGS, PEOPLE)
    apply(lives, history)
    asked = [(row, min(a, b), max(a, b), needs) for row, a, b, needs in stretches]
    row, needs = (np.array([each[i] for each in asked], dtype=np.int64) for i in (0, 3))
    start, end = (np.array([each[i] for each in asked], dtype=np.float64) for i in (1, 2))
    found = lives.timeline().policy_days(row, start, end, needs, beyond=beyond)
    plain = [
        sum(factor_after(who, day, mask, beyond, history) for day in np.arange(first, last))
        for who, first, last, mask in asked
    ]
    assert found.tolist() == pytest.approx(plain)


def test_policy_days_by_hand() -> None:
    """Ten days: two as fate has them, three in custody, five at half the rate."""
    lives = Lives(SETTINGS, PEOPLE)
    offender = lives.of(1)
    offender.held = 1
    lives.changed(offender, 2.0)
    offender.held, offender.scale = 0, 0.5
    lives.changed(offender, 5.0)
    row, start, end, needs = (np.array([value]) for value in (1, 0.0, 10.0, 0))
    assert lives.timeline().policy_days(row, start, end, needs, beyond=False).tolist() == [4.5]
