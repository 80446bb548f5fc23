"""Words on information: a fact is named only where its worth is told from nothing."""

from __future__ import annotations

from calibration.sensitivity.text import information_said, next_fact, pounds
from calibration.sensitivity.value_of_information import Information, Worth
from sim.outcomes.intervals import Interval

EVERYTHING = Worth("everything", 5200.0, 3100.0, 8000.0, 100.0)
LOSS = Interval(-40000.0, -60000.0, -20000.0)


def information(*singles: Worth, benefit: Interval = LOSS) -> Information:
    return Information(benefit, 0.37, EVERYTHING, singles, 200)


def test_the_fact_that_is_worth_most_is_named() -> None:
    said = next_fact(
        information(Worth("rate", 4000.0, 3000.0, 5000.0, 50.0), Worth("idle", 10.0, 0.0, 60.0, 50.0))
    )
    assert (
        "rate: knowing it, and nothing else, would be worth £4,000 a year (95 % interval £3,000 to £5,000)"
        in said
    )
    assert "idle" not in said
    assert "hint" not in said


def test_an_interval_down_to_nothing_is_a_hint() -> None:
    assert "take this as a hint" in next_fact(information(Worth("rate", 4000.0, 0.0, 5000.0, 50.0)))


def test_two_that_overlap_have_no_certain_order() -> None:
    said = next_fact(
        information(Worth("rate", 4000.0, 3000.0, 5000.0, 50.0), Worth("share", 3500.0, 2000.0, 4500.0, 50.0))
    )
    assert "their order is not certain" in said
    assert "Next: share" in said


def test_no_fact_is_named_below_the_error() -> None:
    said = next_fact(information(Worth("rate", 40.0, 0.0, 900.0, 50.0)))
    assert "cannot be said" in said
    assert "up to £50 by chance" in said
    assert "rate:" not in said


def test_the_choice_and_its_doubt() -> None:
    expected = information_said(information())[0]
    assert "−£40,000 a year (95 % interval −£60,000 to −£20,000)" in expected
    assert "staying with the baseline is the better choice. Of the variance between draws 37 %" in expected
    open_still = information(benefit=Interval(10000.0, -20000.0, 40000.0))
    assert (
        "the other scenario is the better choice, though the interval leaves that open"
        in (information_said(open_still)[0])
    )
    assert pounds(Interval(1234.0, 1234.0, 1234.0)).startswith("£1,234 a year")
