"""Pairing takes out chance: by how much, against events drawn apart for the same people."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from sim.experiment.replication import draw
from sim.model.fate import BASE
from tests.pairing.events_apart import (
    COUNTY,
    SEED,
    YEARS,
    apart,
    paired,
    same_people_other_events,
    same_traits_other_lives,
    variance,
)

PAIRS, APART = 200, 40
"""Pairs of runs, and the first of them that are also run with chance of their own."""

WANTED = 10.0


@pytest.fixture(scope="module")
def runs() -> dict[str, np.ndarray]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        both = np.array(list(pool.map(paired, range(PAIRS), chunksize=20)))
        others = np.array(list(pool.map(apart, range(APART), chunksize=10)))
    return {"base": both[:, 0], "more": both[:, 1], "other events": others[:, 0], "other lives": others[:, 1]}


def test_the_difference_of_a_pair_varies_far_less_than_with_events_of_their_own(
    runs: dict[str, np.ndarray],
) -> None:
    difference = runs["more"] - runs["base"]
    assert (difference != 0).mean() > 0.5  # two more constables do something
    independent = runs["other events"] - runs["base"][:APART]
    assert variance(independent) / variance(difference) >= WANTED


def test_sharing_traits_alone_would_not_do(runs: dict[str, np.ndarray]) -> None:
    independent = runs["other events"] - runs["base"][:APART]
    straw_man = runs["other lives"] - runs["base"][:APART]
    assert variance(independent) / variance(straw_man) < WANTED


def test_the_yardsticks_are_what_they_say() -> None:
    """The same people with the same spells and other events; the same people with other spells."""
    drawn, events, lives = (
        draw(COUNTY, SEED, 0, YEARS),
        same_people_other_events(0),
        same_traits_other_lives(0),
    )
    for other in (events, lives):
        assert np.array_equal(drawn.fate.people.rate, other.fate.people.rate)
        assert np.array_equal(drawn.fate.people.mix, other.fate.people.mix)
    assert np.array_equal(drawn.fate.profile.start, events.fate.profile.start)
    assert len(drawn.fate.profile.start) != len(lives.fate.profile.start)
    own, *others = (each.fate.draw(0, BASE[True]) for each in (drawn, events, lives))
    for other in others:
        assert not set(own.key.tolist()) & set(other.key.tolist())
        assert 0.7 < len(other.row) / len(own.row) < 1.4
