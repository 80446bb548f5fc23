"""The figure of settling: what it says is made from the numbers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.outcomes.settling import settling_table
from sim.report import drawing, settling_figure
from sim.report.figures import charts
from sim.report.study import Study

LEVEL = np.full(417, 300.0)
LATE = np.where(np.arange(417) < 150, 900.0, 300.0)
SERIES = {"bail_stock": LEVEL, "crown_backlog": LATE, "prison_stock": np.arange(417.0), "arrests": LEVEL / 3}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return settling_table([SERIES])


def test_title_counts_the_verdicts(frame: pd.DataFrame) -> None:
    assert settling_figure.title(frame) == (
        "2 of 4 weekly series had settled when measuring began; 1 had not, 1 inconclusive"
    )
    settled = frame[frame["verdict"] == "settled"]
    assert settling_figure.title(settled) == "2 of 2 weekly series had settled when measuring began"


def test_what_stands_in_each_panel(frame: pd.DataFrame) -> None:
    said = {
        rows["measure"].iloc[0]: settling_figure.verdict_said(rows.iloc[0])
        for _, rows in frame.groupby("measure", sort=False)
    }
    assert said == {
        "arrests": "week 0: in time",
        "bail_stock": "week 0: in time",
        "crown_backlog": "week 150: too late",
        "prison_stock": "inconclusive",
    }


def test_panels_show_the_series_the_settling_years_and_the_cut(study: Study, frame: pd.DataFrame) -> None:
    chart = settling_figure.chart(replace(study, settling=frame))
    assert chart is not None
    crown = next(axis for axis in chart.figure.axes if axis.get_title(loc="left").startswith("Cases before"))
    series, cut = crown.get_lines()
    np.testing.assert_allclose(np.asarray(series.get_ydata()), LATE)
    days = np.asarray(series.get_xdata(), dtype=np.float64)
    assert np.asarray(cut.get_xdata(), dtype=np.float64)[0] == days[150]
    (shaded,) = crown.patches
    left, right = shaded.get_extents().transformed(crown.transData.inverted()).intervalx
    assert (left - days[0], right - days[0]) == pytest.approx((0, 730))
    prison = next(axis for axis in chart.figure.axes if axis.get_title(loc="left").startswith("People in"))
    assert len(prison.get_lines()) == 1
    assert [text.get_text() for text in prison.texts] == ["inconclusive"]


def test_words_and_numbers(study: Study, frame: pd.DataFrame) -> None:
    chart = settling_figure.chart(replace(study, settling=frame))
    assert chart is not None
    assert (
        "Cases before the Crown Court (cases) 900 in the first week, 300 in the last, week 150" in chart.alt
    )
    assert list(chart.data.columns) == [
        "Week from",
        "Arrests (a week)",
        "On bail (cases)",
        "Cases before the Crown Court (cases)",
        "People in prison (people)",
    ]
    assert chart.data.iloc[1].tolist() == ["2020-04-08", 100, 300, 900, 1]
    assert len(chart.data) == 417


def test_same_numbers_give_the_same_bytes(study: Study, frame: pd.DataFrame) -> None:
    made = replace(study, settling=frame)
    first, second = settling_figure.chart(made), settling_figure.chart(made)
    assert first is not None
    assert second is not None
    assert drawing.png(first) == drawing.png(second)
    assert drawing.svg(first) == drawing.svg(second)


def test_study_without_weekly_series_has_no_such_figure(single: Study) -> None:
    assert settling_figure.chart(single) is None
    assert "settling" not in charts(single)
