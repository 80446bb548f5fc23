"""Appropriate Adults: their hours, who is sent first, how late interviews get, and what if none can come."""

from __future__ import annotations

from typing import Any

import pytest

from sim.agencies.on_duty import OnDuty
from sim.engine.case import Case
from sim.engine.kernel import Kernel
from sim.model.events import APPROPRIATE_ADULT, CELL_LEFT, ENTERED, EXIT, NEEDS, Stage
from tests.agencies.quiet import Quiet

SERVICE: dict[str, object] = {
    "custody.booking_in.minutes": 0.0,
    "appropriate_adult.adults": 2,
    "appropriate_adult.opens": 8.0,
    "appropriate_adult.closes": 23.0,
    "appropriate_adult.adults_at_night": 1,
    "appropriate_adult.night_authority": 0.0,
    "appropriate_adult.noticed": 1.0,
    "appropriate_adult.ready_hours": 3.0,
    "appropriate_adult.coming_hours": 1.0,
    "appropriate_adult.visit_hours": 2.0,
    "appropriate_adult.longest_wait_hours": 16.0,
}
"""Two adults by day, three hours for each detainee."""
LATEST = 100.0


def sent(*calls: tuple[float, bool], **values: object) -> list[float | None]:
    """Hours after midnight of day 10 at which an adult sets out for each call (hour, authorised)."""
    kernel = Kernel()
    kernel.run(9.0)
    adults = OnDuty(kernel)
    rota: dict[str, Any] = {"people": 2, "opens": 8.0, "closes": 23.0, "hours_each": 3.0, "at_night": 1}
    adults.set(**rota | values)
    found: list[float | None] = []
    for hour, authorised in calls:
        kernel.run(10 + hour / 24)
        day = adults.send(authorised, LATEST)
        found.append(None if day is None else round((day - 10) * 24, 6))
    assert adults.arrivals == adults.grants + adults.reneged == len(calls)
    return found


def test_the_adult_who_is_free_first_is_sent() -> None:
    assert sent((10, False), (10.5, False), (11, False), (11, False)) == [10, 10.5, 13, 13.5]


def test_outside_the_hours_people_wait_for_the_morning() -> None:
    assert sent((1, False), (23, False)) == [8, 32]


def test_somebody_whose_turn_comes_after_closing_waits_for_the_morning_too() -> None:
    assert sent((21, False), (21.5, False), people=1) == [21, 32]


def test_with_authority_the_adult_of_the_night_comes_as_long_as_that_is_sooner() -> None:
    """Three hours each from 01:00: 01:00, 04:00 and 07:00; the fourth is served from 08:00 on by day."""
    assert sent((1, True), (1.1, True), (1.2, True), (1.3, True)) == [1, 4, 7, 8]


def test_by_day_authority_makes_no_difference() -> None:
    assert sent((10, True), (10, True), (10, True)) == [10, 10, 13]


def test_twice_the_adults_halve_the_wait_in_overload() -> None:
    """Eight calls at nine o'clock: with n adults the k-th waits three hours for each full n before it."""
    waits = [sum((hour or 0) - 9 for hour in sent(*[(9, False)] * 8, people=adults)) for adults in (1, 2, 4)]
    # from 21:00 on an adult still sets out; the sixth of one adult would at 24:00 and waits until 08:00
    assert waits[1:] == [0 + 0 + 3 + 3 + 6 + 6 + 9 + 9, 4 * 0 + 4 * 3]
    assert waits[0] > 2 * waits[1]


def test_without_anybody_nobody_is_sent() -> None:
    assert sent((10, False), (1 + 24, True), people=0, at_night=0) == [None, None]


def test_the_account_adds_up() -> None:
    kernel = Kernel()
    adults = OnDuty(kernel)
    adults.set(1, 8.0, 23.0, 3.0, 1)
    kernel.run(10 / 24)
    assert [adults.send(False, LATEST) for _ in range(2)] == pytest.approx([10 / 24, 13 / 24])
    kernel.run(2.0)
    assert adults.available() == pytest.approx(2 * (15 * 1 + 9 * 1) / 24)
    assert adults.occupied() == pytest.approx(6 / 24)
    assert adults.waited() == adults.overloaded() == pytest.approx(3 / 24)


# --- in custody -------------------------------------------------------------------------------------------


def arrested(
    hour: float, age: float, values: dict[str, object] | None = None, needs: str | None = None
) -> tuple[Quiet, Case]:
    """Somebody of an age arrested on day 3 for a detention of ten hours, no further action after it."""
    area = Quiet(SERVICE | (values or {}))
    case = area.arrest(3 + hour / 24, leaving=0.999, detention_length=area.mark_of_hours(10.0))
    case.offender.birth = 3.0 - age * 365.25
    mask = 1 << NEEDS.index(needs) if needs else 0
    area.world.needs_of = lambda _: mask  # type: ignore[method-assign]
    area.run(6)
    return area, case


@pytest.mark.parametrize(
    ("hour", "age", "needs", "hours"),
    [
        (10.0, 40.0, None, 10),
        (10.0, 40.0, "alcohol", 10),
        (10.0, 17.9, None, 10),  # there after one hour, and the interview could begin after three
        (1.0, 17.9, None, 10 + 5),  # there at 09:00, five hours after the interview could have begun
        (1.0, 40.0, "mental_health", 10 + 5),
        (1.0, 40.0, None, 10),
    ],
)
def test_who_needs_an_adult_at_night_is_held_longer(
    hour: float, age: float, needs: str | None, hours: float
) -> None:
    area, _ = arrested(hour, age, needs=needs)
    (out,) = area.rows(CELL_LEFT)
    assert out["hours"] == pytest.approx(hours, abs=1e-3)


def test_vulnerability_that_nobody_notices_brings_no_adult() -> None:
    area, _ = arrested(1.0, 40.0, {"appropriate_adult.noticed": 0.0}, "mental_health")
    assert area.rows(APPROPRIATE_ADULT) == []


def test_with_a_superintendents_authority_the_interview_is_in_time() -> None:
    area, _ = arrested(1.0, 17.0, {"appropriate_adult.night_authority": 1.0})
    (row,) = area.rows(APPROPRIATE_ADULT)
    assert (row["came"], row["late_hours"]) == (1, 0)
    assert row["time"] == pytest.approx(3 + 2 / 24, abs=1e-4)
    assert area.rows(CELL_LEFT)[0]["hours"] == pytest.approx(10)


def test_where_nobody_can_come_the_child_is_bailed_after_the_longest_wait() -> None:
    none = {"appropriate_adult.adults": 0, "appropriate_adult.adults_at_night": 0}
    area, case = arrested(10.0, 17.0, none)
    (out,) = area.rows(CELL_LEFT)
    assert out["hours"] == 16
    assert [row["came"] for row in area.rows(APPROPRIATE_ADULT)] == [0]
    assert [row["time"] for row in area.rows(ENTERED, stage=Stage.BAIL)] == [out["time"]]
    assert case.offender.held == 0
    area.run(3 * 365)
    assert len(area.rows(EXIT)) == 1


def test_the_clock_holds_for_those_who_wait_for_an_adult_too() -> None:
    """Arrested at 23:00: there at 09:00, seven hours late; 20 and 7 hours are more than the clock's 24."""
    area = Quiet(SERVICE | {"custody.extension_share": 0.0})
    case = area.arrest(3 + 23 / 24, leaving=0.999, detention_length=area.mark_of_hours(20.0))
    case.offender.birth = 3.0 - 16 * 365.25
    area.run(6)
    assert area.rows(CELL_LEFT)[0]["hours"] == 24
