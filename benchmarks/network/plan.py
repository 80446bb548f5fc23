"""The network: its places, and all that chance decides in it, drawn beforehand and shared by every program.

A person named as a suspect is looked for, arrested and held in a cell, if need be after waiting for one; then
released without further action, bailed, or charged. From bail one comes back to be charged or released. Those
charged wait for one of so many places in the magistrates' court, and some of them afterwards for one in the
Crown Court. Queues are served in the order of arrival, and everybody is seen through to the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

A_DAY = 20.0
"""Suspects named."""
CELLS, MAGISTRATES, CROWN = 16, 72, 15
"""Places: 83 to 88 % are in use on average."""
_SUSPECT_DAYS, _BAIL_DAYS, _HEARING_DAYS, _DETENTION_HOURS = 20.0, 110.0, 7.0, 16.0
_BAILED, _CHARGED, _TO_CROWN = 0.40, 0.45, 0.20
_DETENTION_LOG_SD, _HEARING_LOG_SD = 0.6, 0.3


@dataclass(frozen=True)
class Places:
    """Capacity of what is limited."""

    cells: int = CELLS
    magistrates: int = MAGISTRATES
    crown: int = CROWN


@dataclass(frozen=True)
class Marks:
    """One value a suspect, in the order in which they are named."""

    gap: Floats
    """Days since the one before was named."""
    pursuit: Floats
    """Days until the arrest."""
    detention: Floats
    """Days in a cell."""
    bailed: Flags
    bail: Floats
    """Days on bail, if bailed."""
    charged: Flags
    """At once, or after bail."""
    magistrates: Floats
    """Days for which the case uses a place in the magistrates' court."""
    to_crown: Flags
    crown: Floats

    @property
    def named(self) -> Floats:
        """Day on which each is named: the gaps added one by one, as a clock adds them."""
        return np.add.accumulate(self.gap)


@dataclass(frozen=True)
class Waits:
    """What a program finds: the days that each waited for a place, in whatever order."""

    cells: list[float]
    magistrates: list[float]
    crown: list[float]
    bailed: int

    def summary(self) -> dict[str, float]:
        """Counts and mean waits; the sums are exact, so that the order plays no part."""
        found: dict[str, float] = {"arrested": len(self.cells), "bailed": self.bailed}
        for name, waits in (("cells", self.cells), ("magistrates", self.magistrates), ("crown", self.crown)):
            found[f"served_{name}"] = len(waits)
            found[f"mean_wait_{name}"] = fsum(waits) / len(waits) if waits else 0.0
        return found


def draw(suspects: int, seed: int) -> Marks:
    """Marks of so many suspects."""
    rng = np.random.default_rng(seed)

    def lognormal(mean: float, log_sd: float) -> Floats:
        return rng.lognormal(np.log(mean) - log_sd**2 / 2, log_sd, suspects)

    return Marks(
        gap=rng.exponential(1 / A_DAY, suspects),
        pursuit=rng.exponential(_SUSPECT_DAYS, suspects),
        detention=lognormal(_DETENTION_HOURS / 24, _DETENTION_LOG_SD),
        bailed=rng.random(suspects) < _BAILED,
        bail=rng.exponential(_BAIL_DAYS, suspects),
        charged=rng.random(suspects) < _CHARGED,
        magistrates=lognormal(_HEARING_DAYS, _HEARING_LOG_SD),
        to_crown=rng.random(suspects) < _TO_CROWN,
        crown=lognormal(_HEARING_DAYS, _HEARING_LOG_SD),
    )
