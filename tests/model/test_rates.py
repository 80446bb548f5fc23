"""Rates: needs multiply up to a cap, ages are joined by straight lines, ceilings cover what can happen."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model import rates
from tests.pairing.counties import small

MULTIPLIERS = {
    "hard_drugs": 1.8,
    "alcohol": 1.3,
    "housing": 1.4,
    "work": 1.25,
    "mental_health": 1.1,
    "education": 1.2,
}
NEEDS = {f"needs.{name}.rate_multiplier": value for name, value in MULTIPLIERS.items()}


def test_needs_multiply_up_to_the_cap() -> None:
    products = rates.need_products(small(NEEDS | {"needs.natural_cap": 3.0}))
    assert products.shape == (64,)
    assert products[0b00000] == 1
    assert products[0b00001] == pytest.approx(1.8)
    assert products[0b00110] == pytest.approx(1.3 * 1.4)
    assert products[0b01001] == pytest.approx(1.8 * 1.25)
    assert products[0b00111] == 3.0  # 1.8 x 1.3 x 1.4 = 3.276
    assert products[0b11110] == pytest.approx(1.3 * 1.4 * 1.25 * 1.1)
    assert products[0b11111] == 3.0
    assert products[0b100010] == pytest.approx(1.3 * 1.2)


def test_personal_rates_have_low_education_in_them() -> None:
    natural = rates.natural_products(small(NEEDS))
    assert natural[0b100000] == 1
    assert natural[0b100010] == natural[0b000010] == pytest.approx(1.3)


def test_age_curve_is_joined_by_straight_lines() -> None:
    settings = small()
    curve = {int(name.removeprefix("age_")): value for name, value in settings.age_curve.items()}
    ages = np.array([5.0, 14.0, 15.5, 17.0, 95.0])
    oldest = max(curve)
    middle = (curve[14] + curve[17]) / 2
    assert rates.age_factor(settings, ages).tolist() == pytest.approx(
        [curve[min(curve)], curve[14], middle, curve[17], curve[oldest]]
    )


def test_chances_of_attribution_and_recording() -> None:
    settings = small(
        {
            "police.attribution_scale": 0.5,
            "offences.robbery.attributed_share": 0.4,
            "offences.robbery.committed_per_recorded": 2.5,
        }
    )
    at = list(settings.offences).index("robbery")
    assert rates.attribution_chances(settings)[at] == pytest.approx(0.5 * 0.4 / 2.5)
    assert rates.recording_chances(settings)[at] == pytest.approx(1 / 2.5)


@pytest.mark.parametrize(
    ("housing", "effect", "bands"),
    [(1.4, 0.0, 2), (1.0, 0.0, 0), (1.2, 0.0, 1), (1.25, 0.0, 1), (1.26, 0.0, 2), (1.4, 0.5, 5)],
)
def test_as_many_bands_as_can_be_reached(housing: float, effect: float, bands: int) -> None:
    """Edges at 1, 1.25, 1.5, 1.75, 2: 1.4 needs two bands; 1.4 x 1.5 = 2.1 needs five."""
    settings = small(
        {
            "needs.housing.rate_multiplier": housing,
            "iom.offending_effect": -0.1,
            "prison.short_sentence_effect": effect,
            "probation.supervision_effect": 0.0,
            "needs.policy_cap": 2.2,
        }
    )
    assert rates.bands_needed(settings) == bands
