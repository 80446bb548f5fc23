"""How fast somebody offends: what fate sets, and what services and circumstances change.

rate = personal rate x age curve x share of the type x [active] x min(cap, product of needs x policy)

Fate draws potential offences at the *natural* rate; ``policy_factor`` is the rate of the moment over the
natural one. A need is there if it is natural or induced, and not suppressed by treatment. What low education
does to offending is in the personal rate, since it stays: it is no factor of its own until a course meets it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.events import EDUCATION, NEEDS
from sim.scenario.headroom import largest_rate_factor
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]

BAND_EDGES: tuple[float, ...] = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25)
"""The fixed grid of head-room: a scenario decides how many bands are drawn, never where they lie."""


def need_products(settings: Settings) -> Floats:
    """Capped product of the multipliers of the needs in each of the 64 masks."""
    multipliers = [getattr(settings.needs, name).rate_multiplier for name in NEEDS]
    masks = np.arange(1 << len(NEEDS))
    products = np.ones(len(masks))
    for bit, multiplier in enumerate(multipliers):
        products[(masks >> bit & 1).astype(bool)] *= multiplier
    capped: Floats = np.minimum(products, settings.needs.natural_cap)
    return capped


def natural_products(settings: Settings) -> Floats:
    """The same without education, which is in the personal rate already: what fate draws with."""
    masks = np.arange(1 << len(NEEDS))
    products: Floats = need_products(settings)[masks & ~(1 << EDUCATION)]
    return products


def age_factor(settings: Settings, ages: Floats) -> Floats:
    """Offending at an age against its peak, linear between the ages of the curve."""
    curve = sorted((float(name.removeprefix("age_")), value) for name, value in settings.age_curve.items())
    factors: Floats = np.interp(ages, [age for age, _ in curve], [value for _, value in curve])
    return factors


def attribution_chances(settings: Settings) -> Floats:
    """Chance that a committed offence of each type is attributed to its offender, without extra attention."""
    return np.array(
        [
            min(1.0, offence.attributed_share * settings.police.attribution_scale)
            / offence.committed_per_recorded
            for offence in settings.offences.values()
        ]
    )


def recording_chances(settings: Settings) -> Floats:
    """Chance that a committed offence of each type is recorded by the police."""
    return np.array([1.0 / offence.committed_per_recorded for offence in settings.offences.values()])


def bands_needed(settings: Settings) -> int:
    """Number of bands of head-room that the settings can reach."""
    reach = min(largest_rate_factor(settings), settings.needs.policy_cap)
    return sum(edge < reach for edge in BAND_EDGES[:-1])
