"""Figures: what they say is made from the numbers, and the same numbers give the same bytes."""

import re
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from PIL import Image

from sim.outcomes.comparison import compare
from sim.report import before_after_figure, difference_figure, drawing, occupancy_figure, palette
from sim.report.figures import charts
from sim.report.study import Study


@pytest.fixture(scope="module")
def drawn(study: Study) -> dict[str, drawing.Chart]:
    return charts(study)


def compared(study: Study, **values: list[float]) -> Study:
    """The study with only its first lead measure, and these values."""
    runs = pd.DataFrame(
        [
            (name.replace("_", "-"), run, "offences_fixed_cohort", "a year", value)
            for name, column in values.items()
            for run, value in enumerate(column)
        ],
        columns=["scenario", "replication", "measure", "unit", "value"],
    )
    labels = {"offences_fixed_cohort": "Offences by the fixed cohort"}
    return replace(
        study,
        runs=runs,
        comparison=compare(runs, "baseline", labels),
        chosen=("offences_fixed_cohort",),
        lead=("offences_fixed_cohort",),
    )


def test_palette_stands_out_on_white() -> None:
    # The Analysis Function asks for 3:1, as does WCAG 2.2 for graphics.
    assert {
        colour: palette.contrast(colour, palette.WHITE) >= 3 for colour in palette.CATEGORICAL
    } == dict.fromkeys(palette.CATEGORICAL, True)
    assert palette.contrast(palette.TEXT, palette.WHITE) >= 4.5


def test_contrast_by_hand() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    # #777777 on white, the example of WCAG's own technique G18: 4.48.
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_all_figures_are_drawn(drawn: dict[str, drawing.Chart]) -> None:
    assert list(drawn) == ["differences", "occupancy_by_hour", "occupancy_by_month", "iom_before_after"]


def test_title_names_the_largest_difference_that_matters(study: Study) -> None:
    made = compared(
        study,
        baseline=[1000, 1100, 1200],
        two_more=[930, 1030, 1130],
        half=[1300, 1400, 1500],
        closed=[1001, 1101, 1201],
    )
    assert difference_figure.title(made) == (
        "Half the IOM team: 300 more offences by the fixed cohort a year, the largest of 2 differences that "
        "matter"
    )


def test_title_of_the_only_difference_that_matters(study: Study) -> None:
    made = compared(study, baseline=[1000, 1100], two_more=[930, 1030], closed=[990, 1110])
    assert difference_figure.title(made) == (
        "Two more IOM constables: 70 fewer offences by the fixed cohort a year"
    )


def test_title_claims_nothing_when_nothing_can_be_told(study: Study) -> None:
    made = compared(study, baseline=[1000, 1100], two_more=[900, 1210])
    assert (
        difference_figure.title(made)
        == "No change moves offending by an amount that we can tell and that matters"
    )
    made = compared(study, baseline=[1000], two_more=[500])
    assert difference_figure.title(made) == "One replication cannot tell a difference from chance"


def test_alt_text_holds_the_numbers(study: Study) -> None:
    made = compared(study, baseline=[1000, 1100, 1200], two_more=[930, 1030, 1130], closed=[900, 1100, 1300])
    (panel,) = difference_figure.panels(made)
    alt = difference_figure.alt(made, [panel])
    assert "Two more IOM constables 70 fewer" in alt
    assert "Martlesham custody suite closed cannot tell" in alt


def test_data_of_differences_are_the_rows_compared(study: Study) -> None:
    made = compared(study, baseline=[1000, 1100], two_more=[930, 1030])
    frame = difference_figure.data(made, difference_figure.panels(made))
    assert frame.iloc[0, :6].tolist() == [
        "Offences by the fixed cohort",
        "a year",
        "Two more IOM constables",
        -70,
        -70,
        -70,
    ]


def test_fullest_suite_by_share_of_staffed_cells() -> None:
    frame = pd.DataFrame(
        [("a", "Large", 3, 18.0, 20), ("a", "Small", 14, 4.75, 5), ("b", "Closed", 9, 0.0, 0)],
        columns=["scenario", "suite", "hour", "cells_in_use", "staffed"],
    )
    found = occupancy_figure.peak(frame, lambda row: f"at {row['hour']}")
    assert found == occupancy_figure.Peak("a", "Small", "at 14", 4.75, 5)
    assert occupancy_figure.peak(frame[frame["staffed"] == 0], lambda row: "never") is None


def test_titles_of_occupancy(study: Study, single: Study) -> None:
    full = occupancy_figure.Peak("closed", "Bury St Edmunds", "at 17:00", 13.65, 14)
    assert occupancy_figure.title(study, full) == (
        "Bury St Edmunds is fullest at 17:00 under “Martlesham custody suite closed”: "
        "98 % of staffed cells in use"
    )
    full = occupancy_figure.Peak("baseline", "Martlesham", "in May 2022", 11, 22)
    assert occupancy_figure.title(single, full) == (
        "Martlesham is fullest in May 2022: 50 % of staffed cells in use"
    )


def test_title_of_before_and_after(study: Study) -> None:
    rows = before_after_figure.rows(study)
    row = rows[0]
    made = replace(
        row,
        percent=row.percent._replace(mean=-62.4),
        without_percent=row.without_percent._replace(mean=-57.6),
    )
    assert before_after_figure.title([made], "baseline") == (
        "Attributed harm of people on IOM fell 62 %; without an effect of the scheme it fell 58 %"
    )
    alone = replace(made, without_percent=row.without_percent._replace(mean=float("nan")))
    assert before_after_figure.title([alone], "baseline") == "Attributed harm of people on IOM fell 62 %"


def test_files_carry_title_and_alt_text_and_no_date(drawn: dict[str, drawing.Chart]) -> None:
    chart = drawn["iom_before_after"]
    text = Image.open(BytesIO(drawing.png(chart))).text  # type: ignore[attr-defined]
    assert text == {"Title": chart.title, "Description": chart.alt}
    vector = drawing.svg(chart).decode("utf-8")
    assert chart.title in vector
    assert not re.search(r"<dc:date>|\d{4}-\d{2}-\d{2}T", vector)


def test_readers_own_settings_change_nothing(study: Study) -> None:
    import matplotlib as mpl

    plain = drawing.png(before_after_figure.chart(study))  # type: ignore[arg-type]
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.facecolor": "black"}):
        assert drawing.png(before_after_figure.chart(study)) == plain  # type: ignore[arg-type]


def test_dollar_signs_in_a_title_are_no_formula(study: Study) -> None:
    scenarios = tuple(replace(each, title="From $5 to $\\frac$") for each in study.scenarios)
    chart = before_after_figure.chart(replace(study, scenarios=scenarios))
    assert chart is not None
    assert drawing.png(chart).startswith(b"\x89PNG")


def test_single_run_has_no_differences(single: Study) -> None:
    assert list(charts(single)) == ["occupancy_by_hour", "occupancy_by_month", "iom_before_after"]
