"""Fate: counts, times and marks follow the natural rate."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim import clock
from sim.draws import run_key
from sim.model import rates
from sim.model.fate import BASE, Candidates, Fate, Layer, head_room, join
from sim.model.lives import Lives
from sim.model.population import draw_population
from tests.pairing.counties import small

KEY = run_key(11, 0)
YEAR = 1
LAYERS = [BASE[False], BASE[True], *head_room(False, 3), *head_room(True, 2)]


def fate_of(values: dict[str, object] | None = None, years: int = 3) -> Fate:
    settings = small(values)
    return Fate(settings, draw_population(settings, KEY, years), years)


@pytest.fixture(scope="module")
def crowd() -> Fate:
    """Many people, so that counts say something."""
    return fate_of({"people.stock": 6000, "people.entrants_per_year": 500})


def listed(candidates: Candidates, ids: np.ndarray) -> dict[int, list[tuple[object, ...]]]:
    """Each person's candidates with everything about them but the row, which is a matter of order."""
    names = [field.name for field in fields(candidates) if field.name != "row"]
    columns = [getattr(candidates, name).tolist() for name in names]
    found: dict[int, list[tuple[object, ...]]] = {}
    for person, *values in zip(ids[candidates.row].tolist(), *columns, strict=True):
        found.setdefault(person, []).append(tuple(values))
    return found


def natural(fate: Fate, year: int) -> tuple[np.ndarray, list[list[tuple[float, float, float]]]]:
    """Slow and plain: weighted days of each person in a year, and the stretches they are made of.

    What low education does is in the personal rate.
    """
    settings, people, profile = small(), fate.people, fate.profile
    multipliers = [getattr(settings.needs, name).rate_multiplier for name in type(settings.needs).model_fields
                   if name not in ("education", "natural_cap", "policy_cap")]  # fmt: skip
    begin, end = clock.year_start(year), clock.year_start(year + 1)
    parts: list[list[tuple[float, float, float]]] = [[] for _ in range(people.size)]
    for at, row in enumerate(profile.row.tolist()):
        start, finish = max(profile.start[at], begin), min(profile.end[at], end)
        if start < finish and profile.active[at] and not profile.beyond[at]:
            product = 1.0
            for bit, multiplier in enumerate(multipliers):
                product *= multiplier if int(profile.needs[at]) >> bit & 1 else 1.0
            parts[row].append((start, finish, min(product, settings.needs.natural_cap)))
    return np.array([sum((b - a) * w for a, b, w in own) for own in parts]), parts


@pytest.fixture(scope="module")
def by_hand(crowd: Fate) -> tuple[np.ndarray, list[list[tuple[float, float, float]]]]:
    return natural(crowd, YEAR)


def expected_offences(crowd: Fate, weighted: np.ndarray) -> np.ndarray:
    """Expected natural offences of each person: peak rate x age curve in mid-year x weighted days."""
    curve = {int(name.removeprefix("age_")): value for name, value in small().age_curve.items()}
    middle = (clock.year_start(YEAR) + clock.year_start(YEAR + 1)) / 2
    ages = (middle - crowd.people.birth) / clock.DAYS_PER_YEAR
    return (
        crowd.people.rate * np.interp(ages, sorted(curve), [curve[age] for age in sorted(curve)]) * weighted
    )


# --- distribution -----------------------------------------------------------------------------------------


def test_attributable_and_hidden_make_up_the_natural_rate_by_type(
    crowd: Fate, by_hand: tuple[np.ndarray, list[list[tuple[float, float, float]]]]
) -> None:
    expected = expected_offences(crowd, by_hand[0]) @ crowd.people.mix
    both = join([crowd.draw(YEAR, BASE[False]), crowd.draw(YEAR, BASE[True])])
    counts = np.bincount(both.type, minlength=len(expected))
    assert counts.sum() > 20_000
    assert (np.abs(counts - expected) < 4.2 * np.sqrt(expected)).all()
    assert abs(counts.sum() - expected.sum()) < 4 * sqrt(expected.sum())


@pytest.mark.parametrize("hidden", [False, True])
def test_the_layer_of_an_offence_is_its_chance_of_detection(
    crowd: Fate, by_hand: tuple[np.ndarray, list[list[tuple[float, float, float]]]], hidden: bool
) -> None:
    """Attributable: the share of each type below twice the base chance; hidden: the rest."""
    chances = np.array(
        [
            min(
                1.0,
                2
                * min(1.0, each.attributed_share * small().police.attribution_scale)
                / each.committed_per_recorded,
            )
            for each in small().offences.values()
        ]
    )
    candidates = crowd.draw(YEAR, BASE[hidden])
    share = 1 - chances if hidden else chances
    expected = (expected_offences(crowd, by_hand[0]) @ crowd.people.mix) * share
    counts = np.bincount(candidates.type, minlength=len(expected))
    assert (np.abs(counts - expected) < 4.2 * np.sqrt(expected) + 1e-9).all()
    ceiling = chances[candidates.type]
    inside = (candidates.detection - ceiling) / (1 - ceiling) if hidden else candidates.detection / ceiling
    assert stats.kstest(inside, "uniform").pvalue > 1e-4
    assert stats.kstest(candidates.height, "uniform").pvalue > 1e-4


