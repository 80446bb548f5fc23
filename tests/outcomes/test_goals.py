"""Goals as they are written, and what is said of those that are written wrongly."""

import pytest

from sim.errors import DesistError
from sim.outcomes.goals import Goal, parse_goals

UNITS = {"offences": "a year", "crime_harm": "points a year", "arrests": "a year", "bail_days": "days"}
SMALLEST = {"offences": 25.0, "crime_harm": 3000.0, "arrests": 0.0}
LEAD = ("offences", "crime_harm", "bail_days")


def read(text: str) -> dict[str, float]:
    return {goal.measure: goal.half_width for goal in parse_goals(text, UNITS, SMALLEST, LEAD)}


def test_a_number_is_in_the_unit_of_the_measure() -> None:
    assert parse_goals("bail_days=2.5", UNITS, SMALLEST, LEAD) == (Goal("bail_days", 2.5),)


def test_a_share_is_of_the_smallest_difference_that_matters() -> None:
    assert read("offences=50%") == {"offences": 12.5}
    assert read(" crime_harm = 20 % ") == {"crime_harm": 600}


def test_a_share_alone_is_for_all_lead_measures_that_have_a_smallest_difference() -> None:
    assert read("200%") == {"offences": 50, "crime_harm": 6000}


def test_a_goal_of_its_own_comes_before_the_share_for_all() -> None:
    assert read("offences=100,50%,bail_days=1") == {"offences": 100, "crime_harm": 1500, "bail_days": 1}


def test_goals_come_in_the_order_of_the_measures() -> None:
    assert list(read("bail_days=1,offences=1")) == ["offences", "bail_days"]


def wrong(text: str) -> list[str]:
    with pytest.raises(DesistError) as caught:
        read(text)
    *lines, allowed = str(caught.value).split("\n")
    assert allowed.startswith("Allowed: write measure=number")
    return [line.removeprefix("precision: ") for line in lines]


def test_everything_wrong_is_said_at_once() -> None:
    assert wrong("offnces=3,arrests=0,bail_days=-1,bail_days=50%,zzz=1") == [
        "'offnces=3': there is no measure 'offnces': did you mean offences?",
        "'arrests=0': must be above 0",
        "'bail_days=-1': '-1' is not a number above 0",
        "'bail_days=50%': bail_days has no smallest difference that matters: give a number, its unit is days",
        "'zzz=1': there is no measure 'zzz'; there are offences, crime_harm, arrests, bail_days",
    ]


@pytest.mark.parametrize("number", ["nan", "inf", "1e3", "1_000", "0x10", "ten", "5%%", "1 000", "9" * 400])
def test_what_is_no_plain_number_is_refused(number: str) -> None:
    assert len(wrong(f"offences={number}")) == 1


def test_slips_of_form() -> None:
    assert wrong("") == ["'': nothing stands here"]
    assert wrong("offences=") == ["'offences=': nothing stands here"]
    assert wrong("offences=1,,arrests=1") == ["'': nothing stands here"]
    assert wrong("offences") == ["'offences': no number: did you mean offences=100 or offences=50%?"]
    assert wrong("offences=1,000") == ["'000': a number of which measure? (And write 1000 without a comma.)"]
    assert wrong("!") == ["'!': neither a measure with a number nor a share"]


def test_twice_is_refused() -> None:
    assert wrong("offences=1,offences=2") == ["'offences=2': offences is given twice"]
    assert wrong("50%,20%") == ["'20%': a share for all lead measures is given twice"]


def test_a_share_of_nothing_is_refused() -> None:
    assert wrong("arrests=50%") == [
        "'arrests=50%': arrests has no smallest difference that matters: give a number, its unit is a year"
    ]
    with pytest.raises(DesistError, match="none of them has a smallest difference"):
        parse_goals("50%", UNITS, {}, LEAD)
