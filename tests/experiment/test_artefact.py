"""What is kept of a replication comes back to the last bit."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

import numpy as np

from sim.experiment.artefact import results_from_json, results_to_json
from tests.experiment.made_up import result


def test_results_come_back_to_the_last_bit() -> None:
    given = [result("county", 3), result("other", 3)]
    text = json.dumps(results_to_json(given), allow_nan=False)
    found = results_from_json(json.loads(text))
    assert [each.scenario for each in found] == ["county", "other"]
    for before, after in zip(given, found, strict=True):
        assert after.replication == 3
        assert list(after.measures) == list(before.measures)
        assert math.isnan(after.measures["mean_wait"])
        assert after.measures["offences"] == 0.1 + 0.2
        assert after.measures["arrests"] == 1e-300
        assert str(asdict(after.evaluation)) == str(asdict(before.evaluation))
        assert after.removals == before.removals
        assert list(after.weeks) == ["arrests"]
        for a, b in (
            (after.cells_by_hour, before.cells_by_hour),
            (after.cells_by_month, before.cells_by_month),
            (after.custody, before.custody),
            (after.weeks["arrests"], before.weeks["arrests"]),
        ):
            assert a.tobytes() == b.tobytes()
            assert a.dtype == np.float64
