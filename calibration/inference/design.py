"""Where in the cube a first wave is run: spread so that each value is tried evenly over its whole range."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Floats = NDArray[np.float64]


def latin_hypercube(points: int, dimensions: int, seed: int) -> Floats:
    """Points of the cube, shape (points, dimensions): one in each of ``points`` slices of every value.

    Of the many such designs one is taken whose points also lie evenly together (centred discrepancy).
    """
    sampler = qmc.LatinHypercube(dimensions, optimization="random-cd", rng=np.random.default_rng(seed))
    return np.asarray(sampler.random(points), dtype=np.float64)
