"""The detention clock: limits by authority, and reviews."""

from __future__ import annotations

import pytest

from sim.model.events import CELL_LEFT, DETENTION_EXTENDED, Authoriser
from tests.agencies.quiet import Quiet

RULES = {
    "custody.clock_hours": 24.0,
    "custody.extended_hours": 36.0,
    "custody.warrant_hours": 96.0,
    "custody.extension_share": 0.1,
    "custody.warrant_share": 0.5,
}
LONGEST = 0.049  # below 0.1 x 0.5: magistrates too
LONGER = 0.051  # below 0.1: a superintendent only


@pytest.mark.parametrize(
    ("offence", "wanted", "extension", "hours", "authorities"),
    [
        ("robbery", 23.0, LONGEST, 23.0, []),
        ("robbery", 30.0, LONGEST, 30.0, [Authoriser.SUPERINTENDENT]),
        ("robbery", 50.0, LONGER, 36.0, [Authoriser.SUPERINTENDENT]),
        ("robbery", 50.0, LONGEST, 50.0, [Authoriser.SUPERINTENDENT, Authoriser.MAGISTRATES]),
        ("robbery", 200.0, LONGEST, 96.0, [Authoriser.SUPERINTENDENT, Authoriser.MAGISTRATES]),
        ("robbery", 200.0, 0.11, 24.0, []),
        ("public_order", 200.0, LONGEST, 24.0, []),  # cannot be tried by the Crown Court
    ],
)
def test_each_limit_needs_its_authority(
    offence: str, wanted: float, extension: float, hours: float, authorities: list[Authoriser]
) -> None:
    area = Quiet(RULES)
    area.arrest(3.5, offence, extension=extension, detention_length=area.mark_of_hours(wanted), leaving=0.999)
    area.run(10)
    (out,) = area.rows(CELL_LEFT)
    given = area.rows(DETENTION_EXTENDED)
    assert out["hours"] == pytest.approx(hours)
    assert [row["authority"] for row in given] == authorities
    admitted = out["time"] - hours / 24
    assert [24 * (row["time"] - admitted) for row in given] == pytest.approx([24, 36][: len(given)])


@pytest.mark.parametrize(
    ("hours", "reviews"), [(5.9, 0), (6.1, 1), (14.9, 1), (15.1, 2), (23.9, 2), (24.1, 3), (96.0, 11)]
)
def test_reviews_come_after_six_hours_and_every_nine(hours: float, reviews: int) -> None:
    """At 6, 15, 24, 33, 42, 51, 60, 69, 78, 87 and 96 hours."""
    area = Quiet({"custody.first_review_hours": 6.0, "custody.review_hours": 9.0})
    assert area.pathway.custody._clock.reviews(hours) == reviews
