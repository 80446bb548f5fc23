"""Measures by year: levels, and differences paired within replications."""

from dataclasses import replace

import numpy as np
import pytest

from sim.experiment.by_year_table import by_year_table
from sim.experiment.task import Result
from sim.outcomes.by_year import BY_YEAR
from tests.experiment.made_up import result


def result_of(scenario: str, replication: int, values: list[float]) -> Result:
    return replace(result(scenario, replication), years={name: np.array(values) for name in BY_YEAR})


def test_differences_are_paired_year_by_year() -> None:
    found = [
        result_of("base", 0, [10.0, 20.0]),
        result_of("other", 0, [10.0, 17.0]),
        result_of("base", 1, [30.0, 40.0]),
        result_of("other", 1, [30.0, 39.0]),
    ]
    table = by_year_table(found)
    assert len(table) == 2 * len(BY_YEAR) * 2
    own = table[(table["scenario"] == "other") & (table["measure"] == "offences")]
    assert own["year"].tolist() == [2022, 2023]
    assert own["mean"].tolist() == [20.0, 28.0]
    assert own["difference"].tolist() == [0.0, -2.0]  # -3 and -1
    # t with one degree of freedom is 12.706; the standard error of -3 and -1 is 1
    assert own["difference_low"].tolist() == pytest.approx([0.0, -14.706], abs=1e-3)
    base = table[table["scenario"] == "base"]
    assert np.isnan(base["difference"]).all()
