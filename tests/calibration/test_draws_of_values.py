"""Draws of values: even over ranges, together as they stand in an ensemble."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from calibration.fitting.free import Free, Scale
from calibration.sensitivity.draws_of_values import draw_values, values_in
from sim.errors import DesistError
from sim.experiment.ensemble import Draw, Ensemble

RATE = Free("rate", start=4.0, low=1.0, high=100.0, scale=Scale.LOG, whole=False)
EFFECT = Free("effect", start=0.0, low=-0.3, high=0.1, scale=Scale.PLAIN, whole=False)


def test_without_an_ensemble_draws_are_even_on_the_scale_of_the_search() -> None:
    found = draw_values([RATE, EFFECT], None, 100, seed=1)
    rates = np.sort([values["rate"] for values in found.values])
    # One in each hundredth of the way from log 1 to log 100.
    assert np.all(np.floor(np.log(rates) / np.log(100.0) * 100) == np.arange(100))
    assert found.places[:, 0] == pytest.approx([np.log(values["rate"]) for values in found.values])
    assert found.places[:, 1] == pytest.approx([values["effect"] for values in found.values])


def test_what_an_ensemble_has_stays_together_and_the_rest_is_even() -> None:
    ensemble = pd.DataFrame({"rate": np.arange(1.0, 31.0), "other": np.arange(1.0, 31.0)})
    found = draw_values([RATE, EFFECT], ensemble, 30, seed=1)
    assert sorted(values["rate"] for values in found.values) == list(ensemble["rate"])
    effects = np.sort([values["effect"] for values in found.values])
    assert np.all(np.floor((effects + 0.3) / 0.4 * 30) == np.arange(30))
    assert all(set(values) == {"rate", "effect"} for values in found.values)
    assert len(draw_values([RATE], ensemble, 200, seed=1).values) == 30


def test_no_draws_are_no_draws() -> None:
    assert draw_values([RATE, EFFECT], None, 0, seed=1).values == ()


def test_an_ensemble_of_few_draws_is_refused() -> None:
    draws = tuple(Draw(line, {"rate": float(line)}) for line in range(2, 30))
    table = values_in(Ensemble("fitted.csv", ("rate",), (1,), draws, b""))
    assert table is not None
    assert list(table["rate"]) == [float(line) for line in range(2, 30)]
    with pytest.raises(DesistError, match=r"fitted\.csv: has 5 draws, and 20 at least"):
        values_in(Ensemble("fitted.csv", ("rate",), (1,), draws[:5], b""))
    assert values_in(None) is None
