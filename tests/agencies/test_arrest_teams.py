"""Officers who bring people in: hours of work, the order of waiting, and a team that is closed."""

from __future__ import annotations

import pytest

from sim.model.disposals import Disposal
from sim.model.events import ARREST, EXIT
from tests.agencies.quiet import COAST, TOWN, Quiet, always_there

ALWAYS_THERE: dict[str, object] = {
    **always_there("arrest_teams"),
    "arrest_teams.staffing.recruitment_days": 90.0,
    "arrest_teams.staffing.training_days": 28.0,
    "arrest_teams.arrest_hours": 12.0,
}
TWO_ON_DUTY = ALWAYS_THERE | {"districts.town.arrest_posts": 8.4}
"""8.4 posts x 40 hours = 336 hours a week: two officers round the clock, who take 12 hours for 12 hours."""
ONE_AND_A_QUARTER = ALWAYS_THERE | {"districts.town.arrest_posts": 5.25}
"""210 hours a week are one officer round the clock, who does 1.25 hours of work in an hour."""


def arrested(area: Quiet) -> dict[int, float]:
    return {int(row["case"]): row["time"] for row in area.rows(ARREST)}


def test_an_officer_is_free_again_after_the_hours_of_an_arrest() -> None:
    area = Quiet(TWO_ON_DUTY)
    cases = [area.arrest(3.0, person=number) for number in range(5)]
    area.run(10)
    assert [arrested(area)[case.id] for case in cases] == pytest.approx([3, 3, 3.5, 3.5, 4], abs=1e-5)


def test_a_part_of_an_officer_makes_the_others_quicker() -> None:
    """Twelve hours of work take 12 / 1.25 = 9.6 hours."""
    area = Quiet(ONE_AND_A_QUARTER)
    cases = [area.arrest(3.0, person=number) for number in range(3)]
    area.run(10)
    assert [arrested(area)[case.id] for case in cases] == pytest.approx([3, 3.4, 3.8], abs=1e-5)


def test_twice_the_posts_halve_the_wait_in_overload() -> None:
    """Twenty found at once: the last is reached after 9.5 days by one officer... by two after 4.5."""
    last = []
    for posts in (4.2, 8.4):
        area = Quiet(ALWAYS_THERE | {"districts.town.arrest_posts": posts})
        for number in range(20):
            area.arrest(3.0, person=number)
        area.run(30)
        last.append(max(arrested(area).values()) - 3)
    assert last == pytest.approx([19 * 0.5, 9 * 0.5], abs=1e-5)


def test_each_district_has_officers_of_its_own() -> None:
    area = Quiet(ALWAYS_THERE | {"districts.town.arrest_posts": 4.2, "districts.coast.arrest_posts": 4.2})
    town = [area.arrest(3.0, person=number, district=TOWN) for number in range(2)]
    coast = area.arrest(3.0, district=COAST)
    area.run(10)
    times = arrested(area)
    assert (times[town[0].id], times[coast.id]) == pytest.approx((3, 3), abs=1e-5)
    assert times[town[1].id] == pytest.approx(3.5, abs=1e-5)


def test_the_gravest_offence_goes_first_then_who_has_waited_longest() -> None:
    """Weights of robbery 746, domestic burglary 438 and shop theft 13."""
    area = Quiet(ALWAYS_THERE | {"districts.town.arrest_posts": 4.2})
    area.arrest(3.0, person=9)
    names = ("shop_theft", "domestic_burglary", "shop_theft", "robbery")
    cases = [area.arrest(3.1, name, person=number) for number, name in enumerate(names)]
    area.run(10)
    order = sorted(cases, key=lambda case: arrested(area)[case.id])
    assert order == [cases[3], cases[1], cases[0], cases[2]]


def test_the_gravest_of_a_persons_records_counts() -> None:
    area = Quiet(ALWAYS_THERE | {"districts.town.arrest_posts": 4.2})
    area.arrest(3.0, person=9)
    burglar = area.arrest(3.1, "domestic_burglary", person=1)
    thief = area.arrest(3.2, "shop_theft", person=2)
    area.pathway.suspect(area.case("robbery", person=2), 200.0)
    area.run(10)
    times = arrested(area)
    assert times[thief.id] < times[burglar.id]


@pytest.mark.parametrize(("points", "young_first"), [(0.0, False), (500.0, True)])
def test_a_record_that_can_keep_the_ten_day_rule_goes_before_an_older_one(
    points: float, young_first: bool
) -> None:
    """On day 15 the record of the burglary is 15 days old, that of the shop theft one."""
    area = Quiet(
        ALWAYS_THERE
        | {
            "districts.town.arrest_posts": 4.2,
            "suspects.rule_days": 10.0,
            "suspects.rule_priority": points,
        }
    )
    old = area.arrest(15.1, "domestic_burglary", person=1)
    area.run(14)
    area.arrest(15.0, person=9)
    young = area.arrest(15.1, "shop_theft", person=2)
    area.run(30)
    times = arrested(area)
    assert (times[young.id] < times[old.id]) is young_first


def test_without_officers_records_age_and_are_filed_at_a_review() -> None:
    """Found on day 3 and given up 60 days later: reviews are on days 28, 56 and 84."""
    area = Quiet(
        {
            "districts.town.arrest_posts": 0.0,
            "suspects.patience_days": 60.0,
            "suspects.review_days": 28.0,
        }
    )
    case = area.arrest(3.0)
    area.run(300)
    assert not area.rows(ARREST)
    assert [(row["case"], row["time"], row["disposal"]) for row in area.rows(EXIT)] == [
        (case.id, pytest.approx(84.0), Disposal.FILED)
    ]


def test_a_record_swept_into_another_while_it_waited_keeps_no_officer_busy() -> None:
    area = Quiet(ALWAYS_THERE | {"districts.town.arrest_posts": 4.2})
    area.arrest(3.0, person=9)
    first, swept = area.arrest(3.1, "robbery", person=1), area.arrest(3.2, "shop_theft", person=1)
    other = area.arrest(3.3, person=2)
    area.run(10)
    times = arrested(area)
    assert swept.exit is Disposal.MERGED
    assert (times[first.id], times[other.id]) == pytest.approx((3.5, 4.0), abs=1e-5)
