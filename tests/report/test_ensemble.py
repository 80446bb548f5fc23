"""What is said of chance and of parameters: sentences by hand, and where they stand in the briefing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.outcomes.comparison import Difference, compare, summarise
from sim.report import difference_figure, ensemble, sentences, tables
from sim.report.briefing import briefing
from sim.report.study import ParameterDraws, Study
from tests.report.conftest import MEASURES

ROW = Difference(
    "more", "base", "offences_fixed_cohort", "Offences by the fixed cohort", "a year",
    -120.0, -210.0, -30.0, -210.0, -30.0, 0.01, 0.01, np.nan, np.nan, -1.0, 40, 100.0,
    low_parameters_known=-132.0, high_parameters_known=-108.0, sd_parameters=31.0, sd_chance=62.0,
    parameters_percent=20.0, monte_carlo_error=8.0, draws_needed=75.0,
)  # fmt: skip
"""A fifth of the variance is of parameters: 31 squared is a quarter of 62 squared."""


@pytest.fixture(scope="module")
def drawn(study: Study) -> Study:
    """The made-up study, its 16 replications being 8 draws of 2."""
    labels = {name: label for name, label, *_ in MEASURES}
    runs = study.runs.assign(draw=study.runs["replication"] // 2)
    return replace(
        study,
        runs=runs,
        summary=summarise(runs, labels),
        comparison=compare(runs, "baseline", labels),
        parameters=ParameterDraws("draws.csv", 8, 2, ("people.offending_rate", "leaving.charge")),
    )


def test_both_parts_in_words() -> None:
    assert ensemble.sentence(ROW) == (
        "Offences by the fixed cohort: if the parameters were known, we could say that the expected "
        "difference is 108 to 132 fewer offences a year; because they are not, we can only say that it is 30 "
        "to 210 fewer offences a year (95 % intervals). Of the variance of the difference in a single run, "
        "about 20 % comes from the parameters and 80 % from chance (standard deviations 31 and 62 a year)."
    )
    near = replace(ROW, low=-207.0, high=-4.0)  # an end that is not zero is not said to be
    assert "it is 0 to" not in ensemble.sentence(near)
    unseen = ensemble.sentence(replace(ROW, sd_parameters=0.0, parameters_percent=0.0))
    assert "differs no more than chance makes it differ" in unseen
    same = replace(ROW, low=0.0, high=0.0, sd_parameters=0.0, sd_chance=0.0)
    assert ensemble.sentence(same).endswith("the same in every run, whatever the parameters.")
    assert "too few runs" in ensemble.sentence(replace(ROW, sd_chance=np.nan))


def test_the_table_has_both_intervals_and_both_parts(drawn: Study) -> None:
    tables_of_parts = ensemble.parts(drawn)
    assert tables_of_parts[0].caption == "Offences by the fixed cohort (a year): chance and parameters"
    assert all(len(row) == len(table.heads) for table in tables_of_parts for row in table.rows)
    assert ensemble.parts(replace(drawn, parameters=None)) == ()


def test_what_was_run_is_said_with_how_many_draws_are_enough(drawn: Study) -> None:
    said = " ".join(sentences.precision(drawn))
    assert "8 draws of the parameters, 2 times with each: 16 runs" in said
    assert "They vary 2 inputs (people.offending_rate, leaving.charge)." in said
    assert "Time is best spent on more draws" in said
    assert "Four times as many replications" not in said
    many = ParameterDraws("draws.csv", 8, 2, tuple(f"a.b{n}" for n in range(15)))
    assert "15 inputs (a.b0, " in ensemble.run(replace(drawn, parameters=many))[1]
    assert "a.b11 and 3 more)" in ensemble.run(replace(drawn, parameters=many))[1]


def test_the_briefing_says_which_uncertainty_it_carries(drawn: Study, study: Study) -> None:
    page, plain = briefing(drawn, {}, {}), briefing(study, {}, {})
    for words in ("If the parameters were known, and because they are not", "Draws of parameters"):
        assert words in page
        assert words not in plain
    assert "for the inputs that were drawn" in page
    assert "this kind only" in plain
    assert "this kind only" not in page
    assert tables.differences(drawn)[0].heads[2] == "95 % interval, parameters not known"
    assert tables.differences(study)[0].heads[2] == "95 % interval of the mean"


def test_the_figure_draws_the_interval_with_known_parameters_inside_the_other(drawn: Study) -> None:
    chart = difference_figure.chart(drawn)
    table = chart.data
    known, unknown = (
        table[[f"{start}95 % interval, from", f"{start}95 % interval, to"]].to_numpy()
        for start in ("Parameters known: ", "")
    )
    assert (unknown[:, 0] <= known[:, 0]).all()
    assert (known[:, 1] <= unknown[:, 1]).all()
    lines = chart.figure.axes[0].lines[1:]  # after the line at zero: thin, thick and dot of each scenario
    np.testing.assert_allclose(lines[0].get_xdata(), unknown[0])
    np.testing.assert_allclose(lines[1].get_xdata(), known[0])
    assert lines[0].get_linewidth() < lines[1].get_linewidth()
    words = [text.get_text().replace("\n", " ") for text in chart.figure.legends[0].get_texts()]
    assert words[:2] == ["95 % interval if the parameters were known", "95 % interval, parameters not known"]
    assert "no uncertainty about inputs" not in chart.caption