def test_numbers_of_a_person_are_poisson(
    crowd: Fate, by_hand: tuple[np.ndarray, list[list[tuple[float, float, float]]]]
) -> None:
    """Pearson's statistic: for Poisson counts its mean is 1 a person."""
    both = join([crowd.draw(YEAR, BASE[False]), crowd.draw(YEAR, BASE[True])])
    expected = expected_offences(crowd, by_hand[0])
    counts = np.bincount(both.row, minlength=crowd.people.size)
    assert (counts[expected == 0] == 0).all()
    there = expected > 0.2
    statistic = (counts[there] - expected[there]) ** 2 / expected[there]
    error = sqrt((2 + 1 / expected[there]).mean() / there.sum())
    assert abs(statistic.mean() - 1) < 4 * error


def test_times_follow_the_piecewise_rate(
    crowd: Fate, by_hand: tuple[np.ndarray, list[list[tuple[float, float, float]]]]
) -> None:
    """Chi-square: the share of a person's weighted days before each offence is uniform."""
    totals, parts = by_hand
    candidates = crowd.draw(YEAR, BASE[False])
    shares = []
    for row, time in zip(candidates.row.tolist(), candidates.time.tolist(), strict=True):
        before = sum((min(end, time) - start) * weight for start, end, weight in parts[row] if start < time)
        shares.append(before / totals[row])
    assert len(shares) > 3000
    assert stats.chisquare(np.bincount((np.array(shares) * 20).astype(int), minlength=20)).pvalue > 1e-4


def test_each_offence_lies_in_a_stretch_of_its_person_and_bears_its_needs(crowd: Fate) -> None:
    profile = crowd.profile
    for layer in (BASE[False], Layer(False, 0, True)):
        candidates = crowd.draw(YEAR, layer)
        assert len(candidates.row) > 100
        for row, time, needs in zip(
            candidates.row.tolist(), candidates.time.tolist(), candidates.needs.tolist(), strict=True
        ):
            low, high = profile.first[row], profile.first[row + 1]
            at = low + np.searchsorted(profile.start[low:high], time, side="right") - 1
            assert profile.start[at] <= time <= profile.end[at]
            assert profile.active[at]
            assert profile.beyond[at] == layer.beyond
            assert profile.needs[at] == needs
        assert (candidates.time >= clock.year_start(YEAR)).all()
        assert (candidates.time < clock.year_start(YEAR + 1)).all()
        assert (candidates.beyond == layer.beyond).all()


def test_head_room_holds_as_many_as_its_bands_are_wide(crowd: Fate) -> None:
    assert rates.BAND_EDGES == (1.0, 1.25, 1.5, 1.75, 2.0, 2.25)
    for beyond in (False, True):
        base = len(crowd.draw(YEAR, Layer(True, 0, beyond)).row)
        for band in range(1, 6):
            candidates = crowd.draw(YEAR, Layer(True, band, beyond))
            low, high = 1 + (band - 1) / 4, 1 + band / 4
            assert low < candidates.height.min() <= candidates.height.max() < high
            assert abs(len(candidates.row) - base / 4) < 4 * sqrt(base / 4 + base / 16)


@pytest.mark.parametrize("factor", [0.5, 0.9, 1.0])
def test_thinning_keeps_exactly_the_share_of_a_lower_rate(crowd: Fate, factor: float) -> None:
    candidates = crowd.draw(YEAR, BASE[True])
    kept = accepted(crowd, candidates, factor)
    size = len(candidates.row)
    assert abs(kept - factor * size) <= 4 * sqrt(factor * (1 - factor) * size)


@pytest.mark.parametrize("factor", [1.1, 1.25, 1.6, 2.0])
def test_head_room_adds_exactly_the_share_of_a_higher_rate(crowd: Fate, factor: float) -> None:
    """What is added to the base is Poisson with the excess of the factor times the base's mean."""
    base = len(crowd.draw(YEAR, BASE[True]).row)
    higher = crowd.draw_layers(YEAR, [Layer(True, band, False) for band in range(1, 6)])
    added = accepted(crowd, higher, factor)
    excess = factor - 1
    assert accepted(crowd, crowd.draw(YEAR, BASE[True]), factor) == base
    assert abs(added - excess * base) < 4 * sqrt(base * excess * (1 + excess))


def accepted(fate: Fate, candidates: Candidates, factor: float) -> int:
    """How many are committed if everybody's policy factor is the same all year."""
    lives = Lives(small(), fate.people)
    for row in np.unique(candidates.row).tolist():
        offender = lives.of(row)
        offender.scale = factor
        lives.changed(offender, clock.year_start(YEAR) - 1.0)
    return int(lives.timeline().accepted(candidates, fate.people.size).sum())


def test_ids_are_structural_and_unique(crowd: Fate) -> None:
    parts = [(year, crowd.draw(year, layer)) for year in (-3, -1, 0, 2) for layer in LAYERS]
    every = np.concatenate([found.id for _, found in parts])
    assert len(np.unique(every)) == len(every)
    assert every.max() < 2**50  # doubles hold them exactly, and cases from before day 0 lie above
    for year, found in parts:  # person, year (8 added), layer and candidate in 6, 6 and 14 bits
        assert set((found.id >> 20 & 63).tolist()) <= {year + 8}
        assert np.array_equal(found.id >> 26, crowd.people.id[found.row])


def test_layers_have_streams_of_their_own() -> None:
    every = [
        Layer(hidden, band, beyond)
        for hidden in (False, True)
        for band in range(6)
        for beyond in (False, True)
    ]
    assert Counter(layer.number for layer in every).most_common(1)[0][1] == 1
    assert max(layer.number for layer in every) < 64
