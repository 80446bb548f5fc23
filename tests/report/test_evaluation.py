"""Before and after: by hand."""

import math

import pandas as pd
import pytest

from sim.outcomes.intervals import Interval
from sim.report.evaluation import RUN_COLUMNS, before_and_after, change_said, evaluate, sentence


def runs(*rows: tuple[str, int, *tuple[float, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(RUN_COLUMNS))


TWO = runs(
    ("base", 0, 10, 1, 360, 180, 100, 40, 365, 200, 100, 50, 90, 100, 500),
    ("base", 1, 12, 3, 365, 146, 200, 60, 365, 146, 200, 90, 240, 300, 520),
)


def test_by_hand() -> None:
    (row,) = before_and_after(evaluate(TWO))
    assert (row.people.mean, row.short.mean, row.tenure_days.mean) == (11, 2, 510)
    assert (row.harm_before.mean, row.harm_after.mean) == (150, 50)
    # Falls of 60 and 70 %; without an effect 50 and 55 %. Standard error 5, Student's t 12.706.
    assert row.percent == pytest.approx((-65, -65 - 5 * 12.7062, -65 + 5 * 12.7062), abs=1e-3)
    assert row.without_percent.mean == pytest.approx(-52.5)


def test_a_rate_allows_for_a_shorter_after() -> None:
    (row,) = before_and_after(evaluate(TWO))
    assert (row.days_before.mean, row.days_after.mean) == (362.5, 163)
    # Run 0: 40 in half as many days is as 80 to 100; run 1: 60 in two fifths is as 150 to 200.
    half = 2.5 * 12.7062  # falls of 20 and 25 %
    assert row.percent_per_day == pytest.approx((-22.5, -22.5 - half, -22.5 + half), abs=1e-3)
    # Without: 50 x 365 / 200 = 91.25 of 100, 90 x 5 / 2 = 225 of 200.
    assert row.without_percent_per_day.mean == pytest.approx((-8.75 + 12.5) / 2)


def test_the_true_effect_is_of_harm_committed() -> None:
    (row,) = before_and_after(evaluate(TWO))
    # 90 - 100 and 240 - 300: 10 and 20 % less. Standard errors 25 and 5.
    assert (row.committed_after.mean, row.without_committed_after.mean) == (165, 200)
    assert row.effect == pytest.approx((-35, -35 - 25 * 12.7062, -35 + 25 * 12.7062), abs=1e-2)
    assert row.effect_percent == pytest.approx((-15, -15 - 5 * 12.7062, -15 + 5 * 12.7062), abs=1e-3)


def test_more_attributed_and_less_committed() -> None:
    """A scheme that finds more looks worse by its own table while its members do less."""
    same = (10, 0, 365, 300, 100, 60, 365, 300, 100, 50, 80, 100, 500)
    frame = runs(("base", 0, *same), ("base", 1, *same))
    (row,) = before_and_after(evaluate(frame))
    assert row.percent.mean > row.without_percent.mean
    assert row.effect_percent == pytest.approx((-20, -20, -20))
    assert sentence(row, "As it is").endswith(
        "The true effect: all harm they committed in the months before removal was lower by 20 % "
        "(95 % interval 20 to 20 %) than in that run."
    )


def test_replication_without_harm_before_has_no_percentage() -> None:
    (row,) = before_and_after(
        evaluate(
            runs(
                ("base", 0, 1, 0, 365, 10, 0, 5, 365, 10, 0, 5, 9, 9, 10),
                ("base", 1, 1, 0, 365, 10, 10, 5, 365, 10, 10, 5, 9, 9, 10),
            )
        )
    )
    assert row.percent.mean == -50
    assert math.isnan(row.percent.low)


def test_scheme_that_nobody_left_is_not_shown() -> None:
    nobody = (math.nan, math.nan, 0, 0)
    assert before_and_after(evaluate(runs(("base", 0, 0, 0, *nobody, *nobody, 0, 0, math.nan)))) == []


def test_sentences() -> None:
    assert change_said(Interval(-62.4, -66.3, -58.5)) == "fell by 62 % (95 % interval 58 to 66 %)"
    assert change_said(Interval(2.0, -3.1, 7.1)) == "rose by 2 % (95 % interval −3 to 7 %)"
    assert change_said(Interval(-62.4, math.nan, math.nan)) == "fell by 62 %"
    alone = TWO.assign(without_before=math.nan, without_after=math.nan, without_committed_after=math.nan)
    (row,) = before_and_after(evaluate(alone.iloc[:1]))
    assert sentence(row, "As it is") == (
        "As it is: attributed harm of about 10 people removed fell by 60 % from before to after. That is "
        "what the scheme would publish. There is no run without an effect of the scheme to set beside it. "
        "The table counts 180 days in the community a person after, 360 before; per such day harm fell by "
        "20 %."
    )
    (row,) = before_and_after(evaluate(TWO.iloc[:1]))
    assert sentence(row, "As it is").endswith(
        "Without an effect of the scheme from 1 April 2022, the harm attributed to the same people in the "
        "same days fell by 50 %. The table counts 180 days in the community a person after, 360 before; per "
        "such day harm fell by 20 %, and without an effect it fell by 9 %. The true effect: all harm they "
        "committed in the months before removal was lower by 10 % than in that run; one replication cannot "
        "tell this from chance."
    )
    (row,) = before_and_after(evaluate(TWO))
    assert sentence(row, "As it is").endswith("than in that run, which we cannot tell from none.")
    (row,) = before_and_after(evaluate(TWO.assign(without_committed_after=TWO["committed_after"])))
    assert sentence(row, "As it is").endswith(
        "The true effect is none: they committed exactly as much harm as in that run."
    )
