"""What is ruled out, and what cannot be met, on figures that are simple enough to see it."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from calibration.inference.emulator import Emulators, Runs
from calibration.inference.region import Plausible, contradictions, implausibility, score, volume_left
from calibration.inference.sampling import sample_below
from calibration.published.components import Component, Kind


def mean_of(id: str, observed: float, **given: float) -> Component:
    return Component(id, id.capitalize(), Kind.MEAN, id, observed, **given)


def test_implausibility_counts_all_that_is_unsure() -> None:
    national = mean_of("delay", 10.0, discrepancy=2.0, standard_error=4.0)
    county = replace(national, has_county_chance=True)
    mean, sd = np.array([[7.0, 7.0], [20.0, 10.0]]), np.ones((2, 2))
    found = implausibility([county, national], mean, sd, np.diag([4.0, 4.0]))
    # variances 1 of the emulator, 4 of the discrepancy, 16 of the published figure, and 4 of the county's
    assert found == pytest.approx(
        np.array([[3 / math.sqrt(25), 3 / math.sqrt(21)], [10 / math.sqrt(25), 0.0]])
    )


def test_the_second_largest_decides() -> None:
    assert score(np.array([[1.0, 5.0, 4.0], [2.0, 2.0, 9.0]])) == pytest.approx([4.0, 2.0])
    assert score(np.array([[1.5], [4.0]])) == pytest.approx([1.5, 4.0])


FIGURES = (
    mean_of("arrests", 5.0, discrepancy=1.0),
    mean_of("charges", 15.0, discrepancy=1.0),
    mean_of("stock", 2.0, discrepancy=1.0),
    mean_of("delay", 9.0, discrepancy=1.0),
    mean_of("needle", 0.0, discrepancy=1.0),
)


def distances(points: np.ndarray, figures: Sequence[int]) -> np.ndarray:
    """Arrests and charges are ten times the first value, stock and delay ten times the second."""
    first, second = points.T
    needle = 1000.0 * np.maximum(np.abs(first - 0.5), np.abs(second - 0.3))
    mean = np.column_stack([10 * first, 10 * first, 10 * second, 10 * second, needle])[:, list(figures)]
    chance = np.zeros((len(figures), len(figures)))
    return implausibility([FIGURES[figure] for figure in figures], mean, np.zeros_like(mean), chance)


def test_what_cannot_be_met_is_named_with_how_near_it_comes() -> None:
    found = contradictions(distances, FIGURES, 2, 100, np.random.default_rng(1))
    (charges,) = found.alone
    assert charges.figures == (FIGURES[1],)
    assert charges.least == pytest.approx(5.0, abs=0.05)  # ten at the most, five from the published fifteen
    assert charges.where[0] == pytest.approx(1.0, abs=0.005)
    # halfway between two and nine; the needle is met in a square of six thousandths, where delay is 6.0 away
    assert [pair.figures for pair in found.pairs] == [(FIGURES[3], FIGURES[4]), (FIGURES[2], FIGURES[3])]
    # where 9 - 10 y equals 1000 (y - 0.3): y = 309/1010
    assert [pair.least for pair in found.pairs] == pytest.approx([9 - 3090 / 1010, 3.5], abs=0.03)
    assert found.pairs[1].where[1] == pytest.approx(0.55, abs=0.003)


def test_contradictions_in_plain_words() -> None:
    sentences = contradictions(distances, FIGURES, 2, 100, np.random.default_rng(2)).sentences
    assert sentences[0].startswith(
        "Charges: not met anywhere in the ranges. The model comes no nearer to the published 15 than 5.0 "
    )
    assert sentences[2] == (
        "Stock and Delay: each can be met, but not both with the same values. At best one of them stays 3.5 "
        "standard deviations from what is published (3 would do)."
    )


def test_how_near_is_near_enough_can_be_said() -> None:
    far = contradictions(distances, FIGURES, 2, 100, np.random.default_rng(2), cutoff=4.0)
    # delay and needle come no nearer than 5.94, stock and delay 3.5
    assert [pair.figures for pair in far.pairs] == [(FIGURES[3], FIGURES[4])]
    assert far.sentences[0].endswith("(4 would do).")


def test_nothing_is_said_where_all_can_be_met() -> None:
    found = contradictions(
        lambda points, figures: distances(points, [(0, 2)[figure] for figure in figures]),
        [FIGURES[0], FIGURES[2]],
        2,
        500,
        np.random.default_rng(3),
    )
    assert found.alone == found.pairs == found.sentences == ()


def test_the_region_on_emulators() -> None:
    """Two straight figures, each of one value: what is left is a cross of two strips, three tenths wide."""
    rng = np.random.default_rng(4)
    points = rng.random((60, 2))
    runs = Runs(points, 10 * points[:, None, :] + 0.01 * rng.normal(size=(60, 2, 2)))
    figures = (mean_of("first", 5.0, discrepancy=0.5), mean_of("second", 5.0, discrepancy=0.5))
    plausible = Plausible(figures, Emulators.fit(runs, 1), runs.chance)
    both = plausible.distances(points, [0, 1])
    assert np.array_equal(plausible.distances(points, [1]), both[:, 1:])
    assert both == pytest.approx(np.abs(10 * points - 5) / 0.5, abs=0.1)
    part = sample_below(plausible.score, 3.0, 2, 1000, rng)
    cross = 1 - 0.7**2
    error = math.sqrt((1 - cross) / cross / 1000)
    assert part.log_volume == pytest.approx(math.log(cross), abs=4 * error)


@pytest.mark.parametrize(
    ("volume", "words"),
    [
        (1.0, "100 % of what the ranges allow is left."),
        (0.5, "50 % of what the ranges allow is left."),
        (1 / 2312, "About 1 part in 2,300 of what the ranges allow is left."),
        (1e-12, "About 1 part in 10^12 of what the ranges allow is left."),
    ],
)
def test_volumes_in_words(volume: float, words: str) -> None:
    assert volume_left(math.log(volume)) == words


def test_nothing_left_in_words() -> None:
    assert volume_left(-math.inf) == "Nothing is left of what the ranges allow."
