"""When members leave, by the numbers of each panel."""

from __future__ import annotations

import pytest

from sim.draws import fold, uniform
from sim.model.marks import Recurring
from sim.programmes.removal import STAYS, decided
from sim.scenario.settings_of_iom import Removal


def rules(quiet: float = 1.0, prison: float = 1.0) -> Removal:
    return Removal(stay_days=280.0, codes={"1": 3.0, "6a": 1.0}, quiet_factor=quiet, prison_factor=prison)


def removed(rules: Removal, *, quiet: bool = False, in_prison: bool = False) -> set[int]:
    """Of a thousand people, those whom a panel removes."""
    return {person for person in range(1000) if decided(rules, fold(7, person), 0, quiet, in_prison) != STAYS}


@pytest.mark.parametrize(
    ("found", "chance"),
    [
        (removed(rules()), 0.1),  # 28 / 280
        (removed(rules(quiet=3.0)), 0.1),
        (removed(rules(quiet=3.0), quiet=True), 0.3),
        (removed(rules(quiet=3.0, prison=0.5), quiet=True, in_prison=True), 0.15),
        (removed(rules(prison=0.0), in_prison=True), 0.0),
        (removed(rules(quiet=20.0), quiet=True), 1.0),
    ],
)
def test_the_chance_of_removal_is_the_one_of_the_stay_times_the_factors(
    found: set[int], chance: float
) -> None:
    keys = (fold(fold(fold(7, person), Recurring.PANEL_REMOVAL), 0) for person in range(1000))
    assert found == {person for person, key in enumerate(keys) if uniform(key, 0) < chance}


def test_a_code_is_drawn_by_its_frequency() -> None:
    codes = [decided(rules(quiet=20.0), fold(7, person), 0, True, False) for person in range(2000)]
    assert codes.count(0) == pytest.approx(1500, abs=80)  # three of four; four standard errors are 77
    assert codes.count(0) + codes.count(1) == 2000
