"""The figure of differences by year: what it says and draws."""

from dataclasses import replace

import numpy as np
import pandas as pd

from sim.report.by_year_figure import chart
from sim.report.study import BY_YEAR_COLUMNS, Study


def with_years(study: Study, apart: dict[str, list[tuple[float, float, float]]]) -> Study:
    """Offences by year: the difference and its interval, by scenario."""
    rows = [
        (name, "offences", "Offences committed", "a year", 2022 + year, 100.0, 90.0, 110.0, *differs, 16)
        for name, values in apart.items()
        for year, differs in enumerate(values)
    ]
    return replace(study, by_year=pd.DataFrame(rows, columns=list(BY_YEAR_COLUMNS)))


NO, FEWER, MORE = (-1.0, -3.0, 1.0), (-4.0, -6.0, -2.0), (4.0, 2.0, 6.0)


def test_the_title_says_from_when_on_it_is_seen(study: Study) -> None:
    for years, said in (
        ([NO, NO, FEWER, FEWER], "offences differ by more than chance from 2024 on"),
        ([NO, FEWER, NO, MORE], "offences differ by more than chance in 2 of 4 years, first in 2023"),
        ([NO, NO, NO, NO], "in no year do offences differ by more than chance"),
    ):
        drawn = chart(with_years(study, {"two-more": years, "half": [NO] * 4}))
        assert drawn is not None
        assert drawn.title == f"Two more IOM constables: {said}"
        assert drawn.data["Difference"].tolist() == [*(year[0] for year in years), -1.0, -1.0, -1.0, -1.0]


def test_nothing_is_drawn_of_a_single_run_or_a_single_year(study: Study, single: Study) -> None:
    assert chart(study) is None
    assert chart(with_years(study, {"two-more": [FEWER]})) is None
    assert chart(with_years(single, {"baseline": [(np.nan, np.nan, np.nan)] * 3})) is None


def test_one_replication_claims_nothing(study: Study) -> None:
    drawn = chart(with_years(study, {"two-more": [(-4.0, np.nan, np.nan)] * 3}))
    assert drawn is not None
    assert drawn.title == "Differences year by year"


def test_what_never_differs_has_no_panel(study: Study) -> None:
    moved = with_years(study, {"two-more": [FEWER] * 3})
    still = moved.by_year.assign(measure="begin_to_offend", label="People who begin to offend")
    still[["difference", "difference_low", "difference_high"]] = 0.0
    drawn = chart(replace(moved, by_year=pd.concat([still, moved.by_year])))
    assert drawn is not None
    assert set(drawn.data["Measure"]) == {"Offences committed"}
