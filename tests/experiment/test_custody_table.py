"""The monthly table of custody: means over replications, and words for what is not modelled."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.experiment.custody_table import ALL_SUITES, NOT_MODELLED, custody_table
from sim.outcomes.custody_months import COUNTS
from tests.experiment.made_up import result
from tests.pairing.counties import shipped


def counts(**values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Two suites and 72 months in which only the first suite's first month has anything."""
    found = np.zeros((2, 72, len(COUNTS)))
    for name, value in values.items():
        found[0, 0, COUNTS.index(name)] = value
    return found


def test_rows_are_means_over_replications_with_all_suites_below() -> None:
    one = counts(detentions=10, children=3, child_hours=12, accommodation_asked=2, accommodation_given=1)
    other = counts(detentions=20, children=1, child_hours=20)
    county = replace(shipped("county"), name="county")
    results = [replace(result("county", number), custody=each) for number, each in enumerate((one, other))]
    table = custody_table(results, [county])
    assert len(table) == 3 * 72
    for suite in ("Coast Suite", ALL_SUITES):
        row = table[(table["suite"] == suite) & (table["month"] == "2022-04")].iloc[0]
        assert row["detentions"] == 15
        assert row["children_detained"] == 2
        assert row["children_mean_hours"] == pytest.approx(32 / 4)
        assert (row["children_accommodation_asked"], row["children_accommodation_given"]) == (1, 0.5)
        assert {row["strip_searches"], row["uses_of_force"], row["children_act_places_of_safety"]} == {
            NOT_MODELLED
        }
    last = table[table["suite"] == "Town Suite"].iloc[-1]
    assert (last["month"], last["detentions"]) == ("2028-03", 0)
    assert math.isnan(last["children_mean_hours"])
