"""Voluntary attendance: the day of an appointment, who comes, and what follows when nobody is interviewed."""

from __future__ import annotations

import pytest

from sim.model.disposals import Disposal
from sim.model.events import (
    APPOINTMENT,
    ARREST,
    ENTERED,
    EXIT,
    LEFT,
    VOLUNTARY_ATTENDANCE,
    Appointment,
    Stage,
)
from tests.agencies.quiet import Quiet, appointment

ATTEND: dict[str, object] = {"suspects.arrest_share": 0.0, "suspects.voluntary_share": 1.0}


def outcomes(area: Quiet) -> list[tuple[int, float]]:
    return [(int(row["outcome"]), row["time"]) for row in area.rows(APPOINTMENT)]


def test_an_appointment_is_kept_in_office_hours_and_ends_the_time_on_the_list() -> None:
    area = Quiet(ATTEND)
    case = area.arrest(5.5)
    area.run(200)
    due = appointment(area, case, 5.5)
    assert 9 / 24 <= due % 1 <= 17 / 24
    assert outcomes(area) == [(Appointment.KEPT, pytest.approx(due))]
    assert [row["time"] for row in area.rows(VOLUNTARY_ATTENDANCE)] == [pytest.approx(due)]
    for stage in (Stage.SUSPECT, Stage.APPOINTMENT):
        assert [row["time"] for row in area.rows(LEFT, stage=stage)] == [pytest.approx(due)]


def test_who_twice_does_not_come_is_arrested() -> None:
    area = Quiet(ATTEND | {"appointments.not_attending": 1.0, "appointments.bookings": 2})
    case = area.arrest(5.5)
    area.run(300)
    first = appointment(area, case, 5.5)
    second = appointment(area, case, first, 1)
    assert outcomes(area) == [
        (Appointment.NOT_ATTENDED, pytest.approx(first)),
        (Appointment.NOT_ATTENDED, pytest.approx(second)),
    ]
    assert [row["time"] for row in area.rows(ARREST)] == [pytest.approx(second)]
    assert not area.rows(VOLUNTARY_ATTENDANCE)


def test_without_officers_nobody_is_interviewed_and_the_record_is_filed_in_the_end() -> None:
    """Twice four hours in vain, then the next review: nobody is arrested because the police did not come."""
    area = Quiet(
        ATTEND
        | {
            "districts.town.arrest_posts": 0.0,
            "appointments.postponements": 2,
            "appointments.patience_hours": 4.0,
            "suspects.review_days": 1.0,
        }
    )
    case = area.arrest(5.5)
    area.run(400)
    first = appointment(area, case, 5.5) + 4 / 24
    second = appointment(area, case, first, 1) + 4 / 24
    assert outcomes(area) == [
        (Appointment.NO_OFFICER, pytest.approx(first)),
        (Appointment.NO_OFFICER, pytest.approx(second)),
    ]
    (closed,) = area.rows(EXIT)
    assert closed["disposal"] == Disposal.FILED
    assert 0 <= closed["time"] - second < 1
    assert len(area.rows(ENTERED)) == len(area.rows(LEFT))


def test_an_arrest_for_something_else_overtakes_an_appointment() -> None:
    area = Quiet(ATTEND | {"appointments.booking_days": 300.0})
    booked = area.arrest(5.5)
    area.run(6)
    area.pathway.suspects._rules = area.settings.suspects.model_copy(update={"arrest_share": 1.0})
    arrested = area.arrest(7.5)
    area.run(1400)
    assert booked.exit is Disposal.MERGED
    assert [row["case"] for row in area.rows(ARREST)] == [arrested.id]
    assert not area.rows(APPOINTMENT)
    assert [row["time"] for row in area.rows(LEFT, stage=Stage.APPOINTMENT)] == [pytest.approx(7.5)]


def test_whoever_is_locked_up_does_not_come() -> None:
    area = Quiet(ATTEND | {"appointments.bookings": 1, "suspects.review_days": 1.0})
    case = area.arrest(5.5)
    area.run(5.6)
    area.world.hold(case.offender)
    area.run(200)
    assert [outcome for outcome, _ in outcomes(area)] == [Appointment.NOT_ATTENDED]
