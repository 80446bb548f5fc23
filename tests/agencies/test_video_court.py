"""The video court: slots by posts, the next sitting when all are taken, and the court house in the end."""

from __future__ import annotations

import pytest

from sim.agencies.video_court import Sittings
from sim.engine.kernel import Kernel
from sim.model.events import CELL_LEFT, RECEPTION, REMAND_HEARING
from tests.agencies.quiet import Quiet, always_there, on

ALL_REMANDED = {
    "leaving.charge": 1.0,
    "leaving.bail": 0.0,
    "leaving.released_under_investigation": 0.0,
    "leaving.out_of_court": 0.0,
    "courts.remand": 1.0,
    "people.stock": 150,
}


def sittings(slots: int, day: float) -> Sittings:
    kernel = Kernel()
    kernel.run(day)
    made = Sittings(kernel)
    made.open(slots)
    return made


def test_slots_fill_day_by_day_and_sundays_are_left_out() -> None:
    """From a Friday at noon with two slots: two on Saturday, two on Monday, the rest in person then."""
    made = sittings(2, on(2022, 6, 10, 12))
    saturday, monday = on(2022, 6, 11, 10), on(2022, 6, 13, 10)
    found = [made.book(2) for _ in range(5)]
    assert [moment for moment, _, _ in found] == pytest.approx([saturday] * 2 + [monday] * 3)
    assert [(passed, video) for _, passed, video in found] == [
        (0, True), (0, True), (1, True), (1, True), (1, False),
    ]  # fmt: skip
    assert (made.arrivals, made.grants, made.reneged) == (5, 4, 1)
    assert made.waited() == pytest.approx(3 * 2.0)
    assert made.overloaded() == pytest.approx(2.0)


def test_twice_the_slots_shorten_the_wait() -> None:
    """Eight people on a Monday: with two slots 0, 0, 1, 1, 2, 2, 3, 3 days; with four half of that."""
    for slots, days in ((2, 12.0), (4, 4.0)):
        made = sittings(slots, on(2022, 6, 6, 9))
        for _ in range(8):
            made.book(6)
        assert made.waited() == pytest.approx(days)


@pytest.mark.parametrize(("posts", "slots"), [(0.0, 0), (1.0, 2), (2.0, 4), (3.3, 7)])
def test_slots_follow_from_posts(posts: float, slots: int) -> None:
    """40 hours a week, no absence, 3 hours a hearing, six sittings: 2.22 a post, and 3.3 x 2.22 = 7.3."""
    area = Quiet(
        {
            "custody.video_court.posts": posts,
            "custody.video_court.hours_a_hearing": 3.0,
            **always_there("custody.video_court"),
        }
    )
    assert area.pathway.custody._video_court._sittings.slots == slots


def remanded(posts: float) -> Quiet:
    """Two people arrested on a Monday afternoon, dealt with the same evening."""
    area = Quiet(
        ALL_REMANDED
        | {
            "custody.video_court.posts": posts,
            "custody.video_court.hours_a_hearing": 3.0,
            "custody.video_court.most_sittings": 2,
        },
        years=3,
    )
    for person in range(2):
        hours = area.mark_of_hours(5.0)
        area.arrest(on(2020, 6, 1, 14 + person), person=person, detention_length=hours)
    area.run(on(2020, 6, 6))
    return area


@pytest.mark.parametrize(
    ("posts", "days", "video", "passed"),
    [
        (100.0, (2, 2), (1, 1), (0, 0)),
        (1.0, (2, 3), (1, 1), (0, 1)),  # one slot a day
        (0.0, (3, 3), (0, 0), (1, 1)),  # closed: taken to the second sitting in person
    ],
)
def test_who_finds_no_slot_stays_in_the_cell(
    posts: float, days: tuple[int, ...], video: tuple[int, ...], passed: tuple[int, ...]
) -> None:
    area = remanded(posts)
    moments = [on(2020, 6, day, 10) for day in days]
    assert [row["time"] for row in area.rows(CELL_LEFT)] == pytest.approx(moments)
    assert [row["time"] for row in area.rows(RECEPTION)] == pytest.approx(moments)
    heard = area.rows(REMAND_HEARING)
    assert [row["video"] for row in heard] == list(video)
    assert [row["sittings_waited"] for row in heard] == list(passed)
