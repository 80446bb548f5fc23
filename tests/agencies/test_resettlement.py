"""The last months inside: a place near home, help with housing, training, and a job on release."""

from __future__ import annotations

import pytest

from sim.engine.case import Case
from sim.model.events import JOB_ENDED, JOB_STARTED, NEEDS, RELEASE
from sim.model.marks import Recurring
from tests.agencies.quiet import Quiet, mean_of

WORK = 1 << NEEDS.index("work")
RULES: dict[str, object] = {
    "resettlement.places": 100,
    "resettlement.last_days": 84.0,
    "resettlement.homeless_share": 0.5,
    "resettlement.housing_help": 0.4,
    "resettlement.training_places": 100,
    "resettlement.training_days": 28.0,
    "resettlement.job_share": 1.0,
    "resettlement.job_days": 50.0,
}


def sent_down(area: Quiet, days: float, person: int = 0, works: bool = False, **marks: float) -> Case:
    """Somebody with so many days to serve, who needs work unless told otherwise."""
    case = area.case(person=person, **marks)
    case.offender.induced = 0 if works else WORK
    case.offender.suppressed = WORK if works else 0
    return area.sent_down(case, 2 * days)


def in_use(area: Quiet) -> tuple[int, int]:
    desk = area.pathway.prison._resettlement
    return desk._beds.in_use, desk._training.in_use


def test_a_place_is_asked_for_twelve_weeks_before_release() -> None:
    area = Quiet(RULES)
    sent_down(area, 100.0)
    area.run(15.9)
    assert in_use(area) == (0, 0)
    area.run(16.1)
    assert in_use(area) == (1, 1)
    area.run(100.1)
    assert in_use(area) == (0, 0)


def test_a_short_stay_is_all_in_the_resettlement_prison_and_too_short_for_training() -> None:
    area = Quiet(RULES)
    sent_down(area, 27.0)
    area.run(1)
    assert in_use(area) == (1, 0)


@pytest.mark.parametrize(
    ("places", "mark", "homeless"), [(100, 0.29, 1), (100, 0.31, 0), (0, 0.31, 1), (0, 0.51, 0)]
)
def test_help_with_housing_avoids_its_share_of_releases_without_a_home(
    places: int, mark: float, homeless: int
) -> None:
    """Half without help; 0.5 x (1 - 0.4) = 0.3 with it."""
    area = Quiet(RULES | {"resettlement.places": places})
    sent_down(area, 20.0, homeless=mark)
    area.run(21)
    assert [row["homeless"] for row in area.rows(RELEASE)] == [homeless]


def test_whoever_is_trained_goes_into_a_job_that_meets_the_need_for_work() -> None:
    area = Quiet(RULES)
    case = sent_down(area, 100.0, homeless=0.99)
    days = mean_of(area.decision(case, Recurring.JOB_LENGTH), 50.0)
    area.run(99)
    assert area.world.needs_of(case.offender) & WORK
    area.run(100 + days - 0.01)
    assert not area.world.needs_of(case.offender) & WORK
    area.run(100 + days + 0.01)
    assert area.world.needs_of(case.offender) & WORK
    assert [row["time"] for row in area.rows(JOB_STARTED)] == [100.0]
    assert [row["time"] for row in area.rows(JOB_ENDED)] == pytest.approx([100 + days])


def test_a_need_that_a_service_sees_to_already_is_left_to_it() -> None:
    area = Quiet(RULES | {"resettlement.training_days": 0.0})
    case = sent_down(area, 100.0)
    area.run(50)
    case.offender.treated = WORK
    area.run(101)
    assert len(area.rows(JOB_STARTED)) == 1
    assert area.world.needs_of(case.offender) & WORK
    area.run(1000)
    assert case.offender.treated == WORK


@pytest.mark.parametrize(("places", "jobs"), [(0, 0), (1, 1), (2, 2), (4, 3)])
def test_as_many_are_trained_as_there_are_places_and_only_people_who_need_work(
    places: int, jobs: int
) -> None:
    area = Quiet(RULES | {"resettlement.training_places": places})
    for person in range(3):
        sent_down(area, 100.0, person)
    sent_down(area, 100.0, 3, works=True)
    area.run(120)
    assert len(area.rows(JOB_STARTED)) == jobs
