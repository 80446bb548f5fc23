"""What members are due, what is made of it, and the dose, by hand."""

from __future__ import annotations

import pytest

from sim.model.events import Cohort
from sim.programmes.visits import Due, Visits, made
from tests.pairing.counties import small


def kind(hours: float, fixed: float, flexible: float, free: float) -> dict[str, float]:
    return {"hours": hours, "fixed": fixed, "flexible": flexible, "free": free}


SCHEDULE: dict[str, object] = {
    "iom.visits.probation_office": kind(1.0, 4.0, 2.0, 0.0),
    "iom.visits.home": kind(2.0, 2.0, 1.0, 1.0),
    "iom.visits.community": kind(0.5, 0.0, 3.0, 2.0),
    "iom.visits.very_high_ogrs": 0.9,
    "iom.visits.very_high_more": 1.0,
    "iom.contact_hours": 1.5,
    "iom.half_dose_hours": 1.0,
    "iom.largest_dose": 1.25,
}


def visits(**changes: float) -> Visits:
    return Visits(small(SCHEDULE | {f"iom.{name}": value for name, value in changes.items()}).iom)


@pytest.mark.parametrize(
    ("cohort", "ogrs", "due"),
    [
        (Cohort.FIXED, 0.8, Due(6.0, 8.0)),  # 4 x 1 + 2 x 2
        (Cohort.FLEXIBLE, 0.8, Due(6.0, 5.5)),  # 2 x 1 + 1 x 2 + 3 x 0.5
        (Cohort.FREE, 0.3, Due(3.0, 3.0)),  # 1 x 2 + 2 x 0.5
        (Cohort.FIXED, 0.9, Due(7.0, 10.0)),  # one more at home
    ],
)
def test_visits_due_by_cohort_and_score(cohort: Cohort, ogrs: float, due: Due) -> None:
    assert visits().due(cohort, ogrs) == due


def test_what_there_are_no_hours_for_is_missed() -> None:
    assert made(400.0, 100.0) == 1.0  # 100 hours a week, four weeks
    assert made(800.0, 100.0) == 0.5
    assert made(200.0, 100.0) == 1.0
    assert made(200.0, 0.0) == 0.0
    assert made(0.0, 0.0) == 1.0


def test_the_dose_saturates_in_the_hours() -> None:
    """Hours h give h / (h + 1); at the agreed 1.5 that is 0.6, which counts as 1."""
    assert visits().dose(1.5) == pytest.approx(1.0)
    assert visits().dose(0.75) == pytest.approx((0.75 / 1.75) / 0.6)  # half the hours: 0.714
    assert visits().dose(2.0) == pytest.approx((2.0 / 3.0) / 0.6)
    assert visits().dose(3.0) == pytest.approx(1.25)
    assert visits().dose(30.0) == 1.25  # no more than the largest
    assert visits().dose(0.0) == 0.0
    assert visits(contact_hours=0.0).dose(10.0) == 0.0


def test_suffolks_members_are_due_six_hours_in_either_cohort() -> None:
    """So that at the caseload limit the effects are those of the evidence table: 1.5 hours a week."""
    usual = Visits(small().iom)
    assert [usual.due(cohort, 0.8).hours for cohort in (Cohort.FIXED, Cohort.FLEXIBLE)] == [6.0, 6.0]
