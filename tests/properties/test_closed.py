"""Every service can be closed: with its posts, places or sittings at nought, a run ends with nothing lost."""

from __future__ import annotations

import pytest

from sim.scenario.fields import Path
from tests.pairing.counties import lived, small
from tests.properties.capacities import capacities

YEARS = 2


def test_the_services_are_among_them() -> None:
    names = {".".join(path) for path in capacities()}
    assert {"custody.suites.town_suite.staffed_day", "treatments.hard_drugs.places"} <= names
    assert any(name.startswith("iom.") for name in names)
    assert any(name.startswith("courts.") for name in names)


@pytest.mark.parametrize("path", capacities(), ids=".".join)
def test_a_service_that_is_closed_leaves_a_run_that_ends(path: Path) -> None:
    """``lived`` checks that no person, case or offence is lost or counted twice."""
    dotted = ".".join(path)
    values: dict[str, object] = {dotted: 0}
    if dotted.endswith(".cells"):  # no more can be staffed than there are
        values |= {dotted.replace(".cells", f".staffed_{shift}"): 0 for shift in ("day", "late", "night")}
    record = lived(small(values), YEARS)
    assert record.years == YEARS


def test_everything_closed_at_once_leaves_a_run_that_ends() -> None:
    record = lived(small({".".join(path): 0 for path in capacities()}), YEARS)
    assert record.years == YEARS
