"""Before and after: by hand."""

import math

import pandas as pd
import pytest

from sim.outcomes.intervals import Interval
from sim.report.evaluation import before_and_after, change_said, evaluate, sentence


def runs(*rows: tuple[str, int, float, float, float, float, float, float]) -> pd.DataFrame:
    columns = ["scenario", "replication", "people", "harm_before", "harm_after"]
    return pd.DataFrame(list(rows), columns=[*columns, "without_before", "without_after", "tenure_days"])


TWO = runs(("base", 0, 10, 100, 40, 100, 50, 500), ("base", 1, 12, 200, 60, 200, 90, 520))


def test_by_hand() -> None:
    (row,) = before_and_after(evaluate(TWO))
    assert (row.people.mean, row.tenure_days.mean) == (11, 510)
    assert (row.harm_before.mean, row.harm_after.mean) == (150, 50)
    # Falls of 60 and 70 %; without the scheme 50 and 55 %. Standard error 5, Student's t 12.706.
    assert row.percent == pytest.approx((-65, -65 - 5 * 12.7062, -65 + 5 * 12.7062), abs=1e-3)
    assert row.without_percent.mean == pytest.approx(-52.5)


def test_replication_without_harm_before_has_no_percentage() -> None:
    (row,) = before_and_after(
        evaluate(runs(("base", 0, 1, 0, 5, 0, 5, 10), ("base", 1, 1, 10, 5, 10, 5, 10)))
    )
    assert row.percent.mean == -50
    assert math.isnan(row.percent.low)


def test_scheme_that_nobody_left_is_not_shown() -> None:
    assert before_and_after(evaluate(runs(("base", 0, 0, 0, 0, 0, 0, math.nan)))) == []


def test_sentences() -> None:
    assert change_said(Interval(-62.4, -66.3, -58.5)) == "fell by 62 % (95 % interval 58 to 66 %)"
    assert change_said(Interval(2.0, -3.1, 7.1)) == "rose by 2 % (95 % interval −3 to 7 %)"
    assert change_said(Interval(-62.4, math.nan, math.nan)) == "fell by 62 %"
    (row,) = before_and_after(evaluate(TWO.assign(without_before=math.nan, without_after=math.nan).iloc[:1]))
    assert sentence(row, "As it is") == (
        "As it is: attributed harm of about 10 people removed fell by 60 % from before to after. There is no "
        "run without the scheme to set beside it."
    )
    (row,) = before_and_after(evaluate(TWO.iloc[:1]))
    assert sentence(row, "As it is").endswith(
        "Without the scheme, the harm of the same people in the same days fell by 50 %."
    )
