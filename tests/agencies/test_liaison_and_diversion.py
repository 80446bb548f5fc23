"""Liaison and Diversion: who is seen in custody at which hour, who is missed, and who is referred."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.model.events import (
    LIAISON_AND_DIVERSION,
    NEEDS,
    REFERRAL,
    TREATMENT_STARTED,
    Referrer,
)
from tests.agencies.quiet import COAST, TOWN, Quiet, on

SERVICE: dict[str, object] = {
    "custody.booking_in.minutes": 0.0,
    "liaison_and_diversion.practitioners": 1,
    "liaison_and_diversion.opens": 8.0,
    "liaison_and_diversion.closes": 19.0,
    "liaison_and_diversion.twilight_suites": 1,  # the coast's, first by name
    "liaison_and_diversion.twilight_from": dt.date(2020, 10, 1),
    "liaison_and_diversion.twilight_until": 23.0,
    "liaison_and_diversion.visit_hours": 1.0,
    "liaison_and_diversion.approached": 1.0,
    "liaison_and_diversion.agrees": 1.0,
}


def arrested(
    *days: float,
    hours: float = 6.0,
    district: int = TOWN,
    needs: tuple[str, ...] = ("alcohol",),
    values: dict[str, object] | None = None,
    **marks: float,
) -> Quiet:
    """People of one district with the same needs, arrested on these days for so many hours each."""
    area = Quiet(SERVICE | (values or {}))
    mask = sum(1 << NEEDS.index(need) for need in needs)
    area.world.needs_of = lambda _: mask  # type: ignore[method-assign]
    for person, day in enumerate(days):
        length = {"detention_length": area.mark_of_hours(hours), "leaving": 0.999} | marks
        area.arrest(day, district=district, person=person, **length)
    area.run(max(days) + 3)
    return area


def visits(area: Quiet) -> list[tuple[float, bool]]:
    """Hour of the day of each visit, or of leaving unseen."""
    rows = area.rows(LIAISON_AND_DIVERSION)
    return [(round(row["time"] % 1 * 24, 2), bool(row["seen"])) for row in rows]


@pytest.mark.parametrize(
    ("hour", "hours", "visit"),
    [
        (10.0, 6.0, (10.0, True)),
        (5.0, 6.0, (8.0, True)),  # still there when the practitioner comes
        (5.0, 3.5, (8.5, False)),  # half an hour is not enough
        (19.5, 4.0, (23.5, False)),
        (19.5, 14.0, (8.0, True)),
    ],
)
def test_who_comes_outside_the_hours_is_seen_if_still_there(
    hour: float, hours: float, visit: tuple[float, bool]
) -> None:
    assert visits(arrested(3 + hour / 24, hours=hours)) == [visit]


@pytest.mark.parametrize(
    ("day", "district", "visit"),
    [
        ((2020, 9, 30), COAST, (0.0, False)),
        ((2020, 10, 1), COAST, (20.0, True)),
        ((2020, 10, 1), TOWN, (0.0, False)),
    ],
)
def test_twilight_goes_on_into_the_evening_where_and_when_it_has_begun(
    day: tuple[int, int, int], district: int, visit: tuple[float, bool]
) -> None:
    area = arrested(on(*day, 20.0), hours=4.0, district=district)
    ((hour, seen),) = visits(area)
    assert (hour % 24, seen) == visit


def test_twilight_in_every_suite() -> None:
    both: dict[str, object] = {"liaison_and_diversion.twilight_suites": 2}
    assert visits(arrested(on(2020, 10, 1, 20.0), district=TOWN, values=both)) == [(20.0, True)]


def test_one_practitioner_sees_one_at_a_time() -> None:
    """Three at ten o'clock for two and a half hours: seen at ten and eleven, the third left at 12:30."""
    days = [3 + 10 / 24 + second / 86400 for second in range(3)]
    area = arrested(*days, hours=2.5)
    assert [(round(hour, 1), seen) for hour, seen in visits(area)] == [
        (10.0, True),
        (11.0, True),
        (12.5, False),
    ]
    two = arrested(*days, hours=2.5, values={"liaison_and_diversion.practitioners": 2})
    assert [seen for _, seen in visits(two)] == [True, True, True]


def test_needs_are_referred_on_leaving_and_work_is_not_among_them() -> None:
    area = arrested(3 + 10 / 24, needs=("work", "housing", "mental_health"))
    rows = area.rows(REFERRAL, referrer=Referrer.LIAISON_AND_DIVERSION)
    assert [NEEDS[int(row["need"])] for row in rows] == ["housing", "mental_health"]
    assert [row["time"] for row in rows] == pytest.approx([3 + 16 / 24] * 2)
    assert len(area.rows(TREATMENT_STARTED)) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"liaison_and_diversion.practitioners": 0},
        {"liaison_and_diversion.approached": 0.0},
        {"liaison_and_diversion.agrees": 0.0},
    ],
)
def test_without_practitioner_approach_or_agreement_nobody_is_referred(values: dict[str, object]) -> None:
    assert arrested(3 + 10 / 24, values=values).rows(REFERRAL) == []


def test_nobody_without_a_need_is_seen_and_nobody_remanded_is_referred() -> None:
    assert visits(arrested(3 + 10 / 24, needs=("work",))) == []
    charged: dict[str, object] = {"leaving.charge": 1.0, "leaving.bail": 0.0, "courts.remand": 1.0}
    charged |= {"leaving.released_under_investigation": 0.0, "leaving.out_of_court": 0.0}
    area = arrested(3 + 10 / 24, values=charged, leaving=0.0)
    assert visits(area) == [(10.0, True)]
    assert area.rows(REFERRAL) == []
