"""From runs to posterior on a model simple enough for many trials: intervals hold as often as they say.

Values are drawn from the prior and give published figures with the chance of one county. If emulator,
likelihood and sampling are right, each value lies as often in any tenth of its posterior as in any other
(Talts and others 2018). The emulator is the same in all trials; its own error is small beside chance.
"""

import math

import numpy as np
import pytest

from calibration.inference.emulator import Emulators, Runs
from calibration.inference.likelihood import log_likelihood
from calibration.inference.sampling import sample_posterior
from calibration.published.components import Component, Kind

TRIALS, MEMBERS, VALUES = 60, 200, 2
COUNT = Component("crimes", "Crimes", Kind.COUNT, "crimes", math.nan, has_county_chance=True)
DELAY = Component("delay", "Delay", Kind.MEAN, "delay", math.nan, has_county_chance=True)
STAY = Component("stay", "Stay", Kind.MEAN, "stay", math.nan, has_county_chance=True)


def run(points: np.ndarray, rng: np.random.Generator) -> list[dict[str, float]]:
    """A year in a county: delay and length of stay share chance."""
    crimes = rng.poisson(300.0 * np.exp(points[:, 0] - 0.5 * points[:, 1]))
    shared, own = rng.normal(size=(2, len(points)))
    delay = 20.0 + 10.0 * points[:, 0] + 8.0 * points[:, 1] ** 2 + 2.0 * shared
    stay = 5.0 + 3.0 * np.sin(2.0 * points[:, 1]) + 0.5 * shared + 0.5 * own
    return [
        {"crimes": float(each[0]), "delay": float(each[1]), "stay": float(each[2])}
        for each in zip(crimes, delay, stay, strict=True)
    ]


@pytest.fixture(scope="module")
def places() -> np.ndarray:
    """Share of each posterior below the value that gave the published figures: (trials, values)."""
    rng = np.random.default_rng([2026, 11])
    points = rng.random((60, VALUES))
    figures = [
        [[each.read(found) for each in (COUNT, DELAY, STAY)] for found in run(points, rng)] for _ in range(3)
    ]
    runs = Runs(points, np.swapaxes(np.array(figures), 0, 1))
    emulators = Emulators.fit(runs, seed=1)
    truths = rng.random((TRIALS, VALUES))
    found = []
    for truth, published in zip(truths, run(truths, rng), strict=True):
        components = [each.observed_in(published) for each in (COUNT, DELAY, STAY)]
        sample = sample_posterior(
            lambda at, components=components: log_likelihood(components, *emulators.predict(at), runs.chance),
            VALUES,
            MEMBERS,
            rng,
        )
        found.append((sample.points < truth).mean(axis=0))
    return np.array(found)


def test_values_lie_anywhere_in_their_posteriors(places: np.ndarray) -> None:
    error = 4 / math.sqrt(12 * TRIALS)
    assert places.mean(axis=0) == pytest.approx([0.5, 0.5], abs=error)
    # a uniform variance of 1/12, whose own variance over n draws is 1/180n
    assert places.var(axis=0) == pytest.approx([1 / 12, 1 / 12], abs=4 * math.sqrt(1 / 180 / TRIALS))


def test_ninety_per_cent_intervals_hold_nine_times_in_ten(places: np.ndarray) -> None:
    inside = ((places >= 0.05) & (places <= 0.95)).mean(axis=0)
    assert inside == pytest.approx([0.9, 0.9], abs=4 * math.sqrt(0.9 * 0.1 / TRIALS))
