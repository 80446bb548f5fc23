"""Random numbers by address: every uniform is a hash of what it decides.

There is no generator and no state. A *key* names a thing (a run, a person, a potential offence);
``fold`` goes from a key to the key of one of its parts, and ``uniform`` reads one column of a key.
The same address gives the same number in every scenario, process and order of events, which is what
makes two scenarios comparable person by person.

The hash is splitmix64 (Steele, Lea and Flood 2014), applied once a step of the address.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Uniforms = NDArray[np.float64]

_MASK = 0xFFFFFFFFFFFFFFFF
_STEP = 0x9E3779B97F4A7C15
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB
_BITS = 52  # with one more, the largest would be rounded up to 1
_UNIT = 2.0**-_BITS


def _mix_array(state: Keys) -> Keys:
    """Mix in place: ``state`` must be a fresh array."""
    shifted = state >> np.uint64(30)
    state ^= shifted
    state *= np.uint64(_MIX_1)
    np.right_shift(state, np.uint64(27), out=shifted)
    state ^= shifted
    state *= np.uint64(_MIX_2)
    np.right_shift(state, np.uint64(31), out=shifted)
    state ^= shifted
    return state


def run_key(seed: int, replication: int) -> int:
    """Key of one replication of one study."""
    return fold(fold(0, seed), replication)


def fold(key: int, label: int) -> int:
    """Key of the part ``label`` (>= 0) of the thing that ``key`` names."""
    state = (key + _STEP * (label + 1)) & _MASK
    state = ((state ^ (state >> 30)) * _MIX_1) & _MASK
    state = ((state ^ (state >> 27)) * _MIX_2) & _MASK
    return state ^ (state >> 31)


def label_of(name: str) -> int:
    """The label of something known by its name, always the same; 48 bits, so that a float holds it."""
    return int.from_bytes(blake2b(name.encode(), digest_size=6).digest(), "big")


def uniform(key: int, column: int) -> float:
    """One number strictly between 0 and 1, for column ``column`` of ``key``."""
    return ((fold(key, column) >> (64 - _BITS)) + 0.5) * _UNIT


def fold_array(keys: Keys | int, labels: NDArray[np.int64] | int) -> Keys:
    """``fold`` for arrays of keys, of labels, or of both (broadcast)."""
    steps = (np.atleast_1d(labels).astype(np.uint64) + np.uint64(1)) * np.uint64(_STEP)
    return _mix_array(np.atleast_1d(np.asarray(keys, dtype=np.uint64) + steps))


def uniform_array(keys: Keys, column: int) -> Uniforms:
    """``uniform`` for an array of keys: shape of ``keys``, values strictly inside (0, 1)."""
    return _uniforms(keys + np.uint64((_STEP * (column + 1)) & _MASK))


def uniform_table(keys: Keys, first: int, columns: int) -> Uniforms:
    """``uniform`` for several columns from ``first`` on: a row for each key."""
    labels = np.arange(first + 1, first + columns + 1, dtype=np.uint64)
    return _uniforms(keys[:, None] + labels * np.uint64(_STEP))


def _uniforms(state: Keys) -> Uniforms:
    bits = _mix_array(state)
    bits >>= np.uint64(64 - _BITS)
    result: Uniforms = bits.astype(np.float64)
    result += 0.5
    result *= _UNIT
    return result
