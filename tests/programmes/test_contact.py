"""What an IOM team can give, by hand."""

from __future__ import annotations

import pytest

from sim.programmes.contact import Contact
from tests.pairing.counties import small

SUFFOLK: dict[str, object] = {
    "iom.sergeants": 2.0,
    "iom.constables": 8.0,
    "iom.members_per_constable": 14.4,
    "iom.constables_per_sergeant": 6.0,
    "iom.contact_hours": 1.5,
    "iom.half_dose_hours": 1.0,
}


def team(**changes: float) -> Contact:
    return Contact(small(SUFFOLK | {f"iom.{name}": value for name, value in changes.items()}).iom)


def test_eight_constables_carry_115_members() -> None:
    """8 x 14.4 = 115.2"""
    assert team().capacity == 115


@pytest.mark.parametrize(
    ("changes", "capacity"),
    [
        ({"constables": 10.0}, 144),
        ({"constables": 0.0}, 0),
        ({"constables": 0.5}, 7),
        ({"sergeants": 1.0}, 86),  # one sergeant supervises six: 6 x 14.4 = 86.4
        ({"sergeants": 0.5}, 43),  # half a sergeant three
        ({"sergeants": 0.0}, 0),
        ({"constables": 20.0}, 172),  # two sergeants supervise twelve
        ({"constables": 5.0, "members_per_constable": 20.0}, 100),
        ({"constables": 3.0, "members_per_constable": 0.1 * 10 / 3 * 10}, 10),  # whole but for rounding
    ],
)
def test_carried_by_those_whom_a_sergeant_supervises(changes: dict[str, float], capacity: int) -> None:
    assert team(**changes).capacity == capacity


def test_members_get_the_agreed_hours_up_to_the_limit_and_less_beyond_it() -> None:
    assert [team().hours(members) for members in (0, 1, 60, 115)] == [0.0, 1.5, 1.5, 1.5]
    # half the team with the members of the whole: 57.6 / 115 of the hours
    assert team(constables=4.0).hours(115) == pytest.approx(1.5 * 57.6 / 115)
    assert team(constables=4.0).hours(230) == pytest.approx(1.5 * 57.6 / 230)
    assert team(constables=0.0).hours(50) == 0.0


def test_the_dose_saturates_in_the_hours() -> None:
    """Hours h give h / (h + 1); at the agreed 1.5 that is 0.6, which counts as 1."""
    assert team().dose(115) == pytest.approx(1.0)
    assert team(constables=4.0).dose(115) == pytest.approx((0.751304 / 1.751304) / 0.6, rel=1e-5)
    assert team().dose(0) == 0.0
    assert team(constables=0.0).dose(50) == 0.0
    assert team(contact_hours=0.0).dose(10) == 0.0
    half = team(constables=4.0).dose(115)
    assert 0.5 < half < 1.0  # half the hours keep more than half of the effect
