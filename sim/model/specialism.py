"""Personal mixes: which types of offence somebody commits, around the mix of the whole area."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.distributions import normal
from sim.draws import Keys, fold, fold_array, uniform_array
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]

_MIX = 30
"""First of the columns of a person's key, one for each type."""
_PATTERN = fold(0, _MIX)
"""Key of made-up people in whom the weights are balanced, the same in every run."""
_PATTERN_SIZE = 1 << 15
_CLOSE = 1e-4
_MOST_ROUNDS = 50


def draw_mixes(settings: Settings, keys: Keys) -> Floats:
    """Personal shares of the types of offence, one row a person: the shares of all people come to those set.

    ``specialism_log_sd`` says how far people differ; each row sums to 1.
    """
    volume = tuple(
        offence.recorded_per_year * offence.committed_per_recorded for offence in settings.offences.values()
    )
    return _shares(keys, balanced_weights(volume, settings.people.specialism_log_sd), settings)


def _shares(keys: Keys, weights: Floats, settings: Settings) -> Floats:
    spread = settings.people.specialism_log_sd
    mixes = np.empty((len(keys), len(weights)))
    for column, weight in enumerate(weights):
        mixes[:, column] = weight * _noise(keys, _MIX + column, spread)
    mixes /= mixes.sum(axis=1, keepdims=True)
    return mixes


def _noise(keys: Keys, column: int, spread: float) -> Floats:
    """How much more or less of one type each person commits than the area."""
    factors: Floats = np.exp(spread * normal(uniform_array(keys, column)))
    return factors


@cache
def balanced_weights(volume: tuple[float, ...], spread: float) -> Floats:
    """Weights of the types for which mean personal shares are those of ``volume``.

    With weights in proportion to ``volume`` rare types would gain: where people are specialists, each type
    has its own. So weights are moved, round by round, until the means fit in a pattern of made-up people.
    """
    wanted = np.array(volume) / sum(volume)
    pattern = fold_array(_PATTERN, np.arange(_PATTERN_SIZE))
    noise = np.array([_noise(pattern, place, spread) for place in range(len(volume))])
    weights = wanted.copy()
    for _ in range(_MOST_ROUNDS):
        mean = weights * (noise / (weights @ noise)).mean(axis=1)
        ratio = np.divide(wanted, mean, out=np.ones_like(wanted), where=wanted > 0)
        if np.abs(ratio - 1.0).max() < _CLOSE:
            break
        weights *= ratio
    weights.setflags(write=False)
    return weights
