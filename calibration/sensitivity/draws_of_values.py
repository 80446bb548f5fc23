"""Draws of the values as they are believed to be: over their ranges, or from an ensemble that was fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.fitting.free import Free, Space, Values
from calibration.inference.design import latin_hypercube
from sim.errors import DesistError
from sim.experiment.ensemble import Ensemble

Floats = NDArray[np.float64]

LEAST_FOR_A_CURVE = 20
"""Fewer draws give neither percentiles nor a curve."""


@dataclass(frozen=True)
class DrawnValues:
    """Sets of values, and where they lie."""

    values: tuple[Values, ...]
    places: Floats
    """Shape (draws, values), each on the scale on which it is searched."""


def values_in(ensemble: Ensemble | None) -> pd.DataFrame | None:
    """An ensemble as a table, one row a draw, one column a value; None if there is none.

    Raises
    ------
    DesistError
        If it has too few draws.
    """
    if ensemble is None:
        return None
    if len(ensemble.draws) < LEAST_FOR_A_CURVE:
        raise DesistError(
            f"{ensemble.file}: has {len(ensemble.draws)} draws, and {LEAST_FOR_A_CURVE} at least are needed"
        )
    return pd.DataFrame([draw.values for draw in ensemble.draws])


def draw_values(free: Sequence[Free], ensemble: pd.DataFrame | None, number: int, seed: int) -> DrawnValues:
    """Draw sets of values.

    Values that the ensemble has are taken from its rows, together as they stand; others are spread evenly
    over their ranges on the scale on which they are searched, independently.

    Parameters
    ----------
    number
        Draws, or 0; if the ensemble has fewer rows, as many as it has.
    """
    if number == 0:
        return DrawnValues((), np.zeros((0, len(free))))
    rng = np.random.default_rng([seed, 21])
    if ensemble is not None:
        number = min(number, len(ensemble))
    points = latin_hypercube(number, len(free), seed)
    table = pd.DataFrame(Space(tuple(free)).values(points))
    if ensemble is not None:
        rows = ensemble.iloc[rng.permutation(len(ensemble))[:number]].reset_index(drop=True)
        known = [each.id for each in free if each.id in rows]
        table[known] = rows[known]
    places = np.array(
        [
            [each.searched(float(value)) for each, value in zip(free, row, strict=True)]
            for row in table.to_numpy()
        ]
    )
    sets = tuple({str(id): float(value) for id, value in row.items()} for row in table.to_dict("records"))
    return DrawnValues(sets, places)
